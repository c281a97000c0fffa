import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, partner, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import type { KeyedCall } from '../idempotency';
import { changeMember, visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { type ChangedCoupon, type CouponParts, type CouponStep, changeCoupon, grantCoupon } from './change-coupon';
import { innerCoupon, noCoupon } from './coupon-ids';
import { lockFor, redeemedFen, staffGrant } from './coupon-order';
import {
  CouponGrantInput,
  CouponLockInput,
  CouponRedeemInput,
  CouponReturnInput,
  CouponUnlockInput,
} from './coupons.inputs';
import {
  Coupon,
  CouponGrantPayload,
  CouponLockPayload,
  CouponRedeemPayload,
  CouponReturnPayload,
  CouponUnlockPayload,
  type CouponUsePayload,
} from './coupons.types';

const CODES = 'COUPON_NOT_FOUND, COUPON_EXPIRED, COUPON_STATE_CONFLICT, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID';

/** What the resolver is given. */
export interface CouponUseParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** Coupons at a partner's checkout, and those that staff give. */
@Resolver()
export class CouponUseResolver {
  constructor(private readonly parts: CouponUseParts) {}

  @Access(partner('coupons:use'))
  @Mutation(() => CouponLockPayload, {
    description: `Sets a coupon aside for an order, and fixes what it takes off (锁券). Codes: ${CODES}, COUPON_MIN_SPEND, COUPON_OUT_OF_SCOPE, MEMBER_BLOCKED.`,
  })
  couponLock(
    @Arg('input', () => CouponLockInput, { description: 'Which, for which order.' }) input: CouponLockInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'couponLock', input, ({ current, now }) => lockFor(current.program, now, input));
  }

  @Access(partner('coupons:use'))
  @Mutation(() => CouponUnlockPayload, { description: `Lets a locked coupon go (解锁). Codes: ${CODES}.` })
  couponUnlock(
    @Arg('input', () => CouponUnlockInput, { description: 'Which.' }) input: CouponUnlockInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'couponUnlock', input, () => ({ kind: 'unlockCoupon' }));
  }

  @Access(partner('coupons:use'))
  @Mutation(() => CouponRedeemPayload, {
    description: `Uses a locked coupon up (核销). Codes: ${CODES}, COUPON_DISCOUNT_EXCEEDED.`,
  })
  couponRedeem(
    @Arg('input', () => CouponRedeemInput, { description: 'Which, and what it took off.' }) input: CouponRedeemInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'couponRedeem', input, () => ({
      kind: 'redeemCoupon',
      discountFen: redeemedFen(input.discountFen),
    }));
  }

  @Access(partner('coupons:use'))
  @Mutation(() => CouponReturnPayload, {
    description: `Gives a used coupon back, for the rest of its time; past its last day it comes back expired (退券). Codes: ${CODES}.`,
  })
  couponReturn(
    @Arg('input', () => CouponReturnInput, { description: 'Which.' }) input: CouponReturnInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'couponReturn', input, () => ({ kind: 'returnCoupon' }));
  }

  @Access(staff('operator'))
  @Mutation(() => CouponGrantPayload, {
    description:
      'Gives a member coupons by hand; neither stock nor limits stand against it (发券). Codes: NOT_FOUND, COUPON_NOT_FOUND, COUPON_EXPIRED, MEMBER_BLOCKED, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID.',
  })
  couponGrant(
    @Arg('input', () => CouponGrantInput, { description: 'To whom, which, how many, and why.' })
    input: CouponGrantInput,
    @Ctx() context: Context,
  ) {
    const { principal } = context;
    const name = principal.audience === 'staff' ? principal.name : '';
    return this.write(context, 'couponGrant', input, async (parts) => {
      const { count, reason } = staffGrant(input);
      const memberId = decodeId('Member', input.memberId) ?? 0;
      const given = { memberId, template: input.template, count, source: `staff ${name}: ${reason}` };
      return (tx, call) => grantCoupon(tx, parts, call, given);
    });
  }

  private step(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string; couponId: string },
    stepOf: (parts: CouponParts) => CouponStep,
  ) {
    return this.write(context, mutation, input, async (parts) => {
      const step = stepOf(parts);
      const coupon = { id: input.couponId, ...(await innerCoupon(this.parts.database, input.couponId)) };
      // Somebody else's coupon does not exist for this partner.
      if (!(await visibleMember(context, coupon.memberId))) throw noCoupon();
      return (tx, call) => changeCoupon(tx, parts, call, coupon, step);
    });
  }

  private write(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string },
    prepare: (parts: CouponParts) => Promise<(tx: Tx, call: KeyedCall) => Promise<ChangedCoupon>>,
  ) {
    return settle<CouponUsePayload>(context, async () => {
      const { database, programs } = this.parts;
      const transact = (work: (tx: Tx) => Promise<ChangedCoupon>) => inTransaction(database, work);
      const { changed, moment, member } = await changeMember(context, programs, transact, mutation, input, prepare);
      return { coupon: Coupon.from(changed, moment.current, context.locale), member };
    });
  }
}
