import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { lockMembers, untilNotMerged } from '../members';
import type { PaymentRow, RefundRow } from './payments.entities';
import { paymentById, paymentByNumber, refundByNumber, rereadPayment, rereadRefund } from './payments.store';

/**
 * Does work on a payment in a transaction of its own, under the lock of its member; undefined, and nothing was done, when
 * there is no payment of this number.
 */
export function withPayment<T>(
  database: Database,
  number: string,
  work: (tx: Tx, payment: PaymentRow) => Promise<T>,
): Promise<T | undefined> {
  return untilNotMerged(async () => {
    const found = await paymentByNumber(database, number);
    if (!found) return undefined;
    return inTransaction(database, async (tx) => {
      await lockMembers(tx, [found.memberId]);
      return work(tx, await rereadPayment(tx, found.id));
    });
  });
}

/** The same for a refund and its payment. */
export function withRefund<T>(
  database: Database,
  number: string,
  work: (tx: Tx, refund: RefundRow, payment: PaymentRow) => Promise<T>,
): Promise<T | undefined> {
  return untilNotMerged(async () => {
    const found = await refundByNumber(database, number);
    const owner = found && (await paymentById(database, found.paymentId));
    if (!found || !owner) return undefined;
    return inTransaction(database, async (tx) => {
      await lockMembers(tx, [owner.memberId]);
      return work(tx, await rereadRefund(tx, found.id), await rereadPayment(tx, owner.id));
    });
  });
}
