import { type Instant, ZoneCalendar } from './calendar';
import type { AssetMove, Effect, PlanMove } from './outcome';
import type { Program } from './program';
import type { Entry, MemberState } from './state';
import { inForceAt, type Publication, type Timeline } from './timeline';

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

/** Hears of something that will fall due: when, and what happens then to which part of the state or the program. */
export type Visit = <T>(at: Instant, happen: (draft: Draft, part: T, at: Instant) => void, part: T) => void;

/** A step of the fold under way: a state of its own to change, and what came of it so far. */
export class Draft {
  readonly entries: Entry[] = [];
  readonly effects: Effect[] = [];
  readonly calendar: ZoneCalendar;
  readonly moves: AssetMove[] = [];
  readonly planMoves: PlanMove[] = [];
  waitsForOriginal = false;
  /** What happens when the state is next due, in this order; empty until `lookAhead` has found out. */
  due: (() => void)[] = [];
  /** The version that judges; `adopt` in `advance.ts` moves it on when time passes a publication. */
  program: Program;

  /** `recordedAt` is when the step happens; what fell due before keeps its own time as `effectiveAt`. */
  constructor(
    readonly timeline: Timeline,
    readonly state: MemberState,
    readonly recordedAt: Instant,
  ) {
    const known = timeline.findLast(({ version }) => version <= state.version) ?? inForceAt(timeline, recordedAt);
    this.program = known.program;
    this.calendar = calendarOf(known.program.timeZone);
  }

  /** The version that judges what happened then: no later one than judges now. */
  rulesAt(instant: Instant): Publication {
    const then = inForceAt(this.timeline, instant);
    return then.version <= this.state.version
      ? then
      : { version: this.state.version, from: then.from, program: this.program };
  }

  /** Writes a line into a ledger. A line of nothing is not written. */
  post(line: Omit<Entry, 'seq' | 'recordedAt' | 'input' | 'programVersion'> & { programVersion?: number }): void {
    const { account, kind, delta, effectiveAt, eventKey, lotId, holdId, trace } = line;
    const { state, recordedAt } = this;
    if (delta === 0) return;
    state.entrySeq += 1;
    if (account === 'points') {
      state.totals[kind] = (state.totals[kind] ?? 0) + delta;
      if (trace.source !== undefined && (kind === 'earn' || kind === 'reverse')) state.rewardPoints += delta;
    }
    const { entrySeq: seq, journalSeq: input } = state;
    const programVersion = line.programVersion ?? state.version;
    this.entries.push({
      seq,
      account,
      kind,
      delta,
      effectiveAt,
      recordedAt,
      input,
      eventKey,
      lotId,
      holdId,
      programVersion,
      trace,
    });
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

/** The names in a record, always in one order: that of a record in memory depends on what happened, that of a stored one does not. */
export function namesIn(record: Readonly<Record<string, unknown>>): string[] {
  const names = Object.keys(record);
  return names.length > 1 ? names.sort() : names;
}
