/** Orders of the points mall: what other parts of the server may use. */
export { leaveToStaff, workOnOrders } from './orders.job';
export { moveOrders } from './orders.store';
export { orderPayments } from './pay-order';
