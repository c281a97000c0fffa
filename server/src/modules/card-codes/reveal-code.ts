import { z } from 'zod';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { logOperation, type Operator, staffReason } from '../operations';
import { lockOrder } from '../orders';
import type { CardCodeRow } from './card-codes.entities';
import { codeById, insertReveal, saveCodes } from './card-codes.store';

/** Who wants to see a code, and from where. */
export interface Viewer {
  memberId: number;
  address: string;
  requestId: string;
  now: Date;
}

/** A code, and the order that it hangs on. */
export interface CodeOfOrder {
  codeId: number;
  order: { id: number; memberId: number };
}

const reopenInput = z.object({
  reason: staffReason,
});

/**
 * Lets the member see a code of their order, and writes down that they did: once, and again only under the same key.
 * Refuses: CARD_CODE_REVEALED, ORDER_STATE_CONFLICT when the order was given back, NOT_FOUND, and what `once` refuses.
 * Throws MergedMeanwhile. Returns the code's row.
 */
export async function revealCode(
  tx: Tx,
  call: KeyedCall,
  { codeId, order: found }: CodeOfOrder,
  { memberId, address, requestId, now }: Viewer,
): Promise<CardCodeRow> {
  await once(tx, call, now, async () => {
    const { order } = await lockOrder(tx, found);
    const { state } = await codeOf(tx, codeId, order.id);
    if (order.state !== 'RECEIVED' && order.state !== 'COMPLETED') {
      throw new Refusal('ORDER_STATE_CONFLICT', `An order that is ${order.state} has no code to show.`, ['cardCodeId']);
    }
    if (state !== 'ASSIGNED') {
      throw new Refusal('CARD_CODE_REVEALED', 'It was shown already. Ask the service if you have lost it.', [
        'cardCodeId',
      ]);
    }
    await saveCodes(tx, [codeId], { state: 'REVEALED', revealedAt: now });
    await insertReveal(tx, { cardCodeId: codeId, memberId, at: now, address: address.slice(0, 64), requestId });
    return String(codeId);
  });
  const row = await codeById(tx, codeId);
  if (!row) throw new InvariantError(`There is no card code ${codeId}.`);
  return row;
}

/**
 * Lets the member see a code once more, once for the call's key. Refuses: NOT_FOUND, STATE_CONFLICT for one that was not
 * shown, INPUT_INVALID, and what `once` refuses. Throws MergedMeanwhile.
 */
export async function reopenCode(
  tx: Tx,
  by: Operator,
  call: KeyedCall,
  { codeId, order: found }: CodeOfOrder,
  input: { reason: string },
): Promise<void> {
  const { reason } = parseInput(reopenInput, input);
  await once(tx, call, by.now, async () => {
    const { order } = await lockOrder(tx, found);
    const { state } = await codeOf(tx, codeId, order.id);
    if (state !== 'REVEALED') throw new Refusal('STATE_CONFLICT', 'It was not shown yet.', ['cardCodeId']);
    await saveCodes(tx, [codeId], { state: 'ASSIGNED' });
    const object = { kind: 'CardCode', id: codeId } as const;
    const [before, after] = [{ state: 'REVEALED' }, { state: 'READY' }];
    await logOperation(tx, by, { action: 'cardCodeReopen', object, before, after, reason });
    return String(codeId);
  });
}

/** The code, read under the lock of its order's member: it may have gone back to the pool. */
async function codeOf(tx: Tx, codeId: number, orderId: number): Promise<CardCodeRow> {
  const row = await codeById(tx, codeId);
  if (row?.orderId !== orderId || row.state === 'VOID') {
    throw new Refusal('NOT_FOUND', 'There is no such code any more.', ['cardCodeId']);
  }
  return row;
}
