import { readFileSync } from 'node:fs';
import { describeOnEachDatabase } from '../support/databases';
import { Journey } from '../support/journey';
import { faultsOf } from '../support/proofs';
import { startTestServer, type TestServer } from '../support/test-server';

// A month, lived through on a busy machine.
jest.setTimeout(120_000);

/** The program that ships. */
const program = readFileSync('server/programs/instalment-mall.yaml', 'utf8');

interface Calendar {
  canCheckIn: boolean;
  streak: number;
  next: { points: number };
  days: { state: string; points: number }[];
  makeUp: { left: number; dates: string[] };
  cumulative: { count: number; reached: boolean }[];
}
const CALENDAR = `canCheckIn streak next { points } days { state points } makeUp { left dates }
  cumulative { count reached }`;

// One life, from 1 March to 1 April 2026 by noon in Shanghai; the chapters follow on one another.
describeOnEachDatabase('the growth loop', (kind) => {
  let server: TestServer;
  let life: Journey;
  let hua: string;
  let mei: string;
  let recharge: { id: string };
  beforeAll(async () => {
    server = await startTestServer(kind, { program });
    life = new Journey(server);
    life.partner = await server.partnerToken();
    hua = await life.join('hua');
  });
  afterAll(() => server.close());

  const checkIn = async () => {
    const { checkIn: made } = await life.do<{ checkIn: Calendar }>('checkInCreate', {}, hua, `checkIn { ${CALENDAR} }`);
    return made;
  };
  const tasks = async () => {
    type Seen = { tasks: { task: { code: string; kind: string }; state: string }[] };
    const seen = await life.me<Seen>(hua, 'tasks { task { code kind } state }');
    return seen.tasks.filter(({ task }) => task.kind === 'NEWCOMER').map(({ task, state }) => `${task.code} ${state}`);
  };
  const claim = (taskCode: string) => life.do('taskRewardClaim', { taskCode }, hua, 'task { state }');
  const claimRefused = (taskCode: string) => life.refused('taskRewardClaim', { taskCode }, hua);
  const standing = async () => {
    type Seen = { growth: { value: number }; level: { level: { code: string } } };
    const { growth, level } = await life.me<Seen>(hua, 'growth { value } level { level { code } }');
    return [growth.value, level.level.code];
  };
  const atCheckout = async (name: string, input: object) => {
    const selection = 'coupon { state discountFen template { code } }';
    type Answer = { coupon: { state: string; discountFen: number | null } };
    const { coupon } = await life.do<Answer>(name, input, life.partner, selection);
    return [coupon.state, coupon.discountFen];
  };

  it('1 March: joins, checks in, and claims a coupon to begin with', async () => {
    expect(await checkIn()).toMatchObject({ canCheckIn: false, streak: 1, next: { points: 5 } });
    await life.do('couponClaim', { template: 'welcome-10' }, hua, 'coupon { id }');
    expect(await life.refused('couponClaim', { template: 'home-10-percent' }, hua)).toBe('COUPON_NOT_CLAIMABLE');
    expect(await tasks()).toEqual([
      'verify-name OPEN',
      'bind-card LOCKED',
      'complete-profile OPEN',
      'first-order LOCKED',
    ]);
    expect([await life.points(hua), await standing()]).toEqual([
      [5, 0],
      [0, 'bronze'],
    ]);
  });

  it('2 and 3 March: goes through the chain of the newcomers, in its order', async () => {
    await life.days(1);
    expect((await checkIn()).streak).toBe(2);
    expect(await claimRefused('verify-name')).toBe('TASK_NOT_COMPLETED');
    // A step that is locked does not count what comes too early.
    await life.tell({ eventId: 'card-early', memberRef: 'hua', type: 'member.cardBound' });
    expect(await claimRefused('bind-card')).toBe('TASK_NOT_COMPLETED');
    await life.tell({ eventId: 'name', memberRef: 'hua', type: 'member.verified' });
    expect((await tasks()).slice(0, 2)).toEqual(['verify-name COMPLETED', 'bind-card OPEN']);
    await claim('verify-name');
    expect(await claimRefused('verify-name')).toBe('TASK_ALREADY_CLAIMED');
    await life.days(1);
    expect(await checkIn()).toMatchObject({ streak: 3, next: { points: 10 } });
    await life.tell({ eventId: 'card', memberRef: 'hua', type: 'member.cardBound' });
    await claim('bind-card');
    // Rewards wait while what earned them can be taken back.
    expect([await life.points(hua), await standing()]).toEqual([
      [20, 100],
      [100, 'bronze'],
    ]);
  });

  it('5 March: misses a day, and uses the coupon on a first order', async () => {
    await life.days(2);
    expect(await checkIn()).toMatchObject({ streak: 1, next: { points: 5 }, makeUp: { left: 2 } });
    const couponId = await life.couponId(hua, 'welcome-10');
    const order = { couponId, orderRef: 'first', orderAmountFen: 51_000 };
    expect(await atCheckout('couponLock', order)).toEqual(['LOCKED', 1_000]);
    expect(await life.refused('couponLock', { ...order, orderRef: 'other' }, life.partner)).toBe(
      'COUPON_STATE_CONFLICT',
    );
    expect(await atCheckout('couponRedeem', { couponId })).toEqual(['REDEEMED', 1_000]);
    await life.tell({ eventId: 'first', memberRef: 'hua', type: 'order.completed', amountFen: 50_000 });
    await claim('first-order');
    // 100 by the task and 5 by the order wait with the rest.
    expect([await life.points(hua), await standing()]).toEqual([
      [25, 205],
      [200, 'bronze'],
    ]);
  });

  it('6 to 10 March: makes up for the missed day, and the ladder goes on to its top and to ten of the month', async () => {
    await life.days(1);
    expect(await checkIn()).toMatchObject({ streak: 2, makeUp: { dates: ['2026-03-04'] } });
    expect(await life.refused('checkInMakeUp', { date: '2026-03-06' }, hua)).toBe('MAKE_UP_IN_FUTURE');
    const { checkIn: madeUp } = await life.do<{ checkIn: Calendar }>(
      'checkInMakeUp',
      { date: '2026-03-04' },
      hua,
      `checkIn { ${CALENDAR} }`,
    );
    // The seventh in a row comes next; 20 of 30 points were paid for it.
    expect(madeUp).toMatchObject({ streak: 6, next: { points: 30 }, makeUp: { left: 1, dates: [] } });
    expect((await life.points(hua))[0]).toBe(10);
    await life.days(1);
    expect(await checkIn()).toMatchObject({ streak: 7, next: { points: 5 } });
    await life.days(1);
    expect(await checkIn()).toMatchObject({ streak: 8, next: { points: 5 } });
    await life.days(1);
    const ninth = await checkIn();
    expect(ninth.days.slice(0, 10).map(({ state, points }) => `${state} ${points}`)).toEqual([
      ...['CHECKED 5', 'CHECKED 5', 'CHECKED 10', 'MADE_UP 0', 'CHECKED 5', 'CHECKED 5', 'CHECKED 30', 'CHECKED 5'],
      ...['CHECKED 5', 'FUTURE 0'],
    ]);
    expect(ninth.cumulative[0]).toEqual({ count: 10, reached: false });
    // The name's reward is free on this day, a week after its claim.
    expect([await life.points(hua), await standing()]).toEqual([
      [100, 155],
      [200, 'bronze'],
    ]);
    await life.days(1);
    expect(await checkIn()).toMatchObject({ streak: 10, cumulative: [{ count: 10, reached: true }, { count: 20 }] });
    expect([await life.points(hua), await standing()]).toEqual([
      [160, 105],
      [220, 'bronze'],
    ]);
  });

  it('11 March: invites a friend, who orders, and both are rewarded', async () => {
    await life.days(1);
    type Invited = { referral: { code: string; invitedCount: number; convertedCount: number } };
    const invited = () => life.me<Invited>(hua, 'referral { code invitedCount convertedCount }');
    mei = await life.join('mei', (await invited()).referral.code);
    expect((await invited()).referral).toMatchObject({ invitedCount: 1, convertedCount: 0 });
    // Orders under ¥100 convert nobody.
    await life.tell({ eventId: 'small', memberRef: 'mei', type: 'order.completed', amountFen: 9_900 });
    expect((await invited()).referral.convertedCount).toBe(0);
    await life.tell({ eventId: 'mei', memberRef: 'mei', type: 'order.completed', amountFen: 20_000 });
    expect((await invited()).referral).toMatchObject({ invitedCount: 1, convertedCount: 1 });
    expect([await life.points(hua), await life.points(mei)]).toEqual([
      [160, 305],
      [0, 52],
    ]);
    const [inviter, invitee] = [await life.me(hua, 'id nickname'), await life.me(mei, 'id nickname')];
    const query = `{ referrals(first: 5) { edges { node { state reason invitedAt convertedAt
      inviter { id nickname } invitee { id nickname } } } } }`;
    const { data } = await server.graphql(query, { token: 'demo-viewer' });
    const now = '2026-03-11T04:00:00.000Z';
    const node = { state: 'CONVERTED', reason: null, invitedAt: now, convertedAt: now, inviter, invitee };
    expect(data).toEqual({ referrals: { edges: [{ node }] } });
  });

  it('12 to 19 March: becomes silver by a loan, and has the gift when the loan cannot be returned any more', async () => {
    await life.days(1);
    await life.tell({ eventId: 'loan', memberRef: 'hua', type: 'loan.disbursed', amountFen: 300_000 });
    expect([await standing(), await life.coupons(hua)]).toEqual([[3_220, 'silver'], ['welcome-10 REDEEMED (claim)']]);
    await life.days(6);
    expect(await life.coupons(hua)).toHaveLength(1);
    await life.days(1);
    expect(await life.coupons(hua)).toContain('silver-20 AVAILABLE (gift silver-pack)');
    // Everything that waited is free.
    expect([await life.points(hua), await life.points(mei)]).toEqual([
      [465, 0],
      [52, 0],
    ]);
  });

  it('19 to 26 March: uses the gift, brings it back with the order, and lets another coupon expire', async () => {
    const couponId = await life.couponId(hua, 'silver-20');
    const lock = { couponId, orderRef: 'lamp', orderAmountFen: 30_000 };
    expect(await life.refused('couponLock', { ...lock, orderAmountFen: 19_999 }, life.partner)).toBe(
      'COUPON_MIN_SPEND',
    );
    expect(await atCheckout('couponLock', lock)).toEqual(['LOCKED', 2_000]);
    expect(await atCheckout('couponRedeem', { couponId })).toEqual(['REDEEMED', 2_000]);
    expect(await atCheckout('couponReturn', { couponId })).toEqual(['AVAILABLE', null]);
    await life.do('couponClaim', { template: 'home-10-percent' }, hua, 'coupon { id }');
    const other = await life.couponId(hua, 'home-10-percent');
    await life.days(7);
    expect(await life.coupons(hua)).toContain('home-10-percent AVAILABLE (claim)');
    await life.days(1);
    expect(await life.refused('couponLock', { ...lock, couponId: other }, life.partner)).toBe('COUPON_EXPIRED');
    expect((await life.coupons(hua)).sort()).toEqual([
      'home-10-percent EXPIRED (claim)',
      'silver-20 AVAILABLE (gift silver-pack)',
      'welcome-10 REDEEMED (claim)',
    ]);
  });

  it('27 March: puts money in, spends some, has part of it back, and takes the rest out', async () => {
    const wallet = async () => {
      type Seen = { wallet: { balanceFen: number; principalFen: number; giftFen: number } };
      const { wallet: seen } = await life.me<Seen>(hua, 'wallet { balanceFen principalFen giftFen }');
      return [seen.balanceFen, seen.principalFen, seen.giftFen];
    };
    const pay = <T>(name: string, input: object, selection: string) => life.do<T>(name, input, life.partner, selection);
    const put = { memberRef: 'hua', amountFen: 20_000, paymentRef: 'wx-1' };
    ({ recharge } = await pay<{ recharge: { id: string } }>('walletRechargeRecord', put, 'recharge { id }'));
    expect(await wallet()).toEqual([20_200, 20_000, 200]);
    const buy = { memberRef: 'hua', amountFen: 10_100, orderRef: 'chair' };
    const { spend } = await pay<{ spend: { id: string } }>('walletSpend', buy, 'spend { id }');
    expect(await wallet()).toEqual([10_100, 10_000, 100]);
    await pay('walletSpendReturn', { spendId: spend.id, amountFen: 2_020 }, 'spend { id }');
    expect(await wallet()).toEqual([12_120, 12_000, 120]);
    const back = { rechargeId: recharge.id, amountFen: 5_000 };
    expect(await pay('walletRechargeRefund', back, 'paidBackFen')).toMatchObject({ paidBackFen: 5_000 });
    expect(await wallet()).toEqual([7_070, 7_000, 70]);
    const refuse = { ...back, amountFen: 7_001 };
    expect(await life.refused('walletRechargeRefund', refuse, life.partner)).toBe('WALLET_REFUND_EXCEEDS');
    expect(await pay('walletRechargeRefund', { rechargeId: recharge.id }, 'paidBackFen')).toMatchObject({
      paidBackFen: 7_000,
    });
    expect(await wallet()).toEqual([0, 0, 0]);
  });

  it('1 April: has the coupon of the month', async () => {
    await life.days(5);
    expect(server.clock.businessNow().toISOString()).toBe('2026-04-01T04:00:00.000Z');
    expect(await life.coupons(hua)).toContain('monthly-5 AVAILABLE (benefit monthly-coupon)');
  });

  it('the ledgers explain each line', async () => {
    expect(await life.lines(hua, 'points')).toEqual([
      '+5 签到奖励 (checkIn day-1)',
      '+5 签到奖励 (checkIn day-2)',
      '+50 任务奖励 (task verify-name)',
      '+10 签到奖励 (checkIn day-3)',
      '+50 任务奖励 (task bind-card)',
      '+5 签到奖励 (checkIn day-1)',
      '+5 获得 (order-points first)',
      '+100 任务奖励 (task first-order)',
      '+5 签到奖励 (checkIn day-2)',
      '-20 补签 (makeUp check-in)',
      '+30 签到奖励 (checkIn day-7)',
      '+5 签到奖励 (checkIn day-1)',
      '+5 签到奖励 (checkIn day-2)',
      '+10 签到奖励 (checkIn day-3)',
      '+200 邀请奖励 (referral inviter)',
    ]);
    expect(await life.lines(mei, 'points')).toEqual(['+2 获得 (order-points mei)', '+50 邀请奖励 (referral invitee)']);
    expect(await life.lines(hua, 'growth')).toEqual([
      '+50 任务奖励 (task verify-name)',
      '+50 任务奖励 (task bind-card)',
      '+100 任务奖励 (task first-order)',
      '+20 签到奖励 (checkIn month-10)',
      '+3000 获得 (loan-growth loan)',
    ]);
    expect(await life.lines(hua, 'wallet')).toEqual([
      `PRINCIPAL +20000 充值 (${recharge.id})`,
      `GIFT +200 充值赠送 (${recharge.id})`,
      'PRINCIPAL -10000 chair',
      'GIFT -100 chair',
      'PRINCIPAL +2000 chair',
      'GIFT +20 chair',
      `PRINCIPAL -5000 充值退款 (${recharge.id})`,
      `GIFT -50 退款扣回 (${recharge.id})`,
      `PRINCIPAL -7000 充值退款 (${recharge.id})`,
      `GIFT -70 退款扣回 (${recharge.id})`,
    ]);
  });

  it('the messages tell the story', async () => {
    type Seen = { notifications: { edges: { node: { kind: string; title: string } }[] } };
    const { notifications } = await life.me<Seen>(hua, 'notifications(first: 50) { edges { node { kind title } } }');
    expect(notifications.edges.map(({ node }) => `${node.kind} ${node.title}`).reverse()).toEqual([
      ...Array<string>(3).fill('TASK_COMPLETED 任务已完成，奖励待领取'),
      'OFFER_OPENED 专属优惠',
      'REFERRAL_REGISTERED 好友已接受邀请',
      'REFERRAL_REWARDED 邀请奖励已到账',
      'LEVEL_UP 升级为白银会员',
      'GIFT_RECEIVED 升级礼包已到账',
      'COUPON_RETURNED 优惠券已退回',
      'COUPON_EXPIRING 优惠券即将过期',
      'COUPON_EXPIRED 优惠券已过期',
      'WALLET_RECHARGED 充值已到账',
      'WALLET_SPENT 余额消费',
      'WALLET_RETURNED 余额已退回',
      ...Array<string>(2).fill('WALLET_REFUNDED 充值已退款'),
      'BENEFIT_RECEIVED 每月券包已到账',
    ]);
  });

  it('is proved: the ledgers agree with the states, and the journals give the states again', async () => {
    expect(await faultsOf(server.database, server.clock)).toEqual([]);
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
