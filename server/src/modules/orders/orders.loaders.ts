import { defineLoader } from '../../platform/database/loaders';
import type { Database } from '../../platform/database/open-database';
import { type PaymentRow, paymentsOf, refundsOfPayments } from '../payments';
import { boughtByQuestion, changesOfOrders, orderCountsByMember, ordersById } from './orders.store';

/** Orders by row id. */
export const orderLoader = defineLoader('mallOrder', ordersById);

/** The steps of orders, by row id of the order. */
export const orderChangesLoader = defineLoader('mallOrderChanges', changesOfOrders);

/** How many orders members have in each state. */
export const orderCountsLoader = defineLoader('mallOrderCounts', orderCountsByMember);

/** How many members have ordered of products, by the JSON text of a `Bought`. */
export const boughtLoader = defineLoader('mallBought', boughtByQuestion);

/** The payments of orders, by row id of the order. */
export const orderPaymentLoader = defineLoader('mallOrderPayment', paymentsOfOrders);

/** The refunds of payments, by row id of the payment, the earliest first. */
export const refundsLoader = defineLoader('mallRefunds', refundsOfPayments);

async function paymentsOfOrders(database: Database, orderIds: readonly number[]): Promise<Map<number, PaymentRow>> {
  const payments = await paymentsOf(database, 'mallOrder', orderIds.map(String));
  return new Map(payments.map((payment) => [Number(payment.subject), payment]));
}
