/** Lets transactions through, and knows when none is under way any more. */
export interface WriterGate {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when everything has ended that was let in before. */
  idle(): Promise<void>;
}

/** First come, first served: one holder at a time within this process. */
export class Mutex implements WriterGate {
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

  idle(): Promise<void> {
    return this.run(async () => undefined);
  }
}

/** Lets everybody in at once: a database server orders its transactions itself. */
export class OpenGate implements WriterGate {
  private readonly underWay = new Set<Promise<unknown>>();

  async run<T>(work: () => Promise<T>): Promise<T> {
    const running = work();
    this.underWay.add(running);
    try {
      return await running;
    } finally {
      this.underWay.delete(running);
    }
  }

  async idle(): Promise<void> {
    await Promise.allSettled(this.underWay);
  }
}
