import type { Deduction } from './program';
import { compare, multiply, type Rational, rational, round } from './rational';

/** Why no points can be used for an order. */
export type DeductionRefusal = 'NO_DEDUCTION' | 'MEMBER_BLOCKED' | 'ORDER_TOO_SMALL' | 'BELOW_MINIMUM';

/** How many points an order takes at most, and the fen that they are worth; 0 with a reason when none can be used. */
export interface DeductionQuote {
  points: number;
  deductFen: number;
  refusal?: DeductionRefusal;
}

/**
 * The most points that can be used for an order: no more than are available, worth no more than the program's share of
 * the order, in whole units, and no fewer than the minimum. Their worth is rounded down to fen.
 */
export function quoteDeduction(
  policy: Deduction | undefined,
  order: { amountFen: number; available: number; blocked: boolean },
): DeductionQuote {
  const none = (refusal: DeductionRefusal): DeductionQuote => ({ points: 0, deductFen: 0, refusal });
  if (!policy) return none('NO_DEDUCTION');
  if (order.blocked) return none('MEMBER_BLOCKED');
  const { pointsPerYuan, maxShare, minPoints, unit } = policy;
  const perFen = rational(pointsPerYuan, 100);
  const ofOrder = multiply(multiply(rational(order.amountFen), maxShare), perFen);
  // Compared with the fewest that can be used at all: this order would not do for anybody.
  if (compare(ofOrder, rational(fewest(minPoints, unit, perFen))) < 0) return none('ORDER_TOO_SMALL');
  const available = rational(order.available);
  const most = round(compare(ofOrder, available) < 0 ? ofOrder : available, 'down');
  const points = most - (most % unit);
  if (points < fewest(minPoints, unit, perFen)) return none('BELOW_MINIMUM');
  return { points, deductFen: worthOf(points, pointsPerYuan) };
}

/** What points are worth in fen, rounded down. */
function worthOf(points: number, pointsPerYuan: number): number {
  return round(multiply(rational(points), rational(100, pointsPerYuan)), 'down');
}

/** The fewest whole units that reach the minimum and are worth a fen. */
function fewest(minPoints: number, unit: number, perFen: Rational): number {
  return unit * Math.max(1, Math.ceil(minPoints / unit), round(multiply(perFen, rational(1, unit)), 'up'));
}
