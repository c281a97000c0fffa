import { defineLoader } from '../../platform/database/loaders';
import { changesOfOrders, orderCountsByMember, ordersById } from './orders.store';

/** Orders by row id. */
export const orderLoader = defineLoader('mallOrder', ordersById);

/** The steps of orders, by row id of the order. */
export const orderChangesLoader = defineLoader('mallOrderChanges', changesOfOrders);

/** How many orders members have in each state. */
export const orderCountsLoader = defineLoader('mallOrderCounts', orderCountsByMember);
