import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** Why somebody is no longer in a family. */
export type PartingReason = 'LEFT' | 'REMOVED' | 'ENDED' | 'MERGED';

/**
 * That somebody shares the plan of an owner, or did. It changes under the lock of its member, and comes under those of
 * both; the member's state has what is shared.
 */
@Entity('family_member')
@Index('family_member_owner', ['ownerId', 'id'])
@Index('family_member_member', ['memberId', 'id'])
export class FamilyMemberRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'owner_id' })
  ownerId: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  /** The member again while they are in it, null afterwards: nobody is in two. */
  @Index('family_member_active', { unique: true })
  @Column({ ...bigintColumn, name: 'active_for', nullable: true })
  activeFor: number | null;

  /** By the business clock, like all here. */
  @Column({ ...instantColumn, name: 'joined_at' })
  joinedAt: Date;

  @Column({ ...instantColumn, name: 'left_at', nullable: true })
  leftAt: Date | null;

  /** From when on the seat can be given again, and the member join again. */
  @Column({ ...instantColumn, name: 'cool_until', nullable: true })
  coolUntil: Date | null;

  @Column({ type: 'varchar', length: 8, nullable: true })
  reason: PartingReason | null;
}

/** An invitation into a family, for one. It changes under the lock of its owner. */
@Entity('family_invitation')
@Index('family_invitation_owner', ['ownerId', 'id'])
export class FamilyInvitationRow {
  @Column(rowIdColumn)
  id: number;

  @Index('family_invitation_code', { unique: true })
  @Column({ type: 'varchar', length: 32 })
  code: string;

  @Column({ ...bigintColumn, name: 'owner_id' })
  ownerId: number;

  @Column({ type: 'varchar', length: 8 })
  state: 'OPEN' | 'USED' | 'VOID';

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  /** The first instant at which it cannot be accepted any more. */
  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt: Date;

  @Column({ ...instantColumn, name: 'used_at', nullable: true })
  usedAt: Date | null;
}
