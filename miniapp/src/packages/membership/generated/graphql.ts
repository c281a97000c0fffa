/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Whether a subscription is renewed by itself. */
export type AutoRenewState =
  /** It was, and nothing is charged any more (已取消). */
  | 'ENDED'
  /** It never was (未开通). */
  | 'OFF'
  /** It is (已开通). */
  | 'ON'
  /** The contract waits to be signed (签约中). */
  | 'SIGNING';

/** Over which time a quota is. */
export type EntitlementPeriod =
  /** A month (月). */
  | 'MONTH'
  /** A quarter (季). */
  | 'QUARTER'
  /** A level’s validity, or a plan’s period (有效期). */
  | 'VALIDITY'
  /** A year (年). */
  | 'YEAR';

/** Why a mutation refused. Codes are added, never renamed. */
export type ErrorCode =
  /** The product is sent by courier, or put onto a phone: say where. */
  | 'ADDRESS_REQUIRED'
  /** The agreement has changed: show the one of `agreementVersion`, and ask for consent again. */
  | 'AGREEMENT_OUTDATED'
  /** An object with this code or key exists already. */
  | 'ALREADY_EXISTS'
  /** Who proposed an adjustment cannot decide on it; a second person must. */
  | 'APPROVAL_BY_SAME_PERSON'
  /** The plan, or this server, offers no auto-renewal. */
  | 'AUTO_RENEW_NOT_OFFERED'
  /** The program in force has no benefit of this code that can be used. */
  | 'BENEFIT_NOT_FOUND'
  /** The member does not have as much of this benefit left in the period. */
  | 'BENEFIT_QUOTA_EXHAUSTED'
  /** There is a use with this reference already, or none that allows this. */
  | 'BENEFIT_STATE_CONFLICT'
  /** The birthday was changed within the last year. */
  | 'BIRTHDAY_LOCKED'
  /** The code was shown already; staff can let it be shown once more. */
  | 'CARD_CODE_REVEALED'
  /** The member has checked in on this date already. */
  | 'CHECK_IN_DONE'
  /** The program has no check-in, or no making up for missed days. */
  | 'CHECK_IN_NOT_OFFERED'
  /** The discount is more than the coupon takes off this order. */
  | 'COUPON_DISCOUNT_EXCEEDED'
  /** The last day of the coupon is past. */
  | 'COUPON_EXPIRED'
  /** The member has claimed as many of this coupon as anybody may. */
  | 'COUPON_LIMIT_REACHED'
  /** The order, or its term, is below what the coupon asks for. */
  | 'COUPON_MIN_SPEND'
  /** The coupon cannot be claimed: not now, not by this member, or not at all. */
  | 'COUPON_NOT_CLAIMABLE'
  /** There is no such coupon, or the program in force has none of this code. */
  | 'COUPON_NOT_FOUND'
  /** The coupon is not for orders of this kind. */
  | 'COUPON_OUT_OF_SCOPE'
  /** Others have claimed the last of this coupon. */
  | 'COUPON_SOLD_OUT'
  /** The coupon is not in a state that allows this: see its `state`. */
  | 'COUPON_STATE_CONFLICT'
  /** The member is in a family, or has a plan of their own. */
  | 'FAMILY_CONFLICT'
  /** The member left a family lately: until the cool-down is over they can join none. */
  | 'FAMILY_COOL_DOWN'
  /** Every seat of the family is taken, or was left so lately that it stays empty for a while. */
  | 'FAMILY_FULL'
  /** The invitation is unknown, used, withdrawn, or its time is over; or the plan has ended. */
  | 'FAMILY_INVITATION_INVALID'
  /** There is no such family, or the member is not in it. */
  | 'FAMILY_NOT_FOUND'
  /** The member has no plan that runs and can be shared. */
  | 'FAMILY_NOT_OFFERED'
  /** The invitation is the member’s own. */
  | 'FAMILY_OWN'
  /** More points were asked for than the hold has. */
  | 'HOLD_EXCEEDED'
  /** The deadline of the hold has passed; its points are back with the member. */
  | 'HOLD_EXPIRED'
  /** The idempotency key came with another input before. Use a new key for another call. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** A value is missing, malformed or outside its limits; `field` names it. */
  | 'INPUT_INVALID'
  /** The wallet does not hold as much. */
  | 'INSUFFICIENT_BALANCE'
  /** The member does not have as many points to spend. */
  | 'INSUFFICIENT_POINTS'
  /** The product is for members of other levels. */
  | 'LEVEL_TOO_LOW'
  /** The program in force has no such track, or no such level on it. */
  | 'LEVEL_UNKNOWN'
  /** The link token is unknown, used, or older than ten minutes. Ask the partner for a new one. */
  | 'LINK_TOKEN_INVALID'
  /** Only days that are over can be made up for. */
  | 'MAKE_UP_IN_FUTURE'
  /** No more days of this month can be made up for. */
  | 'MAKE_UP_LIMIT'
  /** The day is too long ago to be made up for, or before the member joined. */
  | 'MAKE_UP_TOO_OLD'
  /** The member is blocked; `statusReason` of the member says why in neutral words. */
  | 'MEMBER_BLOCKED'
  /** The object does not exist, or the caller may not see it. */
  | 'NOT_FOUND'
  /** The offer is not open for the member, was used, or is over. */
  | 'OFFER_NOT_OPEN'
  /** The order is not in a state that allows this: see its `state`. */
  | 'ORDER_STATE_CONFLICT'
  /** Less of it is left than was asked for; nothing was taken. */
  | 'OUT_OF_STOCK'
  /** This server takes no money: pay with points alone. */
  | 'PAYMENT_NOT_OFFERED'
  /** The payment was made, called off, or its time is over: look at what it was for. */
  | 'PAYMENT_NOT_OPEN'
  /** The phone code is unknown, used or too old. Ask the member to tap the button again. */
  | 'PHONE_CODE_INVALID'
  /** The phone number belongs to another member. */
  | 'PHONE_IN_USE'
  /** The code is unknown, used, or its time is over. */
  | 'PLAN_CODE_INVALID'
  /** By the terms of the plan nothing goes back, or it was asked for already: see `refundQuote`. */
  | 'PLAN_REFUND_NOT_POSSIBLE'
  /** The product is for members with one of its `plans`. */
  | 'PLAN_REQUIRED'
  /** The program in force has no such plan, or sells it no more. */
  | 'PLAN_UNKNOWN'
  /** The product is not on the shelf, or not at this price. */
  | 'PRODUCT_NOT_AVAILABLE'
  /** The program file has a fault; the message names its line, its path and the fix. */
  | 'PROGRAM_INVALID'
  /** WeChat did not answer, is busy, or limits calls. Try again in a moment. */
  | 'PROVIDER_BUSY'
  /** The member has had as many of the product as anybody may in the period. */
  | 'PURCHASE_LIMIT_REACHED'
  /** The refresh token is too old. Sign in again. */
  | 'REFRESH_TOKEN_EXPIRED'
  /** The refresh token is unknown. Sign in again. */
  | 'REFRESH_TOKEN_INVALID'
  /** The refresh token was used before: somebody holds a copy. The session has been ended. */
  | 'REFRESH_TOKEN_REUSED'
  /** The session was ended. Sign in again. */
  | 'SESSION_REVOKED'
  /** The sign-in code is unknown, or older than five minutes. Ask WeChat for a new one. */
  | 'SIGN_IN_CODE_INVALID'
  /** The sign-in code has been used; each works once. Ask WeChat for a new one. */
  | 'SIGN_IN_CODE_USED'
  /** WeChat refuses this user for now (high risk). */
  | 'SIGN_IN_REFUSED'
  /** The object is not in a state that allows this. */
  | 'STATE_CONFLICT'
  /** The member has a plan that runs already; change it, or wait for its end. */
  | 'SUBSCRIPTION_RUNNING'
  /** The subscription is not in a state that allows this: see its `state`. */
  | 'SUBSCRIPTION_STATE_CONFLICT'
  /** The program in force has no such tag. */
  | 'TAG_UNKNOWN'
  /** The reward of the task was given already, in this period of it. */
  | 'TASK_ALREADY_CLAIMED'
  /** The task is not completed yet; `progress` says how far it is. */
  | 'TASK_NOT_COMPLETED'
  /** The time of the task is over, and its reward with it. */
  | 'TASK_OVER'
  /** The wallet would hold more than the program allows. Recharge less. */
  | 'WALLET_LIMIT_EXCEEDED'
  /** The program in force has no stored value. */
  | 'WALLET_NOT_OFFERED'
  /** Of the recharge less is unspent, or the gift that was spent leaves nothing to pay back. */
  | 'WALLET_REFUND_EXCEEDS'
  /** Together with earlier returns, more would come back than was spent. */
  | 'WALLET_RETURN_EXCEEDS';

/** Where members pay. */
export type MallPayChannel =
  /** On a page in another browser of a phone (H5 支付). */
  | 'H5'
  /** In the mini-program, by `wx.requestPayment` (小程序支付). */
  | 'MINI_PROGRAM'
  /** By a code that is shown and scanned (扫码支付). */
  | 'NATIVE'
  /** On a page inside WeChat (公众号支付). */
  | 'WECHAT_BROWSER';

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

/** Where a payment stands. */
export type PaymentState =
  /** It cannot be paid any more (已关闭). */
  | 'CLOSED'
  /** It is wanted no more; the provider has not confirmed yet that nobody can pay (关闭中). */
  | 'CLOSING'
  /** It can be paid (待支付). */
  | 'OPEN'
  /** The money is here (已支付). */
  | 'PAID';

/** Why a plan costs so much. */
export type PlanPriceReason =
  /** The first period (首期). */
  | 'FIRST'
  /** The price of every period (原价). */
  | 'NORMAL'
  /** An offer that is open (限时优惠). */
  | 'OFFER'
  /** The trial (试用). */
  | 'TRIAL';

/** Whose benefits a plan sells. */
export type PlanScheme =
  /** Both (混合). */
  | 'HYBRID'
  /** Those of the own mall (自营商城). */
  | 'OWN_MALL'
  /** Those of suppliers (供应商权益). */
  | 'SUPPLIER';

/** Where a subscription stands. */
export type PlanSubscriptionState =
  /** It runs; a gift: its code can be redeemed (生效中). */
  | 'ACTIVE'
  /** It is not renewed by itself any more, and runs to its end (已取消续费). */
  | 'CANCELLED'
  /** It is over, or was never paid; a gift: see `giftState` (已到期). */
  | 'EXPIRED'
  /** Its period is over and not paid; the benefits stay while it is tried again (待续费). */
  | 'PAST_DUE'
  /** It waits to be paid; nothing has begun (待支付). */
  | 'PENDING'
  /** It was refunded, and its benefits ended (已退款). */
  | 'REFUNDED';

/** Consent to renewals by themselves. */
export type SubscriptionAutoRenewSignInput = {
  /** The agreement that the member has accepted. */
  agreementVersion: string;
  /** Where it is paid, or signed. */
  channel?: MallPayChannel;
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** The subscription. */
  subscriptionId: string | number;
};

/** A plan to subscribe to, and how it is paid. */
export type SubscriptionCheckoutInput = {
  /** The agreement that the member has accepted: `agreementVersion` of the plan. */
  agreementVersion: string;
  /** For somebody else: a code comes of it (赠送好友). */
  asGift?: boolean;
  /** The member consents to renewals by themselves, apart from the agreement (自动续费). */
  autoRenew?: boolean;
  /** Where it is paid, or signed. */
  channel?: MallPayChannel;
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** An offer that is open for the member; refused when it is not. */
  offerCode?: string | null | undefined;
  /** The plan. */
  planCode: string | number;
};

/** A code that starts a plan. */
export type SubscriptionCodeRedeemInput = {
  /** The code; capitals and hyphens do not matter. */
  code: string;
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
};

/** A subscription that waits to be paid. */
export type SubscriptionPaymentResumeInput = {
  /** Where it is paid, or signed. */
  channel?: MallPayChannel;
  /** The subscription. */
  subscriptionId: string | number;
};

export type MembershipQueryVariables = Exact<{ [key: string]: never; }>;


export type MembershipQuery = { me: { id: string, nickname: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, rank: number } }, subscription: { id: string, state: PlanSubscriptionState, periodEnd: string | null, canRenew: boolean, plan: { code: string, name: string } } | null, planQuotes: Array<{ priceFen: number, reason: PlanPriceReason, canCheckout: boolean, refusal: { code: ErrorCode, message: string } | null, offer: { code: string, name: string, normalPriceFen: number, openedAt: string, endsAt: string } | null, plan: { code: string, name: string, description: string | null, period: string, priceFen: number, firstPriceFen: number | null, monthlyPriceFen: number, scheme: PlanScheme, autoRenewOffered: boolean, pointsMultiplier: string | null, memberDiscount: string | null, worthFen: number, refundPolicy: string, agreementVersion: string, trial: { period: string, priceFen: number } | null, benefits: Array<{ quota: number | null, per: EntitlementPeriod | null, worthFen: number | null, sharedWithFamily: boolean, benefit: { code: string, name: string, description: string | null } }> } }>, family: { isOwner: boolean, owner: { nickname: string } } | null } | null, program: { timeZone: string } };

export type CashierQueryVariables = Exact<{
  id: string | number;
}>;


export type CashierQuery = { me: { id: string, nickname: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, rank: number } } } | null, program: { name: string, timeZone: string }, subscription:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string, state: PlanSubscriptionState, startedAt: string | null, periodEnd: string | null, autoRenewState: AutoRenewState, autoRenewConsentAt: string | null, nextChargeAt: string | null, nextChargeFen: number | null, agreementVersion: string, giftCode: string | null, plan: { name: string, period: string }, payment: { state: PaymentState, amountFen: number, payUntil: string } | null }
    | { id: string }
    | { id: string }
   | null };

export type SubscriptionCheckoutMutationVariables = Exact<{
  input: SubscriptionCheckoutInput;
}>;


export type SubscriptionCheckoutMutation = { subscriptionCheckout: { subscription: { id: string } | null, paymentParams: { appId: string | null, nonceStr: string | null, package: string | null, paySign: string | null, signType: string | null, timeStamp: string | null, url: string | null, mode: string | null, signData: string | null, paySig: string | null, signature: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SubscriptionPaymentResumeMutationVariables = Exact<{
  input: SubscriptionPaymentResumeInput;
}>;


export type SubscriptionPaymentResumeMutation = { subscriptionPaymentResume: { paymentParams: { appId: string | null, nonceStr: string | null, package: string | null, paySign: string | null, signType: string | null, timeStamp: string | null, url: string | null, mode: string | null, signData: string | null, paySig: string | null, signature: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type CashierSignMutationVariables = Exact<{
  input: SubscriptionAutoRenewSignInput;
}>;


export type CashierSignMutation = { subscriptionAutoRenewSign: { contractParams: { appId: string | null, path: string | null, extraData: Record<string, unknown> | null, url: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SubscriptionCodeRedeemMutationVariables = Exact<{
  input: SubscriptionCodeRedeemInput;
}>;


export type SubscriptionCodeRedeemMutation = { subscriptionCodeRedeem: { subscription: { id: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type PlanPartsFragment = { code: string, name: string, description: string | null, period: string, priceFen: number, firstPriceFen: number | null, monthlyPriceFen: number, scheme: PlanScheme, autoRenewOffered: boolean, pointsMultiplier: string | null, memberDiscount: string | null, worthFen: number, refundPolicy: string, agreementVersion: string, trial: { period: string, priceFen: number } | null, benefits: Array<{ quota: number | null, per: EntitlementPeriod | null, worthFen: number | null, sharedWithFamily: boolean, benefit: { code: string, name: string, description: string | null } }> };

export type CashierPartsFragment = { state: PlanSubscriptionState, startedAt: string | null, periodEnd: string | null, autoRenewState: AutoRenewState, autoRenewConsentAt: string | null, nextChargeAt: string | null, nextChargeFen: number | null, agreementVersion: string, giftCode: string | null, plan: { name: string, period: string }, payment: { state: PaymentState, amountFen: number, payUntil: string } | null };

export type PayPartsFragment = { appId: string | null, nonceStr: string | null, package: string | null, paySign: string | null, signType: string | null, timeStamp: string | null, url: string | null, mode: string | null, signData: string | null, paySig: string | null, signature: string | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const PlanPartsFragmentDoc = new TypedDocumentString(`
    fragment PlanParts on Plan {
  code
  name
  description
  period
  priceFen
  firstPriceFen
  monthlyPriceFen
  scheme
  autoRenewOffered
  pointsMultiplier
  memberDiscount
  worthFen
  refundPolicy
  agreementVersion
  trial {
    period
    priceFen
  }
  benefits {
    quota
    per
    worthFen
    sharedWithFamily
    benefit {
      code
      name
      description
    }
  }
}
    `, {"fragmentName":"PlanParts"}) as unknown as TypedDocumentString<PlanPartsFragment, unknown>;
export const CashierPartsFragmentDoc = new TypedDocumentString(`
    fragment CashierParts on PlanSubscription {
  state
  startedAt
  periodEnd
  autoRenewState
  autoRenewConsentAt
  nextChargeAt
  nextChargeFen
  agreementVersion
  giftCode
  plan {
    name
    period
  }
  payment {
    state
    amountFen
    payUntil
  }
}
    `, {"fragmentName":"CashierParts"}) as unknown as TypedDocumentString<CashierPartsFragment, unknown>;
export const PayPartsFragmentDoc = new TypedDocumentString(`
    fragment PayParts on PaymentParams {
  appId
  nonceStr
  package
  paySign
  signType
  timeStamp
  url
  mode
  signData
  paySig
  signature
}
    `, {"fragmentName":"PayParts"}) as unknown as TypedDocumentString<PayPartsFragment, unknown>;
export const MembershipDocument = new TypedDocumentString(`
    query Membership {
  me {
    id
    nickname
    status
    statusReason
    level {
      level {
        code
        rank
      }
    }
    subscription {
      id
      state
      periodEnd
      canRenew
      plan {
        code
        name
      }
    }
    planQuotes {
      priceFen
      reason
      canCheckout
      refusal {
        code
        message
      }
      offer {
        code
        name
        normalPriceFen
        openedAt
        endsAt
      }
      plan {
        ...PlanParts
      }
    }
    family {
      isOwner
      owner {
        nickname
      }
    }
  }
  program {
    timeZone
  }
}
    fragment PlanParts on Plan {
  code
  name
  description
  period
  priceFen
  firstPriceFen
  monthlyPriceFen
  scheme
  autoRenewOffered
  pointsMultiplier
  memberDiscount
  worthFen
  refundPolicy
  agreementVersion
  trial {
    period
    priceFen
  }
  benefits {
    quota
    per
    worthFen
    sharedWithFamily
    benefit {
      code
      name
      description
    }
  }
}`) as unknown as TypedDocumentString<MembershipQuery, MembershipQueryVariables>;
export const CashierDocument = new TypedDocumentString(`
    query Cashier($id: ID!) {
  me {
    id
    nickname
    status
    statusReason
    level {
      level {
        code
        rank
      }
    }
  }
  program {
    name
    timeZone
  }
  subscription: node(id: $id) {
    id
    ... on PlanSubscription {
      ...CashierParts
    }
  }
}
    fragment CashierParts on PlanSubscription {
  state
  startedAt
  periodEnd
  autoRenewState
  autoRenewConsentAt
  nextChargeAt
  nextChargeFen
  agreementVersion
  giftCode
  plan {
    name
    period
  }
  payment {
    state
    amountFen
    payUntil
  }
}`) as unknown as TypedDocumentString<CashierQuery, CashierQueryVariables>;
export const SubscriptionCheckoutDocument = new TypedDocumentString(`
    mutation SubscriptionCheckout($input: SubscriptionCheckoutInput!) {
  subscriptionCheckout(input: $input) {
    subscription {
      id
    }
    paymentParams {
      ...PayParts
    }
    userErrors {
      code
      message
    }
  }
}
    fragment PayParts on PaymentParams {
  appId
  nonceStr
  package
  paySign
  signType
  timeStamp
  url
  mode
  signData
  paySig
  signature
}`) as unknown as TypedDocumentString<SubscriptionCheckoutMutation, SubscriptionCheckoutMutationVariables>;
export const SubscriptionPaymentResumeDocument = new TypedDocumentString(`
    mutation SubscriptionPaymentResume($input: SubscriptionPaymentResumeInput!) {
  subscriptionPaymentResume(input: $input) {
    paymentParams {
      ...PayParts
    }
    userErrors {
      code
      message
    }
  }
}
    fragment PayParts on PaymentParams {
  appId
  nonceStr
  package
  paySign
  signType
  timeStamp
  url
  mode
  signData
  paySig
  signature
}`) as unknown as TypedDocumentString<SubscriptionPaymentResumeMutation, SubscriptionPaymentResumeMutationVariables>;
export const CashierSignDocument = new TypedDocumentString(`
    mutation CashierSign($input: SubscriptionAutoRenewSignInput!) {
  subscriptionAutoRenewSign(input: $input) {
    contractParams {
      appId
      path
      extraData
      url
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CashierSignMutation, CashierSignMutationVariables>;
export const SubscriptionCodeRedeemDocument = new TypedDocumentString(`
    mutation SubscriptionCodeRedeem($input: SubscriptionCodeRedeemInput!) {
  subscriptionCodeRedeem(input: $input) {
    subscription {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionCodeRedeemMutation, SubscriptionCodeRedeemMutationVariables>;