import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, longTextColumn, rowIdColumn } from '../../platform/database/values';

/** Where an order stands (DOMAIN.md, "Mall and orders"). */
export type OrderState =
  | 'PENDING_PAYMENT'
  | 'PAID'
  | 'FULFILLING'
  | 'SHIPPED'
  | 'RECEIVED'
  | 'COMPLETED'
  | 'CANCELLED'
  | 'RETURN_REQUESTED'
  | 'RETURNED'
  | 'REFUNDED'
  | 'FULFILMENT_FAILED';

/** How an order is paid. */
export type PayWith = 'POINTS' | 'POINTS_AND_CASH';

/**
 * An order of the points mall. It changes under the lock of its member and only along the table of `transitions.ts`; each
 * change has a line in `mall_order_change`. Its points are a hold of the member's journal; its cash a payment.
 */
@Entity('mall_order')
@Index('mall_order_member', ['memberId', 'id'])
@Index('mall_order_sku', ['memberId', 'productId', 'placedAt'])
export class OrderRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'member_id' })
  memberId: number;

  @Column({ ...bigintColumn, name: 'product_id' })
  productId: number;

  @Column({ ...bigintColumn, name: 'sku_id' })
  skuId: number;

  @Column({ type: 'varchar', length: 16 })
  kind: 'PHYSICAL' | 'ONLINE_BENEFIT' | 'TOP_UP';

  @Column({ type: 'varchar', length: 20 })
  state: OrderState;

  /** JSON, an `OrderedItem`: what was ordered, as it was then. */
  @Column(longTextColumn)
  item: string;

  @Column({ type: 'int' })
  quantity: number;

  @Column({ name: 'pay_with', type: 'varchar', length: 16 })
  payWith: PayWith;

  @Column(bigintColumn)
  points: number;

  /** What is to be paid in cash, the coupon's discount taken off. */
  @Column({ ...bigintColumn, name: 'cash_fen' })
  cashFen: number;

  /** The id outside of the coupon that was used for it; null: none was. */
  @Column({ name: 'coupon_id', type: 'varchar', length: 64, nullable: true })
  couponId: string | null;

  @Column({ ...bigintColumn, name: 'discount_fen', default: 0 })
  discountFen: number;

  /** What the price for members took off the cash, before the coupon, and by which subscription; null: none. */
  @Column({ ...bigintColumn, name: 'member_discount_fen', default: 0 })
  memberDiscountFen: number;

  @Column({ name: 'subscription_id', type: 'varchar', length: 64, nullable: true })
  subscriptionId: string | null;

  /** What came back of the points and the cash, or is on its way. */
  @Column({ ...bigintColumn, name: 'returned_points' })
  returnedPoints: number;

  @Column({ ...bigintColumn, name: 'refunded_fen' })
  refundedFen: number;

  @Column({ name: 'hold_id', type: 'varchar', length: 64 })
  holdId: string;

  /** JSON under encryption, a `Recipient`; null when nothing has to be sent. */
  @Column({ ...longTextColumn, nullable: true })
  recipient: string | null;

  @Column({ ...instantColumn, name: 'placed_at' })
  placedAt: Date;

  /** When time alone changes it next, by the business clock; null: never. */
  @Index('mall_order_due')
  @Column({ ...instantColumn, name: 'due_at', nullable: true })
  dueAt: Date | null;
}

/** What was ordered, as it was when it was. */
export interface OrderedItem {
  name: { 'zh-CN': string; en: string };
  attributes: { name: { 'zh-CN': string; en: string }; value: { 'zh-CN': string; en: string } }[];
  image: string | null;
  marketPriceFen: number;
}

/** To whom it goes: an address for parcels, a number for a top-up. */
export interface Recipient {
  name?: string;
  phone: string;
  region?: string;
  street?: string;
}

/** A step in the life of an order: never changed, never deleted. */
@Entity('mall_order_change')
@Index('mall_order_change_order', ['orderId', 'id'])
export class OrderChangeRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'order_id' })
  orderId: number;

  /** Null: it was placed. */
  @Column({ name: 'from_state', type: 'varchar', length: 20, nullable: true })
  fromState: OrderState | null;

  @Column({ name: 'to_state', type: 'varchar', length: 20 })
  toState: OrderState;

  /** `member`, `system`, `staff:<name>`. */
  @Column({ type: 'varchar', length: 128 })
  actor: string;

  @Column({ type: 'varchar', length: 200 })
  reason: string;

  @Column({ ...instantColumn })
  at: Date;
}
