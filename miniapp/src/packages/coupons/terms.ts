import { type I18n, useI18n, useWords } from '@/lib/i18n/use-i18n';
import type { TermsPartsFragment } from './generated/graphql';
import { COUPONS_WORDS } from './words';

/** What a coupon does, as a figure with what an order must come to under it, and the rest of its rule in words. */
export interface TermsWords {
  figure: string;
  needs: string;
  rules: string[];
}

/** The terms of a coupon in the member's language. */
export function useTerms(): (terms: TermsPartsFragment) => TermsWords {
  const i18n = useI18n();
  const w = useWords(COUPONS_WORDS);
  const { format } = i18n;

  return (terms) => {
    const { kind, offFen, ceilingFen, minSpendFen, minTermDays, categories } = terms;
    const shipping = kind === 'FREE_SHIPPING';
    const rules = [
      ceilingFen ? w(kind === 'RATE_BOOST' ? 'ceiling.boost' : 'ceiling', { amount: format.money(ceilingFen) }) : '',
      shipping && offFen ? w('ceiling.shipping', { amount: format.money(offFen) }) : '',
      minTermDays ? w('minTerm', { days: String(minTermDays) }) : '',
      categories ? w('scope', { categories: categories.map(categoryIn).join(w('comma')) }) : '',
    ].filter(Boolean);
    return {
      figure: figureOf(terms, i18n),
      needs: minSpendFen > 0 ? w('minSpend', { amount: format.money(minSpendFen) }) : w('anyOrder'),
      rules,
    };
  };

  function figureOf({ kind, offFen, percent }: TermsPartsFragment, { language }: I18n): string {
    if (kind === 'FREE_SHIPPING') return w('freeShipping');
    if (kind === 'AMOUNT_OFF') return format.money(offFen ?? 0);
    const share = shareOf(percent ?? '0');
    if (kind === 'RATE_BOOST') return `+${decimals(share * 100)}%`;
    // Chinese says what is left to pay, in tenths; English what is taken off.
    return language === 'en'
      ? w('off', { part: decimals(share * 100) })
      : w('off', { part: decimals((1 - share) * 10) });
  }

  function categoryIn(code: string): string {
    return code === 'home' ? w('category.home') : code;
  }
}

/** An exact share such as `0.1` or `1/3` as a number. */
function shareOf(exact: string): number {
  const [over = '0', under = '1'] = exact.split('/');
  return Number(over) / Number(under);
}

/** At most two decimals, and none that say nothing. */
function decimals(value: number): string {
  return String(Number(value.toFixed(2)));
}

const DAY_MS = 24 * 3600 * 1000;

/** The days until the end of something, the last one included: 1 on the last. */
export function daysUntil(end: string, now: number): number {
  return Math.ceil((Date.parse(end) - now) / DAY_MS);
}

/** A period such as `P7D` in its parts; undefined for one with hours, which a coupon does not have. */
export function readPeriod(period: string): { count: string; unit: 'day' | 'week' | 'month' | 'year' } | undefined {
  const [, count, letter] = /^P(\d+)([DWMY])$/.exec(period) ?? [];
  const unit = ({ D: 'day', W: 'week', M: 'month', Y: 'year' } as const)[letter ?? ''];
  return count && unit ? { count, unit } : undefined;
}
