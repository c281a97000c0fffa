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

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

/** What WeChat’s dialog (`wx.requestSubscribeMessage`) was answered for a template. */
export type MessageConsentAnswer =
  /** One more message may be sent (允许). */
  | 'ACCEPT'
  /** WeChat has banned the template: nothing of it can be sent (封禁). */
  | 'BAN'
  /** No more messages; what was accepted before stays (拒绝). */
  | 'REJECT';

/** The answer for one template. */
export type MessageConsentAnswerInput = {
  /** As WeChat reports it; `filter` is no answer and is left out. */
  answer: MessageConsentAnswer;
  /** `templateId` of one of `Member.messageTemplates`. */
  templateId: string;
};

/** What WeChat’s dialog was answered after one tap. */
export type MessageConsentRecordInput = {
  /** One for each template that was asked for. */
  answers: Array<MessageConsentAnswerInput>;
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
};

/** What a message is about. Kinds are added: show one that you do not know by its title and body. */
export type NotificationKind =
  /** What a benefit of the level gives has come: for a birthday, a month, a holiday, an upgrade (权益到账). */
  | 'BENEFIT_RECEIVED'
  /** Coupons have ended unused (优惠券已过期). */
  | 'COUPON_EXPIRED'
  /** Coupons end soon: which, and their last date (优惠券即将过期). */
  | 'COUPON_EXPIRING'
  /** The member was given coupons, otherwise than by a claim or a reward (收到优惠券). */
  | 'COUPON_RECEIVED'
  /** An order was returned, and the coupon that was used for it came back (优惠券已退回). */
  | 'COUPON_RETURNED'
  /** The member shares the plan of a family (加入亲情卡). */
  | 'FAMILY_JOINED'
  /** The member shares the plan of a family no more (退出亲情卡). */
  | 'FAMILY_LEFT'
  /** The gift of an upgrade has come (升级礼包). */
  | 'GIFT_RECEIVED'
  /** An order was not completed in time, and the points that were set aside for it are free (冻结积分已退回). */
  | 'HOLD_EXPIRED'
  /** The level was not kept in time, or the time ended for which staff had given it (降级). */
  | 'LEVEL_DOWN'
  /** A level was taken back because what had reached it was undone in the return window (等级撤销). */
  | 'LEVEL_REVOKED'
  /** The member reached a higher level, or staff gave one (升级). */
  | 'LEVEL_UP'
  /** A plan can be had at another price for a while (限时优惠). */
  | 'OFFER_OPENED'
  /** Staff called an order off (订单取消). */
  | 'ORDER_CANCELLED'
  /** A code, a right or a top-up has arrived (兑换到账). */
  | 'ORDER_DELIVERED'
  /** An order could not be fulfilled; points and cash went back (兑换失败). */
  | 'ORDER_FAILED'
  /** Points or cash of an order went back, in part or whole (订单退款). */
  | 'ORDER_REFUNDED'
  /** A return was accepted (退货通过). */
  | 'ORDER_RETURNED'
  /** A return was refused (退货未通过). */
  | 'ORDER_RETURN_REFUSED'
  /** An order is on its way (订单发货). */
  | 'ORDER_SHIPPED'
  /** An order was not paid in time (支付超时). */
  | 'ORDER_TIMED_OUT'
  /** A debit for a plan failed; it is tried again for five days (扣款失败). */
  | 'PLAN_CHARGE_FAILED'
  /** A plan has ended: its time was over, or it was refunded or called off (会员到期). */
  | 'PLAN_ENDED'
  /** A plan is about to be renewed by a debit; it can be cancelled until then (续费提醒). */
  | 'PLAN_RENEWAL_NOTICE'
  /** A plan was renewed (会员续费). */
  | 'PLAN_RENEWED'
  /** A plan has begun (会员开通). */
  | 'PLAN_STARTED'
  /** Points have expired unspent (积分已过期). */
  | 'POINTS_EXPIRED'
  /** Points expire soon: how many, and the last date on which they can be spent (积分即将过期). */
  | 'POINTS_EXPIRING'
  /** Invitations were fulfilled beyond the number that is rewarded in a day or month (邀请奖励已达上限). */
  | 'REFERRAL_LIMIT'
  /** Friends registered with the member’s invitation code (好友已注册). */
  | 'REFERRAL_REGISTERED'
  /** An invitation was fulfilled, and the member was rewarded for it (邀请奖励). */
  | 'REFERRAL_REWARDED'
  /** A reward was taken back, because what had earned it was undone (奖励收回). */
  | 'REWARD_TAKEN_BACK'
  /** A task is completed and its reward waits to be claimed (任务完成，待领取). */
  | 'TASK_COMPLETED'
  /** A task is completed, and its reward came by itself (任务奖励已发放). */
  | 'TASK_REWARDED'
  /** The wallet was recharged, with the gift on top if there was one (充值到账). */
  | 'WALLET_RECHARGED'
  /** A recharge was paid back, and its gift taken back in proportion (充值退款). */
  | 'WALLET_REFUNDED'
  /** What was spent from the wallet came back to it, in part or whole (余额退回). */
  | 'WALLET_RETURNED'
  /** Money was spent from the wallet (余额消费). */
  | 'WALLET_SPENT';

/** Which messages were read: `ids` or `all`. */
export type NotificationMarkReadInput = {
  /** Every message there is now (全部已读). */
  all?: boolean | null | undefined;
  /** Up to 100 messages. */
  ids?: Array<string | number> | null | undefined;
};

/** A page that a message leads to. Targets are added. */
export type NotificationTarget =
  /** What the level gives (权益). */
  | 'BENEFITS'
  /** The member’s coupons (优惠券). */
  | 'COUPONS'
  /** The member’s level and the way to the next (等级). */
  | 'LEVEL'
  /** The order of the mall that `id` names (订单). */
  | 'ORDER'
  /** The member’s plan (我的会员). */
  | 'PLAN'
  /** The points and what changed them (积分). */
  | 'POINTS'
  /** The invitation code and who came by it (邀请). */
  | 'REFERRAL'
  /** The tasks and their rewards (任务). */
  | 'TASKS'
  /** Stored value and what changed it (储值). */
  | 'WALLET';

export type MessagesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MessagesQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, unreadCount: number, notifications: { edges: Array<{ cursor: string, node: { id: string, kind: NotificationKind, title: string, body: string, createdAt: string, readAt: string | null, action: { open: NotificationTarget, id: string | null } | null } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } } | null };

export type NotificationMarkReadMutationVariables = Exact<{
  input: NotificationMarkReadInput;
}>;


export type NotificationMarkReadMutation = { notificationMarkRead: { member: { id: string, unreadCount: number } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type MessageTemplatesQueryVariables = Exact<{ [key: string]: never; }>;


export type MessageTemplatesQuery = { me: { id: string, messageTemplates: Array<{ name: string, templateId: string, left: number }> } | null };

export type MessageConsentRecordMutationVariables = Exact<{
  input: MessageConsentRecordInput;
}>;


export type MessageConsentRecordMutation = { messageConsentRecord: { member: { id: string, messageTemplates: Array<{ name: string, templateId: string, left: number }> } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

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

export const MessagesDocument = new TypedDocumentString(`
    query Messages($after: String) {
  me {
    id
    status
    statusReason
    unreadCount
    notifications(first: 20, after: $after) {
      edges {
        cursor
        node {
          id
          kind
          title
          body
          createdAt
          readAt
          action {
            open
            id
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
    `) as unknown as TypedDocumentString<MessagesQuery, MessagesQueryVariables>;
export const NotificationMarkReadDocument = new TypedDocumentString(`
    mutation NotificationMarkRead($input: NotificationMarkReadInput!) {
  notificationMarkRead(input: $input) {
    member {
      id
      unreadCount
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<NotificationMarkReadMutation, NotificationMarkReadMutationVariables>;
export const MessageTemplatesDocument = new TypedDocumentString(`
    query MessageTemplates {
  me {
    id
    messageTemplates {
      name
      templateId
      left
    }
  }
}
    `) as unknown as TypedDocumentString<MessageTemplatesQuery, MessageTemplatesQueryVariables>;
export const MessageConsentRecordDocument = new TypedDocumentString(`
    mutation MessageConsentRecord($input: MessageConsentRecordInput!) {
  messageConsentRecord(input: $input) {
    member {
      id
      messageTemplates {
        name
        templateId
        left
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<MessageConsentRecordMutation, MessageConsentRecordMutationVariables>;