import type { ParcelEvent } from '../../connectors/courier/courier';
import type { Tx } from '../../platform/database/unit-of-work';
import { hashSecret } from '../../platform/secrets';
import type { ShipmentRow, ShipmentState } from './shipments.entities';
import { eventKeysOf, insertEvents, latestEvent, saveShipment } from './shipments.store';

/** The courier tells nothing more of a parcel that has ended up there. */
export function isFinal(state: ShipmentState): boolean {
  return state === 'SIGNED' || state === 'RETURNED';
}

/**
 * Records what was told of a parcel of a locked member's order: what is known already is there once, and whatever comes
 * late or out of order, the parcel is where its latest event says. Returns the parcel's state.
 */
export async function recordTracking(
  tx: Tx,
  shipment: ShipmentRow,
  events: readonly ParcelEvent[],
): Promise<ShipmentState> {
  const { id: shipmentId } = shipment;
  const known = await eventKeysOf(tx, shipmentId);
  const fresh = new Map(events.map((event) => [keyOf(event), event]));
  for (const key of known) fresh.delete(key);
  await insertEvents(
    tx,
    [...fresh].map(([eventKey, { at, text, state }]) => ({ shipmentId, eventKey, at, text, state: state ?? null })),
  );
  const state = (await latestEvent(tx, shipmentId))?.state ?? shipment.state;
  const signed = await latestEvent(tx, shipmentId, 'SIGNED');
  await saveShipment(tx, shipmentId, { state, signedAt: signed?.at ?? null });
  return state;
}

function keyOf({ at, text }: ParcelEvent): string {
  return hashSecret(`${at.toISOString()} ${text}`);
}
