import { Temporal } from 'temporal-polyfill';

/** An instant in milliseconds since 1970 (UTC). The engine never asks for the time: instants are given to it. */
export type Instant = number;
/** A date in the program's zone, `2026-02-28`. Compares as text. */
export type BusinessDate = string;
/** The calendar periods of windows and expiries. */
export type Period = 'day' | 'month' | 'quarter' | 'year';

const QUARTER_HOUR_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * 3_600_000;
const MAX_REMEMBERED = 20_000;
const MAX_DURATIONS = 1_000;

/**
 * The calendar of a program's time zone. The time library knows the zones; what it knows is remembered by day, and the
 * arithmetic of days and months is done here, because the library is some hundred times slower.
 */
export class ZoneCalendar {
  /** The zone's offset through a day of UTC, when it does not change in it. */
  private readonly dayOffsets = new Map<number, number | undefined>();
  private readonly slotOffsets = new Map<number, number>();
  /** What `addTo` found, by duration: many lots expire together, and reminders are counted back from there. */
  private readonly moved = new Map<string, Map<Instant, Instant>>();
  /** What `before` found, by its durations. */
  private readonly earlier = new WeakMap<readonly string[], Map<Instant, readonly Instant[]>>();

  constructor(readonly timeZone: string) {}

  /** The business date of an instant. */
  dateOf(instant: Instant): BusinessDate {
    return isoDate(Math.floor((instant + this.offsetAt(instant)) / DAY_MS));
  }

  /** The first instant of a date: midnight, or the end of the gap where clocks skip it. */
  startOf(date: BusinessDate): Instant {
    return this.instantOf(dayNumber(date) * DAY_MS);
  }

  /** The first instant after a date. */
  endOf(date: BusinessDate): Instant {
    return this.startOf(addDays(date, 1));
  }

  /**
   * The same local time one duration later (`P1M`, `-P7D`); days and months are those of the calendar, hours those of
   * the clock. Throws RangeError for what is no ISO duration.
   */
  addTo(instant: Instant, duration: string): Instant {
    // Ends of dates come again and again, other instants hardly ever.
    if (instant % HOUR_MS !== 0) return this.move(instant, duration);
    const known = remembered(this.moved, duration, () => new Map<Instant, Instant>());
    return remembered(known, instant, () => this.move(instant, duration));
  }

  /** The instants so long before another, one for each duration of a list that never changes. */
  before(instant: Instant, durations: readonly string[]): readonly Instant[] {
    let known = this.earlier.get(durations);
    if (!known) {
      known = new Map();
      this.earlier.set(durations, known);
    }
    return remembered(known, instant, () => durations.map((duration) => this.move(instant, `-${duration}`)));
  }

  private move(instant: Instant, duration: string): Instant {
    const { months, days, milliseconds } = parseDuration(duration);
    if (months === 0 && days === 0) return instant + milliseconds;
    const local = instant + this.offsetAt(instant);
    const day = Math.floor(local / DAY_MS);
    const moved = addToDay(day, months, days);
    return this.instantOf(moved * DAY_MS + (local - day * DAY_MS)) + milliseconds;
  }

  /** The instant of a local time, given as if it were UTC. */
  private instantOf(local: number): Instant {
    const before = this.offsetAt(local - DAY_MS);
    // No change of the offset anywhere near: the usual case.
    if (before === this.offsetAt(local + DAY_MS)) return local - before;
    // Skipped and repeated local times are the library's business.
    const text = new Date(local).toISOString().slice(0, -1);
    return Temporal.PlainDateTime.from(text).toZonedDateTime(this.timeZone).epochMilliseconds;
  }

  private offsetAt(instant: Instant): number {
    const day = Math.floor(instant / DAY_MS);
    if (!this.dayOffsets.has(day)) {
      if (this.dayOffsets.size > MAX_REMEMBERED) this.dayOffsets.clear();
      const first = this.lookUp(day * DAY_MS);
      this.dayOffsets.set(day, first === this.lookUp((day + 1) * DAY_MS) ? first : undefined);
    }
    return this.dayOffsets.get(day) ?? this.slotOffset(instant);
  }

  /** On a day in which the offset changes: every change since 1972 falls on a quarter of an hour. */
  private slotOffset(instant: Instant): number {
    const slot = Math.floor(instant / QUARTER_HOUR_MS);
    let offset = this.slotOffsets.get(slot);
    if (offset === undefined) {
      offset = this.lookUp(slot * QUARTER_HOUR_MS);
      if (this.slotOffsets.size > MAX_REMEMBERED) this.slotOffsets.clear();
      this.slotOffsets.set(slot, offset);
    }
    return offset;
  }

  private lookUp(instant: Instant): number {
    const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(this.timeZone);
    return zoned.offsetNanoseconds / 1e6;
  }
}

/** The first of some instants that is still to come. */
export function earliestAfter(now: Instant, instants: readonly Instant[]): Instant | undefined {
  let first: Instant | undefined;
  for (const at of instants) if (at > now && (first === undefined || at < first)) first = at;
  return first;
}

interface Steps {
  months: number;
  days: number;
  milliseconds: number;
}

const durations = new Map<string, Steps>();

function parseDuration(text: string): Steps {
  let steps = durations.get(text);
  if (!steps) {
    const { years, months, weeks, days, hours, minutes, seconds, milliseconds } = Temporal.Duration.from(text);
    steps = {
      months: years * 12 + months,
      days: weeks * 7 + days,
      milliseconds: ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds,
    };
    // Durations come from the program and from the demo's clock: few, but the latter are anybody's.
    if (durations.size > MAX_DURATIONS) durations.clear();
    durations.set(text, steps);
  }
  return steps;
}

/** Months first, to the last day of a month that is too short; then days. */
function addToDay(day: number, months: number, days: number): number {
  if (months === 0) return day + days;
  const date = new Date(day * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / DAY_MS + days;
}

const dateCache = new Map<number, BusinessDate>();

function isoDate(day: number): BusinessDate {
  return remembered(dateCache, day, () => new Date(day * DAY_MS).toISOString().slice(0, 10));
}

const dayNumbers = new Map<BusinessDate, number>();

function dayNumber(date: BusinessDate): number {
  return remembered(
    dayNumbers,
    date,
    () => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY_MS,
  );
}

/** Dates and durations come again and again; taking them apart costs more than everything that is done with them. */
export function remembered<K, V>(known: Map<K, V>, key: K, find: () => V): V {
  let found = known.get(key);
  if (found === undefined) {
    if (known.size > MAX_REMEMBERED) known.clear();
    found = find();
    known.set(key, found);
  }
  return found;
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
  return moveDate(date, duration, 1);
}

/** The date one duration of whole days earlier. */
export function subtractDuration(date: BusinessDate, duration: string): BusinessDate {
  return moveDate(date, duration, -1);
}

type Moves = Map<string, Map<BusinessDate, BusinessDate>>;
const movedDates: Record<1 | -1, Moves> = { 1: new Map(), [-1]: new Map() };

function moveDate(date: BusinessDate, duration: string, sign: 1 | -1): BusinessDate {
  const moves = remembered(movedDates[sign], duration, () => new Map());
  return remembered(moves, date, () => {
    const { months, days } = parseDuration(duration);
    return isoDate(addToDay(dayNumber(date), sign * months, sign * days));
  });
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
