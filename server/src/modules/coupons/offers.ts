import { isOnOffer } from '../../engine/coupons';
import { calendarOf } from '../../engine/draft';
import type { CouponTemplate, Program } from '../../engine/program';
import { isInSegments } from '../../engine/tags';

/**
 * The templates that can be claimed on the date of an instant, after a place; each with its place in the file, from 1. What
 * is for some tags alone is for who has one of them.
 */
export function offersAt(
  program: Program,
  now: Date,
  after: number,
  tags: readonly string[] | undefined,
): { template: CouponTemplate; place: number }[] {
  const today = calendarOf(program.timeZone).dateOf(now.getTime());
  return program.coupons
    .map((template, index) => ({ template, place: index + 1 }))
    .filter(({ template, place }) => place > after && isOnOffer(template, today))
    .filter(({ template }) => isInSegments(template.claim?.segments, tags));
}

/** How many are left of a stock; never below 0, though rewards count, too, and nothing stops them. */
export function leftOf(stock: number, granted: number | undefined): number {
  return Math.max(0, stock - (granted ?? 0));
}
