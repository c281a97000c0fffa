import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ContractParams as SignParams } from '../../connectors/contract/contract';
import { Access, member, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { DateTime, JSONObject, SafeInt } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import type { PaymentRow } from '../payments';
import { PaymentStateEnum, type ShownPaymentState, shownState } from '../payments/payments.types';
import type { RefundQuote } from './refund-subscription';
import {
  ChargeStateEnum,
  NoticeKindEnum,
  PlanSourceEnum,
  RefundKindEnum,
  RefundStateEnum,
  SubscriptionStateEnum,
} from './subscription-enums.types';
import type {
  ChargeRow,
  ChargeState,
  RefundRequestRow,
  RefundRequestState,
  RenewalNoticeRow,
  SubscriptionPeriodRow,
  SubscriptionRow,
  SubscriptionSource,
  SubscriptionState,
} from './subscriptions.entities';

const seen = [member, staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'That the member was told before a debit: evidence (扣费通知).' })
export class RenewalNotice {
  @Access(seen)
  @Field(() => ID, { description: 'Opaque; for lists only.' })
  id: string;

  @Access(seen)
  @Field(() => NoticeKindEnum, { description: 'Who told it.' })
  kind: 'OWN' | 'PLATFORM';

  @Access(seen)
  @Field(() => DateTime, { description: 'When.' })
  sentAt: Date;

  @Access(seen)
  @Field(() => String, { description: 'By what: `NOTIFICATION`, `WECHAT_PAY`.' })
  channel: string;

  @Access(seen)
  @Field(() => SafeInt, { description: 'What will be charged, in fen.' })
  priceFen: number;

  @Access(seen)
  @Field(() => DateTime, { description: 'The earliest instant of the debit.' })
  chargeAt: Date;

  @Access(seen)
  @Field(() => String, { description: 'As it was written, with the way out.' })
  text: string;

  static from({ id, kind, sentAt, channel, priceFen, chargeAt, text }: RenewalNoticeRow): RenewalNotice {
    return Object.assign(new RenewalNotice(), { id: `notice-${id}`, kind, sentAt, channel, priceFen, chargeAt, text });
  }
}

@ObjectType({ simpleResolvers: true, description: 'An attempt to be paid for a period (扣款记录).' })
export class PlanCharge {
  @Access(seen)
  @Field(() => ID, { description: 'Opaque; for lists only.' })
  id: string;

  @Access(seen)
  @Field(() => Int, { description: 'Counts the attempts for the period from 1.' })
  attempt: number;

  @Access(seen)
  @Field(() => ChargeStateEnum, { description: 'Where it stands.' })
  state: ChargeState;

  @Access(seen)
  @Field(() => SafeInt, { description: 'How much, in fen.' })
  amountFen: number;

  @Access(seen)
  @Field(() => DateTime, { description: 'When it was, or is, to be made.' })
  dueAt: Date;

  @Access(seen)
  @Field(() => String, { nullable: true, description: 'Why it failed, in the provider’s word.' })
  failure: string | null;

  static from({ id, attempt, state, amountFen, dueAt, failure }: ChargeRow): PlanCharge {
    return Object.assign(new PlanCharge(), { id: `charge-${id}`, attempt, state, amountFen, dueAt, failure });
  }
}

@ObjectType({ simpleResolvers: true, description: 'A period of a plan (会员周期).' })
export class PlanPeriod {
  /** For resolvers only: never leaves the server. */
  readonly planCode: string;

  @Access(seen)
  @Field(() => Int, { description: 'Counts from 1.' })
  number: number;

  @Access(seen)
  @Field(() => DateTime, { description: 'Its first instant.' })
  from: Date;

  @Access(seen)
  @Field(() => DateTime, { description: 'The first instant after it.' })
  until: Date;

  @Access(seen)
  @Field(() => SafeInt, { description: 'What was paid, in fen.' })
  paidFen: number;

  @Access(seen)
  @Field(() => SafeInt, { description: 'What of it went back, or is on its way, in fen.' })
  refundedFen: number;

  @Access(seen)
  @Field(() => PlanSourceEnum, { description: 'By what it came.' })
  source: SubscriptionSource;

  static from(row: SubscriptionPeriodRow): PlanPeriod {
    const { number, plan: planCode, fromAt: from, untilAt: until, paidFen, refundedFen, source } = row;
    return Object.assign(new PlanPeriod(), { number, planCode, from, until, paidFen, refundedFen, source });
  }
}

@ObjectType({ simpleResolvers: true, description: 'The payment that a subscription waits for, or the last one.' })
export class PlanPayment {
  @Access(seen)
  @Field(() => PaymentStateEnum, { description: 'Where it stands.' })
  state: ShownPaymentState;

  @Access(seen)
  @Field(() => SafeInt, { description: 'How much, in fen.' })
  amountFen: number;

  @Access(seen)
  @Field(() => DateTime, { description: 'From then on it can no longer be paid. By the wall clock.' })
  payUntil: Date;

  static from({ state, amountFen, expiresAt: payUntil }: PaymentRow): PlanPayment {
    return Object.assign(new PlanPayment(), { state: shownState(state), amountFen, payUntil });
  }
}

@ObjectType({ simpleResolvers: true, description: 'What would go back now, and why so much (退款试算).' })
export class PlanRefundQuote {
  @Access(seen)
  @Field(() => Boolean, { description: 'Whether it can be asked for.' })
  canRefund: boolean;

  @Access(seen)
  @Field(() => RefundKindEnum, { description: 'Which rule decides.' })
  kind: RefundQuote['kind'];

  @Access(seen)
  @Field(() => SafeInt, { description: 'How much, in fen.' })
  amountFen: number;

  @Access(seen)
  @Field(() => SafeInt, { description: 'What was paid for the period, in fen.' })
  paidFen: number;

  @Access(seen)
  @Field(() => SafeInt, { description: 'What the benefits used are worth, in fen.' })
  usedFen: number;

  @Access(seen)
  @Field(() => String, { description: 'In the reader’s language.' })
  text: string;

  static from(quote: RefundQuote & { canRefund: boolean; text: string }): PlanRefundQuote {
    return Object.assign(new PlanRefundQuote(), quote);
  }
}

@ObjectType({ simpleResolvers: true, description: 'That a member wants money back (退款申请).' })
export class PlanRefundRequest {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;
  readonly subscriptionRowId: number;

  @Access(seen)
  @Field(() => ID, { description: 'The id, for `subscriptionRefundDecide`.' })
  id: string;

  @Access(seen)
  @Field(() => RefundStateEnum, { description: 'Where it stands.' })
  state: RefundRequestState;

  @Access(seen)
  @Field(() => SafeInt, { description: 'How much, in fen.' })
  amountFen: number;

  @Access(seen)
  @Field(() => DateTime, { description: 'When it was asked for.' })
  requestedAt: Date;

  @Access(seen)
  @Field(() => String, { description: 'Why, in the member’s words.' })
  reason: string;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'When it was decided; null: not yet.' })
  decidedAt: Date | null;

  @Access(seen)
  @Field(() => String, { nullable: true, description: 'Why it was decided so.' })
  decisionReason: string | null;

  static from(row: RefundRequestRow): PlanRefundRequest {
    const { id: rowId, subscriptionId: subscriptionRowId, state, amountFen, requestedAt, reason } = row;
    const { decidedAt, decisionReason } = row;
    const shown = { state, amountFen, requestedAt, reason, decidedAt, decisionReason };
    const id = encodeId('PlanRefundRequest', rowId);
    return Object.assign(new PlanRefundRequest(), { rowId, subscriptionRowId, id, ...shown });
  }
}

/** `PlanRefundRequestConnection`. */
export const PlanRefundRequestConnection = connectionTypes(PlanRefundRequest, 'PlanRefundRequest', staff('viewer'));

@ObjectType({ simpleResolvers: true, description: 'A step in the life of a subscription.' })
export class PlanSubscriptionChange {
  @Access(staff('viewer'))
  @Field(() => String, { description: 'What happened.' })
  step: string;

  @Access(staff('viewer'))
  @Field(() => SubscriptionStateEnum, { description: 'Where it led.' })
  state: SubscriptionState;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Who did it: `member`, `wechat`, `system`, `staff:` and a name.' })
  actor: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Why.' })
  reason: string;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'When.' })
  at: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Where to sign the contract of auto-renewal: by `wx.navigateToMiniProgram`, or at `url` (签约参数).',
})
export class ContractParams {
  @Access(member)
  @Field(() => String, { nullable: true, description: 'The mini-program to go to.' })
  appId?: string;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'Its page.' })
  path?: string;

  @Access(member)
  @Field(() => JSONObject, { nullable: true, description: 'To be passed on as it is.' })
  extraData?: Record<string, string>;

  @Access(member)
  @Field(() => String, { nullable: true, description: 'Where to go on a web page.' })
  url?: string;

  static from(params: SignParams): ContractParams {
    return Object.assign(new ContractParams(), params);
  }
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A plan of a member (付费会员).' })
export class PlanSubscription extends Node {
  /** For resolvers only: never leaves the server. */
  readonly row: SubscriptionRow;

  @Access(seen)
  @Field(() => SubscriptionStateEnum, { description: 'Where it stands.' })
  state: SubscriptionState;

  @Access(seen)
  @Field(() => PlanSourceEnum, { description: 'By what it came.' })
  source: SubscriptionSource;

  @Access(seen)
  @Field(() => Boolean, { description: 'Bought for somebody else: `giftCode` starts it (赠送).' })
  isGift: boolean;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'When its first period began; null: not yet.' })
  startedAt: Date | null;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'The first instant after what is paid (到期时间).' })
  periodEnd: Date | null;

  @Access(seen)
  @Field(() => String, { description: 'The agreement that was accepted (会员协议版本).' })
  agreementVersion: string;

  static from(row: SubscriptionRow): PlanSubscription {
    const { id, state, source, purpose, startedAt, endsAt: periodEnd, agreementVersion } = row;
    const shown = { state, source, isGift: purpose === 'GIFT', startedAt, periodEnd, agreementVersion };
    return Object.assign(new PlanSubscription(), { row, id: encodeId('PlanSubscription', id), ...shown });
  }
}
