import { z } from 'zod';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import {
  cancelOrder,
  giveBack,
  type LockedOrder,
  moveStockOf,
  type OrderParts,
  stateAfter,
  stepOrder,
  type Taker,
  tellOf,
} from './change-order';
import type { OrderRow } from './orders.entities';

const amount = z.int('Give a whole number.').min(0, 'Give 0 or more.');
const reason = z.string().trim().min(1, 'Write the reason.').max(200, 'Write at most 200 characters.');
const reasonInput = z.object({ reason });
const refundInput = z.object({ reason, points: amount, cashFen: amount });
const decisionInput = z.object({ reason, points: amount.nullish(), cashFen: amount.nullish() });

/** Does something with a locked order, and returns it as it is then. */
export type OrderWork = (tx: Tx, parts: OrderParts, locked: LockedOrder, by: Taker) => Promise<OrderRow>;

/** What else goes back with an order that was refunded whole, such as codes that nobody has seen: in its transaction. */
export type WhenRefunded = (
  tx: Tx,
  parts: OrderParts,
  order: Pick<OrderRow, 'id' | 'skuId'>,
  by: Taker,
  reason: string,
) => Promise<void>;

/** Calls it off. Refuses: ORDER_STATE_CONFLICT, INPUT_INVALID. */
export function cancelling(input: { reason?: string | null }): OrderWork {
  const given = input.reason ?? undefined;
  const why = given === undefined ? 'Called off.' : parseInput(reasonInput, { reason: given }).reason;
  return (tx, parts, locked, by) => {
    if (by.as === 'staff' && given === undefined) throw new Refusal('INPUT_INVALID', 'Write the reason.', ['reason']);
    return cancelOrder(tx, parts, locked, by, why);
  };
}

/** It has arrived. Refuses: ORDER_STATE_CONFLICT. */
export function receiving(): OrderWork {
  return (tx, parts, locked, by) => stepOrder(tx, parts, locked, 'receive', by, 'Confirmed.');
}

/** It is to be returned. Refuses: ORDER_STATE_CONFLICT, INPUT_INVALID. */
export function requestingReturn(input: { reason: string }): OrderWork {
  const { reason: why } = parseInput(reasonInput, { reason: input.reason });
  return (tx, parts, locked, by) => {
    // A code cannot be given back once it is known.
    if (locked.order.kind !== 'PHYSICAL') {
      throw new Refusal('ORDER_STATE_CONFLICT', 'Codes and top-ups cannot be returned: ask the service.', ['orderId']);
    }
    return stepOrder(tx, parts, locked, 'requestReturn', by, why);
  };
}

/** Staff decide about a return. Refuses: ORDER_STATE_CONFLICT, INPUT_INVALID. */
export function decidingReturn(input: {
  accept: boolean;
  restock: boolean;
  points?: number | null;
  cashFen?: number | null;
  reason: string;
}): OrderWork {
  const { reason: why, points, cashFen } = parseInput(decisionInput, input);
  return async (tx, parts, locked, by) => {
    const { order } = locked;
    if (!input.accept) return stepOrder(tx, parts, locked, 'refuseReturn', by, why);
    stateAfter(order, 'acceptReturn', by);
    const back = {
      points: points ?? order.points - order.returnedPoints,
      cashFen: cashFen ?? order.cashFen - order.refundedFen,
    };
    const paidBack = await giveBack(tx, parts, locked, back, why);
    const returned = await stepOrder(tx, parts, { ...locked, order: paidBack }, 'acceptReturn', by, why);
    if (input.restock) await moveStockOf(tx, parts, order, 'takeBack', by, why);
    return returned;
  };
}

/**
 * Staff give points and cash back without a return: in part the order stays where it is; once nothing is left of what was
 * paid, it is refunded. Refuses: ORDER_STATE_CONFLICT, INPUT_INVALID.
 */
export function refunding(
  input: { points: number; cashFen: number; reason: string },
  whenRefunded: WhenRefunded,
): OrderWork {
  const { reason: why, ...back } = parseInput(refundInput, input);
  if (back.points + back.cashFen === 0) {
    throw new Refusal('INPUT_INVALID', 'Give points, cash or both.', ['points']);
  }
  return async (tx, parts, locked, by) => {
    stateAfter(locked.order, 'refund', by);
    const order = await giveBack(tx, parts, locked, back, why);
    const isWhole = order.returnedPoints === order.points && order.refundedFen === order.cashFen;
    if (!isWhole) {
      await tellOf(tx, parts, order, 'refunded', back);
      return order;
    }
    const refunded = await stepOrder(tx, parts, { ...locked, order }, 'refund', by, why);
    await whenRefunded(tx, parts, refunded, by, why);
    return refunded;
  };
}
