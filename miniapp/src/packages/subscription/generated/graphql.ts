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

/** Where an attempt to be paid stands. */
export type PlanChargeState =
  /** It was called off (已取消). */
  | 'CANCELLED'
  /** There was no money (失败). */
  | 'FAILED'
  /** The money came too late, and went back (已退回). */
  | 'REFUNDED'
  /** The money is here (成功). */
  | 'SUCCEEDED'
  /** The debit is on its way (扣款中). */
  | 'UNDER_WAY'
  /** The member has yet to pay (待支付). */
  | 'WAITING';

/** Where the code of a gift stands. */
export type PlanGiftState =
  /** Nobody redeemed it in time (已过期). */
  | 'EXPIRED'
  /** Somebody has started the plan by it (已领取). */
  | 'REDEEMED'
  /** It can be redeemed (待领取). */
  | 'UNUSED'
  /** The gift was refunded (已作废). */
  | 'VOID';

/** What goes back by the terms of a plan. */
export type PlanRefundKind =
  /** Nothing (不可退). */
  | 'NONE'
  /** For the days that are left, less what was used (按比例). */
  | 'PRO_RATA'
  /** All of it (全额). */
  | 'WHOLE';

/** Where a request for a refund stands. */
export type PlanRefundState =
  /** The money is on its way (退款中). */
  | 'APPROVED'
  /** The money is back (已退款). */
  | 'DONE'
  /** It was refused (已拒绝). */
  | 'REFUSED'
  /** Staff decide (审核中). */
  | 'WAITING';

/** By what a plan came. */
export type PlanSource =
  /** By a code (卡密激活). */
  | 'CARD_CODE'
  /** The member bought it (购买). */
  | 'CHECKOUT'
  /** Somebody gave it (好友赠送). */
  | 'GIFT'
  /** Staff gave it (人工发放). */
  | 'STAFF';

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

/** Who told the member of a debit. */
export type RenewalNoticeKind =
  /** We did, five days before (提前通知). */
  | 'OWN'
  /** WeChat Pay did, two days before (平台扣费通知). */
  | 'PLATFORM';

/** By what a plan saved something. */
export type SavingKind =
  /** A benefit of the plan was used (权益). */
  | 'BENEFIT'
  /** A coupon of the plan was used (优惠券). */
  | 'COUPON'
  /** A price for members (会员价). */
  | 'MEMBER_PRICE'
  /** More points by the plan’s multiplier (多倍积分). */
  | 'POINTS'
  /** All that was saved before two accounts became one (合并账户). */
  | 'TRANSFER';

/** A subscription that is to be renewed no more. */
export type SubscriptionAutoRenewCancelInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** The subscription. */
  subscriptionId: string | number;
};

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

/** The plan that is to follow. */
export type SubscriptionPlanChangeInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** The plan from the end of the period on; null: the present one stays. */
  planCode?: string | number | null | undefined;
  /** The subscription. */
  subscriptionId: string | number;
};

/** A request for the money of the last period. */
export type SubscriptionRefundRequestInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** Why, 1 to 200 characters. */
  reason: string;
  /** The subscription. */
  subscriptionId: string | number;
};

export type SubscriptionQueryVariables = Exact<{ [key: string]: never; }>;


export type SubscriptionQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, rank: number } }, subscription: { id: string, state: PlanSubscriptionState, source: PlanSource, periodStart: string | null, periodEnd: string | null, autoRenew: boolean, autoRenewState: AutoRenewState, autoRenewConsentAt: string | null, agreementVersion: string, nextChargeAt: string | null, nextChargeFen: number | null, savedFen: number, giftCode: string | null, canRenew: boolean, plan: { code: string, name: string, period: string, priceFen: number, autoRenewOffered: boolean, agreementVersion: string, refundPolicy: string }, nextPlan: { code: string, name: string } | null, notices: Array<{ id: string, kind: RenewalNoticeKind, sentAt: string, channel: string, priceFen: number, chargeAt: string, text: string }>, charges: Array<{ id: string, attempt: number, state: PlanChargeState, amountFen: number, dueAt: string, failure: string | null }>, periods: Array<{ number: number, from: string, until: string, paidFen: number, refundedFen: number, source: PlanSource, plan: { name: string } }>, refundQuote: { canRefund: boolean, kind: PlanRefundKind, amountFen: number, paidFen: number, usedFen: number, text: string } | null, payment: { state: PaymentState, amountFen: number, payUntil: string } | null, refundRequest: { id: string, state: PlanRefundState, amountFen: number, requestedAt: string, reason: string, decidedAt: string | null, decisionReason: string | null } | null } | null, giftSubscriptions: Array<{ giftState: PlanGiftState | null, id: string, state: PlanSubscriptionState, giftCode: string | null, plan: { name: string } }>, planQuotes: Array<{ plan: { code: string, name: string, period: string, priceFen: number } }> } | null, program: { timeZone: string } };

export type SavingsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type SavingsQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, rank: number } }, subscription: { id: string, savedFen: number, plan: { name: string }, periods: Array<{ number: number, from: string, until: string, paidFen: number, refundedFen: number, plan: { name: string } }>, savings: { edges: Array<{ cursor: string, node: { id: string, at: string, kind: SavingKind, amountFen: number, text: string, why: { eventId: string | null, source: string | null, amountFen: number | null, programVersion: number } } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null } | null, program: { timeZone: string } };

export type SubscriptionAutoRenewSignMutationVariables = Exact<{
  input: SubscriptionAutoRenewSignInput;
}>;


export type SubscriptionAutoRenewSignMutation = { subscriptionAutoRenewSign: { contractParams: { appId: string | null, path: string | null, extraData: Record<string, unknown> | null, url: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SubscriptionAutoRenewCancelMutationVariables = Exact<{
  input: SubscriptionAutoRenewCancelInput;
}>;


export type SubscriptionAutoRenewCancelMutation = { subscriptionAutoRenewCancel: { subscription: { id: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SubscriptionPlanChangeMutationVariables = Exact<{
  input: SubscriptionPlanChangeInput;
}>;


export type SubscriptionPlanChangeMutation = { subscriptionPlanChange: { subscription: { id: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SubscriptionRefundRequestMutationVariables = Exact<{
  input: SubscriptionRefundRequestInput;
}>;


export type SubscriptionRefundRequestMutation = { subscriptionRefundRequest: { subscription: { id: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SubscriptionPartsFragment = { id: string, state: PlanSubscriptionState, source: PlanSource, periodStart: string | null, periodEnd: string | null, autoRenew: boolean, autoRenewState: AutoRenewState, autoRenewConsentAt: string | null, agreementVersion: string, nextChargeAt: string | null, nextChargeFen: number | null, savedFen: number, giftCode: string | null, canRenew: boolean, plan: { code: string, name: string, period: string, priceFen: number, autoRenewOffered: boolean, agreementVersion: string, refundPolicy: string }, nextPlan: { code: string, name: string } | null, notices: Array<{ id: string, kind: RenewalNoticeKind, sentAt: string, channel: string, priceFen: number, chargeAt: string, text: string }>, charges: Array<{ id: string, attempt: number, state: PlanChargeState, amountFen: number, dueAt: string, failure: string | null }>, periods: Array<{ number: number, from: string, until: string, paidFen: number, refundedFen: number, source: PlanSource, plan: { name: string } }>, refundQuote: { canRefund: boolean, kind: PlanRefundKind, amountFen: number, paidFen: number, usedFen: number, text: string } | null, payment: { state: PaymentState, amountFen: number, payUntil: string } | null, refundRequest: { id: string, state: PlanRefundState, amountFen: number, requestedAt: string, reason: string, decidedAt: string | null, decisionReason: string | null } | null };

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
export const SubscriptionPartsFragmentDoc = new TypedDocumentString(`
    fragment SubscriptionParts on PlanSubscription {
  id
  state
  source
  periodStart
  periodEnd
  autoRenew
  autoRenewState
  autoRenewConsentAt
  agreementVersion
  nextChargeAt
  nextChargeFen
  savedFen
  giftCode
  canRenew
  plan {
    code
    name
    period
    priceFen
    autoRenewOffered
    agreementVersion
    refundPolicy
  }
  nextPlan {
    code
    name
  }
  notices {
    id
    kind
    sentAt
    channel
    priceFen
    chargeAt
    text
  }
  charges {
    id
    attempt
    state
    amountFen
    dueAt
    failure
  }
  periods {
    number
    from
    until
    paidFen
    refundedFen
    source
    plan {
      name
    }
  }
  refundQuote {
    canRefund
    kind
    amountFen
    paidFen
    usedFen
    text
  }
  payment {
    state
    amountFen
    payUntil
  }
  refundRequest {
    id
    state
    amountFen
    requestedAt
    reason
    decidedAt
    decisionReason
  }
}
    `, {"fragmentName":"SubscriptionParts"}) as unknown as TypedDocumentString<SubscriptionPartsFragment, unknown>;
export const SubscriptionDocument = new TypedDocumentString(`
    query Subscription {
  me {
    id
    status
    statusReason
    level {
      level {
        code
        rank
      }
    }
    subscription {
      ...SubscriptionParts
    }
    giftSubscriptions {
      giftState
      id
      state
      giftCode
      plan {
        name
      }
    }
    planQuotes {
      plan {
        code
        name
        period
        priceFen
      }
    }
  }
  program {
    timeZone
  }
}
    fragment SubscriptionParts on PlanSubscription {
  id
  state
  source
  periodStart
  periodEnd
  autoRenew
  autoRenewState
  autoRenewConsentAt
  agreementVersion
  nextChargeAt
  nextChargeFen
  savedFen
  giftCode
  canRenew
  plan {
    code
    name
    period
    priceFen
    autoRenewOffered
    agreementVersion
    refundPolicy
  }
  nextPlan {
    code
    name
  }
  notices {
    id
    kind
    sentAt
    channel
    priceFen
    chargeAt
    text
  }
  charges {
    id
    attempt
    state
    amountFen
    dueAt
    failure
  }
  periods {
    number
    from
    until
    paidFen
    refundedFen
    source
    plan {
      name
    }
  }
  refundQuote {
    canRefund
    kind
    amountFen
    paidFen
    usedFen
    text
  }
  payment {
    state
    amountFen
    payUntil
  }
  refundRequest {
    id
    state
    amountFen
    requestedAt
    reason
    decidedAt
    decisionReason
  }
}`) as unknown as TypedDocumentString<SubscriptionQuery, SubscriptionQueryVariables>;
export const SavingsDocument = new TypedDocumentString(`
    query Savings($after: String) {
  me {
    id
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
      savedFen
      plan {
        name
      }
      periods {
        number
        from
        until
        paidFen
        refundedFen
        plan {
          name
        }
      }
      savings(first: 20, after: $after) {
        edges {
          cursor
          node {
            id
            at
            kind
            amountFen
            text
            why {
              eventId
              source
              amountFen
              programVersion
            }
          }
        }
        pageInfo {
          endCursor
          hasNextPage
        }
      }
    }
  }
  program {
    timeZone
  }
}
    `) as unknown as TypedDocumentString<SavingsQuery, SavingsQueryVariables>;
export const SubscriptionAutoRenewSignDocument = new TypedDocumentString(`
    mutation SubscriptionAutoRenewSign($input: SubscriptionAutoRenewSignInput!) {
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
    `) as unknown as TypedDocumentString<SubscriptionAutoRenewSignMutation, SubscriptionAutoRenewSignMutationVariables>;
export const SubscriptionAutoRenewCancelDocument = new TypedDocumentString(`
    mutation SubscriptionAutoRenewCancel($input: SubscriptionAutoRenewCancelInput!) {
  subscriptionAutoRenewCancel(input: $input) {
    subscription {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionAutoRenewCancelMutation, SubscriptionAutoRenewCancelMutationVariables>;
export const SubscriptionPlanChangeDocument = new TypedDocumentString(`
    mutation SubscriptionPlanChange($input: SubscriptionPlanChangeInput!) {
  subscriptionPlanChange(input: $input) {
    subscription {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionPlanChangeMutation, SubscriptionPlanChangeMutationVariables>;
export const SubscriptionRefundRequestDocument = new TypedDocumentString(`
    mutation SubscriptionRefundRequest($input: SubscriptionRefundRequestInput!) {
  subscriptionRefundRequest(input: $input) {
    subscription {
      id
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionRefundRequestMutation, SubscriptionRefundRequestMutationVariables>;