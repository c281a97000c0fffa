import type { Language } from '../i18n';

/** Numbers and dates in one language. */
export interface Format {
  /** A whole number with its groups: `12,000`. */
  count(value: number): string;
  /** A share from 0 to 1 in whole percent, rounded down so that 100 % means reached. */
  percent(ratio: number): string;
  /** The calendar day of an instant in `timeZone`; in the device's own zone where the platform knows no others. */
  day(instant: string, timeZone?: string): string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Intl` is missing or partial in some WeChat versions; what it cannot do is done here, with the same result. */
export function createFormat(language: Language): Format {
  return {
    count: (value) => group(Math.trunc(value)),
    percent: (ratio) => `${Math.floor(Math.min(Math.max(ratio, 0), 1) * 100)}%`,
    day: (instant, timeZone) => {
      const at = new Date(instant);
      if (Number.isNaN(at.getTime())) return '';
      const { year, month, day } = partsIn(at, timeZone);
      return language === 'en' ? `${MONTHS[month - 1]} ${day}, ${year}` : `${year}年${month}月${day}日`;
    },
  };
}

/** Both languages group by thousands with a comma, so there is nothing to ask `Intl` for. */
function group(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 ? `−${digits}` : digits;
}

function partsIn(at: Date, timeZone: string | undefined): { year: number; month: number; day: number } {
  if (timeZone && typeof Intl !== 'undefined') {
    try {
      const parts = new Intl.DateTimeFormat('en-US', {
        timeZone,
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
      }).formatToParts(at);
      const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
      return { year: part('year'), month: part('month'), day: part('day') };
    } catch {
      // An unknown zone or an Intl without zones: the device's own day is the best there is.
    }
  }
  return { year: at.getFullYear(), month: at.getMonth() + 1, day: at.getDate() };
}
