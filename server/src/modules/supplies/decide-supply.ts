import { z } from 'zod';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { takeBackCodes } from '../card-codes';
import { type KeyedCall, once } from '../idempotency';
import { logOperation, type Operator, staffReason } from '../operations';
import { failOrder, lockOrder, moveStockOf, type OrderParts, stepOrder, type Taker } from '../orders';
import { saveSupply, supplyOfOrder } from './supplies.store';

const decisionInput = z.object({
  outcome: z.enum(['DELIVERED', 'FAILED']),
  reason: staffReason,
});

/** How staff say that an order ended. */
export interface SupplyDecision {
  outcome: 'DELIVERED' | 'FAILED';
  reason: string;
}

/**
 * Ends an order for a code or a top-up by the word of staff, once for the call's key: one that nobody fulfils by itself,
 * and one of whose supply nobody knows what came of it. Refuses: ORDER_STATE_CONFLICT for parcels, for another state, and
 * while the supplier is being called; INPUT_INVALID; and what `once` refuses. Throws MergedMeanwhile.
 */
export async function decideSupply(
  tx: Tx,
  parts: OrderParts,
  { call, by, taker }: { call: KeyedCall; by: Operator; taker: Taker },
  found: { id: number; memberId: number },
  input: SupplyDecision,
): Promise<void> {
  const { outcome, reason } = parseInput(decisionInput, input);
  await once(tx, call, parts.now, async () => {
    const locked = await lockOrder(tx, found);
    const { id, kind, state } = locked.order;
    if (kind === 'PHYSICAL') throw conflict('Parcels are sent, and arrive: this is for codes and top-ups.');
    await endSupply(tx, parts, id, { outcome, reason });
    const begun = state === 'PAID' ? await stepOrder(tx, parts, locked, 'fulfil', taker, reason) : locked.order;
    const going = { ...locked, order: begun };
    const isDone = outcome === 'DELIVERED';
    const ended = isDone
      ? await stepOrder(tx, parts, going, 'deliver', taker, reason)
      : await failOrder(tx, parts, going, taker, reason);
    const object = { kind: 'MallOrder', id } as const;
    const [before, after] = [{ state }, { state: ended.state }];
    await logOperation(tx, by, { action: 'mallOrderFulfil', object, before, after, reason });
    if (!isDone) {
      await takeBackCodes(tx, parts, ended, taker, reason);
      await moveStockOf(tx, parts, ended, 'takeBack', taker, reason);
    }
    return 'done';
  });
}

/** A supply that has ended stays as it is: then only its order was left to staff. */
async function endSupply(tx: Tx, { now, wallNow }: OrderParts, orderId: number, { outcome, reason }: SupplyDecision) {
  const supply = await supplyOfOrder(tx, orderId);
  if (!supply || supply.state === 'SUCCEEDED' || supply.state === 'FAILED') return;
  if (supply.leasedUntil !== null && supply.leasedUntil > wallNow) {
    throw conflict('The supplier is being called at this moment: look again in a minute.');
  }
  const state = outcome === 'DELIVERED' ? ('SUCCEEDED' as const) : ('FAILED' as const);
  await saveSupply(tx, supply.id, { state, message: reason, lookAt: null, leasedUntil: null, changedAt: now });
}

function conflict(message: string): Refusal {
  return new Refusal('ORDER_STATE_CONFLICT', message, ['orderId']);
}
