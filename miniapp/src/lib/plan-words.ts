import { readDuration } from './duration';
import type { WordTable } from './i18n';
import { useI18n, useWords } from './i18n/use-i18n';

const zh = {
  month: '月',
  quarter: '季',
  half: '半年',
  year: '年',
  days: '{count} 天',
  weeks: '{count} 周',
  months: '{count} 个月',
  years: '{count} 年',
  price: '{price}/{period}',
} as const;

/** The texts of periods of a plan. */
const PERIOD_WORDS: WordTable<typeof zh> = {
  'zh-CN': zh,
  en: {
    month: 'month',
    quarter: 'quarter',
    half: 'half year',
    year: 'year',
    days: '{count} days',
    weeks: '{count} weeks',
    months: '{count} months',
    years: '{count} years',
    price: '{price} a {period}',
  },
};

const NAMED = { P1M: 'month', P3M: 'quarter', P6M: 'half', P1Y: 'year', P12M: 'year' } as const;

/** What a period is called, and a price with it: `季`, `7 天`, `¥19.90/月`. */
export function usePeriods(): { name: (period: string) => string; price: (fen: number, period: string) => string } {
  const { format } = useI18n();
  const w = useWords(PERIOD_WORDS);
  const name = (period: string) => {
    const known = period in NAMED ? NAMED[period as keyof typeof NAMED] : undefined;
    if (known) return w(known);
    const read = readDuration(period);
    return read ? w(read.unit, { count: format.count(read.count) }) : period;
  };
  return { name, price: (fen, period) => w('price', { price: format.money(fen), period: name(period) }) };
}
