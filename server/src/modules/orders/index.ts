/** Orders of the points mall: what other parts of the server may use. */
export {
  failOrder,
  type LockedOrder,
  moveStockOf,
  type OrderParts,
  SYSTEM,
  stateAfter,
  stepOrder,
  type Taker,
} from './change-order';
export type { WhenRefunded } from './decide-order';
export { numberOf } from './order-number';
export { orderedItem } from './ordered-item';
export { type Fulfil, leaveToStaff, lockOrder, withOrder, workOnOrders } from './orders.job';
export { moveOrders, quantityToFulfil } from './orders.store';
export { orderPayments } from './pay-order';
export { recipientOf } from './recipient';
