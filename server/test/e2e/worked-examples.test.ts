import { describeOnEachDatabase } from '../support/databases';
import { record, told } from '../support/events';
import { faultsOf } from '../support/proofs';
import { mutate } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

const program = `
program: examples
name: Worked examples
timeZone: Asia/Shanghai
points:
  # ¥1 = 1 point, expiring 12-31.
  expiry: { after: P1D, endOf: year }
  pendingFor: P0D
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    window: { kind: rolling, months: 12 }
    validity: P1Y
    downgrade: { policy: oneStep, grace: P30D, atExpiry: none }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: upper, name: Upper, threshold: 1000, color: "#222222" }
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } }, multipliers: [campaign] }
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 1 } } }
campaigns:
  - { code: half-more, from: 2026-03-10, to: 2026-03-10, pointsMultiplier: 1.5 }
`;

describeOnEachDatabase('the worked examples of the points ledger', (kind) => {
  let server: TestServer;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    token = await server.partnerToken();
  });
  afterEach(async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    await server.close();
  });

  /** Moves the business clock alone: tokens live by the wall clock. */
  const later = (days: number) =>
    server.clock.moveTo(new Date(server.clock.businessNow().getTime() + days * 24 * 3600 * 1000));
  const order = async (eventId: string, yuan: number) => {
    const event = { eventId, type: 'order.completed', memberRef: 'buyer', amountFen: Math.round(yuan * 100) };
    expect(told((await record(server, token, [event])).results)).toEqual(['APPLIED']);
  };
  const refund = async (eventId: string, reverses: string, yuan: number) => {
    const event = { eventId, reverses, type: 'order.refunded', memberRef: 'buyer', amountFen: Math.round(yuan * 100) };
    expect(told((await record(server, token, [event])).results)).toEqual(['APPLIED']);
  };
  type HoldPayload = {
    hold: { id: string; state: string; held: number; captured: number } | null;
    userErrors: { code: string }[];
  };
  const call = async (mutation: string, input: Record<string, unknown>) => {
    const selection = 'hold { id state held captured }';
    const { data } = await mutate<HoldPayload>(server, mutation, input, { token, selection });
    return data.payload;
  };
  const hold = (idempotencyKey: string, points: number, expiresIn = 'PT15M') =>
    call('pointsHold', { idempotencyKey, memberRef: 'buyer', orderRef: 'o', orderAmountFen: 0, points, expiresIn });
  const spend = async (key: string, points: number) => {
    const { hold: made } = await hold(key, points);
    const captured = await call('pointsHoldCapture', { idempotencyKey: key, holdId: made?.id, points });
    expect(captured.hold).toMatchObject({ state: 'CAPTURED', held: 0, captured: points });
    return made?.id;
  };
  type Balance = { member: { points: { available: number; debt: number; held: number } } };
  const balance = async () =>
    (await server.graphql<Balance>('{ member(ref: "buyer") { points { available debt held } } }', { token })).data
      .member.points;

  it('1: a refund larger than the balance leaves a debt, repaid first from later earnings', async () => {
    await order('a', 300);
    await spend('s', 250);
    await refund('r', 'a', 200);
    expect(await balance()).toEqual({ available: 0, debt: 150, held: 0 });
    await order('b', 100);
    expect(await balance()).toEqual({ available: 0, debt: 50, held: 0 });
    await order('c', 80);
    expect(await balance()).toEqual({ available: 30, debt: 0, held: 0 });
  });

  it('2: a cancelled redemption settles the debt, and the rest returns to its own lot', async () => {
    await order('a', 300);
    const holdId = await spend('s', 250);
    await refund('r', 'a', 200);
    await call('pointsRedemptionReturn', { idempotencyKey: 'back', holdId, points: 250 });
    expect(await balance()).toEqual({ available: 100, debt: 0, held: 0 });
    const lots = '{ member(ref: "buyer") { points { lots { amount remaining } } } }';
    const { data } = await server.graphql(lots, { token });
    expect(data).toEqual({ member: { points: { lots: [{ amount: 300, remaining: 100 }] } } });
  });

  it('3: partial refunds take back at the rate that was granted, and sum to the whole', async () => {
    later(9);
    await order('a', 100);
    expect((await balance()).available).toBe(150);
    const left: number[] = [];
    for (const [id, yuan] of [
      ['r1', 33.33],
      ['r2', 33.33],
      ['r3', 33.34],
    ] as const) {
      await refund(id, 'a', yuan);
      left.push((await balance()).available);
    }
    expect(left).toEqual([100, 50, 0]);
  });

  it('4: points that expired unspent are reversed out of what expired, without a debt', async () => {
    await order('a', 300);
    later(310);
    // Nobody has run a job: what is past its time is not there all the same.
    expect(await balance()).toEqual({ available: 0, debt: 0, held: 0 });
    await refund('r', 'a', 300);
    expect(await balance()).toEqual({ available: 0, debt: 0, held: 0 });
  });

  it('holds once for a key, and never more than there is', async () => {
    await order('a', 300);
    const first = await hold('k', 100);
    expect(await hold('k', 100)).toEqual(first);
    expect(await balance()).toEqual({ available: 200, debt: 0, held: 100 });
    const before = await tableRows(server.database);
    expect((await hold('k', 101)).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    expect((await hold('more', 201)).userErrors).toMatchObject([{ code: 'INSUFFICIENT_POINTS' }]);
    expect((await hold('late', 1, 'P31D')).userErrors).toMatchObject([{ code: 'INPUT_INVALID' }]);
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('lets a hold go at its deadline, or when told', async () => {
    await order('a', 300);
    const { hold: released } = await hold('x', 100);
    const { hold: overdue } = await hold('y', 100);
    expect((await call('pointsHoldRelease', { idempotencyKey: 'x', holdId: released?.id })).hold?.state).toBe(
      'RELEASED',
    );
    server.clock.advance({ minutes: 15 });
    expect(await balance()).toEqual({ available: 300, debt: 0, held: 0 });
    const late = await call('pointsHoldCapture', { idempotencyKey: 'y', holdId: overdue?.id, points: 100 });
    expect(late.userErrors).toMatchObject([{ code: 'HOLD_EXPIRED' }]);
  });

  it('of 64 holds at once that ask for twice what there is, half succeed', async () => {
    await order('a', 320);
    const answers = await Promise.all(Array.from({ length: 64 }, (_, index) => hold(`h${index}`, 10)));
    const codes = answers.map(({ userErrors }) => userErrors[0]?.code ?? 'done');
    expect(codes.filter((code) => code === 'done')).toHaveLength(32);
    expect(codes.filter((code) => code === 'INSUFFICIENT_POINTS')).toHaveLength(32);
    expect(await balance()).toEqual({ available: 0, debt: 0, held: 320 });
  });

  it('moves the demo’s clock by 13 months: points expire, the level is lost after its grace, and all is proved', async () => {
    await order('a', 1200);
    const levelOf = '{ member(ref: "buyer") { level { level { code } } points { available } } }';
    expect((await server.graphql(levelOf, { token })).data).toEqual({
      member: { level: { level: { code: 'upper' } }, points: { available: 1200 } },
    });
    const move = (duration: string) =>
      fetch(`${server.url}/demo/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: duration }),
      });
    const before = server.clock.businessNow();
    expect((await move('P13X')).status).toBe(400);
    expect((await move('-P1D')).status).toBe(400);
    expect(server.clock.businessNow()).toEqual(before);
    const moved = await (await move('P13M')).json();
    expect(moved).toMatchObject({ now: '2027-04-01T04:00:00.000Z' });
    expect((await server.graphql(levelOf, { token })).data).toEqual({
      member: { level: { level: { code: 'base' } }, points: { available: 0 } },
    });
    // The second run finds nobody.
    expect(await (await move('PT1S')).json()).toMatchObject({ members: 0, entries: 0 });
  });
});
