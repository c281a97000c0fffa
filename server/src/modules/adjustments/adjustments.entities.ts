import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** What an adjustment changes. */
export type AdjustmentKind = 'POINTS' | 'GROWTH' | 'LEVEL';

/** What became of an adjustment. */
export type AdjustmentState = 'WAITING' | 'APPLIED' | 'REJECTED';

/**
 * Something that staff changed by hand, or propose to. `WAITING` has no `decidedAt` and no `journalSeq`; `APPLIED` has
 * both; `REJECTED` has no `journalSeq`. The decider is another person than the proposer, and null when none was needed.
 */
@Entity('adjustment')
@Index('adjustment_state', ['state', 'id'])
@Index('adjustment_member', ['memberId', 'id'])
export class AdjustmentRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column({ type: 'varchar', length: 16 })
  kind: AdjustmentKind;

  @Column({ type: 'varchar', length: 16 })
  state: AdjustmentState;

  /** Of points and growth: by how much, never 0. */
  @Column({ ...bigintColumn, nullable: true })
  delta: number | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  track: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  level: string | null;

  @Column({ type: 'varchar', length: 16, nullable: true })
  mode: 'exactly' | 'atLeast' | null;

  @Column({ ...instantColumn, nullable: true })
  until: Date | null;

  @Column({ type: 'varchar', length: 200 })
  reason: string;

  /** The principal's key. */
  @Column({ type: 'varchar', length: 64 })
  proposer: string;

  @Column({ type: 'varchar', name: 'proposer_name', length: 100 })
  proposerName: string;

  @Column({ ...instantColumn, name: 'proposed_at' })
  proposedAt: Date;

  @Column({ type: 'varchar', length: 64, nullable: true })
  decider: string | null;

  @Column({ type: 'varchar', name: 'decider_name', length: 100, nullable: true })
  deciderName: string | null;

  /** When it was applied or rejected. */
  @Column({ ...instantColumn, name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  /** The input of the member's journal that applied it. */
  @Column({ ...bigintColumn, name: 'journal_seq', nullable: true })
  journalSeq: number | null;
}
