import { describeOnEachDatabase } from '../support/databases';
import { growthOf, newPartnerToken, record, told } from '../support/events';
import { brokenInvariants } from '../support/invariants';
import { memberId } from '../support/members';
import { countOf } from '../support/rows';
import { mutate } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

// Two servers at once take longer than the default on a busy machine.
jest.setTimeout(60_000);

const DAY_MS = 24 * 3600 * 1000;

describeOnEachDatabase('eventsRecord', (kind) => {
  let server: TestServer;
  let token: string;
  beforeAll(async () => {
    server = await startTestServer(kind);
    token = await server.partnerToken();
  });
  afterAll(async () => {
    expect(await brokenInvariants(server.database)).toEqual({});
    await server.close();
  });

  const ago = (days: number) => new Date(server.clock.businessNow().getTime() - days * DAY_MS);

  /** Sends events of which none may be accepted, and sees that they left everything as it was. */
  async function expectRejected(by: string, events: Parameters<typeof record>[2], ...codes: string[]) {
    const before = await tableRows(server.database);
    const { results, userErrors } = await record(server, by, events);
    expect(userErrors).toEqual([]);
    expect(told(results)).toEqual(codes.map((code) => `REJECTED ${code}`));
    expect(await tableRows(server.database)).toEqual(before);
    return results;
  }

  it('applies an event: growth, level and journal at once', async () => {
    const event = { eventId: 'first', memberRef: 'sun', amountFen: 300_000, subject: 'LN-1', data: { months: 12 } };
    const { results } = await record(server, token, [event]);
    expect(results).toEqual([{ eventId: 'first', status: 'APPLIED', code: null, message: null }]);
    type Answer = { member: { growth: { value: number }; level: { level: { code: string }; since: string } } };
    const query = '{ member(ref: "sun") { growth { value } level { level { code } since source validUntil } } }';
    const { data } = await server.graphql<Answer>(query, { token });
    expect(data.member).toMatchObject({
      growth: { value: 3000 },
      level: { level: { code: 'silver' }, since: server.clock.businessNow().toISOString(), source: 'RULES' },
    });
  });

  it('tells a repetition from another event under the same id', async () => {
    const event = { eventId: 'repeated', amountFen: 12_300, data: { a: 1, b: 2 } };
    const occurredAt = ago(1);
    await record(server, token, [{ ...event, occurredAt }]);
    const before = await tableRows(server.database);
    const same = { ...event, occurredAt, subject: null, data: { b: 2, a: 1 } };
    expect(told((await record(server, token, [same])).results)).toEqual(['DUPLICATE']);
    expect(await tableRows(server.database)).toEqual(before);
    const reused = 'EVENT_ID_REUSED';
    await expectRejected(token, [{ ...event, occurredAt, amountFen: 12_301 }], reused);
    await expectRejected(token, [{ ...event, occurredAt, memberRef: 'chen' }], reused);
    await expectRejected(token, [{ ...event, occurredAt, data: { a: 1, b: 3 } }], reused);
  });

  it('tells them apart within one call, too', async () => {
    const event = { eventId: 'within', amountFen: 100, memberRef: 'within' };
    const tooOld = { eventId: 'late-then-right', memberRef: 'within', occurredAt: ago(91) };
    const { results } = await record(server, token, [
      event,
      { ...event, amountFen: 200 },
      event,
      tooOld,
      tooOld,
      { ...tooOld, occurredAt: ago(1), amountFen: 700 },
      { ...tooOld, occurredAt: ago(1), amountFen: 700 },
    ]);
    expect(told(results)).toEqual([
      'APPLIED',
      'REJECTED EVENT_ID_REUSED',
      'DUPLICATE',
      'REJECTED EVENT_TOO_OLD',
      'REJECTED EVENT_TOO_OLD',
      'APPLIED',
      'DUPLICATE',
    ]);
    expect(await growthOf(server, 'within')).toBe(8);
  });

  it('means a partner’s own ids: another partner may use the same', async () => {
    const other = await newPartnerToken(server, 'same-ids', { mayRegister: true });
    await record(server, token, [{ eventId: 'shared', memberRef: 'ours', amountFen: 100 }]);
    const { results } = await record(server, other, [{ eventId: 'shared', memberRef: 'theirs', amountFen: 200 }]);
    expect(told(results)).toEqual(['APPLIED']);
    expect([await growthOf(server, 'ours'), await growthOf(server, 'theirs')]).toEqual([1, 2]);
  });

  it.each([
    ['an empty eventId', { eventId: '' }, 'eventId'],
    ['white space at the end of eventId', { eventId: 'x ' }, 'eventId'],
    ['an eventId that is too long', { eventId: 'x'.repeat(129) }, 'eventId'],
    ['an empty memberRef', { memberRef: '' }, 'memberRef'],
    ['white space before memberRef', { memberRef: ' lin' }, 'memberRef'],
    ['an empty type', { type: '' }, 'type'],
    ['a type that is too long', { type: 'x'.repeat(65) }, 'type'],
    ['an empty subject', { subject: '' }, 'subject'],
    ['white space in reverses', { reverses: '\u3000' }, 'reverses'],
    ['an event that reverses itself', { reverses: 'malformed' }, 'reverses'],
    ['a negative amount', { amountFen: -1 }, 'amountFen'],
    ['a date before there were any', { occurredAt: '1969-12-31T23:59:59.999Z' }, 'occurredAt'],
    ['data that are too long', { data: { text: 'x'.repeat(8000) } }, 'data'],
  ])('rejects %s, names the field, and takes the others', async (_, wrong, field) => {
    const malformed = { eventId: 'malformed', amountFen: 100, ...wrong };
    const [result] = await expectRejected(token, [malformed], 'INPUT_INVALID');
    expect(result?.message).toMatch(new RegExp(`^${field}: `));
    const good = { eventId: `beside ${field} ${JSON.stringify(wrong).length}`, memberRef: 'beside', amountFen: 100 };
    expect(told((await record(server, token, [malformed, good])).results)).toEqual([
      'REJECTED INPUT_INVALID',
      'APPLIED',
    ]);
  });

  it('refuses more than 1,000 events as a whole, and takes 1,000', async () => {
    const events = Array.from({ length: 1001 }, (_, index) => ({
      eventId: `thousand-${index}`,
      memberRef: `thousand-${index % 250}`,
      amountFen: 100,
    }));
    const before = await tableRows(server.database);
    const refused = await record(server, token, events);
    expect(refused).toMatchObject({ results: [], userErrors: [{ code: 'INPUT_INVALID', field: ['events'] }] });
    expect(await tableRows(server.database)).toEqual(before);
    const { results } = await record(server, token, events.slice(1));
    expect(results.map(({ eventId }) => eventId)).toEqual(events.slice(1).map(({ eventId }) => eventId));
    expect(new Set(told(results))).toEqual(new Set(['APPLIED']));
    expect(await growthOf(server, 'thousand-7')).toBe(4);
    expect((await record(server, token, [])).results).toEqual([]);
  });

  it('rejects what is too old or in the future, writes nothing, and lets it be sent again corrected', async () => {
    await expectRejected(token, [{ eventId: 'old', memberRef: 'nobody-yet', occurredAt: ago(91) }], 'EVENT_TOO_OLD');
    expect(await growthOf(server, 'nobody-yet')).toBeUndefined();
    await expectRejected(token, [{ eventId: 'old', occurredAt: ago(-11 / (24 * 60)) }], 'EVENT_IN_FUTURE');
    const corrected = { eventId: 'old', memberRef: 'nobody-yet', occurredAt: ago(89), amountFen: 100 };
    expect(told((await record(server, token, [corrected])).results)).toEqual(['APPLIED']);
    expect(await growthOf(server, 'nobody-yet')).toBe(1);
  });

  it('registers a member only for a partner that may', async () => {
    const other = await newPartnerToken(server, 'no-newcomers');
    const event = { eventId: 'newcomer', memberRef: 'newcomer', amountFen: 100 };
    await expectRejected(other, [event], 'MEMBER_UNKNOWN');
    expect(told((await record(server, token, [event])).results)).toEqual(['APPLIED']);
    // The reference is the first partner's own.
    await expectRejected(other, [event], 'MEMBER_UNKNOWN');
  });

  it('takes only the types that the partner may send', async () => {
    const eventTypes = ['order.completed'];
    const other = await newPartnerToken(server, 'only-orders', { mayRegister: true, eventTypes });
    await expectRejected(other, [{ eventId: 'a', memberRef: 'a' }], 'EVENT_TYPE_NOT_ALLOWED');
    const order = { eventId: 'a', memberRef: 'a', type: 'order.completed', amountFen: 100 };
    expect(told((await record(server, other, [order])).results)).toEqual(['APPLIED']);
  });

  it('takes back by reversals, waits for their originals, and never takes back more', async () => {
    const memberRef = 'reverser';
    const loan = { eventId: 'loan', memberRef, amountFen: 100_000, occurredAt: ago(3) };
    const part = { eventId: 'part', memberRef, type: 'loan.cancelled', reverses: 'loan', amountFen: 40_000 };
    expect(told((await record(server, token, [{ ...part, occurredAt: ago(2) }])).results)).toEqual([
      'PENDING_ORIGINAL',
    ]);
    expect(told((await record(server, token, [{ ...part, occurredAt: ago(2) }])).results)).toEqual(['DUPLICATE']);
    expect(told((await record(server, token, [loan])).results)).toEqual(['APPLIED']);
    expect(await growthOf(server, memberRef)).toBe(600);
    const beyond = { ...part, eventId: 'beyond', amountFen: 60_001 };
    await expectRejected(token, [beyond], 'REVERSAL_EXCEEDS_ORIGINAL');
    const headless = { ...part, eventId: 'headless', reverses: null };
    await expectRejected(token, [headless], 'REVERSES_MISSING');
    expect(told((await record(server, token, [{ ...beyond, amountFen: 60_000 }])).results)).toEqual(['APPLIED']);
    expect(await growthOf(server, memberRef)).toBe(0);
  });

  it('takes a member’s events in the order in which they occurred, and answers in the order sent', async () => {
    const memberRef = 'ordered';
    const events = [
      { eventId: 'third', memberRef, type: 'loan.cancelled', reverses: 'second', amountFen: 100, occurredAt: ago(1) },
      { eventId: 'first-of-all', memberRef, amountFen: 100, occurredAt: ago(3) },
      { eventId: 'wrong', memberRef: ' ', occurredAt: ago(2) },
      { eventId: 'second', memberRef, amountFen: 100, occurredAt: ago(2) },
    ];
    const { results } = await record(server, token, events);
    expect(results.map(({ eventId }) => eventId)).toEqual(events.map(({ eventId }) => eventId));
    expect(told(results)).toEqual(['APPLIED', 'APPLIED', 'REJECTED INPUT_INVALID', 'APPLIED']);
    expect(await growthOf(server, memberRef)).toBe(1);
  });

  it('folds what follows a refused event as if that had not been sent', async () => {
    const memberRef = 'undisturbed';
    const { results } = await record(server, token, [
      { eventId: 'u1', memberRef, amountFen: 100, occurredAt: ago(5) },
      { eventId: 'u2', memberRef, type: 'loan.cancelled', reverses: 'u1', amountFen: 101, occurredAt: ago(4) },
      { eventId: 'u3', memberRef, amountFen: 200, occurredAt: ago(3) },
    ]);
    expect(told(results)).toEqual(['APPLIED', 'REJECTED REVERSAL_EXCEEDS_ORIGINAL', 'APPLIED']);
    expect(await growthOf(server, memberRef)).toBe(3);
    expect(await countOf(server.database, "SELECT COUNT(*) AS n FROM event WHERE event_id = 'u2'")).toBe(0);
  });

  it('records what blocked members do and grants nothing for it, now or later', async () => {
    const id = await memberId(server, 'zhao');
    const options = { token: 'demo-operator' };
    await mutate(server, 'memberBlock', { memberId: id, reason: '资料核实中' }, options);
    const before = await growthOf(server, 'zhao');
    const event = { eventId: 'blocked', memberRef: 'zhao', amountFen: 50_000 };
    expect(told((await record(server, token, [event])).results)).toEqual(['APPLIED']);
    expect(await growthOf(server, 'zhao')).toBe(before);
    await mutate(server, 'memberUnblock', { memberId: id }, options);
    expect(await growthOf(server, 'zhao')).toBe(before);
    await record(server, token, [{ ...event, eventId: 'unblocked' }]);
    expect(await growthOf(server, 'zhao')).toBe((before ?? 0) + 500);
  });

  it('explains every line of growth and points, and shows the level’s history', async () => {
    const memberRef = 'explained';
    const at = server.clock.businessNow().toISOString();
    await record(server, token, [
      { eventId: 'x1', memberRef, amountFen: 310_055 },
      { eventId: 'x2', memberRef, type: 'order.completed', amountFen: 100_000 },
    ]);
    const query = `{ member(ref: "${memberRef}") {
      growth { value entries(first: 10) { edges { node {
        kind delta at reason why { rule rate amountFen eventId programVersion multipliers { kind factor } cuts { cap by } }
      } } pageInfo { hasNextPage } } }
      points { available pending held debt lots { amount remaining availableAt } entries(first: 1) {
        edges { node { delta why { rule multipliers { kind factor } } } } } }
      levelHistory(first: 1) { edges { node { level { code } at cause } } pageInfo { hasNextPage endCursor } }
    } }`;
    type Answer = { member: { levelHistory: { pageInfo: { endCursor: string } } } };
    const { data, errors } = await server.graphql<Answer>(query, { token, language: 'en' });
    expect(errors).toBeUndefined();
    const why = {
      rule: 'loan-growth',
      amountFen: 310_055,
      eventId: 'x1',
      programVersion: 1,
      multipliers: [],
      cuts: [],
    };
    expect(data.member).toMatchObject({
      growth: {
        value: 3100,
        entries: { edges: [{ node: { kind: 'EARN', delta: 3100, at, reason: 'Earned', why } }] },
      },
      points: {
        available: 0,
        pending: 11,
        held: 0,
        debt: 0,
        lots: [{ amount: 11, remaining: 11 }],
        entries: {
          edges: [
            { node: { delta: 11, why: { rule: 'order-points', multipliers: [{ kind: 'level', factor: '1.1' }] } } },
          ],
        },
      },
      levelHistory: {
        edges: [{ node: { level: { code: 'silver' }, at, cause: 'UPGRADE' } }],
        pageInfo: { hasNextPage: true },
      },
    });
    const after = data.member.levelHistory.pageInfo.endCursor;
    const older = `{ member(ref: "${memberRef}") { levelHistory(first: 5, after: "${after}") {
      edges { node { level { code } cause } } pageInfo { hasNextPage } } } }`;
    const next = await server.graphql<object>(older, { token });
    expect(next.data).toMatchObject({
      member: { levelHistory: { edges: [{ node: { level: { code: 'bronze' }, cause: 'JOINED' } }] } },
    });
  });

  it('shows what is due as due, although no job ran', async () => {
    const own = await startTestServer(kind);
    const theirs = await own.partnerToken();
    const order = { eventId: 'o', memberRef: 'sun', type: 'order.completed', amountFen: 100_000 };
    await record(own, theirs, [order]);
    const points = async () => {
      const query = '{ me { points { available pending lots { remaining } } } }';
      const session = await own.signIn('sun');
      return (await own.graphql<object>(query, { token: session.accessToken })).data;
    };
    expect(await points()).toEqual({ me: { points: { available: 0, pending: 10, lots: [{ remaining: 10 }] } } });
    own.clock.advance({ days: 8 });
    expect(await points()).toEqual({ me: { points: { available: 10, pending: 0, lots: [{ remaining: 10 }] } } });
    own.clock.advance({ days: 400 });
    expect(await points()).toEqual({ me: { points: { available: 0, pending: 0, lots: [] } } });
    await own.close();
  });

  it('needs no more statements for a hundred members than for two', async () => {
    const send = (name: string, count: number) =>
      statementsDuring(server.database, () => {
        const events = Array.from({ length: count }, (_, index) => ({
          eventId: `${name}-${index}`,
          memberRef: `thousand-${index % 100}`,
          amountFen: 100,
        }));
        return record(server, token, events);
      });
    const few = await send('few', 2);
    const many = await send('many', 400);
    expect(many.filter((statement) => !/partner/.test(statement)).length).toBe(
      few.filter((statement) => !/partner/.test(statement)).length,
    );
    expect(many.length).toBeLessThanOrEqual(14);
  });

  it('keeps sums: the entries of all members add up to the states', async () => {
    const sums = 'SELECT SUM(delta) AS n FROM ledger_entry WHERE account = ';
    const states: { state: string }[] = await server.database.reader.query('SELECT state FROM member_state');
    const growth = states.reduce((sum, { state }) => sum + JSON.parse(state).growth, 0);
    expect(await countOf(server.database, `${sums}'growth'`)).toBe(growth);
  });
});
