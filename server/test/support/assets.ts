import { record } from './events';
import { memberId } from './members';
import { mutate } from './sessions';
import type { TestServer } from './test-server';

/** A program of ¥1 = 1 point = 1 growth, with all that a member can have. */
export const assetsProgram = `
program: assets
name: Assets
timeZone: Asia/Shanghai
points: { expiry: { after: P10D, endOf: day } }
tracks:
  - code: growth
    name: Growth
    primary: true
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111", benefits: [ride] }
      - { code: gold, name: Gold, threshold: 100000, color: "#222222", benefits: [ride, lounge] }
rules:
  - { code: order, on: order.completed, grant: { points: { perYuan: 1 }, growth: { perYuan: 1 } } }
tasks:
  - { code: first, kind: newcomer, progress: { on: order.completed, count: 1 }, reward: { points: 30 }, claim: auto }
benefits:
  - { code: ride, name: Ride, kind: economic, layer: basic, entitlement: { quota: 2, per: month } }
  - { code: lounge, name: Lounge, kind: service, layer: basic, entitlement: { quota: 1, per: month } }
coupons:
  - { code: ten, name: Ten, kind: amountOff, offFen: 1000, minSpendFen: 2000, validFor: P5D }
wallet: { gifts: [{ atLeastFen: 10000, giftFen: 1000 }] }
`;

/** Calls a keyed mutation of `assetsProgram`, which must not refuse. */
async function call<T>(server: TestServer, name: string, input: object, token: string, selection: string): Promise<T> {
  const keyed = { idempotencyKey: `${name} ${JSON.stringify(input)}`, ...input };
  const { data, errors } = await mutate<T>(server, name, keyed, { token, selection });
  const refused = errors ?? data.payload.userErrors;
  if (refused.length > 0) throw new Error(`${name}: ${JSON.stringify(refused)}`);
  return data.payload;
}

/**
 * The member `ref` orders for ¥100, which completes a task for 30 points, and spends 40 of the 130; pays ¥100 in, is given
 * ¥10, and spends ¥30, of which ¥5 come back; has three coupons, of which one is used, one is locked; uses one ride of two.
 */
export async function liveThrough(server: TestServer, partner: string, ref: string): Promise<void> {
  const order = { eventId: `order-${ref}`, memberRef: ref, type: 'order.completed', amountFen: 10_000 };
  await record(server, partner, [order]);
  type Held = { hold: { id: string } };
  const points = { memberRef: ref, orderRef: 'a', orderAmountFen: 0, points: 50 };
  const { hold } = await call<Held>(server, 'pointsHold', points, partner, 'hold { id }');
  await call(server, 'pointsHoldCapture', { holdId: hold.id, points: 40 }, partner, '');
  const payment = { memberRef: ref, paymentRef: 'p', amountFen: 10_000 };
  await call(server, 'walletRechargeRecord', payment, partner, '');
  const spend = { memberRef: ref, orderRef: 'b', amountFen: 3_000 };
  const spent = await call<{ spend: { id: string } }>(server, 'walletSpend', spend, partner, 'spend { id }');
  await call(server, 'walletSpendReturn', { spendId: spent.spend.id, amountFen: 500 }, partner, '');
  const id = await memberId(server, ref);
  for (const number of [1, 2, 3]) {
    const given = { memberId: id, template: 'ten', reason: `sorry ${number}` };
    type Given = { coupon: { id: string } };
    const { coupon } = await call<Given>(server, 'couponGrant', given, 'demo-operator', 'coupon { id }');
    const lock = { couponId: coupon.id, orderRef: 'c', orderAmountFen: 5_000 };
    if (number < 3) await call(server, 'couponLock', { ...lock, expiresIn: 'P20D' }, partner, '');
    if (number < 2) await call(server, 'couponRedeem', { couponId: coupon.id, discountFen: 900 }, partner, '');
  }
  await call(server, 'benefitConsume', { memberRef: ref, benefitCode: 'ride', ref: 'd' }, partner, '');
}
