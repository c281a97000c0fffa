import { Field, ObjectType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { Member } from '../members/members.types';
import { PaymentParams } from '../payments/payments.types';
import { ContractParams, PlanRefundRequest, PlanSubscription } from './subscriptions.types';

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation about a subscription.' })
abstract class SubscriptionPayload extends Payload {
  @Access(member, staff('operator'))
  @Field(() => PlanSubscription, { nullable: true, description: 'The subscription as it is now.' })
  subscription?: PlanSubscription;

  @Access(member, staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionCheckout`.' })
export class SubscriptionCheckoutPayload extends SubscriptionPayload {
  @Access(member)
  @Field(() => PaymentParams, {
    nullable: true,
    description: 'How to pay; null when it is free, or the provider is busy: then ask by `subscriptionPaymentResume`.',
  })
  paymentParams?: PaymentParams;

  @Access(member)
  @Field(() => ContractParams, { nullable: true, description: 'Where to sign for auto-renewal, if it was asked for.' })
  contractParams?: ContractParams;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionPaymentResume`.' })
export class SubscriptionPaymentResumePayload extends SubscriptionPayload {
  @Access(member)
  @Field(() => PaymentParams, { nullable: true, description: 'How to pay, signed anew.' })
  paymentParams?: PaymentParams;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionAutoRenewSign`.' })
export class SubscriptionAutoRenewSignPayload extends SubscriptionPayload {
  @Access(member)
  @Field(() => ContractParams, { nullable: true, description: 'Where to sign.' })
  contractParams?: ContractParams;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionAutoRenewCancel`.' })
export class SubscriptionAutoRenewCancelPayload extends SubscriptionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionPlanChange`.' })
export class SubscriptionPlanChangePayload extends SubscriptionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionRefundRequest`.' })
export class SubscriptionRefundRequestPayload extends SubscriptionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionCodeRedeem`.' })
export class SubscriptionCodeRedeemPayload extends SubscriptionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionCancel`.' })
export class SubscriptionCancelPayload extends SubscriptionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `planGrant`.' })
export class PlanGrantPayload extends SubscriptionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionAutoRenewStop`.' })
export class SubscriptionAutoRenewStopPayload extends SubscriptionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `planComplaintRecord`.' })
export class PlanComplaintRecordPayload extends SubscriptionPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `planCodesCreate`.' })
export class PlanCodesCreatePayload extends Payload {
  @Access(staff('operator'))
  @Field(() => [String], {
    nullable: true,
    description: 'The codes, told this once: keep them. A repetition with the same key tells none (卡密).',
  })
  codes?: string[];
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `subscriptionRefundDecide`.' })
export class SubscriptionRefundDecidePayload extends SubscriptionPayload {
  @Access(staff('operator'))
  @Field(() => PlanRefundRequest, { nullable: true, description: 'The request as it is now.' })
  refundRequest?: PlanRefundRequest;
}
