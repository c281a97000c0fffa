import { Field, ID, InputType, Int } from 'type-graphql';
import { Duration, SafeInt } from '../../graphql/scalars';

const KEY = 'Made by the caller; a repetition with the same key is answered, not done again.';

@InputType({ description: 'A coupon to claim.' })
export class CouponClaimInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => String, { description: 'Code of its kind, as `couponsOnOffer` has it.' })
  template: string;
}

@InputType({ description: 'A coupon to set aside for an order.' })
export class CouponLockInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The coupon.' })
  couponId: string;

  @Field(() => String, { description: 'The partner’s order, 1 to 128 characters.' })
  orderRef: string;

  @Field(() => SafeInt, { description: 'What the order costs, in fen.' })
  orderAmountFen: number;

  @Field(() => [String], { nullable: true, description: 'Categories of what is ordered: the coupon may ask for one.' })
  categories?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Type of the event that will tell of the order.' })
  type?: string | null;

  @Field(() => Int, { nullable: true, description: 'Of an investment: for how many days.' })
  termDays?: number | null;

  @Field(() => Duration, { description: 'How long the lock lasts, up to `P30D`.', defaultValue: 'PT15M' })
  expiresIn: string;
}

@InputType({ description: 'A locked coupon to let go.' })
export class CouponUnlockInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The coupon.' })
  couponId: string;
}

@InputType({ description: 'A locked coupon to use up.' })
export class CouponRedeemInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The coupon.' })
  couponId: string;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'What it took off in fact, in fen; all that the lock said when left out.',
  })
  discountFen?: number | null;
}

@InputType({ description: 'A used coupon that comes back.' })
export class CouponReturnInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The coupon.' })
  couponId: string;
}

@InputType({ description: 'Coupons for a member, by hand.' })
export class CouponGrantInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'To whom.' })
  memberId: string;

  @Field(() => String, { description: 'Code of the kind.' })
  template: string;

  @Field(() => Int, { description: 'How many, 1 to 100.', defaultValue: 1 })
  count: number;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}
