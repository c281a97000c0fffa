import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, rowIdColumn } from '../../platform/database/values';

/** Where a parcel is. `SENT`: it was handed over, and nothing is known of it yet. */
export type ShipmentState =
  | 'SENT'
  | 'PICKED_UP'
  | 'ON_THE_WAY'
  | 'DELIVERING'
  | 'SIGNED'
  | 'PROBLEM'
  | 'SENT_BACK'
  | 'RETURNED';

/** A parcel of an order. It changes under the lock of the order's member. */
@Entity('shipment')
@Index('shipment_number', ['carrier', 'trackingNumber'], { unique: true })
@Index('shipment_order', ['orderId', 'id'])
export class ShipmentRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'order_id' })
  orderId: number;

  /** Of the table in `carriers.ts`. */
  @Column({ type: 'varchar', length: 24 })
  carrier: string;

  /** In capitals. */
  @Column({ name: 'tracking_number', type: 'varchar', length: 32 })
  trackingNumber: string;

  /** How many of what was ordered are in it. */
  @Column({ type: 'int' })
  quantity: number;

  /** By the business clock. */
  @Column({ ...instantColumn, name: 'shipped_at' })
  shippedAt: Date;

  /** That of the latest event, whichever we heard of last. */
  @Column({ type: 'varchar', length: 12 })
  state: ShipmentState;

  /** When it was signed for, as the carrier says. */
  @Column({ ...instantColumn, name: 'signed_at', nullable: true })
  signedAt: Date | null;

  /** When the job takes it up next, by the wall clock: to subscribe or to ask; null: never again. */
  @Index('shipment_follow')
  @Column({ ...instantColumn, name: 'follow_at', nullable: true })
  followAt: Date | null;

  /** Since when we are told of it; null: not yet. */
  @Column({ ...instantColumn, name: 'subscribed_at', nullable: true })
  subscribedAt: Date | null;

  /** Calls in a row that failed. */
  @Column({ type: 'int' })
  failures: number;

  /** Why the last call failed. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  problem: string | null;
}

/** Something that a carrier told of a parcel: never changed, never deleted, and there once. */
@Entity('shipment_event')
@Index('shipment_event_key', ['shipmentId', 'eventKey'], { unique: true })
export class ShipmentEventRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'shipment_id' })
  shipmentId: number;

  /** Hash of time and text: a carrier gives its events no number. */
  @Column({ name: 'event_key', type: 'varchar', length: 64 })
  eventKey: string;

  /** When it happened, as the carrier says. */
  @Column({ ...instantColumn })
  at: Date;

  @Column({ type: 'varchar', length: 500 })
  text: string;

  /** Null: the carrier did not say what it means. */
  @Column({ type: 'varchar', length: 12, nullable: true })
  state: ShipmentState | null;
}

/** That WeChat is told how an order was shipped that was paid in the mini-program. */
@Entity('shipping_upload')
export class UploadRow {
  @Column(rowIdColumn)
  id: number;

  @Index('shipping_upload_order', { unique: true })
  @Column({ ...bigintColumn, name: 'order_id' })
  orderId: number;

  /** When it is told next, by the wall clock; null: there is nothing to tell. */
  @Index('shipping_upload_due')
  @Column({ ...instantColumn, name: 'due_at', nullable: true })
  dueAt: Date | null;

  /** Calls in a row that failed. */
  @Column({ type: 'int' })
  failures: number;

  /** When it was told last. */
  @Column({ ...instantColumn, name: 'uploaded_at', nullable: true })
  uploadedAt: Date | null;

  /** Why the last call failed. */
  @Column({ type: 'varchar', length: 255, nullable: true })
  problem: string | null;
}
