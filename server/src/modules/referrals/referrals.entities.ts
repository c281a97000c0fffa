import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** A member's invitation code (邀请码); it never changes. A merged member's goes on leading to the survivor. */
@Entity('invite_code')
export class InviteCodeRow {
  @Column(rowIdColumn)
  id: number;

  @Index('invite_code_code', { unique: true })
  @Column({ type: 'varchar', length: 16 })
  code: string;

  @Index('invite_code_member', { unique: true })
  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;
}

/** What is stored of how an invitation stands; one that is pending past its time is shown as expired. */
export type StoredReferralState = 'PENDING' | 'CONVERTED' | 'REFUSED';

/** Why an invitation does not count, or why its conversion brought the inviter nothing. */
export type ReferralReason = 'SELF' | 'RING' | 'SAME_PHONE' | 'VELOCITY' | 'INVITER_BLOCKED' | 'MERGED' | 'LIMIT';

/** Somebody who registered with a code (邀请关系). */
@Entity('referral')
@Index('referral_inviter', ['inviterId', 'invitedAt'])
@Index('referral_state', ['state', 'id'])
export class ReferralRow {
  @Column(rowIdColumn)
  id: number;

  @Index('referral_invitee', { unique: true })
  @Column({ ...bigintColumn, name: 'invitee_id' })
  inviteeId: number;

  @Column({ ...bigintColumn, name: 'inviter_id' })
  inviterId: number;

  @Column({ ...instantColumn, name: 'invited_at' })
  invitedAt: Date;

  /** Until when the invitee can convert, not included. */
  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt: Date;

  @Column({ type: 'varchar', length: 16 })
  state: StoredReferralState;

  @Column({ type: 'varchar', length: 32, nullable: true })
  reason: ReferralReason | null;

  /** The blind index of the inviter's number then: an invitee who bears it later is the same person. */
  @Column({ type: 'varchar', name: 'inviter_phone', length: 64, nullable: true })
  inviterPhone: string | null;

  /** The event that converted. */
  @Column({ type: 'varchar', name: 'event_key', length: 160, nullable: true })
  eventKey: string | null;

  @Column({ ...instantColumn, name: 'converted_at', nullable: true })
  convertedAt: Date | null;
}
