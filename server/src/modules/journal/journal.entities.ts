import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn, instantColumn, longTextColumn, rowIdColumn } from '../../platform/database/values';

/**
 * A member's state as of the last input: the fold of the journal, in its canonical form, without what is finished
 * (`member_archive`). A member without a row has had no input yet. `dueAt` is when time alone will change something
 * next; null: never.
 */
@Entity('member_state')
@Index('member_state_review', ['awaitsReview', 'memberId'])
export class MemberStateRow {
  @PrimaryColumn({ type: 'bigint', name: 'member_id' })
  memberId: number;

  @Column(longTextColumn)
  state: string;

  @Index('member_state_due')
  @Column({ ...instantColumn, name: 'due_at', nullable: true })
  dueAt: Date | null;

  /** The version of the program up to whose publication time has passed. */
  @Index('member_state_version')
  @Column({ type: 'int', name: 'program_version', default: 1 })
  programVersion: number;

  /** 1 when an upgrade on some track waits for a review, otherwise 0. */
  @Column({ type: 'int', name: 'awaits_review', default: 0 })
  awaitsReview: number;
}

/** A finished part of a member's state (`engine/archive.ts`) in its canonical form; `item` is its name. */
@Entity('member_archive')
export class MemberArchiveRow {
  @PrimaryColumn({ type: 'bigint', name: 'member_id' })
  memberId: number;

  @PrimaryColumn({ type: 'varchar', length: 191 })
  item: string;

  @Column(longTextColumn)
  value: string;
}

/**
 * Something that must happen elsewhere because of what was folded: an effect of the engine, until it was handled. Who
 * handles it deletes the row in the same transaction.
 */
@Entity('outbox')
@Index('outbox_waiting', ['attempts', 'notBefore'])
export class OutboxRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column({ type: 'varchar', length: 32 })
  kind: string;

  /** The effect in its canonical form. */
  @Column(longTextColumn)
  effect: string;

  @Column({ ...instantColumn, name: 'recorded_at' })
  recordedAt: Date;

  /** How often handling it failed. */
  @Column({ type: 'int', default: 0 })
  attempts: number;

  /** When to try again, by the wall clock; null: at once. */
  @Column({ ...instantColumn, name: 'not_before', nullable: true })
  notBefore: Date | null;
}

/** An accepted input, never changed afterwards. `seq` counts from 1 within the member, without gaps. */
@Entity('journal')
@Index('journal_member_seq', ['memberId', 'seq'], { unique: true })
export class JournalRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column(bigintColumn)
  seq: number;

  /** The input in its canonical form. */
  @Column(longTextColumn)
  input: string;

  @Column({ ...instantColumn, name: 'occurred_at' })
  occurredAt: Date;

  @Column({ ...instantColumn, name: 'recorded_at' })
  recordedAt: Date;

  /** The version of the program that was in force when the input was recorded. */
  @Column({ type: 'int', name: 'program_version' })
  programVersion: number;
}

/** A line of a ledger, never changed afterwards; a correction is a new line. `seq` counts within the member. */
@Entity('ledger_entry')
@Index('ledger_entry_member_seq', ['memberId', 'seq'], { unique: true })
@Index('ledger_entry_account', ['memberId', 'account', 'seq'])
export class LedgerEntryRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column(bigintColumn)
  seq: number;

  @Column({ type: 'varchar', length: 16 })
  account: string;

  @Column({ type: 'varchar', length: 16 })
  kind: string;

  @Column(bigintColumn)
  delta: number;

  @Column({ ...instantColumn, name: 'effective_at' })
  effectiveAt: Date;

  @Column({ ...instantColumn, name: 'recorded_at' })
  recordedAt: Date;

  /** `seq` of the journal's input that caused it. */
  @Column(bigintColumn)
  input: number;

  @Column({ type: 'varchar', name: 'event_key', length: 160, nullable: true })
  eventKey: string | null;

  @Column({ ...bigintColumn, name: 'lot_id', nullable: true })
  lotId: number | null;

  @Column({ type: 'varchar', name: 'hold_id', length: 64, nullable: true })
  holdId: string | null;

  @Column({ type: 'int', name: 'program_version' })
  programVersion: number;

  @Column(longTextColumn)
  trace: string;
}

/**
 * What a plan gave, or what of it was used (`PlanMove`), written with the ledger and never changed afterwards: what plans
 * cost, by day. A second fold of the journal makes the same rows.
 */
@Entity('plan_move')
@Index('plan_move_at', ['at'])
@Index('plan_move_member', ['memberId', 'id'])
export class PlanMoveRow {
  @Column(rowIdColumn)
  id: number;

  /** Who was given it, or used it: of a plan that is shared, not always its owner. */
  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column({ ...bigintColumn, name: 'subscription_id' })
  subscriptionId: number;

  /** `given`, `used`, `memberPrice`, `points`. */
  @Column({ type: 'varchar', length: 12 })
  kind: string;

  /** Of given and used. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  benefit: string | null;

  @Column(bigintColumn)
  quantity: number;

  /** In ten-thousandths of a fen: what costs less than a fen adds up. */
  @Column({ ...bigintColumn, name: 'cost_parts' })
  costParts: number;

  /** When the plan gave it. */
  @Column({ ...instantColumn })
  since: Date;

  /** When it was given or used, or came back. */
  @Column({ ...instantColumn })
  at: Date;
}

/** How many coupons of a template were given, to all members together. What is not there was never given. */
@Entity('coupon_stock')
export class CouponStockRow {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  code: string;

  @Column(bigintColumn)
  granted: number;
}
