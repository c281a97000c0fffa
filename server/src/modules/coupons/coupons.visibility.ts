import type { Context } from '../../graphql/context';
import { decodeCouponId } from '../../platform/ids';
import { stateAt } from '../journal';
import type { ProgramInForce } from '../programs';
import { innerCouponId } from './coupon-ids';
import { finishedCouponsLoader } from './coupons.loaders';
import { Coupon } from './coupons.types';

/** A coupon that a member has or had, by its id outside; null: there is none. The caller may see the member. */
export async function couponOfMember(
  context: Context,
  current: ProgramInForce,
  root: { rowId: number; joinedAt: Date },
  id: string,
): Promise<Coupon | null> {
  const { rowId: memberId } = root;
  const given = decodeCouponId(id);
  if (!given) return null;
  const own = innerCouponId(memberId, given);
  const open = (await stateAt(context, current, root)).coupons[own];
  const finished = open ? [] : ((await context.loaders.load(finishedCouponsLoader, memberId)) ?? []);
  const coupon = open ?? finished.find((one) => one.id === own);
  return coupon ? Coupon.from({ memberId, coupon }, current, context.locale) : null;
}
