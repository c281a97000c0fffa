import type { Database } from '../../platform/database/open-database';
import { insertRow, type RawRow, selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toSafeInt } from '../../platform/database/values';
import { CategoryRow, ProductRow, SkuRow, StockEntryRow } from './mall.entities';

/** How often the catalogue has changed. */
export async function catalogueVersion(database: Database): Promise<number> {
  const [row]: RawRow[] = await database.reader.query('SELECT version FROM mall_version WHERE id = 1');
  return toSafeInt(row?.version);
}

/** Counts a change of the catalogue: the first statement of each, so that they come one after the other. */
export async function beginCatalogueChange(tx: Tx): Promise<void> {
  await tx.query('UPDATE mall_version SET version = version + 1 WHERE id = 1');
}

/** Everything in the catalogue, by rising id. */
export async function wholeCatalogue(
  database: Database,
): Promise<{ categories: CategoryRow[]; products: ProductRow[]; skus: SkuRow[] }> {
  const { reader } = database;
  const order = { order: { id: 'ASC' as const } };
  const categories = await reader.getRepository(CategoryRow).find(order);
  const products = await reader.getRepository(ProductRow).find(order);
  return { categories, products, skus: await reader.getRepository(SkuRow).find(order) };
}

/** The stock of a SKU. */
export interface Stock {
  available: number;
  reserved: number;
  sold: number;
}

/** The stocks of SKUs. */
export async function stockOfSkus(database: Database, ids: readonly number[]): Promise<Map<number, Stock>> {
  const text = 'SELECT id, available, reserved, sold FROM mall_sku WHERE id IN (:keys)';
  const rows = await selectByKeys(database, text, ids);
  return new Map(
    rows.map(({ id, available, reserved, sold }) => [
      toSafeInt(id),
      { available: toSafeInt(available), reserved: toSafeInt(reserved), sold: toSafeInt(sold) },
    ]),
  );
}

/** Adds a category; a taken code violates the unique index. */
export function insertCategory(tx: Tx, category: Omit<CategoryRow, 'id'>): Promise<number> {
  return insertRow(tx, CategoryRow, category);
}

/** Adds a product; a taken code violates the unique index. */
export function insertProduct(tx: Tx, product: Omit<ProductRow, 'id'>): Promise<number> {
  return insertRow(tx, ProductRow, product);
}

/** Adds a SKU without stock; a taken code violates the unique index. */
export function insertSku(tx: Tx, sku: Omit<SkuRow, 'id' | 'available' | 'reserved' | 'sold'>): Promise<number> {
  return insertRow(tx, SkuRow, { ...sku, available: 0, reserved: 0, sold: 0 });
}

/** A category by code; null: there is none. */
export function categoryByCode(tx: Tx, code: string): Promise<CategoryRow | null> {
  return tx.findOneBy(CategoryRow, { code });
}

/** A product by row; null: there is none. */
export function productById(tx: Tx, id: number): Promise<ProductRow | null> {
  return tx.findOneBy(ProductRow, { id });
}

/** The SKUs of a product in the order in which they are shown. */
export function skusOfProduct(tx: Tx, productId: number): Promise<SkuRow[]> {
  return tx.find(SkuRow, { where: { productId }, order: { sort: 'ASC', id: 'ASC' } });
}

/** A SKU by row; null: there is none. */
export function skuById(tx: Tx, id: number): Promise<SkuRow | null> {
  return tx.findOneBy(SkuRow, { id });
}

/** Changes a product. */
export async function saveProduct(tx: Tx, id: number, change: Partial<Omit<ProductRow, 'id'>>): Promise<void> {
  await tx.update(ProductRow, { id }, change);
}

/** Changes a SKU, but not its stock: that moves by `moveStock` alone. */
export async function saveSku(
  tx: Tx,
  id: number,
  change: Partial<Omit<SkuRow, 'id' | 'available' | 'reserved' | 'sold'>>,
): Promise<void> {
  await tx.update(SkuRow, { id }, change);
}

/** A page of the stock ledger of a SKU, latest first, one more than asked. */
export function listStockEntries(
  database: Database,
  skuId: number,
  page: { first: number; afterKey: number | undefined },
): Promise<StockEntryRow[]> {
  return database.reader
    .getRepository(StockEntryRow)
    .createQueryBuilder('e')
    .where('e.sku_id = :skuId AND e.id < :after', { skuId, after: page.afterKey ?? Number.MAX_SAFE_INTEGER })
    .orderBy('e.id', 'DESC')
    .take(page.first + 1)
    .getMany();
}
