import { InputRefused } from '../../engine/input';
import type { Coupon } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { encodeId } from '../../platform/ids';
import { couponOf, innerCoupon } from '../coupons';
import { recordInput } from '../journal';
import type { ProgramInForce } from '../programs';
import type { OrderRow } from './orders.entities';

/** What becomes of an order's coupon: it is free again, used, or comes back for the rest of its time. */
type CouponStep = 'unlockCoupon' | 'redeemCoupon' | 'returnCoupon';

const needed: Record<CouponStep, Coupon['state']> = {
  unlockCoupon: 'locked',
  redeemCoupon: 'locked',
  returnCoupon: 'redeemed',
};

/**
 * Takes a step of the coupon of a locked order. Without a coupon, and when the coupon is not this order's any more (it
 * came back already, or its lock ran out), nothing happens. The same lock and return as at a partner's checkout.
 */
export async function stepCoupon(
  tx: Tx,
  { current, now }: { current: ProgramInForce; now: Date },
  { order, joinedAt }: { order: OrderRow; joinedAt: Date },
  kind: CouponStep,
): Promise<void> {
  if (order.couponId === null) return;
  const { memberId: id, couponId } = await innerCoupon(tx, order.couponId);
  const coupon = await couponOf(tx, id, couponId);
  if (coupon?.state !== needed[kind] || coupon.orderRef !== encodeId('MallOrder', order.id)) return;
  try {
    await recordInput(tx, current, { id, joinedAt }, { kind, at: now.getTime(), couponId });
  } catch (error) {
    // Its lock runs out in the time that passes before the step.
    const isOver = error instanceof InputRefused && /^COUPON_(EXPIRED|STATE_CONFLICT)$/.test(error.code);
    if (!isOver || kind !== 'unlockCoupon') throw error;
  }
}
