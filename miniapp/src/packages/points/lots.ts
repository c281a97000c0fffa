import type { PointsQuery } from './generated/graphql';

export type Lot = NonNullable<PointsQuery['me']>['points']['lots'][number];

/** Lots that end together. */
export interface LotGroup {
  /** Until when they can be spent, not included; null: for ever. */
  expiresAt: string | null;
  remaining: number;
  lots: Lot[];
}

const DAY_MS = 24 * 3600 * 1000;

/** Lots by the end of their validity, the next to end first; what is used up is left out. */
export function groupLots(lots: readonly Lot[]): LotGroup[] {
  const groups = new Map<string | null, LotGroup>();
  for (const lot of lots) {
    if (lot.remaining === 0) continue;
    const expiresAt = lot.expiresAt ?? null;
    const group = groups.get(expiresAt) ?? { expiresAt, remaining: 0, lots: [] };
    group.remaining += lot.remaining;
    group.lots.push(lot);
    groups.set(expiresAt, group);
  }
  return [...groups.values()].sort((one, other) => endOf(one) - endOf(other));
}

/** Groups that end within `days` of `now`, in milliseconds. */
export function endingSoon(groups: readonly LotGroup[], now: number, days = 30): LotGroup[] {
  return groups.filter((group) => endOf(group) <= now + days * DAY_MS);
}

function endOf({ expiresAt }: LotGroup): number {
  return expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
}
