import { Temporal } from 'temporal-polyfill';

/** An instant in milliseconds since 1970 (UTC). The engine never asks for the time: instants are given to it. */
export type Instant = number;
/** A date in the program's zone, `2026-02-28`. Compares as text. */
export type BusinessDate = string;
/** The calendar periods of windows and expiries. */
export type Period = 'day' | 'month' | 'quarter' | 'year';

const QUARTER_HOUR_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;

/**
 * The calendar of a program's time zone. Conversions are remembered: a shop's events fall on few dates, and the time
 * library is some hundred times slower than a look-up.
 */
export class ZoneCalendar {
  private readonly offsets = new Map<number, number>();
  private readonly starts = new Map<BusinessDate, Instant>();

  constructor(readonly timeZone: string) {}

  /** The business date of an instant. */
  dateOf(instant: Instant): BusinessDate {
    return isoDate(Math.floor((instant + this.offsetAt(instant)) / DAY_MS));
  }

  /** The first instant of a date: midnight, or the end of the gap where clocks skip it. */
  startOf(date: BusinessDate): Instant {
    let start = this.starts.get(date);
    if (start === undefined) {
      start = Temporal.PlainDate.from(date).toZonedDateTime(this.timeZone).epochMilliseconds;
      if (this.starts.size > 50_000) this.starts.clear();
      this.starts.set(date, start);
    }
    return start;
  }

  /** The first instant after a date. */
  endOf(date: BusinessDate): Instant {
    return this.startOf(addDays(date, 1));
  }

  /** The same local time one duration later; days and months are those of the calendar, hours those of the clock. */
  addTo(instant: Instant, duration: string): Instant {
    const start = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.timeZone);
    return start.add(duration).epochMilliseconds;
  }

  private offsetAt(instant: Instant): number {
    // Every change of a zone's offset since 1972 falls on a quarter of an hour.
    const slot = Math.floor(instant / QUARTER_HOUR_MS);
    let offset = this.offsets.get(slot);
    if (offset === undefined) {
      const at = Temporal.Instant.fromEpochMilliseconds(slot * QUARTER_HOUR_MS).toZonedDateTimeISO(this.timeZone);
      offset = at.offsetNanoseconds / 1e6;
      if (this.offsets.size > 200_000) this.offsets.clear();
      this.offsets.set(slot, offset);
    }
    return offset;
  }
}

const dateCache = new Map<number, BusinessDate>();

function isoDate(day: number): BusinessDate {
  let date = dateCache.get(day);
  if (date === undefined) {
    date = new Date(day * DAY_MS).toISOString().slice(0, 10);
    dateCache.set(day, date);
  }
  return date;
}

function dayNumber(date: BusinessDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS;
}

/** The date so many days later (or earlier). */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  return isoDate(dayNumber(date) + days);
}

/** How many days from one date to another. */
export function daysBetween(from: BusinessDate, to: BusinessDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The date one duration of whole days later; a day that the month does not have becomes its last. */
export function addDuration(date: BusinessDate, duration: string): BusinessDate {
  return Temporal.PlainDate.from(date).add(duration).toString();
}

/** The date one duration of whole days earlier. */
export function subtractDuration(date: BusinessDate, duration: string): BusinessDate {
  return Temporal.PlainDate.from(date).subtract(duration).toString();
}

/** The first date of the period that a date lies in. */
export function periodStart(date: BusinessDate, period: Period): BusinessDate {
  const year = date.slice(0, 4);
  const month = Number(date.slice(5, 7));
  if (period === 'day') return date;
  if (period === 'year') return `${year}-01-01`;
  const first = period === 'month' ? month : month - ((month - 1) % 3);
  return `${year}-${String(first).padStart(2, '0')}-01`;
}

/** The last date of the period that a date lies in. */
export function periodEnd(date: BusinessDate, period: Period): BusinessDate {
  if (period === 'day') return date;
  const length = { month: 'P1M', quarter: 'P3M', year: 'P1Y' }[period];
  return addDays(addDuration(periodStart(date, period), length), -1);
}
