import { In } from 'typeorm';
import type { Database } from '../../platform/database/open-database';
import { insertRow, type RawRow, selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toDate, toSafeInt } from '../../platform/database/values';
import { CategoryRow, type Fulfilment, ProductRow, SkuRow, StockEntryRow } from './mall.entities';

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

/** A category by code; null: there is none. */
export function categoryByCode(tx: Tx, code: string): Promise<CategoryRow | null> {
  return tx.findOneBy(CategoryRow, { code });
}

/** A category by row; null: there is none. */
export function categoryById(tx: Tx, id: number): Promise<CategoryRow | null> {
  return tx.findOneBy(CategoryRow, { id });
}

/** Adds a category, or writes the one with this id anew; returns its id. */
export async function saveCategory(tx: Tx, id: number | undefined, category: Omit<CategoryRow, 'id'>): Promise<number> {
  if (id === undefined) return insertRow(tx, CategoryRow, category);
  await tx.update(CategoryRow, { id }, category);
  return id;
}

/** A product by row; null: there is none. */
export function productById(tx: Tx, id: number): Promise<ProductRow | null> {
  return tx.findOneBy(ProductRow, { id });
}

/** Whether there is a product of this code. */
export function productCodeIsTaken(tx: Tx, code: string): Promise<boolean> {
  return tx.existsBy(ProductRow, { code });
}

/** Adds a product. */
export function insertProduct(tx: Tx, product: Omit<ProductRow, 'id'>): Promise<number> {
  return insertRow(tx, ProductRow, product);
}

/** Changes a product. */
export async function saveProduct(tx: Tx, id: number, change: Partial<Omit<ProductRow, 'id'>>): Promise<void> {
  await tx.update(ProductRow, { id }, change);
}

/** A SKU by row; null: there is none. */
export function skuById(tx: Tx, id: number): Promise<SkuRow | null> {
  return tx.findOneBy(SkuRow, { id });
}

/** What brings the product of a SKU to its member; undefined: there is no such SKU. */
export async function fulfilmentOfSku(tx: Tx, skuId: number): Promise<Fulfilment | undefined> {
  const [row]: RawRow[] = await tx.query(
    'SELECT p.fulfilment FROM mall_sku s JOIN mall_product p ON p.id = s.product_id WHERE s.id = ?',
    [skuId],
  );
  return row && (JSON.parse(String(row.fulfilment)) as Fulfilment);
}

/** The SKUs of a product in the order in which they are shown. */
export function skusOfProduct(tx: Tx, productId: number): Promise<SkuRow[]> {
  return tx.find(SkuRow, { where: { productId }, order: { sort: 'ASC', id: 'ASC' } });
}

/** The SKUs of these codes, of whatever product. */
export function skusByCode(tx: Tx, codes: readonly string[]): Promise<SkuRow[]> {
  return tx.findBy(SkuRow, { code: In([...codes]) });
}

/** What staff write of a SKU: all but its stock, which moves by `moveStock` alone. */
export type SkuWords = Omit<SkuRow, 'id' | 'productId' | 'available' | 'reserved' | 'sold'>;

/** Adds a SKU without stock. */
export async function insertSku(tx: Tx, productId: number, words: SkuWords): Promise<void> {
  await insertRow(tx, SkuRow, { ...words, productId, available: 0, reserved: 0, sold: 0 });
}

/** Writes a SKU anew. */
export async function saveSku(tx: Tx, id: number, words: SkuWords): Promise<void> {
  await tx.update(SkuRow, { id }, words);
}

/** Removes those of the SKUs whose stock has never moved; returns how many. */
export async function deleteUnmovedSkus(tx: Tx, ids: readonly number[]): Promise<number> {
  const statement = `DELETE FROM mall_sku WHERE id IN (${ids.map(() => '?').join(', ')})
    AND NOT EXISTS (SELECT 1 FROM stock_entry WHERE stock_entry.sku_id = mall_sku.id)`;
  const result = (await tx.queryRunner?.query(statement, [...ids], true)) as { affected?: number } | undefined;
  return result?.affected ?? 0;
}

/** Which part of a SKU's stock ledger: `first` lines before the line `before`, and one more. */
export interface StockPage {
  skuId: number;
  first: number;
  before: number;
}

/** Parts of stock ledgers, latest line first, by the JSON text of the page; one statement for all. */
export async function stockEntriesByPage(database: Database, keys: string[]): Promise<Map<string, StockEntryRow[]>> {
  const pages = keys.map((key) => JSON.parse(key) as StockPage);
  const part = (index: number) => `SELECT * FROM (SELECT ${index} AS page, id, sku_id, kind, available, reserved, sold,
    order_id, actor, reason, at FROM stock_entry WHERE sku_id = ? AND id < ? ORDER BY id DESC LIMIT ?) page${index}`;
  const statement = pages.map((_, index) => part(index)).join(' UNION ALL ');
  const values = pages.flatMap(({ skuId, before, first }) => [skuId, before, first + 1]);
  const rows: RawRow[] = await database.reader.query(statement, values);
  const latestFirst = rows.sort((a, b) => toSafeInt(b.id) - toSafeInt(a.id));
  return new Map(
    keys.map((key, index) => [key, latestFirst.filter(({ page }) => toSafeInt(page) === index).map(stockEntryOf)]),
  );
}

function stockEntryOf(row: RawRow): StockEntryRow {
  return {
    id: toSafeInt(row.id),
    skuId: toSafeInt(row.sku_id),
    kind: row.kind as StockEntryRow['kind'],
    available: toSafeInt(row.available),
    reserved: toSafeInt(row.reserved),
    sold: toSafeInt(row.sold),
    orderId: row.order_id === null ? null : toSafeInt(row.order_id),
    actor: String(row.actor),
    reason: String(row.reason),
    at: toDate(row.at),
  };
}

/** The SKUs with no more left than their alert, by rising id from after `after`; one more than asked. */
export async function skusAtAlert(database: Database, after: number, first: number): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT id FROM mall_sku WHERE available <= alert_at AND id > ? ORDER BY id LIMIT ?',
    [after, first + 1],
  );
  return rows.map(({ id }) => toSafeInt(id));
}
