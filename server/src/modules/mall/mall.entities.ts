import { Column, Entity, Index } from 'typeorm';
import { bigintColumn, instantColumn, longTextColumn, rowIdColumn } from '../../platform/database/values';

/** How what is redeemed comes to the member: by a courier, as a code or right elsewhere, onto a phone. */
export type ProductKind = 'PHYSICAL' | 'ONLINE_BENEFIT' | 'TOP_UP';

/** `PUBLISHED` products are on the shelf while their time lasts. */
export type ProductState = 'DRAFT' | 'PUBLISHED' | 'UNPUBLISHED';

/** Counts the changes of the catalogue, in one row: who holds it in memory learns of them by it. */
@Entity('mall_version')
export class MallVersionRow {
  @Column({ type: 'int', primary: true })
  id: number;

  @Column({ ...bigintColumn })
  version: number;
}

/** A category of the mall. */
@Entity('mall_category')
export class CategoryRow {
  @Column(rowIdColumn)
  id: number;

  @Index('mall_category_code', { unique: true })
  @Column({ type: 'varchar', length: 64 })
  code: string;

  /** JSON, a `Text`. */
  @Column(longTextColumn)
  name: string;

  @Column({ type: 'int' })
  sort: number;
}

/** A product (SPU): what its SKUs have in common. */
@Entity('mall_product')
@Index('mall_product_shelf', ['state', 'sort', 'id'])
export class ProductRow {
  @Column(rowIdColumn)
  id: number;

  @Index('mall_product_code', { unique: true })
  @Column({ type: 'varchar', length: 64 })
  code: string;

  @Column({ type: 'varchar', length: 16 })
  kind: ProductKind;

  @Column({ type: 'varchar', length: 16 })
  state: ProductState;

  @Column({ ...bigintColumn, name: 'category_id', nullable: true })
  categoryId: number | null;

  /** JSON, a `Text`; so are the description and each attribute's name and value. */
  @Column(longTextColumn)
  name: string;

  @Column(longTextColumn)
  description: string;

  /** JSON, a list of `{ name, value }`. */
  @Column(longTextColumn)
  attributes: string;

  /** JSON, the names of stored files in the order in which they are shown. */
  @Column(longTextColumn)
  images: string;

  /** Smaller comes first. */
  @Column({ type: 'int' })
  sort: number;

  /** On the shelf from then on; null: at once. */
  @Column({ ...instantColumn, name: 'shelf_from', nullable: true })
  shelfFrom: Date | null;

  /** Off the shelf from then on; null: never. */
  @Column({ ...instantColumn, name: 'shelf_until', nullable: true })
  shelfUntil: Date | null;

  /** JSON, a `ProductGate`. */
  @Column(longTextColumn)
  gate: string;

  /** JSON, a list of `PurchaseLimit`. */
  @Column(longTextColumn)
  limits: string;

  /** JSON, a `Fulfilment`. */
  @Column(longTextColumn)
  fulfilment: string;

  @Column({ ...instantColumn, name: 'created_at' })
  createdAt: Date;

  @Column({ ...instantColumn, name: 'updated_at' })
  updatedAt: Date;
}

/** Who may redeem a product; absent: everybody. */
export interface ProductGate {
  /** Levels of the primary track, by code. */
  levels?: string[];
  /** Plans, by code: one of them must be in force, besides. */
  plans?: string[];
}

/** At most so many of a product for a member in a period; of several, each holds. */
export interface PurchaseLimit {
  count: number;
  per: 'day' | 'month' | 'year' | 'ever';
  /** Only for members of these levels; absent: for all. */
  levels?: string[];
}

/** What brings an order of the product to its member: nothing more, our own card codes, or a supplier's product. */
export type Fulfilment = { by: 'courier' } | { by: 'cardCodes' } | { by: 'supplier'; supplier: string; item: string };

/**
 * A variant of a product, with its prices and its stock. `available`, `reserved` and `sold` are the sums of its stock
 * entries, are never negative, and change only with one of them (see `stock.store.ts`).
 */
@Entity('mall_sku')
@Index('mall_sku_product', ['productId', 'sort', 'id'])
export class SkuRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'product_id' })
  productId: number;

  @Index('mall_sku_code', { unique: true })
  @Column({ type: 'varchar', length: 64 })
  code: string;

  /** JSON, a list of `{ name, value }`: what tells it from the others, such as the colour. */
  @Column(longTextColumn)
  attributes: string;

  @Column({ type: 'int' })
  sort: number;

  @Column({ ...bigintColumn, name: 'market_price_fen' })
  marketPriceFen: number;

  /** The price in points alone. */
  @Column({ ...bigintColumn, name: 'points_price' })
  pointsPrice: number;

  /** The points of the price in points and cash; null with the cash part: points alone. */
  @Column({ ...bigintColumn, name: 'cash_points', nullable: true })
  cashPoints: number | null;

  @Column({ ...bigintColumn, name: 'cash_fen', nullable: true })
  cashFen: number | null;

  @Column(bigintColumn)
  available: number;

  @Column(bigintColumn)
  reserved: number;

  @Column(bigintColumn)
  sold: number;

  /** Staff are alerted when no more than so many are available; null: never. */
  @Column({ ...bigintColumn, name: 'alert_at', nullable: true })
  alertAt: number | null;
}

/** Why a stock moved. */
export type StockEntryKind = 'RECEIVE' | 'ADJUST' | 'RESERVE' | 'RELEASE' | 'SELL' | 'RETURN';

/** A line of the stock ledger: never changed, never deleted. */
@Entity('stock_entry')
@Index('stock_entry_sku', ['skuId', 'id'])
@Index('stock_entry_order', ['orderId'])
export class StockEntryRow {
  @Column(rowIdColumn)
  id: number;

  @Column({ ...bigintColumn, name: 'sku_id' })
  skuId: number;

  @Column({ type: 'varchar', length: 16 })
  kind: StockEntryKind;

  @Column(bigintColumn)
  available: number;

  @Column(bigintColumn)
  reserved: number;

  @Column(bigintColumn)
  sold: number;

  @Column({ ...bigintColumn, name: 'order_id', nullable: true })
  orderId: number | null;

  /** Who did it: `staff:<name>`, `member`, `system`. */
  @Column({ type: 'varchar', length: 128 })
  actor: string;

  @Column({ type: 'varchar', length: 200 })
  reason: string;

  @Column({ ...instantColumn })
  at: Date;
}
