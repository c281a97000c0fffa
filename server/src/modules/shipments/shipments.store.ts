import type { Database } from '../../platform/database/open-database';
import { insertRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { ShipmentEventRow, ShipmentRow } from './shipments.entities';

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

function grouped<T>(rows: readonly T[], keyOf: (row: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}
