import fc from 'fast-check';
import { coalesce } from './coalesce';

/** A batch that was sent, to be answered by the test. */
interface Sent {
  keys: number[];
  answer(): void;
  fail(error: Error): void;
}

/** A look-up over a table that can change, whose batches wait until the test answers them. */
function lookupByHand(options?: Parameters<typeof coalesce>[1]) {
  const table = new Map<number, string>();
  const sent: Sent[] = [];
  const lookup = coalesce<number, string>((keys) => {
    // What is read is what was there when the batch was sent, as in a database.
    const found = new Map(keys.flatMap((key) => (table.has(key) ? [[key, String(table.get(key))] as const] : [])));
    return new Promise((resolve, reject) => sent.push({ keys, answer: () => resolve(found), fail: reject }));
  }, options);
  return { table, sent, lookup };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('coalesce', () => {
  it('merges what is asked in one turn into one query, each key once', async () => {
    const { table, sent, lookup } = lookupByHand();
    table.set(1, 'one').set(2, 'two');
    const answers = Promise.all([lookup(1), lookup(2), lookup(1), lookup(3)]);
    await turn();
    expect(sent.map(({ keys }) => keys)).toEqual([[1, 2, 3]]);
    sent[0]?.answer();
    expect(await answers).toEqual(['one', 'two', 'one', undefined]);
  });

  it('merges across asynchronous callers of one turn', async () => {
    const { sent, lookup } = lookupByHand();
    const caller = async (key: number) => {
      await Promise.resolve();
      return lookup(key);
    };
    void caller(1);
    void caller(2);
    await turn();
    await turn();
    expect(sent.map(({ keys }) => keys)).toEqual([[1, 2]]);
  });

  it('never joins a batch that was sent: who asks after a write sees the write', async () => {
    const { table, sent, lookup } = lookupByHand();
    table.set(1, 'before');
    const early = lookup(1);
    await turn();
    table.set(1, 'after');
    const late = lookup(1);
    await turn();
    expect(sent).toHaveLength(2);
    for (const batch of sent) batch.answer();
    expect(await early).toBe('before');
    expect(await late).toBe('after');
  });

  it('sends so many batches at once and lets the rest gather', async () => {
    const { sent, lookup } = lookupByHand({ inFlightMax: 2 });
    const answers: Promise<unknown>[] = [];
    for (const key of [1, 2, 3, 4]) {
      answers.push(lookup(key));
      await turn();
    }
    expect(sent.map(({ keys }) => keys)).toEqual([[1], [2]]);
    sent[1]?.answer();
    await turn();
    expect(sent.map(({ keys }) => keys)).toEqual([[1], [2], [3, 4]]);
    sent[0]?.answer();
    sent[2]?.answer();
    await Promise.all(answers);
  });

  it('splits what is too much for one query', async () => {
    const { sent, lookup } = lookupByHand({ batchMax: 2 });
    const answers = Promise.all([1, 2, 3, 4, 5].map(lookup));
    for (let answered = 0; answered < 3; answered++) {
      await turn();
      sent[answered]?.answer();
    }
    await answers;
    expect(sent.map(({ keys }) => keys)).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('fails those whose batch failed, and nobody else, and goes on', async () => {
    const { table, sent, lookup } = lookupByHand({ batchMax: 1, inFlightMax: 1 });
    table.set(2, 'two');
    const [first, second] = [lookup(1), lookup(2)];
    await turn();
    sent[0]?.fail(new Error('the database is away'));
    await expect(first).rejects.toThrow('the database is away');
    await turn();
    sent[1]?.answer();
    expect(await second).toBe('two');
  });

  it('survives a look-up that throws before it asks', async () => {
    let isBroken = true;
    const lookup = coalesce<number, string>(() => {
      if (isBroken) throw new Error('broken');
      return Promise.resolve(new Map([[1, 'one']]));
    });
    await expect(Promise.all([lookup(1), lookup(2)])).rejects.toThrow('broken');
    isBroken = false;
    expect(await lookup(1)).toBe('one');
  });

  it('answers everybody with the value of their key, whatever is asked when', async () => {
    const keys = fc.array(fc.array(fc.nat(9)), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        keys,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        async (turns, inFlightMax, batchMax) => {
          let underWay = 0;
          const lookup = coalesce<number, number>(
            async (batch) => {
              expect(++underWay).toBeLessThanOrEqual(inFlightMax);
              expect(batch.length).toBeLessThanOrEqual(batchMax);
              expect(new Set(batch).size).toBe(batch.length);
              await turn();
              underWay--;
              return new Map(batch.map((key) => [key, key * key]));
            },
            { inFlightMax, batchMax },
          );
          const asked: Promise<[number, number | undefined]>[] = [];
          for (const group of turns) {
            for (const key of group) asked.push(lookup(key).then((value) => [key, value]));
            await turn();
          }
          for (const [key, value] of await Promise.all(asked)) expect(value).toBe(key * key);
        },
      ),
    );
  });
});
