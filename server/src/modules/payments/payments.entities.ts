import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, longTextColumn, rowIdColumn } from '../../platform/database/values';

/** Through whom money is taken, as the port of payments calls them. */
type StoredAdapter = 'wechatPay' | 'virtualPay' | 'contract';

/** Where a payment stands. `CLOSING`: it is wanted no more, and the provider has not confirmed that yet. */
export type PaymentState = 'CREATED' | 'OPEN' | 'CLOSING' | 'CLOSED' | 'PAID';

/** What a payment is for: decides who is told when it is paid. */
export type PaymentPurpose = 'mallOrder' | 'walletRecharge' | 'planPeriod' | 'planRenewal';

/**
 * Money asked of a member through a provider. It changes under the lock of the member, and only forward: `CREATED` →
 * `OPEN` → `CLOSING` → `CLOSED`, and from each of them to `PAID`, because money may come late. Instants are the wall
 * clock's: the provider keeps them.
 */
@Entity('payment')
@Index('payment_subject', ['purpose', 'subject'])
@Index('payment_member', ['memberId', 'id'])
@Index('payment_unbilled', ['billedOn', 'paidAt'])
export class PaymentRow {
  @Column(rowIdColumn)
  id: number;

  /** Our number of it at the provider. */
  @Index('payment_number', { unique: true })
  @Column({ type: 'varchar', length: 32 })
  number: string;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column({ type: 'varchar', length: 16 })
  purpose: PaymentPurpose;

  /** What exactly it is for, in the words of whoever asked for it. */
  @Column({ type: 'varchar', length: 64 })
  subject: string;

  @Column({ ...bigintColumn, name: 'amount_fen' })
  amountFen: number;

  @Column({ type: 'varchar', length: 128 })
  description: string;

  @Column({ type: 'varchar', length: 8 })
  channel: 'jsapi' | 'h5' | 'native' | 'virtual' | 'debit';

  /** By which contract the money is taken: decides who is asked about it. */
  @Column({ type: 'varchar', length: 16, default: 'wechatPay' })
  adapter: StoredAdapter;

  @Column({ name: 'app_id', type: 'varchar', length: 32, nullable: true })
  appId: string | null;

  @Column({ type: 'varchar', length: 128, nullable: true })
  openid: string | null;

  /** Of a debit: the contract that pays. */
  @Column({ name: 'contract_id', type: 'varchar', length: 64, nullable: true })
  contractId: string | null;

  /** Of a virtual payment: what is sold, by its id there. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  goods: string | null;

  @Column({ name: 'client_address', type: 'varchar', length: 64, nullable: true })
  clientAddress: string | null;

  @Column({ type: 'varchar', length: 8 })
  state: PaymentState;

  /** What the provider gave when it was opened, from which the client's parameters are signed anew each time. */
  @Column({ ...longTextColumn, nullable: true })
  handle: string | null;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  /** From then on it is to be closed. */
  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt: Date;

  @Column({ ...instantColumn, name: 'paid_at', nullable: true })
  paidAt: Date | null;

  @Column({ name: 'transaction_id', type: 'varchar', length: 64, nullable: true })
  transactionId: string | null;

  /** What is paid back, or under way: `refundedFen ≤ amountFen`. */
  @Column({ ...bigintColumn, name: 'refunded_fen' })
  refundedFen: number;

  @Column({ name: 'refund_seq', type: 'int' })
  refundSeq: number;

  /** When the job looks at it next; null: never again. */
  @Index('payment_check')
  @Column({ ...instantColumn, name: 'check_at', nullable: true })
  checkAt: Date | null;

  /** How often it was looked at without an answer that settles it. */
  @Column({ type: 'int' })
  checks: number;

  /** Of a debit that did not happen: the provider's code of why. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  failure: string | null;

  /** What a person has to look at, such as another amount than was asked for. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  problem: string | null;

  /** The day of the bill on which it stood. */
  @Column({ name: 'billed_on', type: 'varchar', length: 10, nullable: true })
  billedOn: string | null;
}

/** Where a refund stands; `ABNORMAL`: the payer's account did not take it, or the provider refuses: a person has to act. */
export type RefundState = 'REQUESTED' | 'PROCESSING' | 'SUCCEEDED' | 'CLOSED' | 'ABNORMAL';

/** Money of a payment on its way back. It changes under the lock of the member. */
@Entity('payment_refund')
@Index('payment_refund_payment', ['paymentId'])
export class RefundRow {
  @Column(rowIdColumn)
  id: number;

  /** The payment's number and a counter: asked for again under it, it is the same refund. */
  @Index('payment_refund_number', { unique: true })
  @Column({ type: 'varchar', length: 64 })
  number: string;

  @Column({ ...bigintColumn, name: 'payment_id' })
  paymentId: number;

  @Column({ ...bigintColumn, name: 'amount_fen' })
  amountFen: number;

  @Column({ type: 'varchar', length: 128 })
  reason: string;

  @Column({ type: 'varchar', length: 10 })
  state: RefundState;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  @Column({ ...instantColumn, name: 'done_at', nullable: true })
  doneAt: Date | null;

  @Column({ name: 'refund_id', type: 'varchar', length: 64, nullable: true })
  refundId: string | null;

  @Index('payment_refund_check')
  @Column({ ...instantColumn, name: 'check_at', nullable: true })
  checkAt: Date | null;

  @Column({ type: 'int' })
  checks: number;

  @Column({ type: 'varchar', length: 255, nullable: true })
  problem: string | null;

  @Column({ name: 'billed_on', type: 'varchar', length: 10, nullable: true })
  billedOn: string | null;
}

/** A notification of the provider that was believed: each counts once. */
@Entity('payment_notice')
export class NoticeRow {
  @Column(rowIdColumn)
  id: number;

  @Index('payment_notice_provider_id', { unique: true })
  @Column({ name: 'provider_id', type: 'varchar', length: 64 })
  providerId: string;

  /** Of the payment or refund that it was about. */
  @Column({ type: 'varchar', length: 64 })
  number: string;

  @Column({ ...instantColumn, name: 'received_at' })
  receivedAt: Date;
}

/** The provider's bill of a day, held against ours. */
@Entity('payment_bill')
@Index('payment_bill_adapter_date', ['adapter', 'date'], { unique: true })
export class BillRow {
  @Column(rowIdColumn)
  id: number;

  /** Whose bill it is; WeChat Pay's has the debits of contracts, too. */
  @Column({ type: 'varchar', length: 16, default: 'wechatPay' })
  adapter: StoredAdapter;

  /** In China, `2026-03-01`. */
  @Column({ type: 'varchar', length: 10 })
  date: string;

  @Column({ ...bigintColumn, name: 'paid_fen' })
  paidFen: number;

  @Column({ ...bigintColumn, name: 'refunded_fen' })
  refundedFen: number;

  @Column({ type: 'int' })
  lines: number;

  /** JSON, a list; empty when both agree. */
  @Column(longTextColumn)
  differences: string;

  @Column({ ...instantColumn, name: 'checked_at' })
  checkedAt: Date;
}
