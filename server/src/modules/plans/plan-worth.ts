import { monthsOf } from '../../engine/plans';
import type { Benefit, Plan, Program } from '../../engine/program';
import { rational, round } from '../../engine/rational';

const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** What a plan costs by the month, in fen, rounded down. */
export function monthlyPriceOf({ period, priceFen }: Plan): number {
  return round(rational(priceFen, monthsOf(period)), 'down');
}

/** What the benefits of a period are worth when all of them are used, in fen: quotas, and coupons of monthly packs. */
export function worthOf(program: Program, plan: Plan): number {
  const months = monthsOf(plan.period);
  return program.benefits
    .filter(({ code }) => plan.benefits.includes(code))
    .reduce((sum, benefit) => sum + worthOfBenefit(program, benefit, months), 0);
}

function worthOfBenefit(program: Program, benefit: Benefit, months: number): number {
  const { entitlement, worthFen = 0, grant, when } = benefit;
  const coupon = program.coupons.find(({ code }) => code === grant?.coupon);
  const couponFen = when?.kind === 'planMonth' && coupon?.kind === 'amountOff' ? (coupon.offFen ?? 0) : 0;
  const inMonths = couponFen * months;
  if (!entitlement) return inMonths;
  const each = entitlement.quota * worthFen;
  if (when?.kind === 'planMonth') return inMonths + each * months;
  const times = entitlement.per === 'validity' ? 1 : Math.max(1, Math.floor(months / MONTHS[entitlement.per]));
  return inMonths + each * times;
}
