import { InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { joinedAtOfMembers } from '../members';
import type { PaymentHandler, PaymentRow } from '../payments';
import { dropOrder, foldFor, type LockedOrder, moveStockOf, type OrderParts, SYSTEM, stepOrder } from './change-order';
import { stepCoupon } from './order-coupon';
import { settleMemberPrice } from './order-member-price';
import { rereadOrder, saveOrder } from './orders.store';

/** What becomes of orders when their payments do: in the transaction that records it, the member locked. */
export function orderPayments(parts: OrderParts): PaymentHandler {
  return {
    async paid(tx, payment) {
      return takePayment(tx, parts, await orderOf(tx, payment));
    },
    async closed(tx, payment) {
      const locked = await orderOf(tx, payment);
      if (locked.order.state !== 'PENDING_PAYMENT') return;
      await dropOrder(tx, parts, locked, 'timeOut', SYSTEM, 'It was not paid in time.');
    },
    async refundClosed(tx, payment, { amountFen }) {
      const locked = await orderOf(tx, payment);
      const { order } = locked;
      const refundedFen = order.refundedFen - amountFen;
      await settleMemberPrice(tx, parts, locked, { ...order, refundedFen });
      await saveOrder(tx, order.id, { refundedFen });
    },
  };
}

async function takePayment(tx: Tx, parts: OrderParts, locked: LockedOrder): Promise<'accepted' | 'refund'> {
  const { order } = locked;
  // Called off meanwhile: the money came too late.
  if (order.state !== 'PENDING_PAYMENT') return 'refund';
  const { holdId, points } = order;
  try {
    await foldFor(tx, parts, locked, { kind: 'capture', at: parts.now.getTime(), holdId, points });
  } catch (error) {
    if (!(error instanceof InputRefused) || error.code !== 'HOLD_EXPIRED') throw error;
    await dropOrder(tx, parts, locked, 'timeOut', SYSTEM, 'The points were not held any more when the money came.');
    return 'refund';
  }
  await stepCoupon(tx, parts, locked, 'redeemCoupon');
  await stepOrder(tx, parts, locked, 'pay', SYSTEM, 'The payment arrived.');
  if (!(await moveStockOf(tx, parts, order, 'sellReserved', SYSTEM, 'The payment arrived.'))) {
    throw new InvariantError(`The stock that order ${order.id} had reserved is gone.`);
  }
  return 'accepted';
}

async function orderOf(tx: Tx, { subject, memberId }: PaymentRow): Promise<LockedOrder> {
  const order = await rereadOrder(tx, Number(subject));
  const joinedAt = (await joinedAtOfMembers(tx, [memberId])).get(memberId);
  if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
  return { order, joinedAt };
}
