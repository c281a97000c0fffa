import { couponFor } from '../../engine/coupons';
import { calendarOf } from '../../engine/draft';
import { type Input, InputRefused, type RefusalCode } from '../../engine/input';
import { memberPriceOf } from '../../engine/savings';
import type { Coupon, MemberState } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { type ErrorCode, Refusal } from '../../platform/errors';
import { innerCoupon, noCoupon } from '../coupons';
import { archivedItem } from '../journal';
import { gateRefusal, limitsInForce, type Offer } from '../mall';
import type { ProgramInForce } from '../programs';
import type { PayWith } from './orders.entities';
import { boughtSince } from './orders.store';

/** The hold of an unpaid order must outlive every way in which its payment can end. */
const HOLD_FOR = 'P30D';
const MAX_QUANTITY = 100;

/** When and under which program it is priced. */
export interface PriceParts {
  current: ProgramInForce;
  now: Date;
}

/** The member who wants it, time having passed for the state. */
export interface Buyer {
  id: number;
  state: MemberState;
}

/** What is wanted. */
export interface Wish {
  quantity: number;
  payWith: PayWith;
  /** Whether somebody takes money here. */
  takesMoney: boolean;
}

/** What an order comes to. */
export interface OrderPrice {
  points: number;
  /** What is left to be paid in cash, and what a coupon took off it. */
  cashFen: number;
  discountFen: number;
  /** What the price for members took off the cash before, and the subscription that did; undefined: none. */
  memberDiscountFen: number;
  subscriptionId?: string;
}

/** A price that takes nothing. */
export const NO_PRICE: OrderPrice = { points: 0, cashFen: 0, discountFen: 0, memberDiscountFen: 0 };

/**
 * The price without a coupon: its cash part is what the member's plan makes of it. Refuses: INPUT_INVALID,
 * PRODUCT_NOT_AVAILABLE, PAYMENT_NOT_OFFERED.
 */
export function priceOf(
  { current: { program } }: PriceParts,
  { sku }: Offer,
  { state }: Pick<Buyer, 'state'>,
  { payWith, quantity, takesMoney }: Wish,
): OrderPrice {
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new Refusal('INPUT_INVALID', `Give 1 to ${MAX_QUANTITY}.`, ['quantity']);
  }
  if (payWith === 'POINTS') return { ...NO_PRICE, points: sku.pointsPrice * quantity };
  if (sku.cashPoints === null || sku.cashFen === null) {
    throw new Refusal('PRODUCT_NOT_AVAILABLE', 'It is for points alone: pay with POINTS.', ['payWith']);
  }
  if (!takesMoney) throw new Refusal('PAYMENT_NOT_OFFERED', 'No money can be paid here: pay with POINTS.', ['payWith']);
  const { priceFen, discountFen, subscriptionId } = memberPriceOf(program, state, sku.cashFen * quantity);
  const member = { memberDiscountFen: discountFen, subscriptionId };
  return { points: sku.cashPoints * quantity, cashFen: priceFen, discountFen: 0, ...member };
}

/**
 * The price with a coupon on its cash part, and the coupon's id in the member's state. Coupons that take an amount or a
 * part off fit; one that is for some categories must name that of the product, one for some types of event fits none.
 * Refuses: COUPON_NOT_FOUND, COUPON_EXPIRED, COUPON_STATE_CONFLICT, COUPON_MIN_SPEND, COUPON_OUT_OF_SCOPE.
 */
export async function priceWithCoupon(
  source: Database | Tx,
  parts: PriceParts,
  offer: Offer,
  { id: memberId, state }: Buyer,
  price: OrderPrice,
  outerId: string,
): Promise<{ price: OrderPrice; couponId: string }> {
  const { memberId: owner, couponId } = await innerCoupon(source, outerId);
  if (owner !== memberId) throw noCoupon();
  // A used coupon is not in the state any more, and is to be refused as used.
  const coupon = state.coupons[couponId] ?? (await archivedItem(source, memberId, `coupon:${couponId}`));
  const coupons = coupon ? { [couponId]: coupon as Coupon } : {};
  return { price: discounted(parts, offer, { coupons }, price, couponId), couponId };
}

/** The coupons of a member that fit an order's cash part, those that take most off it first. */
export function usableCoupons(parts: PriceParts, offer: Offer, { state }: Buyer, price: OrderPrice): Coupon[] {
  return Object.values(state.coupons)
    .filter((coupon) => coupon.state === 'available')
    .flatMap((coupon) => {
      const off = fits(() => discounted(parts, offer, state, price, coupon.id))?.discountFen;
      return off === undefined ? [] : [{ coupon, off }];
    })
    .sort((a, b) => b.off - a.off || a.coupon.validUntil - b.coupon.validUntil)
    .map(({ coupon }) => coupon);
}

function fits<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

function discounted(
  { current, now }: PriceParts,
  { category }: Offer,
  state: Pick<MemberState, 'coupons'>,
  price: OrderPrice,
  couponId: string,
): OrderPrice {
  const { cashFen } = price;
  const order = { couponId, at: now.getTime(), orderAmountFen: cashFen, categories: category ? [category] : [] };
  const { template, discountFen = 0 } = accepted(() => couponFor(current.timeline, state, order));
  if (template.kind !== 'amountOff' && template.kind !== 'percentOff') {
    throw new Refusal('COUPON_OUT_OF_SCOPE', 'It takes nothing off an order of the mall.', ['couponId']);
  }
  if (discountFen === 0) {
    throw new Refusal('COUPON_MIN_SPEND', 'It takes nothing off: there is too little to be paid in cash.', [
      'couponId',
    ]);
  }
  return { ...price, cashFen: cashFen - discountFen, discountFen };
}

/**
 * Whether the member may have so many: by level, by plan, and by the limits, to which `quantity` is added. Refuses:
 * LEVEL_TOO_LOW, PLAN_REQUIRED, PURCHASE_LIMIT_REACHED.
 */
export async function assertAllowed(
  source: Database | Tx,
  { current: { program }, now }: PriceParts,
  { product, gate, limits }: Offer,
  { id: memberId, state }: Buyer,
  quantity: number,
): Promise<void> {
  const kept = gateRefusal(gate, program, state);
  if (kept?.reason === 'LEVEL') {
    throw new Refusal('LEVEL_TOO_LOW', 'It is for members of other levels: see `levels` of the product.', ['skuId']);
  }
  if (kept) throw new Refusal('PLAN_REQUIRED', 'It is for members with a plan: see `plans` of the product.', ['skuId']);
  for (const { count, per, since } of limitsInForce(limits, program, state, now)) {
    const bought = await boughtSince(source, { memberId, productId: product.id, since: since?.getTime() });
    if (bought + quantity <= count) continue;
    const left = Math.max(0, count - bought);
    const message = `At most ${count} ${per === 'ever' ? 'for each member' : `a ${per}`}: ${left} are left for you.`;
    throw new Refusal('PURCHASE_LIMIT_REACHED', message, ['quantity']);
  }
}

/** The refusal when less is left than is wanted. */
export function outOfStock(): Refusal {
  return new Refusal('OUT_OF_STOCK', 'Less of it is left than you asked for.', ['quantity']);
}

/** What placing an order folds into the member's journal: all is spent at once when no cash is left to be paid. */
export function takings(
  { current, now }: PriceParts,
  { category }: Offer,
  order: OrderPrice & { holdId: string; orderRef: string; couponId?: string },
): Input[] {
  const { points, cashFen, discountFen, memberDiscountFen, subscriptionId, holdId, orderRef, couponId } = order;
  const at = now.getTime();
  const deadline = calendarOf(current.program.timeZone).addTo(at, HOLD_FOR);
  const inputs: Input[] = [{ kind: 'hold', at, holdId, orderRef, orderAmountFen: cashFen, points, deadline }];
  if (subscriptionId !== undefined) {
    inputs.push({ kind: 'savePlanPrice', at, subscriptionId, orderRef, savedFen: memberDiscountFen, uses: 1 });
  }
  if (couponId !== undefined) {
    const categories = category ? [category] : [];
    const orderAmountFen = cashFen + discountFen;
    inputs.push({ kind: 'lockCoupon', at, couponId, orderRef, orderAmountFen, categories, deadline });
  }
  if (cashFen > 0) return inputs;
  inputs.push({ kind: 'capture', at, holdId, points });
  if (couponId !== undefined) inputs.push({ kind: 'redeemCoupon', at, couponId });
  return inputs;
}

const words: Partial<Record<RefusalCode, { code: ErrorCode; field?: string[] }>> = {
  INSUFFICIENT_POINTS: { code: 'INSUFFICIENT_POINTS', field: ['quantity'] },
  MEMBER_BLOCKED: { code: 'MEMBER_BLOCKED' },
  COUPON_NOT_FOUND: { code: 'COUPON_NOT_FOUND', field: ['couponId'] },
  COUPON_EXPIRED: { code: 'COUPON_EXPIRED', field: ['couponId'] },
  COUPON_STATE_CONFLICT: { code: 'COUPON_STATE_CONFLICT', field: ['couponId'] },
  COUPON_MIN_SPEND: { code: 'COUPON_MIN_SPEND', field: ['couponId'] },
  COUPON_OUT_OF_SCOPE: { code: 'COUPON_OUT_OF_SCOPE', field: ['couponId'] },
};

/** What the rules refuse of an order, in words for the member; anything else as it was. */
export function inOrderWords(error: unknown): unknown {
  const known = error instanceof InputRefused ? words[error.code] : undefined;
  return known ? new Refusal(known.code, (error as Error).message, known.field) : error;
}

function accepted<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inOrderWords(error);
  }
}
