import { Column, Entity, Index } from 'typeorm';
import type { MessageTopic } from '../../platform/config';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** What a member may have answered when WeChat asked them. */
export type ConsentAnswer = 'ACCEPT' | 'REJECT' | 'BAN';

/** What a member last answered for a template, and how many messages of it may still be sent: one for each accept. */
@Entity('message_consent')
@Index('message_consent_member', ['memberId', 'templateId'], { unique: true })
export class MessageConsentRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  /** WeChat's id: another template of the same topic is consented to anew. */
  @Column({ type: 'varchar', name: 'template_id', length: 64 })
  templateId: string;

  /** Never below 0. Changes under the lock of the member alone. */
  @Column({ ...bigintColumn, name: 'sends_left' })
  sendsLeft: number;

  @Column({ type: 'varchar', length: 16 })
  answer: ConsentAnswer;

  @Column({ ...instantColumn, name: 'answered_at' })
  answeredAt: Date;
}

/** How the sending of a message stands. */
export type DeliveryState = 'PENDING' | 'SENDING' | 'SENT' | 'FAILED';

/** Why a message was not sent, or is not known to have been. */
export type DeliveryReason =
  | 'NO_CONSENT'
  | 'REFUSED'
  | 'NO_RECIPIENT'
  | 'NOT_OFFERED'
  | 'INVALID'
  | 'MISCONFIGURED'
  | 'BUSY'
  | 'UNKNOWN';

/**
 * A message of the message centre on its way to WeChat. A sending that has begun has taken one of the consents; it ends
 * as sent or failed and never begins again unless WeChat said that it sent nothing.
 */
@Entity('message_delivery')
@Index('message_delivery_member', ['memberId', 'id'])
export class MessageDeliveryRow {
  @Column(rowIdColumn)
  id: number;

  /** Row id of the message: each is sent once. */
  @Index('message_delivery_notification', { unique: true })
  @Column({ ...bigintColumn, name: 'notification_id' })
  notificationId: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column({ type: 'varchar', length: 16 })
  topic: MessageTopic;

  @Column({ type: 'varchar', length: 16 })
  state: DeliveryState;

  @Column({ type: 'varchar', length: 16, nullable: true })
  reason: DeliveryReason | null;

  /** How often WeChat was called. */
  @Column({ type: 'integer' })
  attempts: number;

  /** By the wall clock: when to begin; of one that is being sent, when it is given up as unknown. Null: it has ended. */
  @Index('message_delivery_due')
  @Column({ ...instantColumn, name: 'due_at', nullable: true })
  dueAt: Date | null;

  /** By the business clock, as of the message itself. */
  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  @Column({ ...instantColumn, name: 'ended_at', nullable: true })
  endedAt: Date | null;
}
