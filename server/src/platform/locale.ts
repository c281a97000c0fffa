/** The languages that Rungs speaks. */
export type Locale = 'zh-CN' | 'en';

/**
 * The language to answer in: the first of the header's languages that we speak, by its weight; Chinese when none is
 * named (RFC 9110, section 12.5.4).
 */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
      return { tag, weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

/** A whole number as readers of the language write it: `1,200`. */
export function formatCount(count: number, locale: Locale): string {
  return count.toLocaleString(locale);
}

/** An amount of fen in yuan, as readers of the language write it: `¥1,200`, `¥0.50`. */
export function formatYuan(fen: number, locale: Locale): string {
  const [size, sign] = [Math.abs(fen), fen < 0 ? '-' : ''];
  const cents = size % 100;
  const yuan = formatCount((size - cents) / 100, locale);
  return `${sign}¥${yuan}${cents > 0 ? `.${String(cents).padStart(2, '0')}` : ''}`;
}
