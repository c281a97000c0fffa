import { defineLoader } from '../../platform/database/loaders';
import { finishedCoupons, grantedOfCoupons } from '../journal';

/** Redeemed and expired coupons by member. */
export const finishedCouponsLoader = defineLoader('finishedCoupons', finishedCoupons);

/** How many of a template were given, by its code. */
export const couponStockLoader = defineLoader('couponStock', grantedOfCoupons);
