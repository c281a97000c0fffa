/** An exact fraction. Rates and multipliers are fractions from the program text to the one rounding at the end. */
export interface Rational {
  readonly numerator: bigint;
  /** Always positive. */
  readonly denominator: bigint;
}

/** How a line of the ledger is rounded to whole points or growth. */
export type Rounding = 'down' | 'up' | 'halfUp' | 'halfDown' | 'halfEven';

/** The fraction 1: a multiplier that changes nothing. */
export const one: Rational = { numerator: 1n, denominator: 1n };

/** A whole number as a fraction. */
export function rational(numerator: number | bigint, denominator: number | bigint = 1n): Rational {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

/**
 * Reads `12`, `0.015`, `-3.5` or `1/3` exactly, from the text and never through a float. `undefined` when it is
 * something else or divides by zero.
 */
export function parseRational(text: string): Rational | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+)|\/(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', decimals = '', divisor = '1'] = match;
  const scale = 10n ** BigInt(decimals.length);
  const denominator = scale * BigInt(divisor);
  if (denominator === 0n) return undefined;
  const size = BigInt(whole + decimals);
  return reduced({ numerator: sign ? -size : size, denominator });
}

/** The fraction in words: `1.5`, `1/3`. Decimal when it ends. */
export function formatRational({ numerator, denominator }: Rational): string {
  for (let digits = 0, scale = 1n; digits <= 9; digits++, scale *= 10n) {
    if (scale % denominator !== 0n) continue;
    const scaled = (numerator * scale) / denominator;
    const text = String(scaled < 0n ? -scaled : scaled).padStart(digits + 1, '0');
    const decimal = digits > 0 ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
    return scaled < 0n ? `-${decimal}` : decimal;
  }
  return `${numerator}/${denominator}`;
}

/** The product. */
export function multiply(a: Rational, b: Rational): Rational {
  return reduced({ numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator });
}

/** The sum. */
export function add(a: Rational, b: Rational): Rational {
  const numerator = a.numerator * b.denominator + b.numerator * a.denominator;
  return reduced({ numerator, denominator: a.denominator * b.denominator });
}

/** The quotient. Throws RangeError when the divisor is not above 0. */
export function divide(a: Rational, b: Rational): Rational {
  if (b.numerator <= 0n) throw new RangeError('Only a divisor above 0 is meant.');
  return multiply(a, { numerator: b.denominator, denominator: b.numerator });
}

/** Below zero, zero or above, as `a` is less than, equal to or greater than `b`. */
export function compare(a: Rational, b: Rational): number {
  const left = a.numerator * b.denominator;
  const right = b.numerator * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

/**
 * The whole number nearest by the rule. `down` and `up` are towards and away from zero, so that a negative line is the
 * mirror of a positive one. Throws RangeError beyond 2^53.
 */
export function round({ numerator, denominator }: Rational, rounding: Rounding): number {
  const negative = numerator < 0n;
  const size = negative ? -numerator : numerator;
  const whole = size / denominator;
  const twiceRest = (size % denominator) * 2n;
  const result = Number(whole + (roundsAway(rounding, whole, twiceRest, denominator) ? 1n : 0n));
  if (!Number.isSafeInteger(result)) throw new RangeError('A ledger line is beyond 2^53.');
  // Never -0: it would be written differently from 0.
  return negative && result !== 0 ? -result : result;
}

function roundsAway(rounding: Rounding, whole: bigint, twiceRest: bigint, denominator: bigint): boolean {
  if (twiceRest === 0n) return false;
  if (rounding === 'up') return true;
  if (rounding === 'down') return false;
  if (twiceRest !== denominator) return twiceRest > denominator;
  if (rounding === 'halfEven') return whole % 2n === 1n;
  return rounding === 'halfUp';
}

function reduced({ numerator, denominator }: Rational): Rational {
  let [a, b] = [numerator < 0n ? -numerator : numerator, denominator];
  while (b) [a, b] = [b, a % b];
  return a > 1n ? { numerator: numerator / a, denominator: denominator / a } : { numerator, denominator };
}
