import type { Tx } from '../../platform/database/unit-of-work';
import type { FieldCipher } from '../../platform/secrets';
import { fulfilmentOfSku, lockSku, moveStock, stockOfSku } from '../mall';
import {
  failOrder,
  type LockedOrder,
  moveStockOf,
  type OrderParts,
  quantityToFulfil,
  SYSTEM,
  stepOrder,
  type WhenRefunded,
} from '../orders';
import {
  type ClearCode,
  codeIndexOf,
  freeCodes,
  insertCodes,
  knownIndexes,
  saveCodes,
  unseenCodes,
  voidExpired,
} from './card-codes.store';

/**
 * Fulfils a paid order of a locked member from the pool of its SKU: as many codes as were ordered, those first whose time
 * ends soonest, never one whose time is over. Are there not enough, none is taken, the order fails, and all that was paid
 * for it goes back.
 */
export async function assignCodes(tx: Tx, parts: OrderParts, locked: LockedOrder): Promise<void> {
  const { id: orderId, skuId, quantity } = locked.order;
  const order = await stepOrder(tx, parts, locked, 'fulfil', SYSTEM, 'Card codes are taken from the pool.');
  const begun = { ...locked, order };
  await lockSku(tx, skuId);
  const codes = await freeCodes(tx, skuId, parts.now, quantity);
  if (codes.length === quantity) {
    await saveCodes(tx, codes, { state: 'ASSIGNED', orderId, assignedAt: parts.now });
    await stepOrder(tx, parts, begun, 'deliver', SYSTEM, 'Card codes were assigned.');
    return;
  }
  const reason = 'Not enough card codes are left.';
  await failOrder(tx, parts, begun, SYSTEM, reason);
  await moveStockOf(tx, parts, order, 'takeBack', SYSTEM, reason);
  await trimStock(tx, skuId, parts.now);
}

/**
 * Takes codes whose time is over out of a locked SKU's pool, and out of its stock what the pool cannot serve: codes that
 * are reserved, or about to be given to who has paid, are not available.
 */
async function trimStock(tx: Tx, skuId: number, at: Date): Promise<void> {
  const free = await voidExpired(tx, skuId, at);
  const { available, reserved } = await stockOfSku(tx, skuId);
  const taken = reserved + (await quantityToFulfil(tx, skuId, at));
  const tooMuch = available - Math.max(0, free - taken);
  if (tooMuch <= 0) return;
  const change = { available: -tooMuch, reserved: 0, sold: 0 };
  await moveStock(tx, { skuId, kind: 'ADJUST', ...change, actor: 'system', reason: 'Card codes ran out of time.', at });
}

/** Takes a SKU's codes whose time is over out of its pool and its stock. */
export async function withdrawExpired(tx: Tx, skuId: number, now: Date): Promise<void> {
  await lockSku(tx, skuId);
  await trimStock(tx, skuId, now);
}

/**
 * Keeps the codes that a supplier gave for the order of a locked member: to be seen once, like those of the pool, or for
 * nobody when the order is no longer wanted. False, and nothing was kept: some were given before.
 */
export async function keepSupplied(
  tx: Tx,
  cipher: FieldCipher,
  { order }: LockedOrder,
  codes: readonly ClearCode[],
  { isWanted, at }: { isWanted: boolean; at: Date },
): Promise<boolean> {
  if (codes.length === 0) return true;
  const indexes = new Set(codes.map((code) => codeIndexOf(cipher, code)));
  if (indexes.size < codes.length || (await knownIndexes(tx, [...indexes])).size > 0) return false;
  const { skuId, id: orderId } = order;
  await insertCodes(tx, cipher, codes, { skuId, state: isWanted ? 'ASSIGNED' : 'VOID', orderId, at });
  return true;
}

/**
 * What becomes of the codes of an order that was refunded whole: those from the pool that nobody has ever seen and whose
 * time is not over go back to it, and to the stock; the others that are still to be seen are void. What was seen stays.
 */
export const takeBackCodes: WhenRefunded = async (tx, parts, { id: orderId, skuId }, by, reason) => {
  const unseen = await unseenCodes(tx, orderId);
  if (unseen.length === 0) return;
  const isPooled = (await fulfilmentOfSku(tx, skuId))?.by === 'cardCodes';
  const isGood = ({ revealedAt, validUntil }: (typeof unseen)[number]) =>
    isPooled && revealedAt === null && validUntil !== null && validUntil > parts.now;
  const idsOf = (good: boolean) => unseen.filter((code) => isGood(code) === good).map(({ id }) => id);
  const free = idsOf(true);
  await lockSku(tx, skuId);
  if (free.length > 0) {
    await moveStockOf(tx, parts, { id: orderId, skuId, quantity: free.length }, 'takeBack', by, reason);
  }
  await saveCodes(tx, free, { state: 'FREE', orderId: null, assignedAt: null });
  await saveCodes(tx, idsOf(false), { state: 'VOID' });
};
