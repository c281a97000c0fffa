import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/**
 * Where a supply stands: not asked for yet; asked for, with an outcome that is not known (yet); accepted by the supplier;
 * and the two ends, which never change.
 */
export type SupplyState = 'WAITING' | 'UNKNOWN' | 'ACCEPTED' | 'SUCCEEDED' | 'FAILED';

/**
 * What a supplier is asked for an order, once. It changes under the lock of the order's member. The phone that is topped
 * up is with the order, encrypted.
 */
@Entity('supply')
export class SupplyRow {
  @Column(rowIdColumn)
  id: number;

  @Index('supply_order', { unique: true })
  @Column({ ...bigintColumn, name: 'order_id' })
  orderId: number;

  /** Ours of it at the supplier. */
  @Index('supply_number', { unique: true })
  @Column({ type: 'varchar', length: 32 })
  number: string;

  /** By its code in `SUPPLIERS`. */
  @Column({ type: 'varchar', length: 64 })
  supplier: string;

  /** The supplier's word for what is asked for. */
  @Column({ type: 'varchar', length: 64 })
  item: string;

  /** What it is worth in shops, all of it; callbacks must say the same. */
  @Column({ ...bigintColumn, name: 'amount_fen' })
  amountFen: number;

  @Column({ type: 'varchar', length: 16 })
  state: SupplyState;

  /** How often the supplier was asked what became of it. */
  @Column({ type: 'int' })
  checks: number;

  /** When it was placed; written before the call. Wall clock, like the next two. */
  @Column({ ...instantColumn, name: 'sent_at', nullable: true })
  sentAt: Date | null;

  /** When the job does something for it next; null: never. */
  @Index('supply_look')
  @Column({ ...instantColumn, name: 'look_at', nullable: true })
  lookAt: Date | null;

  /** Until when a call may be under way; null: none is. */
  @Column({ ...instantColumn, name: 'leased_until', nullable: true })
  leasedUntil: Date | null;

  @Column({ name: 'supplier_ref', type: 'varchar', length: 64, nullable: true })
  supplierRef: string | null;

  /** Why it failed, or what hinders it. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  message: string | null;

  /** When its state last changed, by the business clock. */
  @Column({ ...instantColumn, name: 'changed_at' })
  changedAt: Date;
}
