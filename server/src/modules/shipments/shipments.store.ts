import type { Database } from '../../platform/database/open-database';
import { insertRow, insertRows, type RawRow, upsertRows } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../platform/database/values';
import { InvariantError } from '../../platform/errors';
import { ShipmentEventRow, ShipmentRow, type ShipmentState, UploadRow } from './shipments.entities';

/** Adds a parcel of a locked member's order; returns its row id. A taken number violates the unique index. */
export async function insertShipment(tx: Tx, shipment: Omit<ShipmentRow, 'id'>): Promise<number> {
  return insertRow(tx, ShipmentRow, shipment);
}

/** The parcels of orders as they were sent; by row id of the order. */
export async function shipmentsOfOrders(
  source: Database | Tx,
  orderIds: readonly number[],
): Promise<Map<number, ShipmentRow[]>> {
  const manager = 'reader' in source ? source.reader : source;
  const rows = await manager
    .getRepository(ShipmentRow)
    .createQueryBuilder('s')
    .where('s.order_id IN (:...orderIds)', { orderIds })
    .orderBy('s.id')
    .getMany();
  return grouped(rows, ({ orderId }) => orderId);
}

/** What was told of parcels, the latest first; by row id of the parcel. */
export async function eventsOfShipments(
  database: Database,
  shipmentIds: readonly number[],
): Promise<Map<number, ShipmentEventRow[]>> {
  const rows = await database.reader
    .getRepository(ShipmentEventRow)
    .createQueryBuilder('e')
    .where('e.shipment_id IN (:...shipmentIds)', { shipmentIds })
    .orderBy('e.at', 'DESC')
    .addOrderBy('e.id', 'DESC')
    .getMany();
  return grouped(rows, ({ shipmentId }) => shipmentId);
}

/** Whether a carrier's number is that of a parcel already. */
export async function isKnownNumber(tx: Tx, carrier: string, trackingNumber: string): Promise<boolean> {
  return tx.existsBy(ShipmentRow, { carrier, trackingNumber });
}

/** A parcel by its row, as it stands; null: there is none. */
export async function shipmentById(database: Database, id: number): Promise<ShipmentRow | null> {
  return database.reader.getRepository(ShipmentRow).findOneBy({ id });
}

/** A parcel by what its label says; null: there is none. */
export async function shipmentByNumber(
  database: Database,
  carrier: string,
  trackingNumber: string,
): Promise<ShipmentRow | null> {
  return database.reader.getRepository(ShipmentRow).findOneBy({ carrier, trackingNumber });
}

/** A parcel, read under the lock of its order's member. Throws InvariantError when there is none. */
export async function rereadShipment(tx: Tx, id: number): Promise<ShipmentRow> {
  const row = await tx.findOneBy(ShipmentRow, { id });
  if (!row) throw new InvariantError(`There is no parcel ${id}.`);
  return row;
}

/** Changes a parcel of a locked member's order. */
export async function saveShipment(tx: Tx, id: number, change: Partial<Omit<ShipmentRow, 'id'>>): Promise<void> {
  await tx.update(ShipmentRow, { id }, change);
}

/** The keys of what was told of a parcel. */
export async function eventKeysOf(tx: Tx, shipmentId: number): Promise<Set<string>> {
  const rows: RawRow[] = await tx.query('SELECT event_key FROM shipment_event WHERE shipment_id = ?', [shipmentId]);
  return new Set(rows.map(({ event_key }) => String(event_key)));
}

/** Adds what was told of a parcel of a locked member's order. */
export async function insertEvents(tx: Tx, events: readonly Omit<ShipmentEventRow, 'id'>[]): Promise<void> {
  const columns = ['shipment_id', 'event_key', 'at', 'text', 'state'];
  const rows = events.map(({ shipmentId, eventKey, at, text, state }) => {
    return [shipmentId, eventKey, instantText(at), text, state];
  });
  if (rows.length > 0) await insertRows(tx, 'shipment_event', columns, rows);
}

/** The latest event of a parcel that has a state, or has this one; null: there is none. */
export async function latestEvent(tx: Tx, shipmentId: number, state?: ShipmentState): Promise<ShipmentEventRow | null> {
  const query = tx
    .getRepository(ShipmentEventRow)
    .createQueryBuilder('e')
    .where('e.shipment_id = :shipmentId AND e.state IS NOT NULL', { shipmentId })
    .orderBy('e.at', 'DESC')
    .addOrderBy('e.id', 'DESC')
    .limit(1);
  if (state) query.andWhere('e.state = :state', { state });
  return query.getOne();
}

/** Parcels that are to be taken up by `now`, the longest overdue first. */
export async function dueShipments(database: Database, now: Date, limit: number): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT id FROM shipment WHERE follow_at <= ? ORDER BY follow_at, id LIMIT ?',
    [instantText(now), limit],
  );
  return rows.map(({ id }) => toSafeInt(id));
}

/** Lets the shipping of orders be told to WeChat, for the first time or again. */
export async function queueUploads(tx: Tx, orderIds: readonly number[], dueAt: Date): Promise<void> {
  if (orderIds.length === 0) return;
  const rows = orderIds.map((orderId) => [orderId, instantText(dueAt), 0]);
  await upsertRows(tx, 'shipping_upload', 'order_id', ['order_id', 'due_at', 'failures'], rows);
}

/** Orders whose shipping is to be told by `now`, the longest overdue first. */
export async function dueUploads(database: Database, now: Date, limit: number): Promise<number[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT order_id FROM shipping_upload WHERE due_at <= ? ORDER BY due_at, id LIMIT ?',
    [instantText(now), limit],
  );
  return rows.map(({ order_id }) => toSafeInt(order_id));
}

/** What is told to WeChat of an order; null: nothing. */
export async function uploadOf(tx: Tx, orderId: number): Promise<UploadRow | null> {
  return tx.findOneBy(UploadRow, { orderId });
}

/** Changes what is told to WeChat of an order. */
export async function saveUpload(
  tx: Tx,
  orderId: number,
  change: Partial<Omit<UploadRow, 'id' | 'orderId'>>,
): Promise<void> {
  await tx.update(UploadRow, { orderId }, change);
}

/** Moves when it is told next, unless it was queued again since it was put off until `from`. */
export async function putOffUpload(tx: Tx, orderId: number, from: Date, to: Date | null): Promise<void> {
  await tx.query('UPDATE shipping_upload SET due_at = ? WHERE order_id = ? AND due_at = ?', [
    to && instantText(to),
    orderId,
    instantText(from),
  ]);
}

function grouped<T>(rows: readonly T[], keyOf: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
