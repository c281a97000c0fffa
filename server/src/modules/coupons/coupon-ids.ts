import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { decodeCouponId, encodeCouponId } from '../../platform/ids';
import { currentMemberId } from '../members';

/** The id of a member's coupon for the outside; it stays when the member is merged into another. */
export function outerCouponId(memberId: number, id: string): string {
  const [first = '', second] = id.split('.');
  return second === undefined ? encodeCouponId(memberId, Number(first)) : encodeCouponId(Number(first), Number(second));
}

/** Whose coupon it is by now, and its id in their state. Refuses COUPON_NOT_FOUND for what is no coupon's id. */
export async function innerCoupon(source: Database | Tx, id: string): Promise<{ memberId: number; couponId: string }> {
  const given = decodeCouponId(id);
  if (!given) throw noCoupon();
  const memberId = await currentMemberId(source, given.memberId);
  return { memberId, couponId: innerCouponId(memberId, given) };
}

/** The id in a member's state of a coupon that was given to them, or to somebody who was merged into them. */
export function innerCouponId(memberId: number, given: { memberId: number; number: number }): string {
  return memberId === given.memberId ? String(given.number) : `${given.memberId}.${given.number}`;
}

/** The refusal for a coupon that is not there, or not for the caller. */
export function noCoupon(): Refusal {
  return new Refusal('COUPON_NOT_FOUND', 'There is no such coupon.', ['couponId']);
}
