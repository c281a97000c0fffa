/** Coupons: what other modules may use. */
export { couponOf } from './change-coupon';
export { innerCoupon, noCoupon } from './coupon-ids';
export { couponSummaryAt } from './coupons-at';
