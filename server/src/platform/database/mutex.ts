/** First come, first served: one holder at a time within this process. */
export class Mutex {
  private tail: Promise<void> = Promise.resolve();

  /** Runs the work when all who asked before are done, whether they succeeded or failed. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const before = this.tail;
    let release!: () => void;
    this.tail = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    try {
      return await work();
    } finally {
      release();
    }
  }
}
