import { z } from 'zod';
import { isUniqueViolation } from '../../platform/database/database-errors';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { logOperation } from '../operations';
import { type LockedOrder, lockOrder, type OrderParts, stateAfter, stepOrder, type Taker } from '../orders';
import { carrierCodes } from './carriers';
import type { ShipmentRow } from './shipments.entities';
import { insertShipment, isKnownNumber, shipmentsOfOrders } from './shipments.store';

/** As many as WeChat takes of one payment. */
const MAX_PARCELS = 15;

const parcelInput = z.object({
  carrier: z.enum(carrierCodes, { error: `Give one of: ${carrierCodes.join(', ')}.` }),
  trackingNumber: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[0-9A-Z-]{6,32}$/, 'Give the number on the label: 6 to 32 letters, digits and hyphens.'),
  quantity: z.int('Give a whole number.').min(1, 'Give 1 or more.').nullish(),
});

/** A parcel as staff hand it over. */
export interface NewParcel {
  carrier: string;
  trackingNumber: string;
  /** How many of what was ordered are in it; all that are left, when left out. */
  quantity?: number | null;
}

/**
 * Sends a parcel of an order, once for the call's key: the order is on its way from the first one on. Refuses:
 * INPUT_INVALID, ORDER_STATE_CONFLICT for what is not sent by courier or cannot be sent now, ALREADY_EXISTS for a number
 * that another parcel has. Throws MergedMeanwhile. Returns the parcel's row id.
 */
export async function shipParcel(
  tx: Tx,
  parts: OrderParts,
  call: KeyedCall,
  found: { id: number; memberId: number },
  input: NewParcel,
  by: Taker & { name: string },
): Promise<number> {
  const made = await once(tx, call, parts.now, async () => {
    const parcel = parseInput(parcelInput, input);
    const locked = await lockOrder(tx, found);
    const { order } = locked;
    if (order.kind !== 'PHYSICAL') {
      throw new Refusal('ORDER_STATE_CONFLICT', 'It is not sent by courier: nothing has to be shipped.', ['orderId']);
    }
    stateAfter(order, 'ship', by);
    const sent = (await shipmentsOfOrders(tx, [order.id])).get(order.id) ?? [];
    const quantity = quantityOf(locked, sent, parcel.quantity ?? undefined);
    const id = await addParcel(tx, parts, { ...parcel, orderId: order.id, quantity });
    const words = `${parcel.carrier} ${parcel.trackingNumber}`;
    const { state } = await stepOrder(tx, parts, locked, 'ship', by, `Parcel ${words}.`);
    await logOperation(
      tx,
      { actor: `staff:${by.name}`, now: parts.now },
      {
        action: 'mallOrderShip',
        object: { kind: 'MallOrder', id: order.id },
        before: { state: order.state },
        after: { state, parcel: words, quantity },
      },
    );
    return String(id);
  });
  return Number(made);
}

/** How many are in the parcel. */
function quantityOf({ order }: LockedOrder, sent: readonly ShipmentRow[], asked: number | undefined): number {
  const left = sent.reduce((rest, { quantity }) => rest - quantity, order.quantity);
  if (left === 0) throw new Refusal('ORDER_STATE_CONFLICT', 'All of it is on its way already.', ['orderId']);
  const quantity = asked ?? left;
  if (quantity > left) throw new Refusal('INPUT_INVALID', `Give at most ${left}: no more is left.`, ['quantity']);
  if (sent.length + 1 === MAX_PARCELS && quantity < left) {
    const message = `It is the last of ${MAX_PARCELS} parcels that an order may have: put all ${left} into it.`;
    throw new Refusal('INPUT_INVALID', message, ['quantity']);
  }
  return quantity;
}

async function addParcel(
  tx: Tx,
  { now, wallNow }: OrderParts,
  parcel: Pick<ShipmentRow, 'orderId' | 'carrier' | 'trackingNumber' | 'quantity'>,
): Promise<number> {
  const taken = () => new Refusal('ALREADY_EXISTS', 'Another parcel has this number: look again.', ['trackingNumber']);
  if (await isKnownNumber(tx, parcel.carrier, parcel.trackingNumber)) throw taken();
  try {
    return await insertShipment(tx, {
      ...parcel,
      shippedAt: now,
      state: 'SENT',
      signedAt: null,
      followAt: wallNow,
      subscribedAt: null,
      failures: 0,
      problem: null,
    });
  } catch (error) {
    // Somebody else has written it down in the same moment.
    if (isUniqueViolation(error)) throw taken();
    throw error;
  }
}
