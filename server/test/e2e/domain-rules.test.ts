import { readFileSync } from 'node:fs';
import { describeOnEachDatabase } from '../support/databases';
import { record, type SentEvent, told } from '../support/events';
import { faultsOf } from '../support/proofs';
import { mutate } from '../support/sessions';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

const shipped = (name: string) => readFileSync(`server/programs/${name}.yaml`, 'utf8');
const DAY_MS = 24 * 3_600_000;

// Lots live to the end of the tenth day; new points wait for a day.
const shop = `
program: shop
name: Shop
timeZone: Asia/Shanghai
points:
  expiry: { after: P10D, endOf: day }
  pendingFor: P1D
  caps: { perDay: 300 }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: base, name: Base, threshold: 0, pointsMultiplier: 1.5, color: "#111111" }]
rules:
  - { code: order, on: order.completed, grant: { points: { perYuan: 1 } }, multipliers: [level], cap: { perDay: 200 } }
  - { code: review, on: review.posted, grant: { points: { fixed: 150 } } }
  - { code: breach, on: breach.recorded, penalty: { points: { fixed: 50 } } }
`;

describeOnEachDatabase('the rules of earning, points and levels through the gateway', (kind) => {
  let server: TestServer;
  let token: string;
  const open = async (program: string) => {
    server = await startTestServer(kind, { program });
    token = await server.partnerToken();
  };
  afterEach(async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    await server.close();
  });

  const now = () => server.clock.businessNow().getTime();
  const later = (days: number) => server.clock.moveTo(new Date(now() + days * DAY_MS));
  let sent = 0;
  /** Sends an event of the buyer; by default an order. */
  const send = async (event: Partial<SentEvent>, outcome = 'APPLIED') => {
    const eventId = event.eventId ?? `e${++sent}`;
    const whole = { type: 'order.completed', memberRef: 'buyer', ...event, eventId };
    expect(told((await record(server, token, [whole])).results)).toEqual([outcome]);
  };
  const order = (eventId: string, yuan: number) => send({ eventId, amountFen: yuan * 100 });
  const refund = (reverses: string, yuan: number, outcome?: string) =>
    send({ type: 'order.refunded', reverses, amountFen: yuan * 100 }, outcome);

  interface Line {
    kind: string;
    delta: number;
    why: { beforeCap: number | null; toDebt: number | null; cuts: object[]; multipliers: object[] };
  }
  interface Buyer {
    points: {
      available: number;
      pending: number;
      debt: number;
      lots: { remaining: number; expiresAt: string }[];
      entries: { nodes: Line[] };
    };
    growth: { value: number; entries: { nodes: Line[] } };
    level: { level: { code: string } };
    levelHistory: { nodes: { cause: string; level: { code: string } }[] };
    memberships: { track: { code: string }; level: { code: string } }[];
  }
  const buyer = async (): Promise<Buyer> => {
    const lines =
      'entries(first: 1) { edges { node { kind delta why { beforeCap toDebt cuts { cap by } multipliers { kind factor } } } } }';
    const query = `{ member(ref: "buyer") {
      points { available pending debt lots { remaining expiresAt } ${lines} }
      growth { value ${lines} }
      level { level { code } }
      levelHistory(first: 1) { edges { node { cause level { code } } } }
      memberships { track { code } level { code } }
    } }`;
    const { data, errors } = await server.graphql<{ member: object }>(query, { token });
    expect(errors).toBeUndefined();
    // Connections as plain lists.
    const nodes = (_: string, value: { edges?: { node: object }[] }) =>
      value?.edges ? { nodes: value.edges.map(({ node }) => node) } : value;
    return JSON.parse(JSON.stringify(data.member), nodes) as Buyer;
  };
  const levelOn = async (code: string) =>
    (await buyer()).memberships.find(({ track }) => track.code === code)?.level.code;

  const call = async (mutation: string, input: Record<string, unknown>) => {
    type Payload = { hold: { id: string } | null };
    const keyed = { idempotencyKey: `k${++sent}`, ...input };
    const { data } = await mutate<Payload>(server, mutation, keyed, { token, selection: 'hold { id }' });
    return { holdId: data.payload.hold?.id, code: data.payload.userErrors[0]?.code };
  };
  const hold = (points: number) => call('pointsHold', { memberRef: 'buyer', orderRef: 'o', orderAmountFen: 0, points });
  const spend = async (points: number) => {
    const { holdId } = await hold(points);
    expect((await call('pointsHoldCapture', { holdId, points })).code).toBeUndefined();
    return holdId;
  };
  const giveBack = async (holdId: string | undefined, points: number) =>
    (await call('pointsRedemptionReturn', { holdId, points })).code;

  it('caps cut after the multiplier, of the source first and then of the account, gross, and say so', async () => {
    await open(shop);
    await order('a', 100);
    const level = { kind: 'level', factor: '1.5' };
    expect((await buyer()).points.entries.nodes[0]).toMatchObject({
      delta: 150,
      why: { cuts: [], multipliers: [level] },
    });
    await order('b', 100);
    const bySource = { beforeCap: 150, cuts: [{ cap: 'points:order.completed', by: 100 }] };
    expect((await buyer()).points.entries.nodes[0]).toMatchObject({ delta: 50, why: bySource });
    await send({ type: 'review.posted' });
    const byAccount = { beforeCap: 150, cuts: [{ cap: 'points', by: 50 }] };
    expect((await buyer()).points.entries.nodes[0]).toMatchObject({ delta: 100, why: byAccount });
    await refund('a', 100);
    await order('c', 100);
    // Of yesterday is of yesterday.
    expect((await buyer()).points.pending).toBe(150);
    later(1);
    await order('d', 100);
    expect((await buyer()).points).toMatchObject({ available: 150, pending: 150 });
  });

  it('pending points cannot be spent; what expires first is spent first', async () => {
    await open(shop);
    await order('a', 100);
    expect((await hold(1)).code).toBe('INSUFFICIENT_POINTS');
    later(1);
    await order('b', 40);
    expect((await hold(151)).code).toBe('INSUFFICIENT_POINTS');
    later(1);
    const [first, second] = (await buyer()).points.lots;
    expect([first?.remaining, second?.remaining]).toEqual([150, 60]);
    await spend(160);
    expect((await buyer()).points.lots).toEqual([{ remaining: 50, expiresAt: second?.expiresAt }]);
  });

  it('what comes back late has a week, once, and never past a month after the first expiry', async () => {
    await open(shop);
    await order('a', 100);
    const expiry = Date.parse((await buyer()).points.lots[0]?.expiresAt ?? '');
    later(1);
    const holds = [await spend(60), await spend(40), await spend(50)];
    const until = (instant: number) => later((instant - now()) / DAY_MS);
    until(expiry + DAY_MS);
    expect(await giveBack(holds[0], 30)).toBeUndefined();
    expect((await buyer()).points.lots).toEqual([
      { remaining: 30, expiresAt: new Date(now() + 7 * DAY_MS).toISOString() },
    ]);
    later(8);
    expect(await giveBack(holds[0], 31)).toBe('HOLD_EXCEEDED');
    expect(await giveBack(holds[0], 30)).toBeUndefined();
    const { available, lots, entries } = (await buyer()).points;
    expect([available, lots, entries.nodes[0]]).toMatchObject([0, [], { kind: 'EXPIRE', delta: -30 }]);

    await order('b', 100);
    const second = Date.parse((await buyer()).points.lots[0]?.expiresAt ?? '');
    later(1);
    const late = await spend(100);
    until(second + 26 * DAY_MS);
    expect(await giveBack(late, 100)).toBeUndefined();
    expect((await buyer()).points.lots).toEqual([
      { remaining: 100, expiresAt: new Date(second + 30 * DAY_MS).toISOString() },
    ]);
  });

  it('a breach may leave a debt, which the next points settle first and say so', async () => {
    await open(shop);
    await send({ type: 'breach.recorded' });
    expect((await buyer()).points).toMatchObject({ debt: 50, entries: { nodes: [{ kind: 'PENALTY', delta: -50 }] } });
    await order('a', 100);
    const { debt, pending, entries } = (await buyer()).points;
    expect([debt, pending, entries.nodes[0]]).toMatchObject([0, 100, { delta: 150, why: { toDebt: 50 } }]);
  });

  it('a reversal waits thirty days for its original, and no longer', async () => {
    await open(shop);
    const occurredAt = new Date(now());
    await refund('in-time', 100, 'PENDING_ORIGINAL');
    later(29);
    await send({ eventId: 'in-time', amountFen: 10_000, occurredAt });
    await refund('too-late', 100, 'PENDING_ORIGINAL');
    later(31);
    await send({ eventId: 'too-late', amountFen: 10_000, occurredAt: new Date(now()) });
    expect((await buyer()).points).toMatchObject({ pending: 150, debt: 0 });
  });

  it('a late event is judged by the program of its day', async () => {
    await open(shop);
    const occurredAt = new Date(now());
    later(1);
    const input = { source: shop.replace('perYuan: 1 ', 'perYuan: 2 '), note: 'double' };
    const published = await mutate(server, 'programPublish', input, { token: 'demo-admin' });
    expect(published.data.payload.userErrors).toEqual([]);
    later(1);
    await send({ amountFen: 1000, occurredAt });
    expect((await buyer()).points.entries.nodes[0]).toMatchObject({ delta: 15 });
    await send({ amountFen: 1000 });
    expect((await buyer()).points.entries.nodes[0]).toMatchObject({ delta: 30 });
  });

  it('wealth: what is held decides, over several rungs; lost after the grace, and back at nine tenths', async () => {
    await open(shipped('wealth'));
    const holding = (yuan: number, days = 0) =>
      send({ type: 'holding.changed', amountFen: yuan * 100, occurredAt: new Date(now() - days * DAY_MS) });
    await send({ type: 'investment.made', amountFen: 10_000_000, data: { termDays: 200 } });
    // The exclusive rule alone: ¥500 a point.
    expect((await buyer()).points.pending).toBe(200);
    await holding(60_000);
    expect((await buyer()).level.level.code).toBe('gold');
    // Heard of later, but of before.
    await holding(1_000_000, 2);
    expect((await buyer()).level.level.code).toBe('gold');
    later(1);
    await holding(0);
    // A quarter, the rest of its last day, and 15 days of grace.
    later(92 + 14);
    expect((await buyer()).level.level.code).toBe('gold');
    later(2);
    expect((await buyer()).level.level.code).toBe('starter');
    await holding(44_999);
    expect((await buyer()).level.level.code).toBe('silver');
    await holding(45_000);
    expect((await buyer()).level.level.code).toBe('gold');
  });

  it('instalment-mall: who dropped a step earns growth half as fast again', async () => {
    await open(shipped('instalment-mall'));
    await send({ type: 'loan.disbursed', amountFen: 1_300_000 });
    later(397);
    expect((await buyer()).level.level.code).toBe('silver');
    await send({ type: 'loan.disbursed', amountFen: 100_000 });
    const { value, entries } = (await buyer()).growth;
    expect([value, entries.nodes[0]]).toMatchObject([
      14_500,
      { delta: 1500, why: { multipliers: [{ kind: 'returning', factor: '1.5' }] } },
    ]);
  });

  it('retail: a refund revokes an upgrade inside the return window alone', async () => {
    await open(shipped('retail'));
    await order('a', 350);
    expect((await buyer()).level.level.code).toBe('silver');
    later(6);
    await refund('a', 100);
    expect((await buyer()).levelHistory.nodes).toEqual([{ cause: 'REVOKED', level: { code: 'member' } }]);
    await order('b', 350);
    later(8);
    await refund('b', 350);
    expect((await buyer()).level.level.code).toBe('silver');
  });

  it('retail: each track falls by its own policy', async () => {
    await open(shipped('retail'));
    await order('a', 1100);
    await send({ type: 'wallet.recharged', amountFen: 60_000 });
    expect([await levelOn('spend'), await levelOn('collector'), await levelOn('stored')]).toEqual([
      'gold',
      'collector-0',
      'stored-1',
    ]);
    // New ranks of collectors come at the beginning of a month.
    later(31);
    expect(await levelOn('collector')).toBe('collector-1');
    // A year and a few days since the order: there is a grace for what was spent alone.
    later(339);
    expect([await levelOn('spend'), await levelOn('stored')]).toEqual(['gold', 'stored-1']);
    // A year after the rank was given, the rolling year is empty.
    later(30);
    expect([await levelOn('spend'), await levelOn('collector'), await levelOn('stored')]).toEqual([
      'silver',
      'collector-0',
      'stored-1',
    ]);
    // Back at four fifths of ¥1,000.
    await order('b', 799);
    expect(await levelOn('spend')).toBe('silver');
    await order('c', 1);
    expect(await levelOn('spend')).toBe('gold');
  });
});
