import { type Benefit, type Program } from '../../src/engine/program';
import { formatRational } from '../../src/engine/rational';

const DAY_MS = 86_400_000;
const ZONE_MS = 8 * 3_600_000;
/** The date in China of an instant. */
const dateOf = (at: number): string => new Date(at + ZONE_MS).toISOString().slice(0, 10);

/** A part of `PlanBenefitFigures`, by the benefit's code. */
export interface ModelledBenefit {
  granted: number;
  used: number;
  costFen: number;
}

/** A simple model of what a plan costs: told everything that happened, it counts day by day. */
export class PlanModel {
  private readonly held: { who: string; from: number; until: number; isShared: boolean }[] = [];
  private readonly moves: { at: number; benefit: string; given: number; used: number; costFen: number }[] = [];
  private readonly extras: { at: number; extra: 'points' | 'memberPrice'; fen: number }[] = [];

  constructor(
    private readonly program: Program,
    private readonly plan: string,
    private readonly now: () => number,
  ) {}

  /** Somebody has the plan from an instant to another. */
  holds(who: string, from: string | Date, until: string | Date, isShared = false): void {
    this.held.push({ who, isShared, from: new Date(from).getTime(), until: new Date(until).getTime() });
  }

  /** A plan that was held ends now. */
  ends(who: string): void {
    for (const one of this.held) if (one.who === who) one.until = this.now();
  }

  given(benefit: string): void {
    this.moves.push({ at: this.now(), benefit, given: 1, used: 0, costFen: 0 });
  }

  /** Used so often, at a price for each; less than 0 came back. */
  used(benefit: string, used: number, each = this.priceOf(benefit)): void {
    this.moves.push({ at: this.now(), benefit, given: 0, used, costFen: used * each });
  }

  /** The multiplier gave points for so much. */
  multiplied(fen: number): void {
    this.extras.push({ at: this.now(), extra: 'points', fen });
  }

  /** The price for members took so much off. */
  tookOff(fen: number): void {
    this.extras.push({ at: this.now(), extra: 'memberPrice', fen });
  }

  priceOf(code: string): number {
    const { costFen } = this.benefitOf(code);
    return costFen ? Number(formatRational(costFen)) : 0;
  }

  /** What staff are to see from a date to another, both included. */
  figures(from: string, to: string) {
    const isIn = ({ at }: { at: number }) => dateOf(at) >= from && dateOf(at) <= to;
    const moves = this.moves.filter(isIn);
    const codes = this.program.plans.find(({ code }) => code === this.plan)?.benefits ?? [];
    const benefits = codes.map((code): [string, ModelledBenefit] => {
      const own = moves.filter(({ benefit }) => benefit === code);
      const sum = (field: 'given' | 'used' | 'costFen') => own.reduce((total, one) => total + one[field], 0);
      const granted = sum('given') + this.quotaOf(this.benefitOf(code), from, to);
      return [code, { granted, used: sum('used'), costFen: sum('costFen') }];
    });
    const sumOf = (kind: string) =>
      this.extras.filter(isIn).reduce((total, { extra, fen }) => total + (extra === kind ? fen : 0), 0);
    const [pointsFen, memberPriceFen] = [sumOf('points'), sumOf('memberPrice')];
    const costFen = benefits.reduce((total, [, one]) => total + one.costFen, pointsFen + memberPriceFen);
    return { benefits: Object.fromEntries(benefits), pointsFen, memberPriceFen, costFen };
  }

  private benefitOf(code: string): Benefit {
    const found = this.program.benefits.find((benefit) => benefit.code === code);
    if (!found) throw new Error(`There is no benefit ${code}.`);
    return found;
  }

  /** Each period of the quota counts in which somebody had it on a day. */
  private quotaOf({ code, entitlement, when }: Benefit, from: string, to: string): number {
    if (!entitlement || when) return 0;
    const length = { month: 7, year: 4, quarter: 7, validity: 0 }[entitlement.per];
    const periods = new Set<string>();
    for (const { who, isShared, from: start, until } of this.held) {
      if (isShared && !this.program.family?.shares.includes(code)) continue;
      for (let at = start; at < until; at = Math.min(at + DAY_MS, Math.max(until - 1, at + 1))) {
        const date = dateOf(at);
        if (date >= from && date <= to) periods.add(`${who} ${date.slice(0, length)}`);
      }
    }
    return periods.size * entitlement.quota;
  }
}
