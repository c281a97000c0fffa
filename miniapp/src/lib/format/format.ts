import type { Language } from '../i18n';

/** Numbers and dates in one language. */
export interface Format {
  /** A whole number with its groups: `12,000`. */
  count(value: number): string;
  /** A share from 0 to 1 in whole percent, rounded down so that 100 % means reached. */
  percent(ratio: number): string;
  /** A change with its sign: `+12`, `−5`. */
  change(value: number): string;
  /** An amount in fen: `¥259.99`, `¥1,280`. */
  money(fen: number): string;
  /** The last day before the end of something, which is not included itself. */
  lastDay(end: string, timeZone?: string): string;
  /** The calendar day of an instant in `timeZone`; in the device's own zone where the platform knows no others. */
  day(instant: string, timeZone?: string): string;
  /** An instant to the minute in `timeZone`: `2026年11月24日 14:05`, `Nov 24, 2026, 14:05`. */
  moment(instant: string, timeZone?: string): string;
  /** The month of a date `2026-11-24`: `2026年11月`, `Nov 2026`. */
  month(date: string): string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Intl` is missing or partial in some WeChat versions; what it cannot do is done here, with the same result. */
export function createFormat(language: Language): Format {
  const dayOf = (at: Date, timeZone: string | undefined) => {
    if (Number.isNaN(at.getTime())) return '';
    const { year, month, day } = partsIn(at, timeZone);
    return language === 'en' ? `${MONTHS[month - 1]} ${day}, ${year}` : `${year}年${month}月${day}日`;
  };
  return {
    count: (value) => group(Math.trunc(value)),
    percent: (ratio) => `${Math.floor(Math.min(Math.max(ratio, 0), 1) * 100)}%`,
    change: (value) => `${value > 0 ? '+' : ''}${group(Math.trunc(value))}`,
    money,
    lastDay: (end, timeZone) => dayOf(new Date(Date.parse(end) - 1), timeZone),
    day: (instant, timeZone) => dayOf(new Date(instant), timeZone),
    moment: (instant, timeZone) => {
      const at = new Date(instant);
      if (Number.isNaN(at.getTime())) return '';
      const { hour, minute } = partsIn(at, timeZone);
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      return `${dayOf(at, timeZone)}${language === 'en' ? ', ' : ' '}${time}`;
    },
    month: (date) => {
      const [year, month] = date.split('-').map(Number);
      return language === 'en' ? `${MONTHS[(month ?? 1) - 1]} ${year}` : `${year}年${month}月`;
    },
  };
}

/** Whole yuan without decimals, anything else with both. */
function money(fen: number): string {
  const [yuan, rest] = [Math.trunc(Math.abs(fen) / 100), Math.abs(fen) % 100];
  const text = `¥${group(yuan)}${rest === 0 ? '' : `.${String(rest).padStart(2, '0')}`}`;
  return fen < 0 ? `−${text}` : text;
}

/** Both languages group by thousands with a comma, so there is nothing to ask `Intl` for. */
function group(value: number): string {
  const digits = String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ',');
  return value < 0 ? `−${digits}` : digits;
}

function partsIn(at: Date, timeZone: string | undefined) {
  if (timeZone && typeof Intl !== 'undefined') {
    try {
      const parts = new Intl.DateTimeFormat('en-US', {
        timeZone,
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        hourCycle: 'h23',
      }).formatToParts(at);
      const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
      return {
        year: part('year'),
        month: part('month'),
        day: part('day'),
        // Where the cycle is not known midnight is the hour 24.
        hour: part('hour') % 24,
        minute: part('minute'),
      };
    } catch {
      // An unknown zone or an Intl without zones: the device's own day is the best there is.
    }
  }
  return {
    year: at.getFullYear(),
    month: at.getMonth() + 1,
    day: at.getDate(),
    hour: at.getHours(),
    minute: at.getMinutes(),
  };
}
