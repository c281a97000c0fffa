import type { Context } from '../../graphql/context';
import { decodeCouponId } from '../../platform/ids';
import { stateAt } from '../journal';
import { visibleMember } from '../members/members.visibility';
import type { ProgramInForce } from '../programs';
import { innerCouponId } from './coupon-ids';
import { finishedCouponsLoader } from './coupons.loaders';
import { Coupon } from './coupons.types';

/** A coupon that a member has or had, by its id outside; null: there is none, or the caller may not see the member. */
export async function visibleCoupon(
  context: Context,
  current: ProgramInForce,
  memberId: number,
  id: string | null,
): Promise<Coupon | null> {
  const given = decodeCouponId(id ?? '');
  const root = given && (await visibleMember(context, memberId));
  if (!given || !root) return null;
  const own = innerCouponId(memberId, given);
  const open = (await stateAt(context, current, root)).coupons[own];
  const finished = open ? [] : ((await context.loaders.load(finishedCouponsLoader, memberId)) ?? []);
  const coupon = open ?? finished.find((one) => one.id === own);
  return coupon ? Coupon.from({ memberId, coupon }, current, context.locale) : null;
}
