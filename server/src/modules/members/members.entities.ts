import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** Whether a member may use the membership. */
export type MemberStatus = 'ACTIVE' | 'BLOCKED' | 'MERGED';

/** How a member signed in: `wx.login` in the mini-program, or web authorisation in a browser. */
export type SignInChannel = 'MINI_PROGRAM' | 'WEB';

/**
 * A member (会员). `seq` counts the writes that concern the member: raising it is the lock, and it numbers the
 * journal. Personal data is encrypted; `phoneIndex` finds a phone number without reading it.
 */
@Entity('member')
export class MemberRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, default: 0 })
  seq: number;

  @Column({ type: 'varchar', length: 64 })
  nickname: string;

  @Column({ type: 'varchar', name: 'avatar_url', length: 512, nullable: true })
  avatarUrl: string | null;

  @Column({ ...instantColumn, name: 'joined_at' })
  joinedAt: Date;

  @Column({ type: 'varchar', length: 16 })
  status: MemberStatus;

  /** Shown to the member: neutral words, no accusation. */
  @Column({ type: 'varchar', name: 'status_reason', length: 200, nullable: true })
  statusReason: string | null;

  @Column({ type: 'varchar', name: 'phone_cipher', length: 255, nullable: true })
  phoneCipher: string | null;

  @Index('member_phone_index', { unique: true })
  @Column({ type: 'varchar', name: 'phone_index', length: 64, nullable: true })
  phoneIndex: string | null;

  @Column({ type: 'varchar', name: 'phone_masked', length: 20, nullable: true })
  phoneMasked: string | null;

  /** Of a member with the status MERGED: who goes on in their place. They may be merged in turn. */
  @Column({ ...bigintColumn, name: 'merged_into', nullable: true })
  mergedInto: number | null;
}

/**
 * Somebody's name for a member: WeChat's openid or unionid, or a partner's reference. (provider, subject) is unique:
 * one name never leads to two members. Providers: `wechat:<appId>`, `wechat:union`, `partner:<row id>`.
 */
@Entity('identity')
@Index('identity_name', ['provider', 'subject'], { unique: true })
export class IdentityRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ type: 'varchar', length: 64 })
  provider: string;

  @Index('identity_subject')
  @Column({ type: 'varchar', length: 128 })
  subject: string;

  @Index('identity_member')
  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  /** WeChat's key of their last sign-in by the mini-program, encrypted; it signs what they pay and never leaves. */
  @Column({ type: 'varchar', name: 'session_key', length: 255, nullable: true })
  sessionKey: string | null;
}

/** A sign-in on one device. It lives until it expires, is signed out, or a copied refresh token gives it away. */
@Entity('session')
export class SessionRow {
  @PrimaryColumn({ type: 'varchar', length: 64 })
  id: string;

  @Index('session_member')
  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column({ type: 'varchar', length: 16 })
  channel: SignInChannel;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  /** Wall clock; moves on with every refresh. */
  @Column({ ...instantColumn, name: 'expires_at' })
  expiresAt: Date;

  @Column({ ...instantColumn, name: 'ended_at', nullable: true })
  endedAt: Date | null;

  @Column({ type: 'varchar', name: 'ended_reason', length: 32, nullable: true })
  endedReason: SessionEnd | null;
}

/** Why a session ended. */
export type SessionEnd = 'SIGNED_OUT' | 'TOKEN_REUSED' | 'MERGED';

/** A refresh token, by its hash. Each works once; used ones are kept to recognise a copy. */
@Entity('refresh_token')
export class RefreshTokenRow {
  @PrimaryColumn({ type: 'varchar', name: 'token_hash', length: 64 })
  tokenHash: string;

  @Index('refresh_token_session')
  @Column({ type: 'varchar', name: 'session_id', length: 64 })
  sessionId: string;

  @Column({ ...instantColumn, name: 'issued_at' })
  issuedAt: Date;

  @Column({ ...instantColumn, name: 'used_at', nullable: true })
  usedAt: Date | null;
}
