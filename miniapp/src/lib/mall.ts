import type { I18n } from './i18n/use-i18n';

interface Level {
  code: string;
  name: string;
  rank: number;
}

/** For whom a product is: the members of one level and those above it, or of single levels; undefined: for everybody. */
export type Gate = { from: string } | { only: string[] } | undefined;

/** Tells in names of levels for whom a product is. `levels` are the codes that it names; null: all. */
export function gateOf(levels: readonly string[] | null | undefined, all: readonly Level[]): Gate {
  if (!levels) return undefined;
  const ranked = [...all].sort((one, other) => one.rank - other.rank);
  const named = ranked.filter(({ code }) => levels.includes(code));
  const [lowest] = named;
  if (!lowest) return { only: [...levels] };
  if (named.length === ranked.length) return undefined;
  const isTop = named.length === ranked.filter(({ rank }) => rank >= lowest.rank).length;
  return isTop && named.length > 1 ? { from: lowest.name } : { only: named.map(({ name }) => name) };
}

/** The same in words; empty where everybody may have it. */
export function gateWords(gate: Gate, { t }: Pick<I18n, 't'>): string {
  if (!gate) return '';
  return 'from' in gate
    ? t('mall.gateFrom', { level: gate.from })
    : t('mall.gate', { level: gate.only.join(t('mall.and')) });
}

interface Variant {
  pointsPrice: number;
  soldOut: boolean;
  cash?: { points: number; cashFen: number } | null;
  /** The cash part at the member’s own price, and with the best plan on sale. */
  memberCashFen?: number | null;
  planCashFen?: number | null;
}

/**
 * What the cash part comes to for the member: `cashFen`, and the normal price where theirs is lower; with a plan it would
 * be `planCashFen`, which is said to those alone who have no price of their own.
 */
export function cashOf(
  normalFen: number,
  { memberCashFen, planCashFen }: Pick<Variant, 'memberCashFen' | 'planCashFen'>,
): { cashFen: number; normalCashFen?: number; planCashFen?: number } {
  if (typeof memberCashFen === 'number' && memberCashFen < normalFen) {
    return { cashFen: memberCashFen, normalCashFen: normalFen };
  }
  const isCheaper = typeof memberCashFen !== 'number' && typeof planCashFen === 'number' && planCashFen < normalFen;
  return isCheaper ? { cashFen: normalFen, planCashFen } : { cashFen: normalFen };
}

/** What a list says of a product: its lowest price, whether variants cost more, the lowest with cash, and what is left. */
export function offerOf(skus: readonly Variant[]) {
  const prices = skus.map(({ pointsPrice }) => pointsPrice);
  const points = Math.min(...prices);
  const mixed = skus
    .flatMap(({ cash, ...prices }) => (cash ? { ...cash, ...cashOf(cash.cashFen, prices) } : []))
    .sort((one, other) => one.points - other.points);
  return {
    points,
    isFrom: Math.max(...prices) > points,
    cash: mixed[0],
    isSoldOut: skus.every(({ soldOut }) => soldOut),
  };
}
