import { type Courier, CourierError, type ParcelEvent, type TrackedParcel } from '../../connectors/courier/courier';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import type { Logger } from '../../platform/log';
import type { FieldCipher } from '../../platform/secrets';
import { type LockedOrder, recipientOf } from '../orders';
import { carrierOf } from './carriers';
import { withShipment } from './locked-shipment.job';
import { isFinal, recordTracking } from './record-tracking';
import type { ShipmentRow } from './shipments.entities';
import { dueShipments, saveShipment } from './shipments.store';

const CHUNK = 50;
/** Longer than a call takes: after that another instance may take the parcel up. */
const LEASE_MS = 60_000;
/** How long after we last heard of a parcel we ask ourselves. */
export const ASK_AFTER_MS = 12 * 3_600_000;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** By then a parcel is there, or lost. */
const FOLLOWED_FOR_MS = 60 * 24 * 3_600_000;

/** What following parcels needs. */
export interface FollowParts {
  database: Database;
  courier: Courier;
  cipher: FieldCipher;
  clock: Clock;
  log: Logger;
}

/** What a run did: how many it took up, and how many calls failed. */
export interface FollowReport {
  looked: number;
  failed: number;
}

/** A parcel that is taken up: nobody else does until the lease is over. */
interface TakenUp {
  id: number;
  isSubscribed: boolean;
  parcel: TrackedParcel;
}

/**
 * Takes up every parcel whose time has come: asks to be told of it, and of one that was subscribed to and of which
 * nothing was heard for long asks itself, until it is signed for or back. May run in several instances at once, and be
 * stopped at any time: each call is made by one, between two transactions, and is safe to repeat.
 */
export async function followParcels(parts: FollowParts): Promise<FollowReport> {
  const done: FollowReport = { looked: 0, failed: 0 };
  for (;;) {
    const due = await dueShipments(parts.database, parts.clock.wallNow(), CHUNK);
    if (due.length === 0) return done;
    for (const id of due) {
      const taken = await takeUp(parts, id);
      if (!taken) continue;
      done.looked += 1;
      if (!(await follow(parts, taken))) done.failed += 1;
    }
  }
}

/** Undefined: somebody else has, or it is followed no more. */
function takeUp({ database, cipher, clock }: FollowParts, id: number): Promise<TakenUp | undefined> {
  const [wallNow, now] = [clock.wallNow(), clock.businessNow()];
  return withShipment(database, id, async (tx, shipment, locked) => {
    if (shipment.followAt === null || shipment.followAt > wallNow) return undefined;
    const isOver = now.getTime() - shipment.shippedAt.getTime() > FOLLOWED_FOR_MS;
    await saveShipment(tx, id, { followAt: isOver ? null : later(wallNow, LEASE_MS) });
    const parcel = trackedParcel(shipment, locked, cipher);
    return isOver ? undefined : { id, isSubscribed: shipment.subscribedAt !== null, parcel };
  });
}

function trackedParcel({ carrier, trackingNumber: number }: ShipmentRow, { order }: LockedOrder, cipher: FieldCipher) {
  if (!carrierOf(carrier).asksForPhone) return { carrier, number };
  return { carrier, number, phone: recipientOf(cipher, order)?.phone.slice(-4) };
}

/** Returns whether all went well. Whatever happens, it is not due any more afterwards. */
async function follow(parts: FollowParts, { id, isSubscribed, parcel }: TakenUp): Promise<boolean> {
  const { database, courier, clock } = parts;
  try {
    if (isSubscribed) await record(parts, id, await courier.query(parcel));
    else {
      await courier.subscribe(parcel);
      const wallNow = clock.wallNow();
      await withShipment(database, id, async (tx, shipment) => {
        await saveShipment(tx, id, { subscribedAt: wallNow, failures: 0, problem: null });
        await putOff(tx, shipment, later(wallNow, ASK_AFTER_MS));
      });
    }
    return true;
  } catch (error) {
    report(parts, id, error);
    await postpone(parts, id, error);
    return false;
  }
}

async function record({ database, clock }: FollowParts, id: number, events: readonly ParcelEvent[]): Promise<void> {
  const wallNow = clock.wallNow();
  await withShipment(database, id, async (tx, shipment) => {
    const state = await recordTracking(tx, shipment, events);
    await saveShipment(tx, id, { failures: 0, problem: null });
    await putOff(tx, shipment, isFinal(state) ? null : later(wallNow, ASK_AFTER_MS));
  });
}

async function postpone({ database, clock }: FollowParts, id: number, error: unknown): Promise<void> {
  const wallNow = clock.wallNow();
  await withShipment(database, id, async (tx, shipment) => {
    const problem =
      error instanceof CourierError ? error.message.slice(0, 255) : 'It could not be recorded: see the log.';
    const { failures } = shipment;
    await saveShipment(tx, id, { failures: failures + 1, problem });
    await putOff(tx, shipment, later(wallNow, pauseAfter(error, failures)));
  });
}

/** What is refused now may not be tomorrow: a carrier knows a number hours after the label was printed. */
function pauseAfter(error: unknown, failures: number): number {
  if (error instanceof CourierError && error.problem === 'refused') return ASK_AFTER_MS;
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures, 20), LONGEST_PAUSE_MS);
}

/** A callback may have told its end during the call. */
async function putOff(tx: Tx, { id, followAt }: ShipmentRow, until: Date | null): Promise<void> {
  if (followAt !== null) await saveShipment(tx, id, { followAt: until });
}

/** One that fails, for whatever reason, must not hold up the others. */
function report({ log }: FollowParts, shipmentId: number, error: unknown): void {
  if (error instanceof CourierError) log.warn({ err: error, shipmentId }, 'the courier did not do it');
  else log.error({ err: error, shipmentId }, 'what the courier told could not be recorded');
}

function later(from: Date, milliseconds: number): Date {
  return new Date(from.getTime() + milliseconds);
}
