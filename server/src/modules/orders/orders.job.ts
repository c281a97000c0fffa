import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { lockMembers, untilNotMerged } from '../members';
import { callOffPayment, paymentsOf } from '../payments';
import { type LockedOrder, type OrderParts, SYSTEM, stepOrder } from './change-order';
import { dueOrders, ordersById, rereadOrder, saveOrder } from './orders.store';

const CHUNK = 100;

/** Fulfils what nobody has to pack; undefined: nothing was done, and it is not due any more. */
export type Fulfil = (tx: Tx, parts: OrderParts, locked: LockedOrder) => Promise<void>;

/** Nobody fulfils it by itself: it stays as it is until staff do. */
export const leaveToStaff: Fulfil = (tx, _parts, { order }) => saveOrder(tx, order.id, { dueAt: null });

/**
 * Takes every step that time alone takes: payments that are called off because their time is over, parcels that count as
 * received, orders that are complete, and what is fulfilled by itself. Each order in a transaction of its own under the
 * lock of its member; may run in several instances at once, and be stopped at any time. One that fails does not hold up
 * the others: `onFailure` hears of it, and the next run tries it again. Returns how many orders changed.
 */
export async function workOnOrders(
  database: Database,
  parts: OrderParts,
  fulfil: Fulfil,
  onFailure: (orderId: number, error: unknown) => void,
): Promise<number> {
  let changed = 0;
  const failed = new Set<number>();
  for (;;) {
    const found = await dueOrders(database, parts.now, CHUNK + failed.size);
    const due = found.filter((orderId) => !failed.has(orderId));
    if (due.length === 0) return changed;
    for (const orderId of due) {
      try {
        await withOrder(database, orderId, (tx, locked) => takeDueStep(tx, parts, locked, fulfil));
        changed += 1;
      } catch (error) {
        failed.add(orderId);
        onFailure(orderId, error);
      }
    }
  }
}

/** Does work on an order in a transaction of its own under the lock of its member; undefined: there is none. */
export function withOrder<T>(
  database: Database,
  orderId: number,
  work: (tx: Tx, locked: LockedOrder) => Promise<T>,
): Promise<T | undefined> {
  return untilNotMerged(async () => {
    const found = (await ordersById(database, [orderId])).get(orderId);
    if (!found) return undefined;
    return inTransaction(database, async (tx) => work(tx, await lockOrder(tx, found)));
  });
}

/** Locks the member of an order and reads it again. Throws MergedMeanwhile. */
export async function lockOrder(tx: Tx, found: { id: number; memberId: number }): Promise<LockedOrder> {
  const joinedAt = (await lockMembers(tx, [found.memberId])).get(found.memberId);
  if (joinedAt === undefined) throw new InvariantError(`There is no member ${found.memberId}.`);
  return { order: await rereadOrder(tx, found.id), joinedAt: new Date(joinedAt) };
}

async function takeDueStep(tx: Tx, parts: OrderParts, locked: LockedOrder, fulfil: Fulfil): Promise<void> {
  const { order } = locked;
  if (order.dueAt === null || order.dueAt > parts.now) return;
  if (order.state === 'PENDING_PAYMENT') await callOff(tx, parts, locked);
  else if (order.state === 'SHIPPED') await stepOrder(tx, parts, locked, 'receive', SYSTEM, 'On its way for so long.');
  else if (order.state === 'RECEIVED')
    await stepOrder(tx, parts, locked, 'complete', SYSTEM, 'Its return window is over.');
  else await fulfil(tx, parts, locked);
}

/** Its points and its stock are free when the provider has confirmed that nobody can pay any more. */
async function callOff(tx: Tx, { wallNow }: OrderParts, { order }: LockedOrder): Promise<void> {
  for (const payment of await paymentsOf(tx, 'mallOrder', [String(order.id)]))
    await callOffPayment(tx, payment, wallNow);
  await saveOrder(tx, order.id, { dueAt: null });
}
