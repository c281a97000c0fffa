import { describeOnEachDatabase } from '../support/databases';
import { newPartnerToken, record, type SentEvent } from '../support/events';
import { brokenInvariants } from '../support/invariants';
import { countOf } from '../support/rows';
import { startTestServer, type TestServer } from '../support/test-server';

// 64 calls on a busy machine.
jest.setTimeout(120_000);

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

describeOnEachDatabase('events by many at once', (kind) => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    token = await server.partnerToken();
  });
  afterAll(() => server.close());

  const eventCount = (prefix: string) =>
    countOf(server.database, `SELECT COUNT(*) AS n FROM event WHERE event_id LIKE '${prefix}-%'`);

  async function expectSound(): Promise<void> {
    expect(await brokenInvariants(server.database)).toEqual({});
    const states: { member_id: unknown; state: string }[] = await server.database.reader.query(
      'SELECT member_id, state FROM member_state',
    );
    for (const { member_id, state } of states) {
      const sum = `SELECT COALESCE(SUM(delta), 0) AS n FROM ledger_entry
        WHERE account = 'growth' AND member_id = ${member_id}`;
      expect([member_id, JSON.parse(state).growth]).toEqual([member_id, await countOf(server.database, sum)]);
    }
  }

  /** Sends the batches at once; how often each status was answered, and for each event how often APPLIED. */
  async function sendAll(batches: SentEvent[][], by = token) {
    const answers = await Promise.all(batches.map((events) => record(server, by, events)));
    const results = answers.flatMap((answer) => answer.results);
    const statuses: Record<string, number> = {};
    const applied = new Map<string, number>();
    for (const { eventId, status, code } of results) {
      const name = code ? `${status} ${code}` : status;
      statuses[name] = (statuses[name] ?? 0) + 1;
      if (status === 'APPLIED') applied.set(eventId, (applied.get(eventId) ?? 0) + 1);
    }
    return { statuses, applied };
  }

  it('64 calls with the same new members and the same events apply each event once', async () => {
    const events = numbers(40).map((index) => ({
      eventId: `same-${index}`,
      memberRef: `same-${index % 20}`,
      amountFen: 100 * (index + 1),
      occurredAt: '2026-02-28T00:00:00.000Z',
    }));
    const { statuses, applied } = await sendAll(numbers(64).map(() => events));
    expect(statuses).toEqual({ APPLIED: 40, DUPLICATE: 63 * 40 });
    expect(new Set(applied.values())).toEqual(new Set([1]));
    expect(await eventCount('same')).toBe(40);
    const members = "SELECT COUNT(*) AS n FROM identity WHERE subject LIKE 'same-%'";
    expect(await countOf(server.database, members)).toBe(20);
    await expectSound();
  });

  it('64 calls with overlapping members in opposite orders lose nothing', async () => {
    const batches = numbers(64).map((call) => {
      const events = numbers(30).map((index) => ({
        eventId: `cross-${call}-${index}`,
        memberRef: `cross-${(call * 7 + index) % 45}`,
        amountFen: 100,
      }));
      return call % 2 === 0 ? events : events.reverse();
    });
    const { statuses } = await sendAll(batches);
    expect(statuses).toEqual({ APPLIED: 64 * 30 });
    expect(await eventCount('cross')).toBe(64 * 30);
    const sum = `SELECT SUM(l.delta) AS n FROM ledger_entry l JOIN identity i ON i.member_id = l.member_id
      WHERE i.subject LIKE 'cross-%' AND l.account = 'growth'`;
    expect(await countOf(server.database, sum)).toBe(64 * 30);
    await expectSound();
  });

  it('of different events under one id exactly one is applied, whomever they concern', async () => {
    const batches = numbers(32).map((call) => [
      { eventId: 'contested-1', memberRef: `contested-${call % 8}`, amountFen: 100 + call },
      { eventId: `beside-${call}`, memberRef: `contested-${call % 8}`, amountFen: 100 },
    ]);
    const { statuses } = await sendAll(batches);
    expect(statuses).toEqual({ APPLIED: 33, 'REJECTED EVENT_ID_REUSED': 31 });
    expect(await eventCount('contested')).toBe(1);
    await expectSound();
  });

  it('reversals of one loan never take back more than it was', async () => {
    const loan = { eventId: 'reversed-0', memberRef: 'reversed', amountFen: 100_000 };
    await record(server, token, [loan]);
    const batches = numbers(24).map((call) => [
      {
        eventId: `reversed-${call + 1}`,
        memberRef: 'reversed',
        type: 'loan.cancelled',
        reverses: 'reversed-0',
        amountFen: 10_000,
      },
    ]);
    const { statuses } = await sendAll(batches);
    expect(statuses).toEqual({ APPLIED: 10, 'REJECTED REVERSAL_EXCEEDS_ORIGINAL': 14 });
    await expectSound();
  });

  it('two partners who register members with one another’s references do not mix them up', async () => {
    const other = await newPartnerToken(server, 'other-mall', { mayRegister: true });
    const events = numbers(10).map((index) => ({
      eventId: `mixed-${index}`,
      memberRef: `mixed-${index}`,
      amountFen: 100,
    }));
    const both = await Promise.all(numbers(8).map((call) => sendAll([events], call % 2 === 0 ? token : other)));
    const applied = both.reduce((sum, { statuses }) => sum + (statuses.APPLIED ?? 0), 0);
    expect(applied).toBe(20);
    const members = "SELECT COUNT(DISTINCT member_id) AS n FROM identity WHERE subject LIKE 'mixed-%'";
    expect(await countOf(server.database, members)).toBe(20);
    await expectSound();
  });
});
