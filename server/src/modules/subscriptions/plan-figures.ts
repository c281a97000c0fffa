import { daysBetween } from '../../engine/calendar';
import { calendarOf } from '../../engine/draft';
import type { Benefit, Plan, Program } from '../../engine/program';
import { formatRational, multiply, rational, round } from '../../engine/rational';
import type { Beginning, HeldPeriod, PlanCounts, Span, UseStep } from './plan-figures.store';

/** How a benefit of a plan was used. */
export interface BenefitFigures {
  benefit: Benefit;
  granted: number;
  used: number;
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
  costFen: number;
  marginFen: number;
  cohorts: CohortFigures[];
}

/** What the figures are made from, read for all plans at once. */
export interface FigureSources {
  span: Span;
  counts: ReadonlyMap<string, PlanCounts>;
  held: readonly HeldPeriod[];
  uses: readonly UseStep[];
  begun: readonly Beginning[];
}

const NOTHING: PlanCounts = { subscribers: 0, newSubscribers: 0, incomeFen: 0, refundedFen: 0, complaints: 0 };
/** About how long the period of a quota is, in days. */
const QUOTA_DAYS = { month: 30, quarter: 91, year: 365, validity: 36_500 } as const;

/** The figures of every plan of the program. Of benefits, those with a quota are counted: each use of it is recorded. */
export function figuresOf(program: Program, sources: FigureSources): FiguresOfPlan[] {
  const used = usedBy(sources.uses);
  return program.plans.map((plan) => {
    const counts = sources.counts.get(plan.code) ?? NOTHING;
    const held = sources.held.filter((period) => period.plan === plan.code);
    const benefits = program.benefits
      .filter(({ code, entitlement }) => entitlement !== undefined && plan.benefits.includes(code))
      .map((benefit) =>
        benefitFigures(program, sources.span, held, benefit, used.get(`${plan.code} ${benefit.code}`) ?? 0),
      );
    const costFen = benefits.reduce((sum, { costFen: cost }) => sum + cost, 0);
    const marginFen = counts.incomeFen - counts.refundedFen - costFen;
    const begun = sources.begun.filter((beginning) => beginning.plan === plan.code);
    return { plan, ...counts, benefits, costFen, marginFen, cohorts: cohortsOf(program, begun) };
  });
}

function benefitFigures(
  program: Program,
  span: Span,
  held: readonly HeldPeriod[],
  benefit: Benefit,
  used: number,
): BenefitFigures {
  const calendar = calendarOf(program.timeZone);
  const { quota = 0, per = 'month' } = benefit.entitlement ?? {};
  const windows = held.reduce((sum, { from, until }) => {
    const [first, last] = [
      Math.max(from.getTime(), span.start.getTime()),
      Math.min(until.getTime(), span.end.getTime()),
    ];
    if (last <= first) return sum;
    const days = daysBetween(calendar.dateOf(first), calendar.dateOf(last - 1)) + 1;
    // A month is at most one window of a month, however long it is.
    return sum + Math.max(1, Math.round(days / QUOTA_DAYS[per]));
  }, 0);
  const costFen = benefit.costFen ? round(multiply(benefit.costFen, rational(used)), 'halfUp') : 0;
  return { benefit, granted: windows * quota, used, costFen };
}

/** How often each benefit was used under each plan, by `<plan> <benefit>`: what came back was not used. */
function usedBy(steps: readonly UseStep[]): Map<string, number> {
  const reserved = new Map<string, number>();
  const used = new Map<string, number>();
  const counted = new Map<string, number>();
  for (const { plan, memberId, input } of steps) {
    const { step, benefit, ref, quantity = 1 } = input;
    const [use, key] = [`${memberId} ${benefit} ${ref}`, `${plan} ${benefit}`];
    const add = (count: number) => used.set(key, (used.get(key) ?? 0) + count);
    if (step === 'reserve') reserved.set(use, quantity);
    else if (step === 'return') {
      add(-(counted.get(use) ?? 0));
      counted.delete(use);
    } else {
      const count = step === 'confirm' ? (reserved.get(use) ?? quantity) : quantity;
      counted.set(use, count);
      add(count);
    }
  }
  return used;
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
