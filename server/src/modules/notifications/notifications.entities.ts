import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, longTextColumn, rowIdColumn } from '../../platform/database/values';

/** A message to a member. Its words are made when it is read, in the reader's language. */
@Entity('notification')
@Index('notification_member', ['memberId', 'id'])
@Index('notification_unread', ['memberId', 'readAt'])
export class NotificationRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  /** One of `notificationKinds`. */
  @Column({ type: 'varchar', length: 32 })
  kind: string;

  /** What the words are made from, as JSON. */
  @Column(longTextColumn)
  data: string;

  /** When what it tells happened, by the business clock. */
  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  @Column({ ...instantColumn, name: 'read_at', nullable: true })
  readAt: Date | null;

  /** What led to it, `outbox:<id>`: nothing leads to two messages. */
  @Index('notification_cause', { unique: true })
  @Column({ type: 'varchar', length: 64 })
  cause: string;
}
