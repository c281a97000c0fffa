import { describeOnEachDatabase } from '../support/databases';
import { record, type SentEvent } from '../support/events';
import { faultsOf } from '../support/proofs';
import { countOf } from '../support/rows';
import { mutate } from '../support/sessions';
import { startTestServer, type TestServer } from '../support/test-server';

// 64 calls on a busy machine.
jest.setTimeout(120_000);

const program = `
program: storm
name: Storm
timeZone: Asia/Shanghai
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: base, name: Base, threshold: 0, color: "#111111" }]
rules:
  - { code: order, on: order.completed, grant: { points: { perYuan: 1 }, growth: { perYuan: 1 } } }
`;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const CALLS = 64;

/** A call that was done: what its one input is in the journal, and by how much it changed whose points. */
interface Done {
  memberRef: string;
  journalled: string;
  points: number;
  held: number;
}

describeOnEachDatabase('points by many at once', (kind) => {
  let server: TestServer;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    token = await server.partnerToken();
  });
  afterEach(() => server.close());

  type Payload = { hold: { id: string } | null; userErrors: { code: string }[] };
  const call = async (mutation: string, input: Record<string, unknown>) => {
    const answer = await mutate<Payload>(server, mutation, input, { token, selection: 'hold { id }' });
    if (!answer.data) throw new Error(JSON.stringify(answer));
    const { hold, userErrors } = answer.data.payload;
    return { holdId: hold?.id ?? '', code: userErrors[0]?.code };
  };
  const order = (eventId: string, memberRef: string, yuan: number): SentEvent => ({
    eventId,
    memberRef,
    type: 'order.completed',
    amountFen: yuan * 100,
  });

  const placeHold = async (idempotencyKey: string, memberRef: string, points: number) => {
    const rest = { orderRef: 'o', orderAmountFen: 0, expiresIn: 'P1D' };
    const { holdId, code } = await call('pointsHold', { idempotencyKey, memberRef, points, ...rest });
    return { code, done: { memberRef, journalled: `hold ${holdId} ${points}`, points: 0, held: points }, holdId };
  };
  const capture = async (idempotencyKey: string, memberRef: string, holdId: string) => {
    const { code } = await call('pointsHoldCapture', { idempotencyKey, holdId, points: 10 });
    return { code, done: { memberRef, journalled: `capture ${holdId} 10`, points: -10, held: -10 } };
  };
  const release = async (idempotencyKey: string, memberRef: string, holdId: string) => {
    const { code } = await call('pointsHoldRelease', { idempotencyKey, holdId });
    return { code, done: { memberRef, journalled: `release ${holdId}`, points: 0, held: -10 } };
  };
  const giveBack = async (idempotencyKey: string, memberRef: string, holdId: string) => {
    const { code } = await call('pointsRedemptionReturn', { idempotencyKey, holdId, points: 6 });
    return { code, done: { memberRef, journalled: `return ${holdId} 6`, points: 6, held: 0 } };
  };
  const send = async (events: SentEvent[]) => {
    const { results } = await record(server, token, events);
    return results.map(({ status, code }, index) => {
      const { eventId, memberRef = '', amountFen, reverses } = events[index] as SentEvent;
      const points = ((amountFen ?? 0) / 100) * (reverses ? -1 : 1);
      const isDone = status === 'APPLIED';
      return {
        code: isDone ? undefined : (code ?? status),
        done: { memberRef, journalled: `event 1:${eventId}`, points, held: 0 },
      };
    });
  };

  /** Every member has 1,000 points; four holds to be captured, four to be let go, four that were captured. */
  async function prepare(refs: string[]) {
    const done: Done[] = [];
    const keep = <T extends { code?: string; done: Done }>(answer: T): T => {
      expect(answer.code).toBeUndefined();
      done.push(answer.done);
      return answer;
    };
    for (const answer of await send(refs.map((ref) => order(`seed-${ref}`, ref, 1000)))) keep(answer);
    const holds: string[] = [];
    for (const index of numbers(12)) {
      const ref = refs[(index % 4) % refs.length] as string;
      const { holdId } = keep(await placeHold(`prepare-${index}`, ref, 10));
      if (index >= 8) keep(await capture(`prepare-${index}`, ref, holdId));
      holds.push(holdId);
    }
    return { done, holds };
  }

  /** The kinds of calls, so many at once; those of one group of two or three want the same hold. */
  function storm(refs: string[], holds: string[]) {
    return numbers(CALLS).map(async (index) => {
      const turn = index >> 3;
      const place = turn >> 1;
      const key = `storm-${index}`;
      const ref = refs[place % refs.length] as string;
      const hold = (group: number) => holds[group * 4 + place] as string;
      const around = refs.map((_, step) => refs[(step + turn) % refs.length] as string);
      switch (index % 8) {
        case 0:
          return [await placeHold(key, refs[turn % refs.length] as string, 60)];
        case 1:
          return [await capture(key, ref, hold(0))];
        case 2:
          return [await release(key, ref, hold(1))];
        case 3:
          return [await capture(key, ref, hold(1))];
        case 4:
          return [await giveBack(key, ref, hold(2))];
        case 5: {
          const reverses = `seed-${ref}`;
          return send([{ eventId: key, memberRef: ref, type: 'order.refunded', reverses, amountFen: 40_000 }]);
        }
        case 6:
          return send((turn % 2 ? around : around.reverse()).map((name) => order(`${key}-${name}`, name, 7)));
        default:
          return send((turn % 2 ? around : around.reverse()).map((name) => order(`shared-${name}`, name, 3)));
      }
    });
  }

  async function journalled(): Promise<string[]> {
    const rows: { input: string }[] = await server.database.reader.query(
      "SELECT j.input FROM journal j JOIN identity i ON i.member_id = j.member_id AND i.subject LIKE 'storm%'",
    );
    return rows
      .map(({ input }) => JSON.parse(input))
      .map(({ kind: what, holdId, eventKey, points }) => [what, holdId ?? eventKey, points].filter(Boolean).join(' '));
  }

  async function retries(): Promise<number> {
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('# TYPE rungs_transaction_retries_total counter');
    const samples = [...metrics.matchAll(/^rungs_transaction_retries_total\{[^}]*\} (\d+)$/gm)];
    return samples.reduce((sum, [, count]) => sum + Number(count), 0);
  }

  it.each([
    ['one member', ['storm']],
    ['members that cross', numbers(8).map((index) => `storm-${index}`)],
  ])('64 calls about %s: what was done is there once, what was refused left nothing', async (_, refs) => {
    const { done, holds } = await prepare(refs);
    // The caller's bucket fills up again.
    server.clock.advance({ minutes: 10 });
    const keyedBefore = await countOf(server.database, 'SELECT COUNT(*) AS n FROM idempotency');
    const answers = (await Promise.all(storm(refs, holds))).flat();
    const succeeded = answers.filter(({ code }) => code === undefined).map((answer) => answer.done);
    const refused = answers.flatMap(({ code }) => (code === undefined ? [] : [code]));

    // All were answered; each of the groups has its one winner.
    expect(answers).toHaveLength(6 * 8 + 2 * 8 * refs.length);
    const codes = ['STATE_CONFLICT', 'HOLD_EXCEEDED', 'INSUFFICIENT_POINTS', 'REVERSAL_EXCEEDS_ORIGINAL', 'DUPLICATE'];
    expect(refused.filter((code) => !codes.includes(code))).toEqual([]);
    const times = (code: string) => refused.filter((other) => other === code).length;
    expect(times('STATE_CONFLICT')).toBe(4 + 3 * 4);
    expect(times('HOLD_EXCEEDED')).toBe(4);
    expect(times('DUPLICATE')).toBe(7 * refs.length);
    expect(times('REVERSAL_EXCEEDS_ORIGINAL')).toBe(refs.length === 1 ? 6 : 0);

    const all = [...done, ...succeeded];
    expect((await journalled()).sort()).toEqual(all.map((one) => one.journalled).sort());
    const keyed = succeeded.filter((one) => !one.journalled.startsWith('event')).length;
    expect(await countOf(server.database, 'SELECT COUNT(*) AS n FROM idempotency')).toBe(keyedBefore + keyed);
    for (const ref of refs) {
      const own = all.filter(({ memberRef }) => memberRef === ref);
      const query = `{ member(ref: "${ref}") { points { available pending held debt } } }`;
      type Answer = { member: { points: { available: number; pending: number; held: number; debt: number } } };
      const { available, pending, held, debt } = (await server.graphql<Answer>(query, { token })).data.member.points;
      expect({ ref, points: available + pending + held - debt, held }).toEqual({
        ref,
        points: own.reduce((sum, { points }) => sum + points, 0),
        held: own.reduce((sum, one) => sum + one.held, 0),
      });
    }
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    // SQLite has one writer at a time, so nothing can come in between there.
    if (kind === 'SQLite') expect(await retries()).toBe(0);
    else process.stdout.write(`64 calls on ${kind}: ${await retries()} transactions ran again.\n`);
  });

  it('64 calls under 4 keys do 4 things, and all callers of a key hear the same', async () => {
    await send([order('seed-keys', 'storm-keys', 1000)]);
    const answers = await Promise.all(numbers(CALLS).map((index) => placeHold(`key-${index % 4}`, 'storm-keys', 10)));
    expect(answers.filter(({ code }) => code)).toEqual([]);
    for (const index of numbers(CALLS)) expect(answers[index]?.holdId).toBe(answers[index % 4]?.holdId);
    expect(new Set(answers.map(({ holdId }) => holdId)).size).toBe(4);
    expect((await journalled()).filter((line) => line.startsWith('hold'))).toHaveLength(4);
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
  });
});
