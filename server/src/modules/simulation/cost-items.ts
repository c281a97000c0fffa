import type { Instant } from '../../engine/calendar';
import type { AssetMove } from '../../engine/outcome';
import { add, multiply, type Rational, rational, round } from '../../engine/rational';
import type { RewardSource } from '../../engine/reward';
import type { Entry } from '../../engine/state';
import type { Fold } from '../journal';

/** For what points are issued: what a rule grants, or a reward. */
const POINTS = ['rules', 'tasks', 'checkIns', 'gifts', 'benefits', 'referrals'] as const;
const KINDS = [...POINTS, 'couponsGiven', 'couponsUsed', 'benefitsUsed', 'walletGifts'] as const;

/** What costs something. A coupon that was given costs nothing until it is used. */
export type CostKind = (typeof KINDS)[number];

/** So much of a kind: points, coupons, uses, or fen of stored value; negative when it came back. */
export interface CostItem {
  kind: CostKind;
  at: Instant;
  count: number;
  /** Of coupons and benefits alone: the others have a price for each. */
  costFen?: Rational;
}

const sources: Record<RewardSource['kind'], CostKind> = {
  ...{ task: 'tasks', checkIn: 'checkIns', makeUp: 'checkIns', gift: 'gifts' },
  ...{ benefit: 'benefits', referral: 'referrals' },
};

/**
 * What a fold gave and used. Points count when they are issued, also those that are taken back later (they have a sum of
 * their own); coupons and quotas net of what came back, and gifts of stored value net of what was taken back.
 */
export function costsIn({ entries, moves }: Pick<Fold, 'entries' | 'moves'>): CostItem[] {
  return [...entries.flatMap(itemsOf), ...moves.map(itemOf)];
}

function itemOf({ kind, count, costFen, at }: AssetMove): CostItem {
  if (kind === 'couponGiven') return { kind: 'couponsGiven', at, count };
  return { kind: kind === 'couponUsed' ? 'couponsUsed' : 'benefitsUsed', at, count, costFen };
}

function itemsOf({ account, kind, delta, effectiveAt: at, trace }: Entry): CostItem[] {
  if (account === 'points' && kind === 'earn') {
    const source = trace.source?.split(' ')[0] as RewardSource['kind'] | undefined;
    return [{ kind: source === undefined ? 'rules' : sources[source], at, count: delta }];
  }
  if (account === 'gift' && (kind === 'gift' || kind === 'reverse')) return [{ kind: 'walletGifts', at, count: delta }];
  if (account !== 'principal' || kind !== 'refund') return [];
  // What is not paid back of the principal is gift that was spent: the member has paid for it.
  const covered = -delta - (trace.amountFen ?? -delta);
  return covered === 0 ? [] : [{ kind: 'walletGifts', at, count: -covered }];
}

/** A line of costs, rounded once to whole fen. */
export interface CostLine {
  kind: CostKind;
  count: number;
  costFen: number;
}

/** Adds up what was given and used, by kind. */
export class CostSums {
  private readonly counts = new Map<CostKind, number>();
  private readonly costs = new Map<CostKind, Rational>();

  add({ kind, count, costFen }: CostItem): void {
    this.counts.set(kind, this.count(kind) + count);
    if (costFen) this.costs.set(kind, add(this.costs.get(kind) ?? rational(0), costFen));
  }

  /** How many points were issued, for whatever. */
  get issued(): number {
    return POINTS.reduce((sum, kind) => sum + this.count(kind), 0);
  }

  /** What everything costs together, rounded once to whole fen. */
  totalFen(costPerPointFen: Rational): number {
    return round(KINDS.map((kind) => this.costOf(kind, costPerPointFen)).reduce(add), 'halfUp');
  }

  /** Every kind, in a fixed order; each is rounded by itself. */
  lines(costPerPointFen: Rational): CostLine[] {
    return KINDS.map((kind) => ({
      kind,
      count: this.count(kind),
      costFen: round(this.costOf(kind, costPerPointFen), 'halfUp'),
    }));
  }

  private count(kind: CostKind): number {
    return this.counts.get(kind) ?? 0;
  }

  private costOf(kind: CostKind, costPerPointFen: Rational): Rational {
    const known = this.costs.get(kind);
    if (known) return known;
    if (kind === 'walletGifts') return rational(this.count(kind));
    const isOfPoints = (POINTS as readonly CostKind[]).includes(kind);
    return isOfPoints ? multiply(costPerPointFen, rational(this.count(kind))) : rational(0);
  }
}
