import { z } from 'zod';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { logOperation, type Operator, staffReason } from '../operations';
import { fulfilmentOfSku, skuById } from './mall.store';
import { moveStock } from './stock.store';

/** What staff say about a stock. */
export interface StockAdjustment {
  kind: 'RECEIVE' | 'ADJUST';
  delta: number;
  reason: string;
}

const MAX_DELTA = 10_000_000;
const DELTA = `Give a whole number from -${MAX_DELTA} to ${MAX_DELTA}, not 0.`;
const adjustment = z
  .object({
    kind: z.enum(['RECEIVE', 'ADJUST']),
    delta: z
      .int(DELTA)
      .min(-MAX_DELTA, DELTA)
      .max(MAX_DELTA, DELTA)
      .refine((delta) => delta !== 0, DELTA),
    reason: staffReason,
  })
  .refine(({ kind, delta }) => kind !== 'RECEIVE' || delta > 0, {
    message: 'What is received is more than 0: to take away, use ADJUST.',
    path: ['delta'],
  });

/**
 * Changes how many of a SKU are available, once for the call's key. Refuses: INPUT_INVALID, NOT_FOUND, OUT_OF_STOCK when
 * fewer than none would be left, STATE_CONFLICT for more than there are card codes, and what `once` refuses.
 */
export async function adjustStock(
  tx: Tx,
  by: Operator,
  call: KeyedCall,
  skuId: number,
  input: StockAdjustment,
): Promise<void> {
  await once(tx, call, by.now, async () => {
    const { kind, delta, reason } = parseInput(adjustment, input);
    const fulfilment = await fulfilmentOfSku(tx, skuId);
    if (!fulfilment) throw new Refusal('NOT_FOUND', 'There is no such variant.', ['skuId']);
    if (fulfilment.by === 'cardCodes' && delta > 0) {
      throw new Refusal('STATE_CONFLICT', 'As many are available as there are card codes: import codes.', ['skuId']);
    }
    const { actor, now: at } = by;
    const moved = await moveStock(tx, { skuId, kind, available: delta, reserved: 0, sold: 0, actor, reason, at });
    const available = (await skuById(tx, skuId))?.available ?? 0;
    if (!moved) {
      throw new Refusal('OUT_OF_STOCK', `Only ${available} are available: take away at most as many.`, ['delta']);
    }
    const object = { kind: 'MallSku', id: skuId } as const;
    const [before, after] = [{ available: available - delta }, { available }];
    await logOperation(tx, by, { action: 'stockAdjust', object, before, after, reason });
    return String(skuId);
  });
}
