import { Field, ID, InputType, Int } from 'type-graphql';
import { DateTime, SafeInt } from '../../graphql/scalars';
import type { PayChannel } from '../payments';
import { PayChannelEnum } from './subscription-enums.types';

const KEY = 'Made by the caller; a repetition with the same key is answered, not done again.';
const SUBSCRIPTION = 'The subscription.';
const WHERE = 'Where it is paid, or signed.';
const WHY = 'Why, 1 to 200 characters; it is kept.';

@InputType({ description: 'A plan to subscribe to, and how it is paid.' })
export class SubscriptionCheckoutInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The plan.' })
  planCode: string;

  @Field(() => Boolean, {
    description: 'The member consents to renewals by themselves, apart from the agreement (自动续费).',
    defaultValue: false,
  })
  autoRenew: boolean;

  @Field(() => PayChannelEnum, { description: WHERE, defaultValue: PayChannelEnum.MINI_PROGRAM })
  channel: PayChannel;

  @Field(() => String, { description: 'The agreement that the member has accepted: `agreementVersion` of the plan.' })
  agreementVersion: string;

  @Field(() => String, { nullable: true, description: 'An offer that is open for the member; refused when it is not.' })
  offerCode?: string | null;

  @Field(() => Boolean, { description: 'For somebody else: a code comes of it (赠送好友).', defaultValue: false })
  asGift: boolean;
}

@InputType({ description: 'A subscription that waits to be paid.' })
export class SubscriptionPaymentResumeInput {
  @Field(() => ID, { description: SUBSCRIPTION })
  subscriptionId: string;

  @Field(() => PayChannelEnum, { description: WHERE, defaultValue: PayChannelEnum.MINI_PROGRAM })
  channel: PayChannel;
}

@InputType({ description: 'Consent to renewals by themselves.' })
export class SubscriptionAutoRenewSignInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: SUBSCRIPTION })
  subscriptionId: string;

  @Field(() => String, { description: 'The agreement that the member has accepted.' })
  agreementVersion: string;

  @Field(() => PayChannelEnum, { description: WHERE, defaultValue: PayChannelEnum.MINI_PROGRAM })
  channel: PayChannel;
}

@InputType({ description: 'A subscription that is to be renewed no more.' })
export class SubscriptionAutoRenewCancelInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: SUBSCRIPTION })
  subscriptionId: string;
}

@InputType({ description: 'A subscription that waits to be paid, and is not wanted any more.' })
export class SubscriptionCancelInput extends SubscriptionAutoRenewCancelInput {}

@InputType({ description: 'The plan that is to follow.' })
export class SubscriptionPlanChangeInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: SUBSCRIPTION })
  subscriptionId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The plan from the end of the period on; null: the present one stays.',
  })
  planCode?: string | null;
}

@InputType({ description: 'A request for the money of the last period.' })
export class SubscriptionRefundRequestInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: SUBSCRIPTION })
  subscriptionId: string;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}

@InputType({ description: 'A code that starts a plan.' })
export class SubscriptionCodeRedeemInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => String, { description: 'The code; capitals and hyphens do not matter.' })
  code: string;
}

@InputType({ description: 'A period of a plan that staff give.' })
export class PlanGrantInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'To whom.' })
  memberId: string;

  @Field(() => ID, { description: 'The plan.' })
  planCode: string;

  @Field(() => String, { description: WHY })
  reason: string;
}

@InputType({ description: 'Codes that start a plan, for staff to hand out.' })
export class PlanCodesCreateInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The plan.' })
  planCode: string;

  @Field(() => Int, { description: 'How many, 1 to 500.' })
  count: number;

  @Field(() => DateTime, { description: 'Redeemed later they are refused.' })
  validUntil: Date;

  @Field(() => String, { description: WHY })
  reason: string;
}

@InputType({ description: 'What staff decide about a request for a refund.' })
export class SubscriptionRefundDecideInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The request.' })
  requestId: string;

  @Field(() => Boolean, { description: 'Whether the money goes back.' })
  approve: boolean;

  @Field(() => SafeInt, { nullable: true, description: 'How much, in fen; as it was quoted when left out.' })
  amountFen?: number | null;

  @Field(() => String, { description: WHY })
  reason: string;
}

@InputType({ description: 'A subscription that staff let be renewed no more.' })
export class SubscriptionAutoRenewStopInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: SUBSCRIPTION })
  subscriptionId: string;

  @Field(() => String, { description: WHY })
  reason: string;
}

@InputType({ description: 'What a member complained of.' })
export class PlanComplaintRecordInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: SUBSCRIPTION })
  subscriptionId: string;

  @Field(() => String, { description: 'What of, 1 to 200 characters; it goes into the log.' })
  reason: string;
}
