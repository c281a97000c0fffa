import type { Database } from '../../platform/database/open-database';
import {
  type BoundSelect,
  insertRow,
  insertRows,
  type RawRow,
  selectByKeys,
  selectEach,
} from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../platform/database/values';
import { InvariantError } from '../../platform/errors';
import { OrderChangeRow, OrderRow, type OrderState } from './orders.entities';

/** Adds an order of a locked member; returns its row id. */
export async function insertOrder(tx: Tx, order: Omit<OrderRow, 'id'>): Promise<number> {
  return insertRow(tx, OrderRow, order);
}

/** An order, read under the lock of its member. Throws InvariantError when there is none. */
export async function rereadOrder(tx: Tx, id: number): Promise<OrderRow> {
  const row = await tx.findOneBy(OrderRow, { id });
  if (!row) throw new InvariantError(`There is no order ${id}.`);
  return row;
}

/** Changes an order of a locked member. */
export async function saveOrder(tx: Tx, id: number, change: Partial<Omit<OrderRow, 'id'>>): Promise<void> {
  await tx.update(OrderRow, { id }, change);
}

/** Writes a step of a locked member's order down. */
export async function insertChange(tx: Tx, change: Omit<OrderChangeRow, 'id'>): Promise<void> {
  const { orderId, fromState, toState, actor, reason, at } = change;
  const columns = ['order_id', 'from_state', 'to_state', 'actor', 'reason', 'at'];
  await insertRows(tx, 'mall_order_change', columns, [[orderId, fromState, toState, actor, reason, instantText(at)]]);
}

/** Orders by row id. */
export async function ordersById(database: Database, ids: readonly number[]): Promise<Map<number, OrderRow>> {
  const rows = await database.reader
    .getRepository(OrderRow)
    .createQueryBuilder('o')
    .where('o.id IN (:...ids)', { ids })
    .getMany();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The steps of orders in their order; by row id of the order. */
export async function changesOfOrders(
  database: Database,
  orderIds: readonly number[],
): Promise<Map<number, OrderChangeRow[]>> {
  const rows = await database.reader
    .getRepository(OrderChangeRow)
    .createQueryBuilder('c')
    .where('c.order_id IN (:...orderIds)', { orderIds })
    .orderBy('c.id')
    .getMany();
  const steps = new Map<number, OrderChangeRow[]>();
  for (const row of rows) steps.set(row.orderId, [...(steps.get(row.orderId) ?? []), row]);
  return steps;
}

/** A page of a member's orders, latest first, one more than asked so that the caller sees whether there is a next page. */
export async function listOrders(
  database: Database,
  memberId: number,
  states: readonly OrderState[] | undefined,
  page: { first: number; afterKey: number | undefined },
): Promise<OrderRow[]> {
  const query = database.reader
    .getRepository(OrderRow)
    .createQueryBuilder('o')
    .where('o.member_id = :memberId AND o.id < :after', { memberId, after: page.afterKey ?? Number.MAX_SAFE_INTEGER })
    .orderBy('o.id', 'DESC')
    .take(page.first + 1);
  if (states) query.andWhere('o.state IN (:...states)', { states });
  return query.getMany();
}

/** How many orders members have in each state; who has none is not in the map. */
export async function orderCountsByMember(
  database: Database,
  memberIds: readonly number[],
): Promise<Map<number, Map<OrderState, number>>> {
  const rows = await selectByKeys(
    database,
    `SELECT member_id, state, COUNT(*) AS orders FROM mall_order WHERE member_id IN (:keys) GROUP BY member_id, state`,
    memberIds,
  );
  const counts = new Map<number, Map<OrderState, number>>();
  for (const { member_id, state, orders } of rows) {
    const memberId = toSafeInt(member_id);
    const own = counts.get(memberId) ?? new Map<OrderState, number>();
    counts.set(memberId, own.set(state as OrderState, toSafeInt(orders)));
  }
  return counts;
}

/** How many of a product a member has ordered since an instant (milliseconds; undefined: ever). */
export interface Bought {
  memberId: number;
  productId: number;
  since?: number;
}

function selectBought({ memberId, productId, since = 0 }: Bought): BoundSelect {
  const text = `SELECT SUM(quantity) AS bought FROM mall_order WHERE member_id = ? AND product_id = ? AND placed_at >= ?
        AND state NOT IN ('CANCELLED', 'RETURNED', 'REFUNDED', 'FULFILMENT_FAILED')`;
  return { text, values: [memberId, productId, instantText(since)] };
}

const boughtIn = (row: RawRow | undefined) => (row?.bought === null || row === undefined ? 0 : toSafeInt(row.bought));

/** How many a member has ordered and not given back; the member locked, when it decides something. */
export async function boughtSince(source: Database | Tx, asked: Bought): Promise<number> {
  const { text, values } = selectBought(asked);
  const runner = 'reader' in source ? source.reader : source;
  const [row]: RawRow[] = await runner.query(text, values);
  return boughtIn(row);
}

/** The same for many, each by the JSON text of a `Bought`, by one statement. */
export async function boughtByQuestion(database: Database, asked: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectEach(
    database,
    asked.map((text) => selectBought(JSON.parse(text) as Bought)),
  );
  return new Map(asked.map((text, index) => [text, boughtIn(rows[index]?.[0])]));
}

/** Orders that time changes by `now`, the longest overdue first. */
export async function dueOrders(database: Database, now: Date, limit: number): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT id FROM mall_order WHERE due_at <= ? ORDER BY due_at, id LIMIT ?',
    [instantText(now), limit],
  );
  return rows.map(({ id }) => toSafeInt(id));
}

/** How many of a locked SKU are in orders that are paid and about to be fulfilled. */
export async function quantityToFulfil(tx: Tx, skuId: number, now: Date): Promise<number> {
  const [row]: RawRow[] = await tx.query(
    `SELECT COALESCE(SUM(quantity), 0) AS quantity FROM mall_order WHERE due_at <= ? AND state = 'PAID' AND sku_id = ?`,
    [instantText(now), skuId],
  );
  return toSafeInt(row?.quantity);
}

/** Lets the orders of a merged member be the survivor's, both locked. */
export async function moveOrders(tx: Tx, absorbedId: number, survivorId: number): Promise<void> {
  await tx.update(OrderRow, { memberId: absorbedId }, { memberId: survivorId });
}
