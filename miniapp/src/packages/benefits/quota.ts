import { useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { BenefitsQuery } from './generated/graphql';
import { BENEFITS_WORDS } from './words';

/** A benefit, and what the member has of it. */
export type Held = NonNullable<BenefitsQuery['me']>['benefits'][number];
type Level = NonNullable<Held['lockedBy']>;

/** What is locked, by the level that brings it, the nearest first. */
export function lockedByLevel(benefits: readonly Held[]): { level: Level; benefits: Held[] }[] {
  const groups = new Map<string, { level: Level; benefits: Held[] }>();
  for (const held of benefits) {
    const level = held.lockedBy;
    if (held.state !== 'LOCKED' || !level) continue;
    const group = groups.get(level.code) ?? { level, benefits: [] };
    group.benefits.push(held);
    groups.set(level.code, group);
  }
  return [...groups.values()].sort((a, b) => a.level.rank - b.level.rank);
}

/** Of which length a period is, by its name. */
export function periodKind(period: string): 'month' | 'quarter' | 'year' | 'level' {
  if (/^\d{4}-\d{2}$/.test(period)) return 'month';
  if (/^\d{4}-Q\d$/.test(period)) return 'quarter';
  return /^\d{4}$/.test(period) ? 'year' : 'level';
}

/** How much is left of a quota in a few words; undefined of what has none, or is locked. */
export function useLeft(): (held: Held) => string | undefined {
  const { format } = useI18n();
  const w = useWords(BENEFITS_WORDS);
  return ({ state, left, quota, period }) => {
    if (state === 'LOCKED' || typeof left !== 'number' || typeof quota !== 'number') return undefined;
    const when = w(`in.${periodKind(period ?? '')}`);
    return left === 0
      ? w('usedUp', { when })
      : w('left', { when, left: format.count(left), quota: format.count(quota) });
  };
}
