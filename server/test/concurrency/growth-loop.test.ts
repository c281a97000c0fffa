import { describeOnEachDatabase } from '../support/databases';
import { newPartnerToken, record } from '../support/events';
import { link, linkToken } from '../support/linking';
import { faultsOf } from '../support/proofs';
import { mutate } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

// 64 calls on a busy machine.
jest.setTimeout(120_000);

const program = `
program: storm
name: Storm
timeZone: Asia/Shanghai
points: { pendingFor: P0D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: base, name: Base, threshold: 0, color: "#111111", benefits: [ride] }]
rules:
  - { code: order, on: order.completed, grant: { points: { perYuan: 1 } } }
tasks:
  - { code: day, kind: daily, progress: { on: order.completed, count: 1 }, reward: { points: 10, growth: 3 } }
checkIn: { ladder: [5], makeUp: { costPoints: 8, perMonth: 3, lastDays: 3 } }
benefits:
  - { code: ride, name: Ride, kind: economic, layer: basic, entitlement: { quota: 1, per: month } }
coupons:
  - { code: last, name: Last, kind: freeShipping, validFor: P1D, stock: 1, claimable: true }
  - { code: ten, name: Ten, kind: amountOff, offFen: 1000, validFor: P1D, claimable: true }
wallet: { gifts: [{ atLeastFen: 1000, giftFen: 100 }], spendOrder: proportional }
`;

const DAY_MS = 86_400_000;
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
type Rows = Record<string, object[]>;

describeOnEachDatabase('the growth loop by many at once', (kind) => {
  let server: TestServer;
  let partner: string;
  let lin: string;
  let before: Rows;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
    lin = (await server.signIn('lin')).accessToken;
    const order = { eventId: 'first', memberRef: 'lin', type: 'order.completed', amountFen: 10_000 };
    await record(server, partner, [order]);
    before = await tableRows(server.database);
  });
  afterEach(async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    await server.close();
  });

  type Answer = Record<string, { id: string } | null>;
  const call = async (name: string, input: object, token: string, selection = '') => {
    const answer = await mutate<Answer>(server, name, { ...input }, { token, selection });
    if (!answer.data) throw new Error(JSON.stringify(answer));
    return answer.data.payload as Answer & { userErrors: { code: string }[] };
  };
  const codeOf = async (name: string, input: object, token: string) =>
    (await call(name, input, token)).userErrors[0]?.code ?? 'done';
  /** How often each code was answered. */
  const tally = (codes: string[]) => {
    const times: Record<string, number> = {};
    for (const code of codes) times[code] = (times[code] ?? 0) + 1;
    return times;
  };
  /** How many rows each table has more than before. */
  const added = async () => {
    const after = await tableRows(server.database);
    const counts = Object.keys(after).map((table) => [
      table,
      (after[table]?.length ?? 0) - (before[table]?.length ?? 0),
    ]);
    return Object.fromEntries(counts.filter(([, more]) => more !== 0)) as Record<string, number>;
  };
  const toDate = (days: number) => server.clock.moveTo(new Date(server.clock.businessNow().getTime() + days * DAY_MS));

  it.each([
    ['check-in', 'checkInCreate', {}, 'CHECK_IN_DONE', { ledger_entry: 1, outbox: expect.any(Number) }],
    [
      'reward',
      'taskRewardClaim',
      { taskCode: 'day' },
      'TASK_ALREADY_CLAIMED',
      { ledger_entry: 2, outbox: expect.any(Number) },
    ],
    ['last coupon', 'couponClaim', { template: 'last' }, 'COUPON_SOLD_OUT', { coupon_stock: 1 }],
  ])(
    '64 for one %s: under 64 keys one is done, and under its key all are that one',
    async (_, name, input, code, rows) => {
      const calls = (keyOf: (index: number) => string) =>
        Promise.all(numbers(64).map((index) => codeOf(name, { idempotencyKey: keyOf(index), ...input }, lin)));
      const codes = await calls((index) => `key-${index}`);
      expect(tally(codes)).toEqual({ done: 1, [code]: 63 });
      const once = { journal: 1, idempotency: 1, ...rows };
      expect(await added()).toEqual(once);
      const winner = `key-${codes.indexOf('done')}`;
      // The caller's bucket fills up again.
      server.clock.advance({ minutes: 1 });
      expect(tally(await calls(() => winner))).toEqual({ done: 64 });
      expect(await added()).toEqual(once);
    },
  );

  it.each([
    ['check-in', 'checkInCreate', {}],
    ['reward', 'taskRewardClaim', { taskCode: 'day' }],
    ['last coupon', 'couponClaim', { template: 'last' }],
  ])('64 for one %s under one key are all done, once', async (_, name, input) => {
    const codes = await Promise.all(numbers(64).map(() => codeOf(name, { idempotencyKey: 'same', ...input }, lin)));
    expect(tally(codes)).toEqual({ done: 64 });
    expect(await added()).toMatchObject({ journal: 1, idempotency: 1 });
  });

  it('64 who make up for the same day pay for it once', async () => {
    toDate(1);
    const codes = await Promise.all(
      numbers(64).map((index) => codeOf('checkInMakeUp', { idempotencyKey: `key-${index}`, date: '2026-03-01' }, lin)),
    );
    expect(tally(codes)).toEqual({ done: 1, CHECK_IN_DONE: 63 });
    expect(await added()).toEqual({ journal: 1, idempotency: 1, ledger_entry: 1 });
  });

  it('the last of a quota goes to one of two partners', async () => {
    const scopes = ['MEMBERS_READ', 'MEMBERS_LINK', 'BENEFITS_USE'];
    const other = await newPartnerToken(server, 'other-mall', { mayRegister: true, scopes });
    const linked = await link(server, lin, await linkToken(server, other, 'theirs'));
    expect(linked.data.payload.userErrors).toEqual([]);
    before = await tableRows(server.database);
    const codes = await Promise.all(
      numbers(64).map((index) => {
        const [token, memberRef] = index % 2 === 0 ? [partner, 'lin'] : [other, 'theirs'];
        const use = { benefitCode: 'ride', mode: 'CONSUME', ref: `order-${index}` };
        return codeOf('benefitConsume', { idempotencyKey: `key-${index}`, memberRef, ...use }, token);
      }),
    );
    expect(tally(codes)).toEqual({ done: 1, BENEFIT_QUOTA_EXHAUSTED: 63 });
    expect(await added()).toEqual({ journal: 1, idempotency: 1 });
  });

  it('what is in a wallet is spent or paid back, not both', async () => {
    const put = { idempotencyKey: 'put', memberRef: 'lin', amountFen: 1_000, paymentRef: 'p' };
    const { recharge } = await call('walletRechargeRecord', put, partner, 'recharge { id }');
    before = await tableRows(server.database);
    const codes = await Promise.all(
      numbers(64).map((index) => {
        const idempotencyKey = `key-${index}`;
        if (index % 2 === 0)
          return codeOf('walletRechargeRefund', { idempotencyKey, rechargeId: recharge?.id }, partner);
        const spend = { idempotencyKey, memberRef: 'lin', orderRef: 'o', amountFen: 1_100 };
        return codeOf('walletSpend', spend, partner);
      }),
    );
    const [refunds, spends] = [0, 1].map((half) => tally(codes.filter((_, index) => index % 2 === half)));
    const isSpent = spends?.done === 1;
    expect(spends).toEqual(isSpent ? { done: 1, INSUFFICIENT_BALANCE: 31 } : { INSUFFICIENT_BALANCE: 32 });
    expect(refunds).toEqual(isSpent ? { WALLET_REFUND_EXCEEDS: 32 } : { done: 1, WALLET_REFUND_EXCEEDS: 31 });
    expect(await added()).toMatchObject({ journal: 1, idempotency: 1, ledger_entry: 2 });
  });

  it('while time passes, what ends is claimed before its end or not at all', async () => {
    const claimed = await call('couponClaim', { idempotencyKey: 'ten', template: 'ten' }, lin, 'coupon { id }');
    // A second before midnight: the day's task ends with the day, and so does the coupon of tomorrow.
    server.clock.moveTo(new Date('2026-03-01T15:59:59.000Z'));
    const claim = (index: number) =>
      codeOf('taskRewardClaim', { idempotencyKey: `claim-${index}`, taskCode: 'day' }, lin);
    const first = numbers(32).map(claim);
    server.clock.moveTo(new Date('2026-03-01T16:00:00.000Z'));
    const rest = [server.nightly(), ...numbers(32).map((index) => claim(32 + index))] as const;
    const codes = await Promise.all(first);
    await Promise.all(rest);
    expect(codes.filter((code) => code === 'done').length).toBeLessThanOrEqual(1);
    expect(codes.filter((code) => !['done', 'TASK_ALREADY_CLAIMED', 'TASK_NOT_COMPLETED'].includes(code))).toEqual([]);

    const couponId = claimed.coupon?.id;
    const order = { couponId, orderRef: 'o', orderAmountFen: 5_000 };
    server.clock.moveTo(new Date('2026-03-02T15:59:59.000Z'));
    const lock = (index: number) => codeOf('couponLock', { idempotencyKey: `lock-${index}`, ...order }, partner);
    const early = numbers(16).map(lock);
    server.clock.moveTo(new Date('2026-03-02T16:00:00.000Z'));
    const late = numbers(16).map((index) => lock(16 + index));
    await server.nightly();
    const locks = await Promise.all([...early, ...late]);
    const times = tally(locks);
    expect(times.done ?? 0).toBeLessThanOrEqual(1);
    expect(
      Object.keys(times).filter((code) => !['done', 'COUPON_STATE_CONFLICT', 'COUPON_EXPIRED'].includes(code)),
    ).toEqual([]);
    expect(await lock(99)).toBe('COUPON_EXPIRED');
  });
});
