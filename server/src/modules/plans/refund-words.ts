import type { Plan } from '../../engine/program';
import type { Locale } from '../../platform/locale';

const units: Record<Locale, Record<string, string>> = {
  'zh-CN': { D: '天', W: '周', M: '个月', Y: '年' },
  en: { D: 'days', W: 'weeks', M: 'months', Y: 'years' },
};

/** What of the money of a plan comes back, in a sentence or two of the reader's language. */
export function refundWords({ wholeWithin, unusedOnly, thereafter }: Plan['refund'], locale: Locale): string {
  const parts = [...wholeWithin.matchAll(/(\d+)([DWMY])/g)].filter(([, count]) => Number(count) > 0);
  const time = parts.map(([, count, unit = 'D']) => `${count} ${units[locale][unit]}`).join(' ');
  if (locale === 'en') {
    const whole = time ? `Everything comes back within ${time}${unusedOnly ? ' if nothing was used' : ''}. ` : '';
    const later = 'For the days that are left, less what was used.';
    return `${whole}${thereafter === 'none' ? 'After that nothing does.' : `After that: ${later.toLowerCase()}`}`;
  }
  const whole = time ? `${time}内${unusedOnly ? '未使用权益' : ''}可全额退款；` : '';
  return `${whole}${thereafter === 'none' ? '之后不退款。' : '之后按剩余天数退款，并扣除已使用的权益。'}`;
}
