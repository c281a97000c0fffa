/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** The period of a limit, in the program’s time zone. */
export type MallLimitPeriod =
  /** A business date (每日). */
  | 'DAY'
  /** Altogether (累计). */
  | 'EVER'
  /** A calendar month (每月). */
  | 'MONTH'
  /** A calendar year (每年). */
  | 'YEAR';

/** Why a member may not have a product now. More are added as there are more gates. */
export type MallLockReason =
  /** The member is blocked (账户受限). */
  | 'BLOCKED'
  /** It is for members of other levels (等级不足). */
  | 'LEVEL'
  /** The member has had as many as anybody may (已达限购). */
  | 'LIMIT'
  /** It is for members with a plan (付费会员专享). */
  | 'PLAN';

/** What to redeem, and how it is paid. */
export type MallOrderPlaceInput = {
  /** Where it goes; what is sent by courier needs it. */
  addressId?: string | number | null | undefined;
  /** Where the cash part is paid. */
  channel?: MallPayChannel;
  /** A coupon of the member’s for the cash part, as `mallOrderQuote` offers them (优惠券). */
  couponId?: string | number | null | undefined;
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** What it is paid with. */
  payWith?: MallPayWith;
  /** The phone of a top-up, 11 digits. */
  phone?: string | null | undefined;
  /** How many, 1 to 100. */
  quantity?: number;
  /** The variant. */
  skuId: string | number;
};

/** What might be redeemed, and how it would be paid. */
export type MallOrderQuoteInput = {
  /** A coupon of the member’s for the cash part. */
  couponId?: string | number | null | undefined;
  /** What it would be paid with. */
  payWith?: MallPayWith;
  /** How many, 1 to 100. */
  quantity?: number;
  /** The variant. */
  skuId: string | number;
};

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

/** What an order is paid with. */
export type MallPayWith =
  /** Points alone (纯积分). */
  | 'POINTS'
  /** Fewer points, and cash (积分加现金). */
  | 'POINTS_AND_CASH';

/** How what is redeemed comes to the member. */
export type MallProductKind =
  /** As a code, or as a right with a supplier (线上权益). */
  | 'ONLINE_BENEFIT'
  /** By courier (实物). */
  | 'PHYSICAL'
  /** Onto a phone: credit or data (话费流量). */
  | 'TOP_UP';

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

export type ProductQueryVariables = Exact<{
  id: string | number;
}>;


export type ProductQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, phoneMasked: string | null, level: { level: { code: string, rank: number } }, points: { available: number, debt: number }, addresses: Array<{ id: string, name: string, phone: string, region: string, street: string, isDefault: boolean }> } | null, mallProduct: { id: string, name: string, description: string, kind: MallProductKind, images: Array<string>, levels: Array<string> | null, plans: Array<{ code: string, name: string }> | null, attributes: Array<{ name: string, value: string }>, lockedBy: { reason: MallLockReason, plans: Array<{ code: string }> | null } | null, limits: Array<{ count: number, per: MallLimitPeriod, left: number | null }>, skus: Array<{ id: string, available: number, soldOut: boolean, marketPriceFen: number, pointsPrice: number, memberCashFen: number | null, planCashFen: number | null, attributes: Array<{ name: string, value: string }>, cash: { points: number, cashFen: number } | null }> } | null, program: { tracks: Array<{ primary: boolean, levels: Array<{ code: string, name: string, rank: number }> }> } };

export type MallOrderQuoteQueryVariables = Exact<{
  input: MallOrderQuoteInput;
}>;


export type MallOrderQuoteQuery = { mallOrderQuote: { points: number, cashFen: number, memberDiscountFen: number, discountFen: number, pointsAfter: number, canPlace: boolean, refusal: { code: ErrorCode, message: string } | null, coupons: Array<{ id: string, validUntil: string, template: { name: string } | null }> } };

export type MallOrderPlaceMutationVariables = Exact<{
  input: MallOrderPlaceInput;
}>;


export type MallOrderPlaceMutation = { mallOrderPlace: { order: { id: string, placedAt: string } | null, paymentParams: { appId: string | null, nonceStr: string | null, package: string | null, paySign: string | null, signType: string | null, timeStamp: string | null, url: string | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type ProductPartsFragment = { id: string, name: string, description: string, kind: MallProductKind, images: Array<string>, levels: Array<string> | null, plans: Array<{ code: string, name: string }> | null, attributes: Array<{ name: string, value: string }>, lockedBy: { reason: MallLockReason, plans: Array<{ code: string }> | null } | null, limits: Array<{ count: number, per: MallLimitPeriod, left: number | null }>, skus: Array<{ id: string, available: number, soldOut: boolean, marketPriceFen: number, pointsPrice: number, memberCashFen: number | null, planCashFen: number | null, attributes: Array<{ name: string, value: string }>, cash: { points: number, cashFen: number } | null }> };

export type SkuPartsFragment = { id: string, available: number, soldOut: boolean, marketPriceFen: number, pointsPrice: number, memberCashFen: number | null, planCashFen: number | null, attributes: Array<{ name: string, value: string }>, cash: { points: number, cashFen: number } | null };

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
export const SkuPartsFragmentDoc = new TypedDocumentString(`
    fragment SkuParts on MallSku {
  id
  attributes {
    name
    value
  }
  available
  soldOut
  marketPriceFen
  pointsPrice
  cash {
    points
    cashFen
  }
  memberCashFen
  planCashFen
}
    `, {"fragmentName":"SkuParts"}) as unknown as TypedDocumentString<SkuPartsFragment, unknown>;
export const ProductPartsFragmentDoc = new TypedDocumentString(`
    fragment ProductParts on MallProduct {
  id
  name
  description
  kind
  images
  levels
  plans {
    code
    name
  }
  attributes {
    name
    value
  }
  lockedBy {
    reason
    plans {
      code
    }
  }
  limits {
    count
    per
    left
  }
  skus {
    ...SkuParts
  }
}
    fragment SkuParts on MallSku {
  id
  attributes {
    name
    value
  }
  available
  soldOut
  marketPriceFen
  pointsPrice
  cash {
    points
    cashFen
  }
  memberCashFen
  planCashFen
}`, {"fragmentName":"ProductParts"}) as unknown as TypedDocumentString<ProductPartsFragment, unknown>;
export const ProductDocument = new TypedDocumentString(`
    query Product($id: ID!) {
  me {
    id
    status
    statusReason
    phoneMasked
    level {
      level {
        code
        rank
      }
    }
    points {
      available
      debt
    }
    addresses {
      id
      name
      phone
      region
      street
      isDefault
    }
  }
  mallProduct(id: $id) {
    ...ProductParts
  }
  program {
    tracks {
      primary
      levels {
        code
        name
        rank
      }
    }
  }
}
    fragment ProductParts on MallProduct {
  id
  name
  description
  kind
  images
  levels
  plans {
    code
    name
  }
  attributes {
    name
    value
  }
  lockedBy {
    reason
    plans {
      code
    }
  }
  limits {
    count
    per
    left
  }
  skus {
    ...SkuParts
  }
}
fragment SkuParts on MallSku {
  id
  attributes {
    name
    value
  }
  available
  soldOut
  marketPriceFen
  pointsPrice
  cash {
    points
    cashFen
  }
  memberCashFen
  planCashFen
}`) as unknown as TypedDocumentString<ProductQuery, ProductQueryVariables>;
export const MallOrderQuoteDocument = new TypedDocumentString(`
    query MallOrderQuote($input: MallOrderQuoteInput!) {
  mallOrderQuote(input: $input) {
    points
    cashFen
    memberDiscountFen
    discountFen
    pointsAfter
    canPlace
    refusal {
      code
      message
    }
    coupons {
      id
      validUntil
      template {
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MallOrderQuoteQuery, MallOrderQuoteQueryVariables>;
export const MallOrderPlaceDocument = new TypedDocumentString(`
    mutation MallOrderPlace($input: MallOrderPlaceInput!) {
  mallOrderPlace(input: $input) {
    order {
      id
      placedAt
    }
    paymentParams {
      appId
      nonceStr
      package
      paySign
      signType
      timeStamp
      url
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<MallOrderPlaceMutation, MallOrderPlaceMutationVariables>;