import { Field, ID, InputType, Int } from 'type-graphql';
import { SafeInt } from '../../graphql/scalars';
import type { PayChannel } from '../payments';
import type { PayWith } from './orders.entities';
import { PayChannelEnum, PayWithEnum } from './orders.types';

const KEY = 'Made by the caller; a repetition with the same key is answered, not done again.';
const ORDER = 'The order.';

@InputType({ description: 'What to redeem, and how it is paid.' })
export class MallOrderPlaceInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The variant.' })
  skuId: string;

  @Field(() => Int, { description: 'How many, 1 to 100.', defaultValue: 1 })
  quantity: number;

  @Field(() => ID, { nullable: true, description: 'Where it goes; what is sent by courier needs it.' })
  addressId?: string | null;

  @Field(() => String, { nullable: true, description: 'The phone of a top-up, 11 digits.' })
  phone?: string | null;

  @Field(() => PayWithEnum, { description: 'What it is paid with.', defaultValue: PayWithEnum.POINTS })
  payWith: PayWith;

  @Field(() => ID, {
    nullable: true,
    description: 'A coupon of the member’s for the cash part, as `mallOrderQuote` offers them (优惠券).',
  })
  couponId?: string | null;

  @Field(() => PayChannelEnum, {
    description: 'Where the cash part is paid.',
    defaultValue: PayChannelEnum.MINI_PROGRAM,
  })
  channel: PayChannel;
}

@InputType({ description: 'What might be redeemed, and how it would be paid.' })
export class MallOrderQuoteInput {
  @Field(() => ID, { description: 'The variant.' })
  skuId: string;

  @Field(() => Int, { description: 'How many, 1 to 100.', defaultValue: 1 })
  quantity: number;

  @Field(() => PayWithEnum, { description: 'What it would be paid with.', defaultValue: PayWithEnum.POINTS })
  payWith: PayWith;

  @Field(() => ID, { nullable: true, description: 'A coupon of the member’s for the cash part.' })
  couponId?: string | null;
}

@InputType({ description: 'An order that is still to be paid.' })
export class MallOrderPaymentResumeInput {
  @Field(() => ID, { description: ORDER })
  orderId: string;
}

@InputType({ description: 'An order of the member’s to do something with.' })
abstract class OrderStepInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: ORDER })
  orderId: string;
}

@InputType({ description: 'An order to be called off.' })
export class MallOrderCancelInput extends OrderStepInput {
  @Field(() => String, { nullable: true, description: 'Why, up to 200 characters; staff must say it.' })
  reason?: string | null;
}

@InputType({ description: 'An order that has arrived.' })
export class MallOrderConfirmReceiptInput extends OrderStepInput {}

@InputType({ description: 'An order to be returned.' })
export class MallOrderReturnRequestInput extends OrderStepInput {
  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}

@InputType({ description: 'What staff decide about a return, after looking at what came back.' })
export class MallOrderReturnDecideInput extends OrderStepInput {
  @Field(() => Boolean, { description: 'True: points and cash go back. False: the order stays received.' })
  accept: boolean;

  @Field(() => Boolean, { description: 'Whether what came back can be redeemed again.', defaultValue: true })
  restock: boolean;

  @Field(() => SafeInt, { nullable: true, description: 'How many points go back; all that are left, when left out.' })
  points?: number | null;

  @Field(() => SafeInt, { nullable: true, description: 'How much cash, in fen; all that is left, when left out.' })
  cashFen?: number | null;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}

@InputType({ description: 'Points and cash that staff give back without a return.' })
export class MallOrderRefundInput extends OrderStepInput {
  @Field(() => SafeInt, { description: 'How many points.', defaultValue: 0 })
  points: number;

  @Field(() => SafeInt, { description: 'How much cash, in fen.', defaultValue: 0 })
  cashFen: number;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}
