/** Limits of one kind of merged look-up. */
export interface CoalesceOptions {
  /** Batches under way at once: while they run, later look-ups gather, so batches grow under load. */
  inFlightMax?: number;
  /** Keys in one batch. */
  batchMax?: number;
}

interface Waiting<K, V> {
  key: K;
  resolve(value: V | undefined): void;
  reject(reason: unknown): void;
}

/**
 * Merges the same kind of look-up by concurrent requests into one query. A look-up joins only a batch that has not
 * been sent, so nobody reads older data than when it asked. A failed batch fails its own look-ups and no others.
 */
export function coalesce<K, V>(
  load: (keys: K[]) => Promise<Map<K, V>>,
  { inFlightMax = 2, batchMax = 200 }: CoalesceOptions = {},
): (key: K) => Promise<V | undefined> {
  const queue: Waiting<K, V>[] = [];
  let inFlight = 0;

  async function run(batch: Waiting<K, V>[]): Promise<void> {
    try {
      const found = await load([...new Set(batch.map((waiting) => waiting.key))]);
      for (const waiting of batch) waiting.resolve(found.get(waiting.key));
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
    inFlight--;
    send();
  }

  function send(): void {
    while (queue.length > 0 && inFlight < inFlightMax) {
      inFlight++;
      void run(queue.splice(0, batchMax));
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      queue.push({ key, resolve, reject });
      // After the current turn, when every request that is ready has asked.
      if (queue.length === 1) setImmediate(send);
    });
}
