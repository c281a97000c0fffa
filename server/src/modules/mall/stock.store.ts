import type { Database } from '../../platform/database/open-database';
import { insertRows, type RawRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../platform/database/values';
import type { StockEntryKind } from './mall.entities';

/** A movement of a SKU's stock. */
export interface StockMove {
  skuId: number;
  kind: StockEntryKind;
  /** How much each sum changes by. */
  available: number;
  reserved: number;
  sold: number;
  orderId?: number;
  actor: string;
  reason: string;
  at: Date;
}

/**
 * Moves a stock and writes its line; false, and nothing has changed, when a sum would fall below 0. One conditional
 * statement decides, so nothing is read before and nothing is oversold. It locks what all members share: do it last in
 * the transaction, SKUs by ascending id.
 */
export async function moveStock(tx: Tx, move: StockMove): Promise<boolean> {
  const { skuId, kind, available, reserved, sold, orderId, actor, reason, at } = move;
  const result = (await tx.queryRunner?.query(
    `UPDATE mall_sku SET available = available + ?, reserved = reserved + ?, sold = sold + ?
     WHERE id = ? AND available + ? >= 0 AND reserved + ? >= 0 AND sold + ? >= 0`,
    [available, reserved, sold, skuId, available, reserved, sold],
    true,
  )) as { affected?: number } | undefined;
  if (result?.affected !== 1) return false;
  const columns = ['sku_id', 'kind', 'available', 'reserved', 'sold', 'order_id', 'actor', 'reason', 'at'];
  await insertRows(tx, 'stock_entry', columns, [
    [skuId, kind, available, reserved, sold, orderId ?? null, actor, reason, instantText(at)],
  ]);
  return true;
}

/** Locks a SKU: whoever moves its stock, or hands its codes out, waits. After members, by ascending id. */
export async function lockSku(tx: Tx, id: number): Promise<void> {
  await tx.query('UPDATE mall_sku SET available = available WHERE id = ?', [id]);
}

/** The stock of a locked SKU. */
export async function stockOfSku(tx: Tx, id: number): Promise<{ available: number; reserved: number }> {
  const [row]: RawRow[] = await tx.query('SELECT available, reserved FROM mall_sku WHERE id = ?', [id]);
  return { available: toSafeInt(row?.available), reserved: toSafeInt(row?.reserved) };
}

/** A SKU whose sums are not those of its entries. */
export interface StockFault {
  skuId: number;
  sums: { available: number; reserved: number; sold: number };
  entries: { available: number; reserved: number; sold: number };
}

/** The first SKUs whose sums differ from those of the stock ledger; none: all are proven. */
export async function stockFaults(database: Database): Promise<StockFault[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT s.id, s.available, s.reserved, s.sold, COALESCE(SUM(e.available), 0) AS e_available,
            COALESCE(SUM(e.reserved), 0) AS e_reserved, COALESCE(SUM(e.sold), 0) AS e_sold
     FROM mall_sku s LEFT JOIN stock_entry e ON e.sku_id = s.id
     GROUP BY s.id, s.available, s.reserved, s.sold
     HAVING s.available <> COALESCE(SUM(e.available), 0) OR s.reserved <> COALESCE(SUM(e.reserved), 0)
         OR s.sold <> COALESCE(SUM(e.sold), 0)
     ORDER BY s.id LIMIT 10`,
  );
  return rows.map((row) => ({
    skuId: toSafeInt(row.id),
    sums: { available: toSafeInt(row.available), reserved: toSafeInt(row.reserved), sold: toSafeInt(row.sold) },
    entries: {
      available: toSafeInt(row.e_available),
      reserved: toSafeInt(row.e_reserved),
      sold: toSafeInt(row.e_sold),
    },
  }));
}
