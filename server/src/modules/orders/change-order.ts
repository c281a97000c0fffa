import { calendarOf } from '../../engine/draft';
import { type Input, InputRefused } from '../../engine/input';
import type { OrderNews } from '../../engine/outcome';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { appendEffects, recordInput } from '../journal';
import { moveStock, type StockMove } from '../mall';
import { callOffPayment, paymentsOf, requestRefund } from '../payments';
import type { ProgramInForce } from '../programs';
import { stepCoupon } from './order-coupon';
import { settleMemberPrice } from './order-member-price';
import { numberOf } from './order-number';
import { isGivenBack, orderedItem } from './ordered-item';
import type { OrderRow, OrderState } from './orders.entities';
import { insertChange, saveOrder } from './orders.store';
import { nextState, type OrderActor, type OrderStep } from './transitions';

/** What the steps of orders need besides the order. `now` is the business clock's, `wallNow` that of payments. */
export interface OrderParts {
  current: ProgramInForce;
  now: Date;
  wallNow: Date;
}

/** Who takes a step. */
export interface Taker {
  as: OrderActor;
  /** Of staff. */
  name?: string;
}

/** An order of a locked member, and when that member joined. */
export interface LockedOrder {
  order: OrderRow;
  joinedAt: Date;
}

/** Time alone. */
export const SYSTEM: Taker = { as: 'system' };

const wordsOf = ({ as, name }: Taker) => (name === undefined ? as : `${as}:${name}`);

/**
 * Takes a step of an order: its state, the line that tells of it, and the effect that messages are made from. What comes
 * with the step (points, stock, money) the caller does before. Refuses: ORDER_STATE_CONFLICT. Returns the order as it is.
 */
export async function stepOrder(
  tx: Tx,
  { current, now }: OrderParts,
  { order }: LockedOrder,
  step: OrderStep,
  by: Taker,
  reason: string,
): Promise<OrderRow> {
  const state = stateAfter(order, step, by);
  const dueAt = dueAfter(current, order, state, now);
  await saveOrder(tx, order.id, { state, dueAt });
  await insertChange(tx, {
    orderId: order.id,
    fromState: order.state,
    toState: state,
    actor: wordsOf(by),
    reason,
    at: now,
  });
  const effect = { kind: 'orderChanged' as const, orderId: order.id, from: order.state, to: state, at: now.getTime() };
  await appendEffects(tx, [{ memberId: order.memberId, effect, recordedAt: now.getTime() }]);
  const news = newsOf(order.state, state, by);
  const wasPaid = order.state !== 'PENDING_PAYMENT';
  const back = { points: wasPaid ? order.returnedPoints : order.points, cashFen: order.refundedFen };
  if (news) await tellOf(tx, { current, now }, order, news, back);
  return { ...order, state, dueAt };
}

/** Whether a step is news for the member: not what they have just done themselves. */
function newsOf(from: OrderState, to: OrderState, { as }: Taker): OrderNews | undefined {
  if (as === 'member') return undefined;
  if (to === 'SHIPPED' && from !== 'SHIPPED') return 'shipped';
  if (to === 'RECEIVED' && from === 'FULFILLING') return 'delivered';
  if (to === 'RECEIVED' && from === 'RETURN_REQUESTED') return 'returnRefused';
  if (to === 'CANCELLED') return as === 'system' ? 'timedOut' : 'cancelled';
  if (to === 'RETURNED') return 'returned';
  if (to === 'REFUNDED') return 'refunded';
  return to === 'FULFILMENT_FAILED' ? 'failed' : undefined;
}

/** Lets the member hear of an order, and of what went back: points at once, cash when the provider has done it. */
export async function tellOf(
  tx: Tx,
  { current, now }: Pick<OrderParts, 'current' | 'now'>,
  order: OrderRow,
  news: OrderNews,
  back: { points: number; cashFen: number },
): Promise<void> {
  const at = now.getTime();
  const { name } = orderedItem(order);
  const isOver = order.state === 'PENDING_PAYMENT' || isGivenBack(order);
  const facts = { orderId: order.id, number: numberOf(order, current.program.timeZone), name, ...back };
  const effect = { kind: 'orderNews' as const, news, at, ...facts, coupon: order.couponId !== null && isOver };
  await appendEffects(tx, [{ memberId: order.memberId, effect, recordedAt: at }]);
}

/** Where the step leads. Refuses: ORDER_STATE_CONFLICT. */
export function stateAfter({ state }: OrderRow, step: OrderStep, { as }: Taker): OrderState {
  const next = nextState(state, step, as);
  if (next === undefined) {
    throw new Refusal('ORDER_STATE_CONFLICT', `An order that is ${state} does not allow this: look at it again.`, [
      'orderId',
    ]);
  }
  return next;
}

/** When time changes an order next, once it is in a state. */
function dueAfter(
  { program: { mall, timeZone } }: ProgramInForce,
  { kind, dueAt }: OrderRow,
  state: OrderState,
  now: Date,
) {
  const after = (duration: string) => new Date(calendarOf(timeZone).addTo(now.getTime(), duration));
  if (state === 'PENDING_PAYMENT') return dueAt;
  // Nothing has to be packed: it goes on at once.
  if (state === 'PAID') return kind === 'PHYSICAL' ? null : now;
  if (state === 'SHIPPED') return after(mall.receiveAfter);
  if (state === 'RECEIVED') return after(mall.returnWithin);
  return null;
}

/** Folds an input of the order's member. Throws InputRefused. */
export async function foldFor(
  tx: Tx,
  parts: OrderParts,
  { order, joinedAt }: LockedOrder,
  input: Input,
): Promise<void> {
  await recordInput(tx, parts.current, { id: order.memberId, joinedAt }, input);
}

/** What of an order's stock goes where. */
type StockOfOrder = Pick<StockMove, 'kind' | 'available' | 'reserved' | 'sold'>;

/** The moves of an order's stock, for a quantity of one. */
export const stockMoves = {
  reserve: { kind: 'RESERVE', available: -1, reserved: 1, sold: 0 },
  sell: { kind: 'SELL', available: -1, reserved: 0, sold: 1 },
  sellReserved: { kind: 'SELL', available: 0, reserved: -1, sold: 1 },
  release: { kind: 'RELEASE', available: 1, reserved: -1, sold: 0 },
  takeBack: { kind: 'RETURN', available: 1, reserved: 0, sold: -1 },
} as const satisfies Record<string, StockOfOrder>;

/** Moves the stock of an order; false: there is not enough. The last thing in its transaction. */
export function moveStockOf(
  tx: Tx,
  { now }: OrderParts,
  order: Pick<OrderRow, 'id' | 'skuId' | 'quantity'>,
  move: keyof typeof stockMoves,
  by: Taker,
  reason: string,
): Promise<boolean> {
  const { kind, available, reserved, sold } = stockMoves[move];
  const { id: orderId, skuId, quantity } = order;
  const moved = { available: available * quantity, reserved: reserved * quantity, sold: sold * quantity };
  return moveStock(tx, { skuId, kind, ...moved, orderId, actor: wordsOf(by), reason, at: now });
}

/**
 * Calls an order off before anything is on its way. Unpaid: its points and its stock are free at once, and money that
 * comes all the same goes back by itself. Paid: points and money go back whole. Refuses: ORDER_STATE_CONFLICT.
 */
export async function cancelOrder(
  tx: Tx,
  parts: OrderParts,
  locked: LockedOrder,
  by: Taker,
  reason: string,
): Promise<OrderRow> {
  const { order } = locked;
  stateAfter(order, 'cancel', by);
  if (order.state === 'PENDING_PAYMENT') {
    for (const payment of await paymentsOf(tx, 'mallOrder', [String(order.id)])) {
      await callOffPayment(tx, payment, parts.wallNow);
    }
    return dropOrder(tx, parts, locked, 'cancel', by, reason);
  }
  const { points, cashFen } = order;
  const returned = await giveBack(tx, parts, locked, { points, cashFen }, reason);
  const cancelled = await stepOrder(tx, parts, { ...locked, order: returned }, 'cancel', by, reason);
  await moveStockOf(tx, parts, order, 'takeBack', by, reason);
  return cancelled;
}

/** Lets go of what an unpaid order holds: points, coupon and stock. */
export async function dropOrder(
  tx: Tx,
  parts: OrderParts,
  locked: LockedOrder,
  step: 'cancel' | 'timeOut',
  by: Taker,
  reason: string,
): Promise<OrderRow> {
  await release(tx, parts, locked);
  await stepCoupon(tx, parts, locked, 'unlockCoupon');
  await settleMemberPrice(tx, parts, locked, undefined);
  const dropped = await stepOrder(tx, parts, locked, step, by, reason);
  await moveStockOf(tx, parts, locked.order, 'release', by, reason);
  return dropped;
}

/** A hold that has run out has given its points back by itself. */
async function release(tx: Tx, parts: OrderParts, locked: LockedOrder): Promise<void> {
  try {
    await foldFor(tx, parts, locked, { kind: 'release', at: parts.now.getTime(), holdId: locked.order.holdId });
  } catch (error) {
    if (!(error instanceof InputRefused) || error.code !== 'HOLD_EXPIRED') throw error;
  }
}

/**
 * Gives up on an order that is being fulfilled: what is left of its points and its cash goes back. The stock is the
 * caller's. Refuses: ORDER_STATE_CONFLICT.
 */
export async function failOrder(
  tx: Tx,
  parts: OrderParts,
  locked: LockedOrder,
  by: Taker,
  reason: string,
): Promise<OrderRow> {
  const { order } = locked;
  stateAfter(order, 'fail', by);
  const left = { points: order.points - order.returnedPoints, cashFen: order.cashFen - order.refundedFen };
  const returned = await giveBack(tx, parts, locked, left, reason);
  return stepOrder(tx, parts, { ...locked, order: returned }, 'fail', by, reason);
}

/**
 * Gives points and cash of a paid order back, in part or whole: points settle a debt first and go to their own lots; the
 * money goes to the payer. Once nothing is left of what was paid, its coupon comes back, too. Refuses: INPUT_INVALID for
 * more than is left.
 */
export async function giveBack(
  tx: Tx,
  parts: OrderParts,
  locked: LockedOrder,
  amount: { points: number; cashFen: number },
  reason: string,
): Promise<OrderRow> {
  const { order } = locked;
  const returnedPoints = order.returnedPoints + amount.points;
  const refundedFen = order.refundedFen + amount.cashFen;
  if (returnedPoints > order.points) {
    const left = order.points - order.returnedPoints;
    throw new Refusal('INPUT_INVALID', `Give at most ${left} points: no more are left of the order.`, ['points']);
  }
  if (refundedFen > order.cashFen) {
    const left = order.cashFen - order.refundedFen;
    throw new Refusal('INPUT_INVALID', `Give at most ${left} fen: no more is left of the order.`, ['cashFen']);
  }
  if (amount.points > 0) {
    const { holdId } = order;
    await foldFor(tx, parts, locked, { kind: 'return', at: parts.now.getTime(), holdId, points: amount.points });
  }
  if (amount.cashFen > 0) {
    const payments = await paymentsOf(tx, 'mallOrder', [String(order.id)]);
    const paid = payments.find(({ state }) => state === 'PAID');
    if (paid) await requestRefund(tx, paid, amount.cashFen, reason, parts.wallNow);
  }
  const after = { ...order, returnedPoints, refundedFen };
  await settleMemberPrice(tx, parts, locked, after);
  if (isGivenBack(after)) await stepCoupon(tx, parts, locked, 'returnCoupon');
  await saveOrder(tx, order.id, { returnedPoints, refundedFen });
  return after;
}
