import { addDays, type BusinessDate, type Instant, periodStart, subtractDuration } from './calendar';
import type { Draft } from './draft';
import type { EventInput } from './input';
import { onceFor } from './once-for';
import type { Activity, Basis, FormulaGrowth, Program, Rfm, Track } from './program';
import { multiply, rational, round } from './rational';
import { rfmScore, sumSince } from './rfm';
import type { MemberState, TrackState } from './state';

/** Something that is summed up by business date, as material for scores. */
export interface Measure {
  key: string;
  /** What an event adds; undefined for measures that the ledgers feed. */
  ofEvent?(event: EventInput): number;
  capPerDay?: number;
}

/** The measures that a basis is made of. Growth and points are fed by their ledgers; a holding is no sum. */
export const measuresOf = onceFor((basis: Basis): Measure[] => {
  switch (basis.kind) {
    case 'growth':
    case 'points':
      return [{ key: basis.kind }];
    case 'amount':
      return [amountMeasure(basis.on)];
    case 'recharge':
      return [{ key: 'recharge', ofEvent: amountOn(['wallet.recharged']) }];
    case 'termWeighted':
      return [{ key: 'termWeighted', ofEvent: termWeighted }];
    case 'activity':
      return [activityMeasure(basis)];
    case 'rfm':
      return rfmMeasures(basis);
    case 'weighted':
      return basis.parts.flatMap((part) => measuresOf(part.basis));
    case 'holding':
      return [];
  }
});

/** The measures that a formula is made of. */
export function formulaMeasures({ rfm, spend, activity }: FormulaGrowth): Measure[] {
  return [
    ...(rfm ? rfmMeasures(rfm) : []),
    ...(spend ? [amountMeasure(spend.on)] : []),
    ...(activity ? [activityMeasure(activity)] : []),
  ];
}

const rfmMeasures = ({ on }: Rfm): Measure[] => [countMeasure(on), amountMeasure(on)];

/** The measure of the fen of events of these types. */
function amountMeasure(types: readonly string[]): Measure {
  return { key: amountKey(types), ofEvent: amountOn(types) };
}

const COUNT = 'count ';
const namesOf = (types: readonly string[]): string => [...types].sort().join(' ');

/** Names the measure of the fen of events of these types. */
export const amountKey = onceFor((types: readonly string[]): string => `amount ${namesOf(types)}`);

/** Names the measure of the number of events of these types. */
export const countKey = onceFor((types: readonly string[]): string => COUNT + namesOf(types));

/** Whether a measure counts events: only a reversal of the whole takes one back. */
export const isCount = (measure: string): boolean => measure.startsWith(COUNT);

function countMeasure(types: readonly string[]): Measure {
  return { key: countKey(types), ofEvent: ({ type }) => (types.includes(type) ? 1 : 0) };
}

/** Names the measure of an activity by what it counts, so that two in one program are two. */
export const activityKey = onceFor(({ scores, capPerDay }: Activity): string => {
  const counted = Object.entries(scores).map(([type, score]) => `${type}:${score}`);
  return `activity ${namesOf(counted)}${capPerDay === undefined ? '' : ` max ${capPerDay}`}`;
});

function activityMeasure(activity: Activity): Measure {
  const { scores, capPerDay } = activity;
  return { key: activityKey(activity), ofEvent: ({ type }) => scores[type] ?? 0, capPerDay };
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

/** The measures of all tracks and the formula of a program, each once. */
export const programMeasures = onceFor((program: Program): Measure[] => {
  const all = program.tracks.flatMap((track) => measuresOf(track.basis));
  if (program.formulaGrowth) all.push(...formulaMeasures(program.formulaGrowth));
  return [...new Map(all.map((measure) => [measure.key, measure])).values()];
});

const measureKeys = onceFor((program: Program) => new Set(programMeasures(program).map(({ key }) => key)));

/** Adds to a measure on a date. */
export function addFact(draft: Draft, measure: string, date: BusinessDate, amount: number): void {
  if (amount === 0 || !measureKeys(draft.program).has(measure)) return;
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
  if (basis.kind === 'rfm') {
    const counts = state.facts[countKey(basis.on)];
    return rfmScore(basis, counts, state.facts[amountKey(basis.on)], draft.calendar.dateOf(at));
  }
  const [measure] = measuresOf(basis);
  const sum = sumSince(state.facts[measure?.key ?? ''], windowStart(draft, track, at));
  return track.window.kind === 'sinceChange' ? sum - (place?.baseline ?? 0) : sum;
}

/** Whether a score can rise by time alone after an instant: when something negative has yet to leave its window. */
export function mayRise(draft: Draft, track: Track, state: MemberState, at: Instant): boolean {
  const from = windowStart(draft, track, at);
  if (from === undefined) return false;
  return measuresOf(track.basis).some(({ key }) => {
    const dates = state.facts[key] ?? {};
    return Object.keys(dates).some((date) => date >= from && (dates[date] ?? 0) < 0);
  });
}

/** The first date inside the window; undefined: all of the past. A window slides at the start of a business date. */
export function windowStart(draft: Draft, track: Track, at: Instant): BusinessDate | undefined {
  const { window } = track;
  const today = draft.calendar.dateOf(at);
  if (window.kind === 'calendar') return periodStart(today, window.unit);
  if (window.kind !== 'rolling') return undefined;
  // The same date so many months ago has just left.
  return addDays(subtractDuration(today, `P${window.months}M`), 1);
}
