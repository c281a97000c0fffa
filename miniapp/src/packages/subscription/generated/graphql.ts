/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How the renewal by itself stands (自动续费状态). */
export type AutoRenewState =
  /** Ended by the member, WeChat or staff (已解约). */
  | 'ENDED'
  /** Never agreed (未开通). */
  | 'OFF'
  /** Signed (已签约). */
  | 'ON'
  /** Agreed here, and not signed at the provider yet (签约中). */
  | 'SIGNING';

/** Why a mutation refused. Codes are added, never renamed. */
export type ErrorCode =
  /** The product is sent by courier, or put onto a phone: say where. */
  | 'ADDRESS_REQUIRED'
  /** An object with this code or key exists already. */
  | 'ALREADY_EXISTS'
  /** Who proposed an adjustment cannot decide on it; a second person must. */
  | 'APPROVAL_BY_SAME_PERSON'
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

/** How a charge stands. */
export type PlanChargeState =
  /** Called off (已取消). */
  | 'CANCELLED'
  /** It did not work (失败). */
  | 'FAILED'
  /** Paid back (已退款). */
  | 'REFUNDED'
  /** The money is here (成功). */
  | 'SUCCEEDED'
  /** The provider has not said yet (处理中). */
  | 'UNDER_WAY'
  /** Its day has not come (待扣款). */
  | 'WAITING';

/** How much comes back. */
export type PlanRefundKind =
  /** Nothing. */
  | 'NONE'
  /** The unused days, less what was used (按比例). */
  | 'PRO_RATA'
  /** All of it (全额). */
  | 'WHOLE';

/** How a request for a refund stands. */
export type PlanRefundState =
  /** Approved, and the money is on its way (退款中). */
  | 'APPROVED'
  /** The money is back (已退款). */
  | 'DONE'
  /** Refused (已拒绝). */
  | 'REFUSED'
  /** It waits for staff (审核中). */
  | 'WAITING';

/** Where a period comes from. */
export type PlanSource =
  /** A card code (卡密). */
  | 'CARD_CODE'
  /** Paid by the member (购买). */
  | 'CHECKOUT'
  /** Somebody’s gift (赠送). */
  | 'GIFT'
  /** The staff (客服). */
  | 'STAFF';

/** How a subscription stands (订阅状态). */
export type PlanSubscriptionState =
  /** Paid, and running (生效中). */
  | 'ACTIVE'
  /** It ends with its period (到期不续). */
  | 'CANCELLED'
  /** Over (已到期). */
  | 'EXPIRED'
  /** A renewal has failed, and is tried again (续费失败). */
  | 'PAST_DUE'
  /** It waits for the first payment (待支付). */
  | 'PENDING'
  /** Paid back, and over (已退款). */
  | 'REFUNDED';

/** Who announced a charge. */
export type RenewalNoticeKind =
  /** The business. */
  | 'OWN'
  /** The provider. */
  | 'PLATFORM';

/** What was saved by what. */
export type SavingKind =
  /** A benefit was used (权益). */
  | 'BENEFIT'
  /** A coupon was used (优惠券). */
  | 'COUPON'
  /** A price for members (会员价). */
  | 'MEMBER_PRICE'
  /** Points that the plan multiplied (积分). */
  | 'POINTS';

/** Which. */
export type SubscriptionAutoRenewCancelInput = {
  idempotencyKey: string;
  subscriptionId: string | number;
};

/** Which, and what was agreed to. */
export type SubscriptionAutoRenewSignInput = {
  agreementVersion: string;
  channel?: MallPayChannel;
  idempotencyKey: string;
  subscriptionId: string | number;
};

/** Which, and to what; no plan: it stays as it is. */
export type SubscriptionPlanChangeInput = {
  idempotencyKey: string;
  planCode?: string | null | undefined;
  subscriptionId: string | number;
};

/** Which, and why. */
export type SubscriptionRefundRequestInput = {
  idempotencyKey: string;
  reason: string;
  subscriptionId: string | number;
};

export type SubscriptionQueryVariables = Exact<{ [key: string]: never; }>;


export type SubscriptionQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, rank: number } }, subscription: { id: string, state: PlanSubscriptionState, source: PlanSource, periodStart: string | null, periodEnd: string | null, autoRenew: boolean, autoRenewState: AutoRenewState, autoRenewConsentAt: string | null, agreementVersion: string, nextChargeAt: string | null, nextChargeFen: number | null, savedFen: number, giftCode: string | null, canRenew: boolean, plan: { code: string, name: string, period: string, priceFen: number, autoRenewOffered: boolean, agreementVersion: string, refundPolicy: string }, nextPlan: { code: string, name: string } | null, notices: Array<{ id: string, kind: RenewalNoticeKind, sentAt: string, channel: string, priceFen: number, chargeAt: string, text: string }>, charges: Array<{ id: string, attempt: number, state: PlanChargeState, amountFen: number, dueAt: string, failure: string | null }>, periods: Array<{ number: number, from: string, until: string, paidFen: number, refundedFen: number, source: PlanSource, plan: { name: string } }>, refundQuote: { canRefund: boolean, kind: PlanRefundKind, amountFen: number, paidFen: number, usedFen: number, text: string } | null, refundRequest: { id: string, state: PlanRefundState, amountFen: number, requestedAt: string, reason: string, decidedAt: string | null, decisionReason: string | null } | null } | null, giftSubscriptions: Array<{ id: string, state: PlanSubscriptionState, giftCode: string | null, plan: { name: string } }>, planQuotes: Array<{ plan: { code: string, name: string, period: string, priceFen: number } }> } | null, program: { timeZone: string } };

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

export type SubscriptionPartsFragment = { id: string, state: PlanSubscriptionState, source: PlanSource, periodStart: string | null, periodEnd: string | null, autoRenew: boolean, autoRenewState: AutoRenewState, autoRenewConsentAt: string | null, agreementVersion: string, nextChargeAt: string | null, nextChargeFen: number | null, savedFen: number, giftCode: string | null, canRenew: boolean, plan: { code: string, name: string, period: string, priceFen: number, autoRenewOffered: boolean, agreementVersion: string, refundPolicy: string }, nextPlan: { code: string, name: string } | null, notices: Array<{ id: string, kind: RenewalNoticeKind, sentAt: string, channel: string, priceFen: number, chargeAt: string, text: string }>, charges: Array<{ id: string, attempt: number, state: PlanChargeState, amountFen: number, dueAt: string, failure: string | null }>, periods: Array<{ number: number, from: string, until: string, paidFen: number, refundedFen: number, source: PlanSource, plan: { name: string } }>, refundQuote: { canRefund: boolean, kind: PlanRefundKind, amountFen: number, paidFen: number, usedFen: number, text: string } | null, refundRequest: { id: string, state: PlanRefundState, amountFen: number, requestedAt: string, reason: string, decidedAt: string | null, decisionReason: string | null } | null };

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