import { stepOrder } from '../../src/modules/orders/change-order';
import { withOrder } from '../../src/modules/orders/orders.job';
import type { OrderStep } from '../../src/modules/orders/transitions';
import { ProgramCatalogue } from '../../src/modules/programs';
import { decodeId } from '../../src/platform/ids';
import { describeOnEachDatabase } from '../support/databases';
import { record, type SentEvent, told } from '../support/events';
import { inboxOf, moveClock } from '../support/inbox';
import { memberId } from '../support/members';
import { mutate } from '../support/sessions';
import { addProduct } from '../support/shelf';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(120_000);

const program = `
program: news
name: News
timeZone: Asia/Shanghai
points: { pendingFor: P7D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
      - { code: upper, name: Upper, threshold: 1000, color: "#222222", gift: pack, benefits: [treat] }
rules:
  - { code: order-growth, on: order.completed, grant: { growth: { perYuan: 1 } } }
tasks:
  - { code: review, name: { zh-CN: 写评价, en: Write a review }, kind: newcomer, progress: { on: review.posted, count: 1 }, reward: { points: 30 } }
  - { code: visit, name: Come by, kind: daily, progress: { on: app.opened, count: 1 }, reward: { points: 1 }, claim: auto }
  - { code: like, name: Like, kind: daily, progress: { on: post.liked, count: 1 }, reward: { points: 1 } }
  - { code: share, name: Share, kind: newcomer, progress: { on: moment.shared, count: 1 }, reward: { points: 20, coupon: ten }, claim: auto }
benefits:
  - { code: treat, name: Treat of the month, kind: emotional, layer: emotional, grant: { points: 8, coupon: ten }, when: { monthly: 10 } }
gifts: { pack: [{ coupon: ten }, { points: 500 }] }
coupons:
  - { code: ten, name: { zh-CN: 十元券, en: Ten off }, kind: amountOff, offFen: 1000, minSpendFen: 0, validFor: P15D, claimable: true }
wallet: { gifts: [{ atLeastFen: 10000, giftFen: 1000 }], spendOrder: principalFirst }
referral:
  window: P30D
  convertsOn: order.completed
  minAmountFen: 1000
  inviter: { points: 200, coupon: ten }
  invitee: { growth: 50 }
  limits: { perDay: 1, registrationsPerHour: 10 }
`;

describeOnEachDatabase('members hear of', (kind) => {
  let server: TestServer;
  let partner: string;
  let token: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    partner = await server.partnerToken();
    token = (await server.signIn('lin')).accessToken;
  });
  afterEach(async () => {
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    await server.close();
  });

  const send = async (...events: SentEvent[]) => {
    expect(told((await record(server, partner, events)).results)).toEqual(events.map(() => 'APPLIED'));
    await server.dispatch();
  };
  const order = (eventId: string, yuan: number, memberRef = 'lin') => ({
    ...{ eventId, memberRef, type: 'order.completed', amountFen: yuan * 100 },
  });
  let calls = 0;
  /** Does it, hands out what it led to, and returns what was made. */
  const act = async <T>(name: string, input: object, caller: string, selection = ''): Promise<T> => {
    calls += 1;
    const keyed = { idempotencyKey: `call-${calls}`, ...input };
    const { data, errors } = await mutate<T>(server, name, keyed, { token: caller, selection });
    expect([errors, data.payload.userErrors]).toEqual([undefined, []]);
    await server.dispatch();
    return data.payload;
  };
  const inbox = (reader = token) => inboxOf(server, reader);

  it('a task whose reward waits, once, and nothing when they claim it', async () => {
    await send({ eventId: 'r', type: 'review.posted' }, { eventId: 's', type: 'review.posted' });
    const heard = ['TASK_COMPLETED You completed “Write a review”: claim the reward.'];
    expect(await inbox()).toEqual(heard);
    await act('taskRewardClaim', { taskCode: 'review' }, token);
    expect(await inbox()).toEqual(heard);
  });

  it('no task of every day: its reward stands in the points', async () => {
    const { data } = await mutate(server, 'appOpenRecord', {}, { token, selection: 'recorded' });
    expect(data.payload).toMatchObject({ recorded: true, userErrors: [] });
    await send({ eventId: 'l', type: 'post.liked' });
    expect(await inbox()).toEqual([]);
  });

  it('a reward that comes by itself, points and coupon in one message, and that it is taken back', async () => {
    await send({ eventId: 's', type: 'moment.shared' });
    const heard = ['TASK_REWARDED You completed “Share” and got 20 points, Ten off.'];
    expect(await inbox()).toEqual(heard);
    await send({ eventId: 'u', type: 'moment.deleted', reverses: 's' });
    expect(await inbox()).toEqual([
      ...heard,
      'REWARD_TAKEN_BACK What had earned it was returned or does not count any more: 20 points, Ten off.',
    ]);
  });

  it('the gift of an upgrade when the return window is over, and of what a level gives each month', async () => {
    await send(order('a', 1200));
    await moveClock(server, 'P8D');
    await moveClock(server, 'P1D');
    expect(await inbox()).toEqual([
      'LEVEL_UP Congratulations: you rose from Base to Upper.',
      'GIFT_RECEIVED For your upgrade you got 500 points, Ten off.',
      'BENEFIT_RECEIVED You got 8 points, Ten off.',
    ]);
  });

  it('coupons that staff give, that end soon and that have ended, and not of those they claim', async () => {
    await act('couponClaim', { template: 'ten' }, token);
    expect(await inbox()).toEqual([]);
    await send(order('a', 1));
    const grant = { memberId: await memberId(server, 'lin'), template: 'ten', reason: 'sorry', count: 2 };
    await act('couponGrant', grant, 'demo-operator');
    const heard = ['COUPON_RECEIVED Ten off, good until 16 March 2026.'];
    expect(await inbox()).toEqual(heard);
    await moveClock(server, 'P13D');
    heard.push('COUPON_EXPIRING Ten off can be used until 16 March 2026, that day included.');
    expect(await inbox()).toEqual(heard);
    await moveClock(server, 'P3D');
    expect(await inbox()).toEqual([...heard, 'COUPON_EXPIRED Ten off was not used in time.']);
  });

  it('a coupon that comes back with its order', async () => {
    await send(order('a', 1));
    type Made = { coupon: { id: string } };
    const grant = { memberId: await memberId(server, 'lin'), template: 'ten', reason: 'sorry' };
    const { coupon } = await act<Made>('couponGrant', grant, 'demo-operator', 'coupon { id }');
    const couponId = coupon.id;
    await act('couponLock', { couponId, orderRef: 'SO-1', orderAmountFen: 5000 }, partner);
    await act('couponRedeem', { couponId }, partner);
    await act('couponReturn', { couponId }, partner);
    expect((await inbox()).slice(1)).toEqual([
      'COUPON_RETURNED Ten off of order SO-1 came back; use it until 16 March 2026.',
    ]);
  });

  it('friends who come by their code, of rewards on both sides, of the limit and of what is taken back', async () => {
    type Answer = { me: { referral: { code: string } } };
    const { code } = (await server.graphql<Answer>('{ me { referral { code } } }', { token })).data.me.referral;
    const register = (memberRef: string) => ({
      ...{ eventId: `register-${memberRef}`, type: 'member.registered', memberRef, data: { inviteCode: code } },
    });
    await send(register('a'), register('b'));
    await server.dispatch();
    const heard = ['REFERRAL_REGISTERED 2 friends joined by your invitation.'];
    expect(await inbox()).toEqual(heard);
    await send(order('order-a', 50, 'a'));
    await send(order('order-b', 50, 'b'));
    await server.dispatch();
    heard.push(
      'REFERRAL_REWARDED A friend fulfilled your invitation: you got 200 points, Ten off.',
      'REFERRAL_LIMIT A friend fulfilled your invitation. As many as are rewarded in this period have been.',
    );
    expect(await inbox()).toEqual(heard);
    await send({ eventId: 'back', type: 'order.refunded', memberRef: 'a', reverses: 'order-a' });
    await server.dispatch();
    expect((await inbox()).slice(3)).toEqual([
      'REWARD_TAKEN_BACK What had earned it was returned or does not count any more: 200 points, Ten off.',
    ]);
    const bodies = await server.database.reader.query(
      `SELECT n.kind FROM notification n JOIN identity i ON i.member_id = n.member_id
        WHERE i.subject = 'a' ORDER BY n.id`,
    );
    expect(bodies).toEqual([{ kind: 'REFERRAL_REWARDED' }, { kind: 'REWARD_TAKEN_BACK' }]);
  });

  it('what happens in their wallet', async () => {
    const lin = { memberRef: 'lin' };
    type Recharged = { recharge: { id: string } };
    const recharge = { ...lin, amountFen: 10_000, paymentRef: 'p' };
    await send(order('a', 1));
    const { id: rechargeId } = (await act<Recharged>('walletRechargeRecord', recharge, partner, 'recharge { id }'))
      .recharge;
    type Spent = { spend: { id: string } };
    const spend = { ...lin, orderRef: 'SO-1', amountFen: 2550 };
    const { id: spendId } = (await act<Spent>('walletSpend', spend, partner, 'spend { id }')).spend;
    await act('walletSpendReturn', { spendId, amountFen: 550 }, partner);
    await act('walletRechargeRefund', { rechargeId }, partner);
    expect(await inbox()).toEqual([
      'WALLET_RECHARGED ¥100, and ¥10 as a gift; it holds ¥110.',
      'WALLET_SPENT ¥25.50 for order SO-1; ¥84.50 are left.',
      'WALLET_RETURNED ¥5.50 of order SO-1; it holds ¥90.',
      expect.stringMatching(/^WALLET_REFUNDED ¥80 were paid back, and ¥8 of the gift taken; the wallet holds ¥2\.$/),
    ]);
  });

  it('what happens to their orders of the mall, and not of what they do themselves', async () => {
    await send(order('a', 1));
    const given = { memberId: await memberId(server, 'lin'), delta: 500, reason: 'test' };
    await act('pointsAdjust', given, 'demo-operator');
    const { skuId } = await addProduct(server, { kind: 'ONLINE_BENEFIT' });
    type Made = { order: { id: string; number: string } };
    const place = async () => (await act<Made>('mallOrderPlace', { skuId }, token, 'order { id number }')).order;
    const current = await new ProgramCatalogue(server.database, server.clock).current();
    const parts = { current, now: server.clock.businessNow(), wallNow: server.clock.wallNow() };
    const step = async (id: string, ...steps: OrderStep[]) => {
      for (const one of steps) {
        await withOrder(server.database, decodeId('MallOrder', id) ?? 0, (tx, locked) =>
          stepOrder(tx, parts, locked, one, { as: 'system' }, 'test'),
        );
      }
      await server.dispatch();
    };
    const { id, number } = await place();
    await step(id, 'fulfil', 'deliver');
    await act('mallOrderRefund', { orderId: id, points: 40, reason: 'sorry' }, 'demo-operator');
    await act('mallOrderRefund', { orderId: id, points: 60, reason: 'sorry' }, 'demo-operator');
    const sent = await place();
    await step(sent.id, 'ship');
    const own = await place();
    await act('mallOrderCancel', { orderId: own.id }, token);
    const ours = await place();
    await act('mallOrderCancel', { orderId: ours.id, reason: 'none left' }, 'demo-operator');
    expect(await inbox()).toEqual([
      `ORDER_DELIVERED “保温杯” (order ${number}) has arrived: see it in the order.`,
      `ORDER_REFUNDED “保温杯” (order ${number}) was refunded; 40 points are back.`,
      `ORDER_REFUNDED “保温杯” (order ${number}) was refunded; 100 points are back.`,
      `ORDER_SHIPPED “保温杯” (order ${sent.number}) was sent: see where it is.`,
      `ORDER_CANCELLED “保温杯” (order ${ours.number}) was called off by us; 100 points are back.`,
    ]);
    const text = '{ me { notifications(first: 1) { edges { node { action { open id } } } } } }';
    expect((await server.graphql<object>(text, { token })).data).toMatchObject({
      me: { notifications: { edges: [{ node: { action: { open: 'ORDER', id: ours.id } } }] } },
    });
  });
});
