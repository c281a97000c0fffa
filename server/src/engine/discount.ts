import type { CouponTemplate } from './program';
import { compare, multiply, rational, round } from './rational';

/** An order for which a coupon is to be used. */
export interface CouponOrder {
  orderAmountFen: number;
  categories?: readonly string[];
  type?: string;
  termDays?: number;
}

/** Why a coupon cannot be used for an order. */
export type CouponMismatch = 'COUPON_MIN_SPEND' | 'COUPON_OUT_OF_SCOPE';

/** Why a coupon does not fit an order; undefined: it does. */
export function mismatchOf(template: CouponTemplate, order: CouponOrder): CouponMismatch | undefined {
  const { minSpendFen, minTermDays, scope } = template;
  if (order.orderAmountFen < minSpendFen) return 'COUPON_MIN_SPEND';
  if (minTermDays !== undefined && (order.termDays ?? 0) < minTermDays) return 'COUPON_MIN_SPEND';
  const { categories, types } = scope ?? {};
  if (categories && !order.categories?.some((one) => categories.includes(one))) return 'COUPON_OUT_OF_SCOPE';
  if (types && (order.type === undefined || !types.includes(order.type))) return 'COUPON_OUT_OF_SCOPE';
  return undefined;
}

/**
 * What a coupon takes off an order, in fen, rounded down: never more than the order, never more than its ceiling. Of
 * free shipping and of a raised rate, whose worth the partner knows alone: the most that it may be; undefined: anything.
 */
export function discountOf(template: CouponTemplate, orderAmountFen: number): number | undefined {
  const { kind, offFen, percent, ceilingFen } = template;
  switch (kind) {
    case 'amountOff':
      return Math.min(offFen ?? 0, orderAmountFen);
    case 'percentOff': {
      const part = multiply(percent ?? rational(0), rational(orderAmountFen));
      const ceiling = rational(Math.min(ceilingFen ?? orderAmountFen, orderAmountFen));
      return round(compare(part, ceiling) > 0 ? ceiling : part, 'down');
    }
    case 'freeShipping':
      return offFen;
    case 'rateBoost':
      return ceilingFen;
  }
}
