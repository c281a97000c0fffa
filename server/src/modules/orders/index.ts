/** Orders of the points mall: what other parts of the server may use. */
export { leaveToStaff, workOnOrders } from './orders.job';
export { orderPayments } from './pay-order';
