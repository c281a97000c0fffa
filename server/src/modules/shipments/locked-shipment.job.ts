import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { type LockedOrder, withOrder } from '../orders';
import type { ShipmentRow } from './shipments.entities';
import { rereadShipment, shipmentById } from './shipments.store';

/**
 * Does work on a parcel in a transaction of its own, under the lock of its order's member; undefined, and nothing was
 * done, when there is no such parcel.
 */
export async function withShipment<T>(
  database: Database,
  id: number,
  work: (tx: Tx, shipment: ShipmentRow, locked: LockedOrder) => Promise<T>,
): Promise<T | undefined> {
  const found = await shipmentById(database, id);
  if (!found) return undefined;
  return withOrder(database, found.orderId, async (tx, locked) => work(tx, await rereadShipment(tx, id), locked));
}
