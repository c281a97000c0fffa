import { type Instant, ZoneCalendar } from './calendar';
import type { Effect } from './outcome';
import type { Program } from './program';
import type { Entry, MemberState } from './state';

const calendars = new Map<string, ZoneCalendar>();

/** The calendar of a zone; one for each, because it remembers what it looked up. */
export function calendarOf(timeZone: string): ZoneCalendar {
  let calendar = calendars.get(timeZone);
  if (!calendar) {
    calendar = new ZoneCalendar(timeZone);
    calendars.set(timeZone, calendar);
  }
  return calendar;
}

/** A step of the fold under way: a state of its own to change, and what came of it so far. */
export class Draft {
  readonly entries: Entry[] = [];
  readonly effects: Effect[] = [];
  readonly calendar: ZoneCalendar;
  waitsForOriginal = false;

  /** `recordedAt` is when the step happens; what fell due before keeps its own time as `effectiveAt`. */
  constructor(
    readonly program: Program,
    readonly state: MemberState,
    readonly recordedAt: Instant,
  ) {
    this.calendar = calendarOf(program.timeZone);
  }

  /** Writes a line into a ledger. A line of nothing is not written. */
  post(entry: Omit<Entry, 'seq' | 'recordedAt' | 'input'>): void {
    if (entry.delta === 0) return;
    this.state.entrySeq += 1;
    const { entrySeq: seq, journalSeq: input } = this.state;
    this.entries.push({ ...entry, seq, input, recordedAt: this.recordedAt });
  }
}

/** The entry of a record that is made when it is first needed. */
export function entryOf<T>(record: Record<string, T>, key: string, initial: () => T): T {
  const found = record[key];
  if (found !== undefined) return found;
  const made = initial();
  record[key] = made;
  return made;
}
