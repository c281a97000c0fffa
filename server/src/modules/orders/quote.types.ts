import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, anyone, member } from '../../graphql/access';
import { UserError } from '../../graphql/payload';
import { SafeInt } from '../../graphql/scalars';
import { Coupon } from '../coupons/coupons.types';
import { Plan } from '../plans/plans.types';
import { Level } from '../programs/programs.types';

/** `MallLockReason` of the schema. */
export const LockReasonEnum = { LEVEL: 'LEVEL', PLAN: 'PLAN', LIMIT: 'LIMIT', BLOCKED: 'BLOCKED' } as const;
/** Why a member may not have a product. */
export type LockReason = keyof typeof LockReasonEnum;
registerEnumType(LockReasonEnum, {
  name: 'MallLockReason',
  description: 'Why a member may not have a product now. More are added as there are more gates.',
  valuesConfig: {
    LEVEL: { description: 'It is for members of other levels (等级不足).' },
    PLAN: { description: 'It is for members with a plan (付费会员专享).' },
    LIMIT: { description: 'The member has had as many as anybody may (已达限购).' },
    BLOCKED: { description: 'The member is blocked (账户受限).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What keeps a member from a product (锁定原因).' })
export class MallProductLock {
  @Access(anyone)
  @Field(() => LockReasonEnum, { description: 'Why.' })
  reason: LockReason;

  @Access(anyone)
  @Field(() => Level, { nullable: true, description: 'The lowest level that may have it; null unless levels keep it.' })
  level: Level | null;

  @Access(anyone)
  @Field(() => [Plan], { nullable: true, description: 'The plans that open it; null unless plans keep it.' })
  plans: Plan[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'What an order would cost, and whether it would be placed (试算).' })
export class MallOrderQuote {
  @Access(member)
  @Field(() => SafeInt, { description: 'The points; 0, like the next three, when there is no price: see `refusal`.' })
  points: number;

  @Access(member)
  @Field(() => SafeInt, { description: 'What would be paid in cash, in fen, the coupon’s discount taken off.' })
  cashFen: number;

  @Access(member)
  @Field(() => SafeInt, { description: 'What the coupon takes off the cash part, in fen (优惠).' })
  discountFen: number;

  @Access(member)
  @Field(() => SafeInt, {
    description: 'What the price for members takes off the cash part, before the coupon, in fen (会员价优惠).',
  })
  memberDiscountFen: number;

  @Access(member)
  @Field(() => SafeInt, { description: 'How many points the member has to spend now.' })
  pointsAvailable: number;

  @Access(member)
  @Field(() => SafeInt, { description: 'How many would be left; as many as now, when it would not be placed.' })
  pointsAfter: number;

  @Access(member)
  @Field(() => Boolean, { description: 'Whether `mallOrderPlace` would place it now, given a good address or phone.' })
  canPlace: boolean;

  @Access(member)
  @Field(() => UserError, { nullable: true, description: 'Why it would not; null: it would.' })
  refusal: UserError | null;

  @Access(member)
  @Field(() => [Coupon], {
    description: 'The member’s coupons that fit the cash part, the one that takes most off it first (可用优惠券).',
  })
  coupons: Coupon[];
}
