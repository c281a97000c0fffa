import { heldPoints } from '../../engine/holds';
import { availablePoints, spendingOrder } from '../../engine/points';
import type { Lot, MemberState } from '../../engine/state';

/** A member's points as they are shown. */
export interface PointsView {
  available: number;
  pending: number;
  held: number;
  debt: number;
  earnedTotal: number;
  spentTotal: number;
  expiredTotal: number;
  rewardedTotal: number;
  nextExpiry?: { points: number; at: Date };
  lots: { amount: number; remaining: number; occurredAt: Date; availableAt: Date; expiresAt?: Date }[];
}

/** The points of a state at an instant up to which time has passed for it. */
export function pointsAt(state: MemberState, instant: number): PointsView {
  const left = Object.values(state.lots).filter(({ remaining }) => remaining > 0);
  const spendable = left.filter(({ availableAt }) => availableAt <= instant);
  const next = Math.min(...spendable.map(({ expiresAt = Number.POSITIVE_INFINITY }) => expiresAt));
  const { totals } = state;
  const sum = (lots: readonly Lot[]) => lots.reduce((total, { remaining }) => total + remaining, 0);
  return {
    available: availablePoints(state, instant),
    pending: sum(left.filter(({ availableAt }) => availableAt > instant)),
    held: Object.values(state.holds).reduce((total, hold) => total + heldPoints(hold), 0),
    debt: state.debt,
    earnedTotal: (totals.earn ?? 0) + (totals.reverse ?? 0),
    spentTotal: 0 - (totals.spend ?? 0) - (totals.return ?? 0),
    expiredTotal: 0 - (totals.expire ?? 0),
    rewardedTotal: state.rewardPoints,
    nextExpiry: Number.isFinite(next)
      ? { points: sum(spendable.filter(({ expiresAt }) => expiresAt === next)), at: new Date(next) }
      : undefined,
    lots: left.sort(spendingOrder).map(({ amount, remaining, occurredAt, availableAt, expiresAt }) => ({
      amount,
      remaining,
      occurredAt: new Date(occurredAt),
      availableAt: new Date(availableAt),
      expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
    })),
  };
}

/** What of a member's points can be spent now and expires by an instant. */
export function expiringPoints({ lots }: Pick<PointsView, 'lots'>, now: number, by: number): number {
  return lots.reduce((sum, { remaining, availableAt, expiresAt }) => {
    const expires = availableAt.getTime() <= now && expiresAt !== undefined && expiresAt.getTime() <= by;
    return expires ? sum + remaining : sum;
  }, 0);
}
