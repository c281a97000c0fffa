import { type BusinessDate, daysBetween } from '../../engine/calendar';
import { rational } from '../../engine/rational';
import { quantile } from './quantiles';

/** How long members take to come back, and so how long a grace should be (L6). */
export interface GraceProposal {
  /** How many times somebody came back. */
  intervals: number;
  /** Within so many days four fifths, and nine tenths, had come back. */
  days80: number;
  days90: number;
}

/** The days between the purchases of a member, from their dates; several on one day are one purchase. */
export function intervalsOf(dates: readonly BusinessDate[]): number[] {
  const days = [...new Set(dates)].sort();
  return days.slice(1).map((day, index) => daysBetween(days[index] ?? day, day));
}

/** The quantiles of all intervals between purchases; undefined when nobody came back. */
export function graceOf(intervals: readonly number[]): GraceProposal | undefined {
  const rising = [...intervals].sort((a, b) => a - b);
  const days80 = quantile(rising, rational(4, 5));
  const days90 = quantile(rising, rational(9, 10));
  return days80 === undefined || days90 === undefined ? undefined : { intervals: rising.length, days80, days90 };
}
