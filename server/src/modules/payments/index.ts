/** Money taken through a provider, for whatever it is: what other modules may use. */
export { callOffPayment, createPayment, type NewPayment, newPaymentNumber, openPayment } from './open-payment';
export type { PaymentRow, RefundRow } from './payments.entities';
export { workOnPayments } from './payments.job';
export { paymentsOf, refundsOf } from './payments.store';
export { receiveNotice } from './receive-notice';
export { reconcileBills } from './reconcile-bill';
export { type PaymentHandler, type PaymentHandlers, requestRefund } from './settle-payment';
