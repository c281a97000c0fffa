/** How long after a commit the work is done: what commits meanwhile is looked at together. */
const POKE_MS = 50;

/** Work that is done again and again; its runs in this process never overlap. */
export interface BackgroundWork<T> {
  /** A run of its own, after those that are under way. */
  run(): Promise<T>;
  /** There may be something to do: it is done soon. */
  poke(): void;
  /** No more pokes; resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** Makes it; `onError` hears of poked runs that failed. */
export function createBackgroundWork<T>(work: () => Promise<T>, onError: (error: unknown) => void): BackgroundWork<T> {
  let last: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const run = () => {
    const running = last.then(work);
    last = running.catch(() => undefined);
    return running;
  };
  return {
    run,
    poke() {
      if (stopped || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        run().catch(onError);
      }, POKE_MS);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await last;
    },
  };
}
