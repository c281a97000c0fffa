/** Money taken through a provider, for whatever it is: what other modules may use. */

export { reconcileBills } from './bills.job';
export { callOffPayment, createPayment } from './open-payment';
export {
  debitBy,
  firstParamsFor,
  goodsId,
  type PayBy,
  type PayChannel,
  type PayParts,
  paramsFor,
  payByOf,
} from './pay-by';
export { workOnPayments } from './payments.job';
export { countWaitingPayments, listPayments, movePayments, paymentsOf, refundsOfPayments } from './payments.store';
export { type NoticeAnswer, receiveNotice } from './receive-notice';
export {
  type PaymentHandler,
  type PaymentRow,
  type RefundRow,
  requestRefund,
  type SettleParts,
} from './settle-payment';
