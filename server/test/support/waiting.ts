/** A promise that the test settles by hand. */
export interface Deferred<T = void> {
  promise: Promise<T>;
  resolve(value: T): void;
}

/** Makes one. */
export function deferred<T = void>(): Deferred<T> {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** Resolves for everybody as soon as so many have arrived. */
export function barrier(count: number): () => Promise<void> {
  const gate = deferred();
  let arrived = 0;
  return () => {
    arrived++;
    if (arrived === count) gate.resolve();
    return gate.promise;
  };
}

/** Asks again and again until the answer is true; throws with the description after `seconds`. */
export async function until(what: string, condition: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${seconds} s in vain until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
