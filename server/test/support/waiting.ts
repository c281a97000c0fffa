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
