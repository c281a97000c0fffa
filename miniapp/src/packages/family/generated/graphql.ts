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

/** An invitation that is accepted. */
export type FamilyAcceptInput = {
  /** The code of the invitation. */
  code: string;
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
};

/** An invitation to be made. */
export type FamilyInviteInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
};

/** The caller leaves the family that they are in. */
export type FamilyLeaveInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
};

/** Somebody is to go from the caller’s family. */
export type FamilyRemoveInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** Who: `id` of a member of the family. */
  memberId: string | number;
};

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

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

export type FamilyQueryVariables = Exact<{ [key: string]: never; }>;


export type FamilyQuery = { me: { id: string, nickname: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, rank: number } }, subscription: { state: PlanSubscriptionState, periodEnd: string | null, plan: { name: string } } | null, family: { isOwner: boolean, seats: number, coolDownUntil: string | null, owner: { id: string, nickname: string, avatarUrl: string | null, joinedAt: string }, members: Array<{ id: string, nickname: string, avatarUrl: string | null, joinedAt: string, canRemove: boolean }>, invitation: { code: string, link: string, expiresAt: string } | null, shares: Array<{ code: string, name: string, description: string | null }> } | null } | null, program: { name: string, timeZone: string } };

export type FamilyInviteMutationVariables = Exact<{
  input: FamilyInviteInput;
}>;


export type FamilyInviteMutation = { familyInvite: { userErrors: Array<{ code: ErrorCode, message: string }> } };

export type FamilyAcceptMutationVariables = Exact<{
  input: FamilyAcceptInput;
}>;


export type FamilyAcceptMutation = { familyAccept: { family: { owner: { nickname: string }, shares: Array<{ code: string, name: string }> } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type FamilyLeaveMutationVariables = Exact<{
  input: FamilyLeaveInput;
}>;


export type FamilyLeaveMutation = { familyLeave: { userErrors: Array<{ code: ErrorCode, message: string }> } };

export type FamilyRemoveMutationVariables = Exact<{
  input: FamilyRemoveInput;
}>;


export type FamilyRemoveMutation = { familyRemove: { userErrors: Array<{ code: ErrorCode, message: string }> } };

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

export const FamilyDocument = new TypedDocumentString(`
    query Family {
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
      state
      periodEnd
      plan {
        name
      }
    }
    family {
      isOwner
      seats
      coolDownUntil
      owner {
        id
        nickname
        avatarUrl
        joinedAt
      }
      members {
        id
        nickname
        avatarUrl
        joinedAt
        canRemove
      }
      invitation {
        code
        link
        expiresAt
      }
      shares {
        code
        name
        description
      }
    }
  }
  program {
    name
    timeZone
  }
}
    `) as unknown as TypedDocumentString<FamilyQuery, FamilyQueryVariables>;
export const FamilyInviteDocument = new TypedDocumentString(`
    mutation FamilyInvite($input: FamilyInviteInput!) {
  familyInvite(input: $input) {
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<FamilyInviteMutation, FamilyInviteMutationVariables>;
export const FamilyAcceptDocument = new TypedDocumentString(`
    mutation FamilyAccept($input: FamilyAcceptInput!) {
  familyAccept(input: $input) {
    family {
      owner {
        nickname
      }
      shares {
        code
        name
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<FamilyAcceptMutation, FamilyAcceptMutationVariables>;
export const FamilyLeaveDocument = new TypedDocumentString(`
    mutation FamilyLeave($input: FamilyLeaveInput!) {
  familyLeave(input: $input) {
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<FamilyLeaveMutation, FamilyLeaveMutationVariables>;
export const FamilyRemoveDocument = new TypedDocumentString(`
    mutation FamilyRemove($input: FamilyRemoveInput!) {
  familyRemove(input: $input) {
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<FamilyRemoveMutation, FamilyRemoveMutationVariables>;