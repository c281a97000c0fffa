/** Coupons: what other modules may use. */
export { couponSummaryAt } from './coupons-at';
