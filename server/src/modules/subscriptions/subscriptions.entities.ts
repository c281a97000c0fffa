import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** Where a subscription stands (DOMAIN.md, "Paid membership"). */
export type SubscriptionState = 'PENDING' | 'ACTIVE' | 'PAST_DUE' | 'CANCELLED' | 'EXPIRED' | 'REFUNDED';

/** By what a period came. */
export type SubscriptionSource = 'CHECKOUT' | 'GIFT' | 'CARD_CODE' | 'STAFF';

/**
 * A plan of a member. It changes under the lock of its member and only along the table of `transitions.ts`; each change
 * has a line in `subscription_change`. `now` of the business clock drives it.
 */
@Entity('subscription')
@Index('subscription_member', ['memberId', 'id'])
@Index('subscription_plan', ['plan', 'startedAt'])
export class SubscriptionRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  /** `GIFT`: bought for somebody else; the code that comes of it starts a subscription of its own. */
  @Column({ type: 'varchar', length: 8 })
  purpose: 'OWN' | 'GIFT';

  /** The member again while it is waited for or runs, null afterwards: nobody has two. */
  @Index('subscription_open', { unique: true })
  @Column({ ...bigintColumn, name: 'open_for', nullable: true })
  openFor: number | null;

  @Column({ type: 'varchar', length: 64 })
  plan: string;

  @Column({ type: 'varchar', length: 16 })
  state: SubscriptionState;

  @Column({ type: 'varchar', length: 16 })
  source: SubscriptionSource;

  /** The last period that began or is paid; 0: none yet. */
  @Column({ name: 'period_no', type: 'int' })
  periodNo: number;

  @Column({ ...instantColumn, name: 'started_at', nullable: true })
  startedAt: Date | null;

  /** The first instant after the last period. */
  @Column({ ...instantColumn, name: 'ends_at', nullable: true })
  endsAt: Date | null;

  /** The plan from the end of the period on; null: the same. */
  @Column({ name: 'next_plan', type: 'varchar', length: 64, nullable: true })
  nextPlan: string | null;

  /** The agreement that the member accepted, and when. */
  @Column({ name: 'agreement_version', type: 'varchar', length: 32 })
  agreementVersion: string;

  @Column({ ...instantColumn, name: 'agreed_at', nullable: true })
  agreedAt: Date | null;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  /** When time alone changes it next, by the business clock; null: never. */
  @Index('subscription_due')
  @Column({ ...instantColumn, name: 'due_at', nullable: true })
  dueAt: Date | null;
}

/** A step in the life of a subscription: never changed, never deleted. */
@Entity('subscription_change')
@Index('subscription_change_subscription', ['subscriptionId', 'id'])
export class SubscriptionChangeRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'subscription_id' })
  subscriptionId: number;

  @Column({ type: 'varchar', length: 20 })
  step: string;

  @Column({ name: 'to_state', type: 'varchar', length: 16 })
  toState: SubscriptionState;

  /** `member`, `system`, `wechat`, `staff:<name>`. */
  @Column({ type: 'varchar', length: 128 })
  actor: string;

  @Column({ type: 'varchar', length: 200 })
  reason: string;

  @Column({ ...instantColumn })
  at: Date;
}

/** A period that began: one for each number of a subscription, whatever happens. */
@Entity('subscription_period')
@Index('subscription_period_number', ['subscriptionId', 'number'], { unique: true })
@Index('subscription_period_plan', ['plan', 'recordedAt'])
@Index('subscription_period_until', ['plan', 'untilAt'])
@Index('subscription_period_refunded', ['refundedAt'])
export class SubscriptionPeriodRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'subscription_id' })
  subscriptionId: number;

  @Column({ type: 'int' })
  number: number;

  @Column({ type: 'varchar', length: 64 })
  plan: string;

  @Column({ ...instantColumn, name: 'from_at' })
  fromAt: Date;

  @Column({ ...instantColumn, name: 'until_at' })
  untilAt: Date;

  @Column({ ...bigintColumn, name: 'paid_fen' })
  paidFen: number;

  @Column({ ...bigintColumn, name: 'refunded_fen' })
  refundedFen: number;

  /** When it was refunded, by the business clock. */
  @Column({ ...instantColumn, name: 'refunded_at', nullable: true })
  refundedAt: Date | null;

  /** Our number of the payment at the provider; null: nothing was paid. */
  @Column({ name: 'payment_number', type: 'varchar', length: 32, nullable: true })
  paymentNumber: string | null;

  @Column({ type: 'varchar', length: 16 })
  source: SubscriptionSource;

  @Column({ ...instantColumn, name: 'recorded_at' })
  recordedAt: Date;
}

/** Where an attempt to be paid stands. */
export type ChargeState = 'WAITING' | 'UNDER_WAY' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED' | 'REFUNDED';

/** An attempt to be paid for a period: by the member at a checkout, or by a debit. Payments are for charges. */
@Entity('plan_charge')
@Index('plan_charge_attempt', ['subscriptionId', 'periodNo', 'attempt'], { unique: true })
export class ChargeRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'subscription_id' })
  subscriptionId: number;

  @Column({ name: 'period_no', type: 'int' })
  periodNo: number;

  /** Counts the attempts for the period from 1. */
  @Column({ type: 'int' })
  attempt: number;

  @Column({ type: 'varchar', length: 8 })
  kind: 'CHECKOUT' | 'DEBIT';

  @Column({ type: 'varchar', length: 64 })
  plan: string;

  @Column({ ...bigintColumn, name: 'amount_fen' })
  amountFen: number;

  /** Why it costs so much: `TRIAL` starts a trial. */
  @Column({ name: 'price_reason', type: 'varchar', length: 8 })
  priceReason: 'NORMAL' | 'FIRST' | 'TRIAL' | 'OFFER';

  @Column({ type: 'varchar', length: 64, nullable: true })
  offer: string | null;

  @Column({ type: 'varchar', length: 10 })
  state: ChargeState;

  /** When it is to be made, by the business clock. */
  @Column({ ...instantColumn, name: 'due_at' })
  dueAt: Date;

  @Column({ ...instantColumn, name: 'done_at', nullable: true })
  doneAt: Date | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  failure: string | null;
}

/** That the member was told before a debit: evidence, never deleted. A platform's notice waits until it took it. */
@Entity('renewal_notice')
@Index('renewal_notice_period', ['subscriptionId', 'periodNo', 'id'])
export class RenewalNoticeRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'subscription_id' })
  subscriptionId: number;

  @Column({ name: 'period_no', type: 'int' })
  periodNo: number;

  @Column({ type: 'varchar', length: 8 })
  kind: 'OWN' | 'PLATFORM';

  /** `NOTIFICATION`, `WECHAT_PAY`. */
  @Column({ type: 'varchar', length: 16 })
  channel: string;

  /** By the business clock. */
  @Column({ ...instantColumn, name: 'sent_at' })
  sentAt: Date;

  @Column({ type: 'varchar', length: 64 })
  plan: string;

  @Column({ ...bigintColumn, name: 'price_fen' })
  priceFen: number;

  /** The earliest instant of the debit. */
  @Column({ ...instantColumn, name: 'charge_at' })
  chargeAt: Date;

  /** As it was written to the member. */
  @Column({ type: 'varchar', length: 500 })
  text: string;
}

/** Where a contract of auto-renewal stands; `ENDING`: it is not wanted any more, the provider has not confirmed that yet. */
export type ContractState = 'SIGNING' | 'SIGNED' | 'ENDING' | 'ENDED';

/** A member's consent to auto-renewal and the contract with the provider that came of it. */
@Entity('plan_contract')
@Index('plan_contract_subscription', ['subscriptionId', 'id'])
export class ContractRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'subscription_id' })
  subscriptionId: number;

  /** Our number of it at the provider. */
  @Index('plan_contract_code', { unique: true })
  @Column({ type: 'varchar', length: 32 })
  code: string;

  /** The application in which it is signed: notices and debits name it. */
  @Column({ name: 'app_id', type: 'varchar', length: 32 })
  appId: string;

  /** The provider's, once it is signed. */
  @Column({ name: 'contract_id', type: 'varchar', length: 64, nullable: true })
  contractId: string | null;

  @Column({ type: 'varchar', length: 8 })
  state: ContractState;

  @Column({ name: 'consent_version', type: 'varchar', length: 32 })
  consentVersion: string;

  /** By the business clock. */
  @Column({ ...instantColumn, name: 'consent_at' })
  consentAt: Date;

  /** By the wall clock: when the provider is asked next; null: never. */
  @Index('plan_contract_look')
  @Column({ ...instantColumn, name: 'look_at', nullable: true })
  lookAt: Date | null;

  @Column({ type: 'int' })
  checks: number;

  @Column({ ...instantColumn, name: 'ended_at', nullable: true })
  endedAt: Date | null;
}

/** Where a request for a refund stands. `APPROVED`: the money is on its way; `DONE`: the provider says that it is back. */
export type RefundRequestState = 'WAITING' | 'APPROVED' | 'REFUSED' | 'DONE';

/** A member wants a period's money back. */
@Entity('plan_refund_request')
@Index('plan_refund_request_subscription', ['subscriptionId', 'id'])
@Index('plan_refund_request_state', ['state', 'id'])
@Index('plan_refund_request_at', ['requestedAt'])
export class RefundRequestRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'subscription_id' })
  subscriptionId: number;

  @Column({ name: 'period_no', type: 'int' })
  periodNo: number;

  @Column({ type: 'varchar', length: 64 })
  plan: string;

  @Column({ type: 'varchar', length: 8 })
  state: RefundRequestState;

  @Column({ ...bigintColumn, name: 'amount_fen' })
  amountFen: number;

  @Column({ type: 'varchar', length: 200 })
  reason: string;

  @Column({ ...instantColumn, name: 'requested_at' })
  requestedAt: Date;

  @Column({ ...instantColumn, name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  /** `system`, `staff:<name>`. */
  @Column({ name: 'decided_by', type: 'varchar', length: 128, nullable: true })
  decidedBy: string | null;

  @Column({ name: 'decision_reason', type: 'varchar', length: 200, nullable: true })
  decisionReason: string | null;
}

/** What a member complained of, as staff wrote it down: never changed, never deleted. */
@Entity('plan_complaint')
@Index('plan_complaint_subscription', ['subscriptionId', 'id'])
@Index('plan_complaint_at', ['recordedAt'])
export class PlanComplaintRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'subscription_id' })
  subscriptionId: number;

  /** That of the subscription then. */
  @Column({ type: 'varchar', length: 64 })
  plan: string;

  @Column({ type: 'varchar', length: 200 })
  reason: string;

  /** `staff:<name>`. */
  @Column({ name: 'recorded_by', type: 'varchar', length: 128 })
  recordedBy: string;

  /** By the business clock. */
  @Column({ ...instantColumn, name: 'recorded_at' })
  recordedAt: Date;
}

/** A code that starts a plan: bought as a gift, or made by staff. The code itself is encrypted, and found by its index. */
@Entity('plan_code')
@Index('plan_code_purchase', ['purchaseId'])
export class PlanCodeRow {
  @Column(rowIdColumn)
  id: number;

  @Index('plan_code_index', { unique: true })
  @Column({ name: 'code_index', type: 'varchar', length: 64 })
  codeIndex: string;

  /** Null where nobody may see it again. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  code: string | null;

  @Column({ type: 'varchar', length: 9 })
  kind: 'GIFT' | 'CARD_CODE';

  @Column({ type: 'varchar', length: 64 })
  plan: string;

  @Column({ type: 'varchar', length: 8 })
  state: 'FREE' | 'REDEEMED' | 'VOID';

  /** The subscription that was bought as a gift. */
  @Column({ ...bigintColumn, name: 'purchase_id', nullable: true })
  purchaseId: number | null;

  /** By the business clock: redeemed later it is refused. */
  @Column({ ...instantColumn, name: 'valid_until' })
  validUntil: Date;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  @Column({ ...bigintColumn, name: 'redeemed_subscription_id', nullable: true })
  redeemedSubscriptionId: number | null;

  @Column({ ...instantColumn, name: 'redeemed_at', nullable: true })
  redeemedAt: Date | null;
}
