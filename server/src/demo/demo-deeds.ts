import type { Input } from '../engine/input';
import type { Program } from '../engine/program';
import { recordInput, statesByMember, takeFromStock } from '../modules/journal';
import type { ProgramInForce } from '../modules/programs';
import type { Tx } from '../platform/database/unit-of-work';
import { InvariantError } from '../platform/errors';
import { encodePartId } from '../platform/ids';

/** What a member did with coupons, benefits and money, and what staff gave: commands, where errands are events. */
type Deed = { daysAgo: number } & (
  | { claims: string }
  | { given: string }
  | { sets: string; asideFor: string; orderYuan: number }
  | { redeems: string }
  | { entitledTo: string; times: number }
  | { uses: string; forOrder: string }
  | { rechargesYuan: number }
  | { spendsYuan: number; forOrder: string }
);

const DAY_MS = 24 * 3600 * 1000;
const BY = 'staff Demo operator: demo';

const uses = (code: string, orders: string[]): Deed[] =>
  orders.map((forOrder) => ({ daysAgo: 0, uses: code, forOrder }));

/** By key of the member, in the order in which they were done. A program that lacks something of it leaves it out. */
const deeds: Record<string, Deed[]> = {
  // A coupon of each state: one about to expire, one locked, one used, one expired; money put in twice and spent.
  lin: [
    { daysAgo: 33, claims: 'welcome-10' },
    { daysAgo: 25, rechargesYuan: 500 },
    { daysAgo: 21, given: 'birthday-15' },
    { daysAgo: 12, sets: 'birthday-15', asideFor: 'MO-20817', orderYuan: 268 },
    { daysAgo: 12, redeems: 'birthday-15' },
    { daysAgo: 10, spendsYuan: 128.5, forOrder: 'MO-20931' },
    { daysAgo: 6, claims: 'home-10-percent' },
    { daysAgo: 4, rechargesYuan: 100 },
    { daysAgo: 1, sets: 'silver-20', asideFor: 'MO-21442', orderYuan: 329 },
    { daysAgo: 0, entitledTo: 'shop-shipping', times: 2 },
    ...uses('shop-shipping', ['MO-21442']),
  ],
  // Part of a quota is used.
  chen: uses('shop-shipping', ['MO-21101', 'MO-21260', 'MO-21377']),
  // All of it.
  zhou: uses('shop-shipping', ['MO-21090', 'MO-21115', 'MO-21300', 'MO-21418']),
};

/** Something that a member of the demo did, still to be recorded. */
export interface DatedDeed {
  at: number;
  deed: Deed;
}

/** What the member of a key did that the program knows of. */
export function deedsOf(key: string, program: Program, now: Date): DatedDeed[] {
  return (deeds[key] ?? [])
    .filter((deed) => isKnown(deed, program))
    .map((deed) => ({ at: now.getTime() - deed.daysAgo * DAY_MS, deed }));
}

function isKnown(deed: Deed, program: Program): boolean {
  if ('rechargesYuan' in deed || 'spendsYuan' in deed) return program.wallet !== undefined;
  if ('entitledTo' in deed || 'uses' in deed) {
    const wanted = 'uses' in deed ? deed.uses : deed.entitledTo;
    return program.benefits.some(({ code, entitlement }) => code === wanted && entitlement !== undefined);
  }
  return program.coupons.some(({ code }) => code === couponOf(deed));
}

function couponOf(deed: Deed): string | undefined {
  if ('claims' in deed) return deed.claims;
  if ('given' in deed) return deed.given;
  if ('sets' in deed) return deed.sets;
  return 'redeems' in deed ? deed.redeems : undefined;
}

/** Records a deed as the command for it would, at the instant at which it was done. */
export async function recordDeed(
  tx: Tx,
  current: ProgramInForce,
  member: { id: number; joinedAt: Date },
  { at, deed }: DatedDeed,
): Promise<void> {
  const input = await inputOf(tx, member.id, at, deed);
  await recordInput(tx, current, member, input);
  if ('claims' in deed) {
    const stock = current.program.coupons.find(({ code }) => code === deed.claims)?.stock;
    if (!(await takeFromStock(tx, deed.claims, stock))) throw new InvariantError(`No ${deed.claims} is left.`);
  }
}

async function inputOf(tx: Tx, memberId: number, at: number, deed: Deed): Promise<Input> {
  if ('claims' in deed) return { kind: 'claimCoupon', at, template: deed.claims };
  if ('given' in deed) return { kind: 'grantCoupon', at, template: deed.given, count: 1, source: BY };
  if ('sets' in deed) {
    const couponId = await couponIn(tx, memberId, deed.sets, 'available');
    const order = { orderRef: deed.asideFor, orderAmountFen: deed.orderYuan * 100 };
    return { kind: 'lockCoupon', at, couponId, ...order, deadline: at + 14 * DAY_MS };
  }
  if ('redeems' in deed) {
    return { kind: 'redeemCoupon', at, couponId: await couponIn(tx, memberId, deed.redeems, 'locked') };
  }
  if ('entitledTo' in deed) {
    return { kind: 'grantBenefit', at, benefit: deed.entitledTo, quantity: deed.times, source: BY };
  }
  if ('uses' in deed) return { kind: 'useBenefit', at, step: 'use', benefit: deed.uses, ref: deed.forOrder };
  // Days tell a member's recharges and spends apart.
  if ('rechargesYuan' in deed) {
    const rechargeId = encodePartId('recharge', memberId, deed.daysAgo);
    const payment = { amountFen: deed.rechargesYuan * 100, paymentRef: `PAY-${rechargeId.slice(-6)}` };
    return { kind: 'rechargeWallet', at, rechargeId, ...payment };
  }
  const spendId = encodePartId('walletSpend', memberId, deed.daysAgo);
  return { kind: 'spendWallet', at, spendId, orderRef: deed.forOrder, amountFen: deed.spendsYuan * 100 };
}

async function couponIn(tx: Tx, memberId: number, template: string, state: string): Promise<string> {
  const held = (await statesByMember(tx, [memberId])).get(memberId)?.state.coupons ?? {};
  const coupon = Object.values(held).find((one) => one.template === template && one.state === state);
  if (!coupon) throw new InvariantError(`Member ${memberId} of the demo has no ${template} that is ${state}.`);
  return coupon.id;
}
