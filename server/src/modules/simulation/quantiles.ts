import { compare, multiply, type Rational, rational, round } from '../../engine/rational';

/**
 * How many of so many are a share of them, to the nearest whole one; half a one counts as one. Exact.
 */
export function countOfShare(share: Rational, count: number): number {
  return round(multiply(share, rational(count)), 'halfUp');
}

/** The smallest value that at least this share of the values do not exceed (nearest rank). Undefined without values. */
export function quantile(rising: readonly number[], share: Rational): number | undefined {
  const rank = round(multiply(share, rational(rising.length)), 'up');
  return rising[Math.min(rising.length, Math.max(1, rank)) - 1];
}

/** How many values of a rising list reach a threshold. */
export function countReaching(rising: readonly number[], threshold: number): number {
  let [low, high] = [0, rising.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((rising[middle] ?? 0) >= threshold) high = middle;
    else low = middle + 1;
  }
  return rising.length - low;
}

/** Rounds a score up to two significant digits, so that people can read it and nobody is promised more: 1,234 → 1,300. */
export function roundUpReadable(score: number): number {
  let unit = 1;
  while (score > unit * 100) unit *= 10;
  return round(rational(score, unit), 'up') * unit;
}

/** Whether one share is larger than another. */
export function isLarger(a: Rational, b: Rational): boolean {
  return compare(a, b) > 0;
}
