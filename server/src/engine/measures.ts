import { type BusinessDate, type Instant, periodStart, subtractDuration } from './calendar';
import type { Draft } from './draft';
import type { EventInput } from './input';
import type { Basis, Program, Track } from './program';
import { multiply, rational, round } from './rational';
import type { MemberState, TrackState } from './state';

/** Something that is summed up by business date, as material for scores. */
export interface Measure {
  key: string;
  /** What an event adds; undefined for measures that the ledgers feed. */
  ofEvent?(event: EventInput): number;
  capPerDay?: number;
}

/** The measures that a basis is made of. Growth and points are fed by their ledgers; a holding is no sum. */
function measuresOf(basis: Basis, trackCode: string): Measure[] {
  switch (basis.kind) {
    case 'growth':
    case 'points':
      return [{ key: basis.kind }];
    case 'amount':
      return [{ key: `amount ${[...basis.on].sort().join(' ')}`, ofEvent: amountOn(basis.on) }];
    case 'recharge':
      return [{ key: 'recharge', ofEvent: amountOn(['wallet.recharged']) }];
    case 'termWeighted':
      return [{ key: 'termWeighted', ofEvent: termWeighted }];
    case 'activity': {
      const { scores, capPerDay } = basis;
      return [{ key: `activity ${trackCode}`, ofEvent: ({ type }) => scores[type] ?? 0, capPerDay }];
    }
    case 'weighted':
      return basis.parts.flatMap((part) => measuresOf(part.basis, trackCode));
    case 'holding':
      return [];
  }
}

const amountOn =
  (types: readonly string[]) =>
  ({ type, amountFen }: EventInput): number =>
    types.includes(type) ? (amountFen ?? 0) : 0;

/** Amount × days / 365, rounded down, so that cycling the same money wins nothing. */
function termWeighted({ type, amountFen, data }: EventInput): number {
  if (type !== 'investment.made') return 0;
  const days = Number(data?.termDays ?? 0);
  if (!Number.isSafeInteger(days) || days <= 0) return 0;
  return round(multiply(rational(amountFen ?? 0), rational(days, 365)), 'down');
}

const byProgram = new WeakMap<Program, Measure[]>();

/** The measures of all tracks of a program, each once. */
export function programMeasures(program: Program): Measure[] {
  let measures = byProgram.get(program);
  if (!measures) {
    const all = program.tracks.flatMap((track) => measuresOf(track.basis, track.code));
    measures = [...new Map(all.map((measure) => [measure.key, measure])).values()];
    byProgram.set(program, measures);
  }
  return measures;
}

/** Adds to a measure on a date. */
export function addFact(draft: Draft, measure: string, date: BusinessDate, amount: number): void {
  if (amount === 0 || !programMeasures(draft.program).some(({ key }) => key === measure)) return;
  const { facts } = draft.state;
  // Replaced, never changed: states share what no input touched.
  facts[measure] = { ...facts[measure], [date]: (facts[measure]?.[date] ?? 0) + amount };
}

/** A member's score on a track at an instant (L3, L4). */
export function scoreOf(draft: Draft, track: Track, state: MemberState, at: Instant): number {
  const place = state.tracks[track.code];
  return scoreOfBasis(draft, track.basis, track, place, state, at);
}

function scoreOfBasis(
  draft: Draft,
  basis: Basis,
  track: Track,
  place: TrackState | undefined,
  state: MemberState,
  at: Instant,
): number {
  if (basis.kind === 'holding') return state.holding?.amountFen ?? 0;
  if (basis.kind === 'weighted') {
    return basis.parts.reduce((sum, part) => {
      const score = scoreOfBasis(draft, part.basis, track, place, state, at);
      return sum + round(multiply(rational(score), part.weight), 'down');
    }, 0);
  }
  const [measure] = measuresOf(basis, track.code);
  const dates = state.facts[measure?.key ?? ''] ?? {};
  const from = windowStart(draft, track, at);
  let sum = 0;
  for (const date in dates) if (from === undefined || date >= from) sum += dates[date] ?? 0;
  return track.window.kind === 'sinceChange' ? sum - (place?.baseline ?? 0) : sum;
}

/** The first date inside the window; undefined: all of the past. A window slides at the start of a business date. */
export function windowStart(draft: Draft, track: Track, at: Instant): BusinessDate | undefined {
  const { window } = track;
  const today = draft.calendar.dateOf(at);
  if (window.kind === 'calendar') return periodStart(today, window.unit);
  if (window.kind !== 'rolling') return undefined;
  // The same date so many months ago has just left.
  return draft.calendar.dateOf(draft.calendar.endOf(subtractDuration(today, `P${window.months}M`)));
}
