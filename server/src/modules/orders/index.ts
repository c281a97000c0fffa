/** Orders of the points mall: what other parts of the server may use. */
export { type LockedOrder, type OrderParts, stateAfter, stepOrder, type Taker } from './change-order';
export { orderedItem } from './ordered-item';
export { leaveToStaff, lockOrder, withOrder, workOnOrders } from './orders.job';
export { moveOrders } from './orders.store';
export { orderPayments } from './pay-order';
export { recipientOf } from './recipient';
