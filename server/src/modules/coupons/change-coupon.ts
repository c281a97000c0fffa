import type { Input } from '../../engine/input';
import type { Coupon } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { type KeyedCall, once } from '../idempotency';
import { archivedItem, statesByMember, takeFromStock } from '../journal';
import { type RefusalWords, recordMemberInput } from '../members';
import type { ProgramInForce } from '../programs';
import { innerCoupon, outerCouponId } from './coupon-ids';

/** What the commands on coupons need besides their input. */
export interface CouponParts {
  current: ProgramInForce;
  now: Date;
}

/** A coupon as a command left it. */
export interface ChangedCoupon {
  memberId: number;
  coupon: Coupon;
}

/** A step in the life of a coupon, without what the command adds. */
export type CouponStep =
  | Omit<Extract<Input, { kind: 'lockCoupon' }>, 'at' | 'couponId'>
  | { kind: 'redeemCoupon'; discountFen?: number }
  | { kind: 'unlockCoupon' | 'returnCoupon' };

// The engine's words for callers of the gateway.
const refusals: RefusalWords = {
  MEMBER_BLOCKED: { code: 'MEMBER_BLOCKED' },
  COUPON_NOT_FOUND: { code: 'COUPON_NOT_FOUND', field: ['couponId'] },
  COUPON_EXPIRED: { code: 'COUPON_EXPIRED', field: ['couponId'] },
  COUPON_STATE_CONFLICT: { code: 'COUPON_STATE_CONFLICT', field: ['couponId'] },
  COUPON_MIN_SPEND: { code: 'COUPON_MIN_SPEND', field: ['orderAmountFen'] },
  COUPON_OUT_OF_SCOPE: { code: 'COUPON_OUT_OF_SCOPE', field: ['couponId'] },
  COUPON_DISCOUNT_EXCEEDED: { code: 'COUPON_DISCOUNT_EXCEEDED', field: ['discountFen'] },
  COUPON_LIMIT_REACHED: { code: 'COUPON_LIMIT_REACHED', field: ['template'] },
  COUPON_NOT_CLAIMABLE: { code: 'COUPON_NOT_CLAIMABLE', field: ['template'] },
};

/**
 * A member claims a coupon, once for the call's key. The stock is taken last: sold out, and nothing has changed.
 * Refuses: MEMBER_BLOCKED, COUPON_NOT_CLAIMABLE, COUPON_LIMIT_REACHED, COUPON_SOLD_OUT. Throws MergedMeanwhile.
 */
export async function claimCoupon(
  tx: Tx,
  parts: CouponParts,
  call: KeyedCall,
  { memberId, template }: { memberId: number; template: string },
): Promise<ChangedCoupon> {
  const id = await once(tx, call, parts.now, async () => {
    const at = parts.now.getTime();
    const state = await record(tx, parts, memberId, { kind: 'claimCoupon', at, template });
    const stock = parts.current.program.coupons.find(({ code }) => code === template)?.stock;
    if (!(await takeFromStock(tx, template, stock))) {
      throw new Refusal('COUPON_SOLD_OUT', 'Others have claimed the last of this coupon.', ['template']);
    }
    return outerCouponId(memberId, String(state.couponSeq));
  });
  return changedCoupon(tx, id);
}

/**
 * Staff give coupons, once for the call's key; neither stock nor limits stand against it. Refuses: MEMBER_BLOCKED,
 * NOT_FOUND, COUPON_NOT_FOUND, COUPON_EXPIRED. Throws MergedMeanwhile. Returns the last of them.
 */
export async function grantCoupon(
  tx: Tx,
  parts: CouponParts,
  call: KeyedCall,
  { memberId, ...given }: { memberId: number; template: string; count: number; source: string },
): Promise<ChangedCoupon> {
  const id = await once(tx, call, parts.now, async () => {
    const state = await record(tx, parts, memberId, { kind: 'grantCoupon', at: parts.now.getTime(), ...given });
    return outerCouponId(memberId, String(state.couponSeq));
  });
  return changedCoupon(tx, id);
}

/**
 * Locks, frees, redeems or returns a coupon of that member, once for the call's key. Refuses what the rules refuse.
 * Throws MergedMeanwhile.
 */
export async function changeCoupon(
  tx: Tx,
  parts: CouponParts,
  call: KeyedCall,
  { id, memberId, couponId }: { id: string; memberId: number; couponId: string },
  step: CouponStep,
): Promise<ChangedCoupon> {
  await once(tx, call, parts.now, async () => {
    await record(tx, parts, memberId, { ...step, at: parts.now.getTime(), couponId });
    return id;
  });
  return changedCoupon(tx, id);
}

async function record(tx: Tx, { current }: CouponParts, memberId: number, input: Input) {
  return (await recordMemberInput(tx, current, memberId, refusals, () => input)).state;
}

async function changedCoupon(tx: Tx, id: string): Promise<ChangedCoupon> {
  const { memberId, couponId } = await innerCoupon(tx, id);
  const coupon = await couponOf(tx, memberId, couponId);
  if (!coupon) throw new InvariantError(`The coupon ${id} is gone.`);
  return { memberId, coupon };
}

/** A coupon of a member by its id in their state, as it is stored; undefined: there is none. */
export async function couponOf(source: Database | Tx, memberId: number, couponId: string): Promise<Coupon | undefined> {
  const open = (await statesByMember(source, [memberId])).get(memberId)?.state.coupons[couponId];
  return open ?? ((await archivedItem(source, memberId, `coupon:${couponId}`)) as Coupon | undefined);
}
