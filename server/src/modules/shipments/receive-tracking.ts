import { CallbackRefused, type Courier, type TrackingCallback } from '../../connectors/courier/courier';
import type { Database } from '../../platform/database/open-database';
import type { Logger } from '../../platform/log';
import { withShipment } from './locked-shipment.job';
import { isFinal, recordTracking } from './record-tracking';
import { ASK_AFTER_MS } from './shipments.job';
import { saveShipment, shipmentByNumber } from './shipments.store';

/** What receiving needs. `wallNow` is when the callback came. */
export interface ReceiveParts {
  database: Database;
  courier: Courier;
  log: Logger;
  wallNow: Date;
}

/** What is answered to the courier: recorded, or why not, and then it tells again. */
export type TrackingAnswer = { accepted: true } | { accepted: false; status: 400 | 404; message: string };

/**
 * Takes a callback of the courier. Accepted only when what it tells is recorded, now or before; one that is not the
 * courier's changes nothing, nor does one about a parcel that is not ours.
 */
export async function receiveTracking(
  { database, courier, log, wallNow }: ReceiveParts,
  form: { param?: unknown; sign?: unknown },
): Promise<TrackingAnswer> {
  let told: TrackingCallback;
  try {
    told = courier.readCallback(form);
  } catch (error) {
    if (!(error instanceof CallbackRefused)) throw error;
    log.warn({ reason: error.message }, 'a callback of the courier was refused');
    return { accepted: false, status: 400, message: 'The callback is not valid.' };
  }
  const { carrier, number, events, isLost } = told;
  const found = await shipmentByNumber(database, carrier, number.toUpperCase());
  if (!found) {
    log.warn({ carrier, number }, 'the courier told of a parcel that is not ours');
    return { accepted: false, status: 404, message: 'There is no such parcel.' };
  }
  await withShipment(database, found.id, async (tx, shipment) => {
    const state = await recordTracking(tx, shipment, events);
    const followAt = isFinal(state) ? null : new Date(wallNow.getTime() + ASK_AFTER_MS);
    // One that the courier has given up is subscribed to again when its time comes.
    await saveShipment(tx, shipment.id, {
      followAt,
      failures: 0,
      problem: null,
      ...(isLost && { subscribedAt: null }),
    });
  });
  return { accepted: true };
}
