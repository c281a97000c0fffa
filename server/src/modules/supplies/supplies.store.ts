import type { Database } from '../../platform/database/open-database';
import { insertRow, type RawRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../platform/database/values';
import { SupplyRow } from './supplies.entities';

/** Adds the supply of a locked member's order. A second one violates the unique index. */
export async function insertSupply(tx: Tx, supply: Omit<SupplyRow, 'id'>): Promise<void> {
  await insertRow(tx, SupplyRow, supply);
}

/** The supply of a locked member's order; null: there is none. */
export function supplyOfOrder(tx: Tx, orderId: number): Promise<SupplyRow | null> {
  return tx.findOneBy(SupplyRow, { orderId });
}

/** Changes the supply of a locked member's order. */
export async function saveSupply(tx: Tx, id: number, change: Partial<Omit<SupplyRow, 'id'>>): Promise<void> {
  await tx.update(SupplyRow, { id }, change);
}

/** The order of a supply by its number; undefined: there is none. */
export async function orderOfSupply(database: Database, number: string): Promise<number | undefined> {
  const rows: RawRow[] = await database.reader.query('SELECT order_id FROM supply WHERE number = ?', [number]);
  return rows[0] && toSafeInt(rows[0].order_id);
}

/** The orders for whose supplies something is to be done by `now`, the longest overdue first. */
export async function dueSupplies(database: Database, now: Date, limit: number): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT order_id FROM supply WHERE look_at <= ? ORDER BY look_at, id LIMIT ?',
    [instantText(now), limit],
  );
  return rows.map(({ order_id }) => toSafeInt(order_id));
}

/** Supplies by row id of their order. */
export async function suppliesOfOrders(
  database: Database,
  orderIds: readonly number[],
): Promise<Map<number, SupplyRow>> {
  const rows = await database.reader
    .getRepository(SupplyRow)
    .createQueryBuilder('s')
    .where('s.order_id IN (:...orderIds)', { orderIds })
    .getMany();
  return new Map(rows.map((row) => [row.orderId, row]));
}
