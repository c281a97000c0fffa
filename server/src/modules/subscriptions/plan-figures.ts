import type { BusinessDate } from '../../engine/calendar';
import { calendarOf } from '../../engine/draft';
import type { Benefit, EntitlementPeriod, Plan, Program } from '../../engine/program';
import { formatRational, multiply, rational, round } from '../../engine/rational';
import { InvariantError } from '../../platform/errors';
import { PARTS_OF_FEN } from '../journal';
import type { ProgramInForce } from '../programs';
import {
  type Beginning,
  type HeldTime,
  type MovedSum,
  NO_COUNTS,
  type PlanCounts,
  type Span,
} from './plan-figures.store';

/** How a benefit of a plan was used, and what that cost. */
export interface BenefitFigures {
  benefit: Benefit;
  granted: number;
  used: number;
  costFen: number;
}

/** What a plan gives beside benefits. */
export const PLAN_EXTRAS = ['memberPrice', 'points'] as const;
/** One of them. */
export type PlanExtra = (typeof PLAN_EXTRAS)[number];

/** What that cost. */
export interface ExtraFigures {
  extra: PlanExtra;
  costFen: number;
}

/** Subscriptions that began in a month of the program's zone. */
export interface CohortFigures {
  /** `2026-03`. */
  month: string;
  started: number;
  renewed: number;
}

/** What staff see of a plan. */
export interface FiguresOfPlan extends PlanCounts {
  plan: Plan;
  benefits: BenefitFigures[];
  extras: ExtraFigures[];
  /** Of all benefits and extras. */
  costFen: number;
  marginFen: number;
  cohorts: CohortFigures[];
}

/** What the figures are made from, read for all plans at once. */
export interface FigureSources {
  span: Span;
  counts: ReadonlyMap<string, PlanCounts>;
  held: readonly HeldTime[];
  moved: readonly MovedSum[];
  begun: readonly Beginning[];
}

/**
 * The figures of every plan of the program. What plans cost, and when, is told by `engine/plan-moves.ts`. Of each benefit:
 * - `granted` is how often it could have been used. Of a quota that is there in every period: the quota for each month (or
 *   quarter, year, period of the plan) in which a subscriber, or somebody with whom it is shared, had the plan in the span,
 *   for a day at least; days in which an unpaid plan is kept give no more. Of what is given at times of its own: what was
 *   given in the span, also if a refund took it back later. A service without a quota: none, for nobody records its use.
 * - `used` is how often it was: quotas used, coupons redeemed, points given, less what came back in the span, whenever it
 *   was used. Beside its own benefits those of an earlier version of the plan are told that were used.
 * Each cost is rounded once, and `costFen` is the sum of these.
 */
export function figuresOf(current: ProgramInForce, sources: FigureSources): FiguresOfPlan[] {
  return current.program.plans.map((plan) => {
    const counts = sources.counts.get(plan.code) ?? NO_COUNTS;
    const held = sources.held.filter((time) => time.plan === plan.code);
    const moved = sources.moved.filter((sum) => sum.plan === plan.code);
    const benefits = benefitsOf(current, plan, moved).map((benefit): BenefitFigures => {
      const own = moved.filter((sum) => sum.benefit === benefit.code);
      const isHeld = plan.benefits.includes(benefit.code);
      const quota = isHeld ? quotaGranted(current.program, sources.span, held, benefit) : 0;
      const granted = quota + quantityOf(own, 'given');
      return { benefit, granted, used: quantityOf(own, 'used'), costFen: costOf(own) };
    });
    const extras = PLAN_EXTRAS.map((extra) => ({ extra, costFen: costOf(moved.filter(({ kind }) => kind === extra)) }));
    const costFen = [...benefits, ...extras].reduce((sum, line) => sum + line.costFen, 0);
    const marginFen = counts.incomeFen - counts.refundedFen - costFen;
    const begun = sources.begun.filter((beginning) => beginning.plan === plan.code);
    return { plan, ...counts, benefits, extras, costFen, marginFen, cohorts: cohortsOf(current.program, begun) };
  });
}

function quantityOf(moved: readonly MovedSum[], kind: MovedSum['kind']): number {
  return moved.reduce((sum, one) => sum + (one.kind === kind ? one.quantity : 0), 0);
}

function costOf(moved: readonly MovedSum[]): number {
  const parts = moved.reduce((sum, { costParts }) => sum + costParts, 0);
  return round(rational(parts, PARTS_OF_FEN), 'halfUp');
}

/** The benefits of a plan in its order, and then those that it had when they were given or used. */
function benefitsOf({ program, timeline }: ProgramInForce, plan: Plan, moved: readonly MovedSum[]): Benefit[] {
  const versions = [program, ...[...timeline].reverse().map((one) => one.program)];
  const codes = new Set([...plan.benefits, ...moved.flatMap(({ benefit }) => benefit ?? [])]);
  return [...codes].map((code) => {
    for (const { benefits } of versions) {
      const found = benefits.find((benefit) => benefit.code === code);
      if (found) return found;
    }
    throw new InvariantError(`No version of the program has a benefit ${code}.`);
  });
}

const MONTHS: Record<Exclude<EntitlementPeriod, 'validity'>, number> = { month: 1, quarter: 3, year: 12 };

/** How often a quota could be used that is there in every period: each member has it once in a period, by whatever. */
function quotaGranted(
  { timeZone, family }: Program,
  span: Span,
  held: readonly HeldTime[],
  { code, entitlement, when }: Benefit,
): number {
  if (!entitlement || when) return 0;
  const { quota, per } = entitlement;
  const calendar = calendarOf(timeZone);
  const windows = new Set<string>();
  for (const { memberId, isShared, periodId, from, until } of held) {
    const first = Math.max(from.getTime(), span.start.getTime());
    const end = Math.min(until.getTime(), span.end.getTime());
    if (end <= first || (isShared && !family?.shares.includes(code))) continue;
    if (per === 'validity') windows.add(`${memberId} ${periodId}`);
    else {
      const [start, last] = [first, end - 1].map((at) => Math.floor(monthOf(calendar.dateOf(at)) / MONTHS[per]));
      for (let window = start ?? 0; window <= (last ?? 0); window++) windows.add(`${memberId} ${window}`);
    }
  }
  return windows.size * quota;
}

/** The months since the year 0. */
function monthOf(date: BusinessDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function cohortsOf({ timeZone }: Program, begun: readonly Beginning[]): CohortFigures[] {
  const calendar = calendarOf(timeZone);
  const months = new Map<string, CohortFigures>();
  for (const { startedAt, periods } of begun) {
    const month = calendar.dateOf(startedAt.getTime()).slice(0, 7);
    const known = months.get(month) ?? { month, started: 0, renewed: 0 };
    months.set(month, { month, started: known.started + 1, renewed: known.renewed + (periods > 1 ? 1 : 0) });
  }
  return [...months.values()];
}

/** A part of a whole as a decimal with four places; null: there is nothing to be a part of. */
export function shareOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const tenThousandths = round(multiply(rational(part, whole), rational(10_000)), 'halfUp');
  return formatRational(rational(tenThousandths, 10_000));
}
