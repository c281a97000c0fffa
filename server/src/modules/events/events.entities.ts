import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, rowIdColumn } from '../../platform/database/values';

/**
 * Whether an accepted event took effect, or waits for the event that it reverses; of one that waited in vain, whether it
 * asked for more than the original had, or the original never came.
 */
export type StoredEventStatus = 'APPLIED' | 'PENDING_ORIGINAL' | 'REJECTED' | 'NO_ORIGINAL';

/** An accepted event. (partner, eventId) is unique: however often it is sent, it counts once. */
@Entity('event')
@Index('event_partner_event', ['partnerId', 'eventId'], { unique: true })
@Index('event_member', ['memberId', 'journalSeq'])
export class EventRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'partner_id' })
  partnerId: number;

  /** The partner's own id of the event. */
  @Column({ type: 'varchar', name: 'event_id', length: 128 })
  eventId: string;

  /** SHA-256 of what was sent, in hexadecimal: tells a repetition from another event under the same id. */
  @Column({ type: 'varchar', name: 'payload_hash', length: 64 })
  payloadHash: string;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  /** Changes once at most: when a reversal that waited is settled. */
  @Column({ type: 'varchar', length: 16 })
  status: StoredEventStatus;

  /** Where it stands in the member's journal. */
  @Column({ ...bigintColumn, name: 'journal_seq' })
  journalSeq: number;
}
