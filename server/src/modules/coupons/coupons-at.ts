import type { Coupon, MemberState } from '../../engine/state';

/** A coupon with its place among all that the member ever had, from 1 for the first. */
export interface PlacedCoupon {
  place: number;
  coupon: Coupon;
}

/**
 * All coupons of a member, the latest first: those of the state, and what is finished. One that came back after it was
 * finished is in both: the state knows better.
 */
export function couponsAt(state: Pick<MemberState, 'coupons'>, finished: readonly Coupon[]): PlacedCoupon[] {
  const all = new Map(finished.map((coupon): [string, Coupon] => [coupon.id, coupon]));
  for (const coupon of Object.values(state.coupons)) all.set(coupon.id, coupon);
  const inOrder = [...all.values()].sort((a, b) => a.grantedAt - b.grantedAt || compareIds(a.id, b.id));
  return inOrder.map((coupon, index) => ({ place: index + 1, coupon })).reverse();
}

/** How many coupons a member has, used and let expire. */
export interface CouponSummaryView {
  available: number;
  locked: number;
  redeemed: number;
  expired: number;
  savedTotalFen: number;
  nextExpiry?: { count: number; at: Date };
}

/** The coupons of a state in numbers, up to the instant up to which time has passed for it. */
export function couponSummaryAt({ coupons, couponTotals }: MemberState): CouponSummaryView {
  const all = Object.values(coupons);
  const ends = all.filter(({ state }) => state === 'available').map(({ validUntil }) => validUntil);
  const locked = all.filter(({ state }) => state === 'locked').length;
  const { savedFen: savedTotalFen, ...finished } = couponTotals;
  const at = Math.min(...ends);
  const nextExpiry = ends.length > 0 ? { count: ends.filter((end) => end === at).length, at: new Date(at) } : undefined;
  return { available: ends.length, locked, ...finished, savedTotalFen, nextExpiry };
}

/** `9` before `10`, and a member's own before those that came by a merge. */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
