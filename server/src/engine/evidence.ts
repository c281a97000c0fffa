import { WAITING } from './advance';
import type { BusinessDate, Instant } from './calendar';
import { calendarOf, type Draft, entryOf } from './draft';
import { share } from './events';
import type { EventInput, Input } from './input';
import { isCount, type Measure, measuresOf, windowStart } from './measures';
import type { Basis, Program, Track } from './program';
import type { Entry } from './state';
import { rechargedEvent, refundedEvent } from './wallet';

/** What a score is counted over: from a date on, or after an input and an entry; everything when nothing is given. */
export interface EvidenceScope {
  from?: BusinessDate;
  afterInput?: number;
  afterEntry?: number;
}

/** The scope of a track's score for the member of a draft. */
export function scopeOf(draft: Draft, track: Track, at: Instant): EvidenceScope {
  if (track.window.kind !== 'sinceChange') return { from: windowStart(draft, track, at) };
  const place = draft.state.tracks[track.code];
  // A revoked upgrade goes back to an earlier change.
  const change = place?.history.findLast(({ at: since, level }) => since === place.since && level === place.level);
  return { afterInput: change?.input, afterEntry: change?.entrySeq };
}

/** Something that a score is made of. The deltas of all evidence of a plain basis add up to the score. */
export interface Evidence {
  /** Number of the journal's input that brought it. */
  input: number;
  /** The plain basis that it counts for: of a weighted one, the part. */
  basis: Basis['kind'];
  /** When it happened. */
  at: Instant;
  event?: EventInput;
  entry?: Entry;
  /** In the unit of the basis; before the weight of a part. */
  delta: number;
}

/** A member's history as it was written: inputs and entries, each in its order. */
export interface WrittenHistory {
  lines: readonly { seq: number; input: Input }[];
  entries: readonly Entry[];
}

/**
 * What a score on a track is made of, earliest first: of growth and points the lines of their ledgers, of everything else
 * the events themselves. The history must hold everything recorded since the scope began, and every `block` and
 * `unblock` before it, and for scores of recharges the lines of the principal. It follows the way of the fold (`events.ts`), by the program that is given.
 */
export function evidenceOf(program: Program, track: Track, scope: EvidenceScope, written: WrittenHistory): Evidence[] {
  const history = withWalletEvents(written);
  const found = plainBases(track.basis).flatMap((basis): Evidence[] => {
    if (basis.kind === 'growth' || basis.kind === 'points') return ofLedger(program, basis.kind, scope, history);
    if (basis.kind === 'holding') return ofHolding(history);
    // Of an RFM score the events with their amounts: their number is theirs to count.
    const measures = measuresOf(basis).filter(({ key }) => !isCount(key));
    return measures.flatMap((measure) => ofEvents(program, basis, measure, scope, history));
  });
  // The sort is stable: what one input brought stays in its order.
  return found.sort((a, b) => a.input - b.input);
}

/** Recharges, and what was paid back of them, as the events as which they count. */
function withWalletEvents({ lines, entries }: WrittenHistory): WrittenHistory {
  const asEvent = (seq: number, input: Input): Input => {
    if (input.kind === 'rechargeWallet') return rechargedEvent(input);
    if (input.kind !== 'refundRecharge') return input;
    const paid = entries.find((entry) => entry.input === seq && entry.kind === 'refund');
    return refundedEvent(input, paid?.trace.amountFen ?? 0);
  };
  return { lines: lines.map(({ seq, input }) => ({ seq, input: asEvent(seq, input) })), entries };
}

function plainBases(basis: Basis): Basis[] {
  return basis.kind === 'weighted' ? basis.parts.flatMap((part) => plainBases(part.basis)) : [basis];
}

/** The lines that count: of points only what events grant and take back, as `points.ts` and `events.ts` have it. */
function ofLedger(
  program: Program,
  account: 'growth' | 'points',
  { from, afterEntry = 0 }: EvidenceScope,
  { lines, entries }: WrittenHistory,
): Evidence[] {
  const calendar = calendarOf(program.timeZone);
  const events = new Map<number, EventInput>();
  const dates = new Map<string, BusinessDate>();
  for (const { seq, input } of lines) {
    if (input.kind !== 'event') continue;
    events.set(seq, input);
    // What is paid back of a recharge goes by the recharge's own key.
    if (input.reverses === undefined) dates.set(input.eventKey, calendar.dateOf(input.occurredAt));
  }
  const counts = ({ kind }: Entry) => account === 'growth' || kind === 'earn' || kind === 'reverse';
  return entries.flatMap((entry): Evidence[] => {
    if (entry.account !== account || entry.seq <= afterEntry || !counts(entry)) return [];
    const { source, countedOn, reverses = '' } = entry.trace;
    // A reward counts on the day it is given, also when an event completes a task.
    const isOfEvent = (entry.kind === 'earn' && source === undefined) || ['penalty', 'reverse'].includes(entry.kind);
    const event = isOfEvent ? events.get(entry.input) : undefined;
    const at = event?.occurredAt ?? entry.effectiveAt;
    // A reversal counts on the date of what it takes back.
    const date = entry.kind === 'reverse' ? (countedOn ?? dates.get(reverses)) : calendar.dateOf(at);
    if (from !== undefined && (date === undefined || date < from)) return [];
    return [{ input: entry.input, basis: account, at, event, entry, delta: entry.delta }];
  });
}

/** What is held now: one event, the latest by occurrence. */
function ofHolding({ lines }: WrittenHistory): Evidence[] {
  let latest: Evidence | undefined;
  for (const { seq, event } of unblockedEvents(lines)) {
    if (event.type !== 'holding.changed' || event.reverses !== undefined) continue;
    if (latest && event.occurredAt < latest.at) continue;
    latest = { input: seq, basis: 'holding', at: event.occurredAt, event, delta: event.amountFen ?? 0 };
  }
  return latest ? [latest] : [];
}

/** The events of a journal that could add to a score. */
function unblockedEvents(lines: WrittenHistory['lines']): { seq: number; event: EventInput }[] {
  let isBlocked = false;
  return lines.flatMap(({ seq, input }) => {
    if (input.kind === 'block' || input.kind === 'unblock') isBlocked = input.kind === 'block';
    return input.kind === 'event' && !isBlocked ? [{ seq, event: input }] : [];
  });
}

interface Original {
  date: BusinessDate;
  totalFen: number;
  amount: number;
  reversed: number;
  reversedFen: number;
  voided: boolean;
}

function ofEvents(
  program: Program,
  basis: Basis,
  measure: Measure,
  { from, afterInput = 0 }: EvidenceScope,
  { lines }: WrittenHistory,
): Evidence[] {
  const calendar = calendarOf(program.timeZone);
  const unblocked = new Set(unblockedEvents(lines).map(({ seq }) => seq));
  const originals = new Map<string, Original>();
  const waiting: Record<string, EventInput[]> = {};
  const counted: Record<BusinessDate, number> = {};
  const found: Evidence[] = [];
  const tell = (seq: number, { date }: Original, event: EventInput, delta: number) => {
    if (delta === 0 || seq <= afterInput || (from !== undefined && date < from)) return;
    found.push({ input: seq, basis: basis.kind, at: event.occurredAt, event, delta });
  };
  for (const { seq, input: event } of lines) {
    if (event.kind !== 'event') continue;
    if (event.reverses !== undefined) {
      const original = originals.get(event.reverses);
      if (original) tell(seq, original, event, -takenBack(program, original, event));
      else entryOf<EventInput[]>(waiting, event.reverses, () => []).push(event);
      continue;
    }
    const date = calendar.dateOf(event.occurredAt);
    const room = measure.capPerDay === undefined ? undefined : measure.capPerDay - (counted[date] ?? 0);
    const whole = unblocked.has(seq) ? (measure.ofEvent?.(event) ?? 0) : 0;
    const amount = Math.max(0, room === undefined ? whole : Math.min(whole, room));
    counted[date] = (counted[date] ?? 0) + amount;
    const totalFen = event.amountFen ?? 0;
    const original = { date, totalFen, amount, reversed: 0, reversedFen: 0, voided: false };
    originals.set(event.eventKey, original);
    tell(seq, original, event, amount);
    for (const reversal of waiting[event.eventKey] ?? []) {
      // It had stopped waiting.
      if (calendar.addTo(reversal.at, WAITING) <= event.at) continue;
      tell(seq, original, reversal, -takenBack(program, original, reversal));
    }
    delete waiting[event.eventKey];
  }
  return found;
}

/** As `reverseOriginal` of `events.ts` does; a reversal of too much takes nothing. */
function takenBack({ rules }: Program, original: Original, { type, amountFen }: EventInput): number {
  const { totalFen, amount, reversed, reversedFen: before } = original;
  const isVoiding = rules.some(({ voidedBy }) => voidedBy === type);
  const after = isVoiding || amountFen === undefined ? totalFen : before + amountFen;
  if (original.voided || after > totalFen) return 0;
  const isWhole = after === totalFen;
  const taken = isWhole ? amount - reversed : share(amount, after, totalFen) - share(amount, before, totalFen);
  Object.assign(original, { reversed: reversed + taken, reversedFen: after, voided: isWhole });
  return taken;
}
