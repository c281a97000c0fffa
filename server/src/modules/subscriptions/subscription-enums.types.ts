import { registerEnumType } from 'type-graphql';
import type { ChargeState, RefundRequestState, SubscriptionSource, SubscriptionState } from './subscriptions.entities';

/** Where members pay. */
export { PayChannelEnum } from '../payments/payments.types';

/** `PlanSubscriptionState` of the schema. */
export const SubscriptionStateEnum = {
  PENDING: 'PENDING',
  ACTIVE: 'ACTIVE',
  PAST_DUE: 'PAST_DUE',
  CANCELLED: 'CANCELLED',
  EXPIRED: 'EXPIRED',
  REFUNDED: 'REFUNDED',
} as const satisfies Record<SubscriptionState, SubscriptionState>;
registerEnumType(SubscriptionStateEnum, {
  name: 'PlanSubscriptionState',
  description: 'Where a subscription stands.',
  valuesConfig: {
    PENDING: { description: 'It waits to be paid; nothing has begun (待支付).' },
    ACTIVE: { description: 'It runs; a gift: its code can be redeemed (生效中).' },
    PAST_DUE: { description: 'Its period is over and not paid; the benefits stay while it is tried again (待续费).' },
    CANCELLED: { description: 'It is not renewed by itself any more, and runs to its end (已取消续费).' },
    EXPIRED: { description: 'It is over, or was never paid; a gift: see `giftState` (已到期).' },
    REFUNDED: { description: 'It was refunded, and its benefits ended (已退款).' },
  },
});

/** `PlanGiftState` of the schema. */
export const GiftStateEnum = { UNUSED: 'UNUSED', REDEEMED: 'REDEEMED', EXPIRED: 'EXPIRED', VOID: 'VOID' } as const;
/** Where the code of a gift stands. */
export type GiftState = keyof typeof GiftStateEnum;
registerEnumType(GiftStateEnum, {
  name: 'PlanGiftState',
  description: 'Where the code of a gift stands.',
  valuesConfig: {
    UNUSED: { description: 'It can be redeemed (待领取).' },
    REDEEMED: { description: 'Somebody has started the plan by it (已领取).' },
    EXPIRED: { description: 'Nobody redeemed it in time (已过期).' },
    VOID: { description: 'The gift was refunded (已作废).' },
  },
});

/** `PlanSource` of the schema. */
export const PlanSourceEnum = {
  CHECKOUT: 'CHECKOUT',
  GIFT: 'GIFT',
  CARD_CODE: 'CARD_CODE',
  STAFF: 'STAFF',
} as const satisfies Record<SubscriptionSource, SubscriptionSource>;
registerEnumType(PlanSourceEnum, {
  name: 'PlanSource',
  description: 'By what a plan came.',
  valuesConfig: {
    CHECKOUT: { description: 'The member bought it (购买).' },
    GIFT: { description: 'Somebody gave it (好友赠送).' },
    CARD_CODE: { description: 'By a code (卡密激活).' },
    STAFF: { description: 'Staff gave it (人工发放).' },
  },
});

/** `AutoRenewState` of the schema. */
export const AutoRenewStateEnum = { OFF: 'OFF', SIGNING: 'SIGNING', ON: 'ON', ENDED: 'ENDED' } as const;
/** Whether a subscription is renewed by itself. */
export type AutoRenewState = keyof typeof AutoRenewStateEnum;
registerEnumType(AutoRenewStateEnum, {
  name: 'AutoRenewState',
  description: 'Whether a subscription is renewed by itself.',
  valuesConfig: {
    OFF: { description: 'It never was (未开通).' },
    SIGNING: { description: 'The contract waits to be signed (签约中).' },
    ON: { description: 'It is (已开通).' },
    ENDED: { description: 'It was, and nothing is charged any more (已取消).' },
  },
});

/** `RenewalNoticeKind` of the schema. */
export const NoticeKindEnum = { OWN: 'OWN', PLATFORM: 'PLATFORM' } as const;
registerEnumType(NoticeKindEnum, {
  name: 'RenewalNoticeKind',
  description: 'Who told the member of a debit.',
  valuesConfig: {
    OWN: { description: 'We did, five days before (提前通知).' },
    PLATFORM: { description: 'WeChat Pay did, two days before (平台扣费通知).' },
  },
});

/** `PlanChargeState` of the schema. */
export const ChargeStateEnum = {
  WAITING: 'WAITING',
  UNDER_WAY: 'UNDER_WAY',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
  REFUNDED: 'REFUNDED',
} as const satisfies Record<ChargeState, ChargeState>;
registerEnumType(ChargeStateEnum, {
  name: 'PlanChargeState',
  description: 'Where an attempt to be paid stands.',
  valuesConfig: {
    WAITING: { description: 'The member has yet to pay (待支付).' },
    UNDER_WAY: { description: 'The debit is on its way (扣款中).' },
    SUCCEEDED: { description: 'The money is here (成功).' },
    FAILED: { description: 'There was no money (失败).' },
    CANCELLED: { description: 'It was called off (已取消).' },
    REFUNDED: { description: 'The money came too late, and went back (已退回).' },
  },
});

/** `PlanRefundKind` of the schema. */
export const RefundKindEnum = { WHOLE: 'WHOLE', PRO_RATA: 'PRO_RATA', NONE: 'NONE' } as const;
registerEnumType(RefundKindEnum, {
  name: 'PlanRefundKind',
  description: 'What goes back by the terms of a plan.',
  valuesConfig: {
    WHOLE: { description: 'All of it (全额).' },
    PRO_RATA: { description: 'For the days that are left, less what was used (按比例).' },
    NONE: { description: 'Nothing (不可退).' },
  },
});

/** `PlanRefundState` of the schema. */
export const RefundStateEnum = {
  WAITING: 'WAITING',
  APPROVED: 'APPROVED',
  REFUSED: 'REFUSED',
  DONE: 'DONE',
} as const satisfies Record<RefundRequestState, RefundRequestState>;
registerEnumType(RefundStateEnum, {
  name: 'PlanRefundState',
  description: 'Where a request for a refund stands.',
  valuesConfig: {
    WAITING: { description: 'Staff decide (审核中).' },
    APPROVED: { description: 'The money is on its way (退款中).' },
    REFUSED: { description: 'It was refused (已拒绝).' },
    DONE: { description: 'The money is back (已退款).' },
  },
});
