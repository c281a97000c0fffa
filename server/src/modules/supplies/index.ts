/** What suppliers are asked for orders: what other parts of the server may use. */
export { fulfilling } from './fulfil-order';
export { type Callback, receiveSupplyNotice, type SupplyNoticeAnswer } from './receive-notice';
export { type SuppliesReport, workOnSupplies } from './supplies.job';
