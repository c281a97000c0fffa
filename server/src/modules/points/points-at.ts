import { heldPoints } from '../../engine/holds';
import { availablePoints, spendingOrder } from '../../engine/points';
import type { Lot, MemberState } from '../../engine/state';

/** A member's points as they are shown. */
export interface PointsView {
  available: number;
  pending: number;
  held: number;
  debt: number;
  lots: { amount: number; remaining: number; occurredAt: Date; availableAt: Date; expiresAt?: Date }[];
}

/** The points of a state at an instant up to which time has passed for it. */
export function pointsAt(state: MemberState, instant: number): PointsView {
  const left = Object.values(state.lots).filter(({ remaining }) => remaining > 0);
  const sum = (lots: readonly Lot[]) => lots.reduce((total, { remaining }) => total + remaining, 0);
  return {
    available: availablePoints(state, instant),
    pending: sum(left.filter(({ availableAt }) => availableAt > instant)),
    held: Object.values(state.holds).reduce((total, hold) => total + heldPoints(hold), 0),
    debt: state.debt,
    lots: left.sort(spendingOrder).map(({ amount, remaining, occurredAt, availableAt, expiresAt }) => ({
      amount,
      remaining,
      occurredAt: new Date(occurredAt),
      availableAt: new Date(availableAt),
      expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt),
    })),
  };
}
