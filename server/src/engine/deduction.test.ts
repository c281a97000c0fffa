import fc from 'fast-check';
import { quoteDeduction } from './deduction';
import type { Deduction } from './program';
import { compare, multiply, rational } from './rational';

/** 100 points = ¥1, for at most half of an order, 500 or more, by the hundred. */
const mall: Deduction = { pointsPerYuan: 100, maxShare: rational(1, 2), minPoints: 500, unit: 100 };
const quote = (amountFen: number, available: number, blocked = false, policy: Deduction | undefined = mall) =>
  quoteDeduction(policy, { amountFen, available, blocked });

describe('points as money at a checkout', () => {
  it.each([
    ['what there is, in whole units', 100_000, 1234, { points: 1200, deductFen: 1200 }],
    ['half of the order', 10_001, 100_000, { points: 5000, deductFen: 5000 }],
    ['the minimum', 1000, 500, { points: 500, deductFen: 500 }],
    ['none, one below the minimum', 100_000, 499, { points: 0, deductFen: 0, refusal: 'BELOW_MINIMUM' }],
    [
      'none, when half of the order is below the minimum',
      998,
      9999,
      { points: 0, deductFen: 0, refusal: 'ORDER_TOO_SMALL' },
    ],
    ['none of nothing', 0, 9999, { points: 0, deductFen: 0, refusal: 'ORDER_TOO_SMALL' }],
  ])('takes %s', (_, amountFen, available, expected) => {
    expect(quote(amountFen, available)).toEqual(expected);
  });

  it('takes none of a blocked member, and none without a policy', () => {
    expect(quote(10_000, 10_000, true).refusal).toBe('MEMBER_BLOCKED');
    expect(quoteDeduction(undefined, { amountFen: 10_000, available: 10_000, blocked: true }).refusal).toBe(
      'NO_DEDUCTION',
    );
  });

  it('takes no points that are worth nothing', () => {
    const policy = { pointsPerYuan: 1000, maxShare: rational(1), minPoints: 0, unit: 1 };
    expect(quote(100, 9, false, policy)).toEqual({ points: 0, deductFen: 0, refusal: 'BELOW_MINIMUM' });
    expect(quote(100, 10, false, policy)).toEqual({ points: 10, deductFen: 1 });
  });

  it('is exact where floats are not', () => {
    const third = { pointsPerYuan: 3, maxShare: rational(1, 3), minPoints: 0, unit: 1 };
    expect(quote(100, 10, false, third)).toEqual({ points: 1, deductFen: 33 });
    expect(quote(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).points % 100).toBe(0);
  });

  const policies = fc.record({
    pointsPerYuan: fc.integer({ min: 1, max: 5000 }),
    maxShare: fc
      .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 1000 }))
      .map(([a, b]) => rational(Math.min(a, b), b)),
    minPoints: fc.integer({ min: 0, max: 5000 }),
    unit: fc.integer({ min: 1, max: 500 }),
  });
  const orders = fc.record({
    amountFen: fc.integer({ min: 0, max: 1_000_000 }),
    available: fc.integer({ min: 0, max: 1_000_000 }),
    blocked: fc.boolean(),
  });

  it('never takes more than the share or than there is, always whole units, and as many as the rules let it', () => {
    fc.assert(
      fc.property(policies, orders, (policy, order) => {
        const { points, deductFen, refusal } = quoteDeduction(policy, order);
        const share = multiply(rational(order.amountFen), policy.maxShare);
        const worth = (some: number) => rational(some * 100, policy.pointsPerYuan);
        const fits = (some: number) => some <= order.available && compare(worth(some), share) <= 0;
        expect(fits(points)).toBe(true);
        expect(points % policy.unit).toBe(0);
        expect(deductFen).toBe(Math.floor((points * 100) / policy.pointsPerYuan));
        expect(refusal === undefined).toBe(points > 0);
        if (points > 0) {
          expect(points).toBeGreaterThanOrEqual(policy.minPoints);
          expect(deductFen).toBeGreaterThan(0);
          expect(fits(points + policy.unit)).toBe(false);
        } else if (!order.blocked) {
          const units = Math.max(Math.ceil(policy.minPoints / policy.unit), 1);
          let least = units * policy.unit;
          while (worth(least).numerator < worth(least).denominator) least += policy.unit;
          expect(fits(least)).toBe(false);
        }
      }),
    );
  });
});
