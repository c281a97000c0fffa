import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** A token that stands for a partner's reference, by its hash. It works once, within minutes of the wall clock. */
@Entity('link_token')
export class LinkTokenRow {
  @Column(rowIdColumn)
  id: number;

  @Index('link_token_hash', { unique: true })
  @Column({ type: 'varchar', name: 'token_hash', length: 64 })
  tokenHash: string;

  @Column({ ...bigintColumn, name: 'partner_id' })
  partnerId: number;

  /** The partner's reference; nobody needs to bear it yet. */
  @Column({ type: 'varchar', length: 128 })
  ref: string;

  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt: Date;

  @Column({ ...instantColumn, name: 'used_at', nullable: true })
  usedAt: Date | null;
}

/** What became of a request to merge. */
export type MergeRequestState = 'OPEN' | 'MERGED' | 'REJECTED';

/** Two members with ledgers turned out to be one person: staff decide. Asked again, it stays one request while it is open. */
@Entity('merge_request')
@Index('merge_request_state', ['state', 'id'])
export class MergeRequestRow {
  @Column(rowIdColumn)
  id: number;

  /** The one who asked. */
  @Index('merge_request_member')
  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Index('merge_request_other')
  @Column({ ...bigintColumn, name: 'other_id' })
  otherId: number;

  @Column({ type: 'varchar', length: 16 })
  state: MergeRequestState;

  @Column({ ...instantColumn, name: 'requested_at' })
  requestedAt: Date;

  @Column({ ...instantColumn, name: 'decided_at', nullable: true })
  decidedAt: Date | null;

  /** The name of the staff member. */
  @Column({ type: 'varchar', name: 'decided_by', length: 100, nullable: true })
  decidedBy: string | null;

  @Column({ type: 'varchar', length: 200, nullable: true })
  reason: string | null;
}
