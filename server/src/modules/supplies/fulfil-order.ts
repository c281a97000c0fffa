import type { Suppliers } from '../../connectors/supplier/supplier';
import type { Tx } from '../../platform/database/unit-of-work';
import type { FieldCipher } from '../../platform/secrets';
import { assignCodes } from '../card-codes';
import { fulfilmentOfSku } from '../mall';
import {
  type Fulfil,
  type LockedOrder,
  leaveToStaff,
  numberOf,
  type OrderParts,
  orderedItem,
  SYSTEM,
  stepOrder,
} from '../orders';
import { insertSupply } from './supplies.store';

/** What fulfilling needs. */
export interface FulfilParts {
  suppliers: Suppliers;
  cipher: FieldCipher;
}

/**
 * Fulfils paid orders that nobody has to pack: from the pool of card codes at once, or by a supply that the job places
 * after the commit. Whose supplier is not set up stays paid until staff act.
 */
export function fulfilling({ suppliers, cipher }: FulfilParts): Fulfil {
  return async (tx, parts, locked) => {
    const { state, skuId } = locked.order;
    const fulfilment = state === 'PAID' ? await fulfilmentOfSku(tx, skuId) : undefined;
    if (fulfilment?.by === 'cardCodes') return assignCodes(tx, parts, locked);
    if (fulfilment?.by === 'supplier' && suppliers.has(fulfilment.supplier)) {
      return beginSupply(tx, parts, cipher, locked, fulfilment);
    }
    return leaveToStaff(tx, parts, locked);
  };
}

async function beginSupply(
  tx: Tx,
  parts: OrderParts,
  cipher: FieldCipher,
  locked: LockedOrder,
  { supplier, item }: { supplier: string; item: string },
): Promise<void> {
  const order = await stepOrder(tx, parts, locked, 'fulfil', SYSTEM, 'A supplier is asked for it.');
  const { marketPriceFen } = orderedItem(order);
  const { now, wallNow, current } = parts;
  // Another database of the same merchant gives its orders other numbers; nobody guesses one.
  const tail = cipher.blindIndex(`supply ${order.id} ${order.placedAt.getTime()}`).slice(0, 8).toUpperCase();
  await insertSupply(tx, {
    orderId: order.id,
    number: `${numberOf(order, current.program.timeZone)}${tail}`,
    ...{ supplier, item, amountFen: marketPriceFen * order.quantity, state: 'WAITING', checks: 0 },
    ...{ sentAt: null, lookAt: wallNow, leasedUntil: null, supplierRef: null, message: null, changedAt: now },
  });
}
