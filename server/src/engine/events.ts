import { type Draft, entryOf } from './draft';
import { noteBase, noteReversal } from './formula';
import { factsFor, type GrantLine, grantLines, matchingRules } from './grants';
import { type EventInput, InputRefused } from './input';
import { addFact, isCount, programMeasures } from './measures';
import { openOffers } from './offers';
import { raiseLevels, revokeUpgrades } from './placement';
import { creditPoints, debitPoints, expiryOf } from './points';
import type { Rule } from './program';
import { multiply, rational, round } from './rational';
import { countPlanUse, subscriptionInForce, writeSaving } from './savings';
import type { GrantedEvent, GrantedLine, GrantedSaving, SavingKind, WaitingReversal } from './state';
import { takeBackLine, takeGrowth } from './take-back';
import { countTasks, openTasks, uncountTasks } from './tasks';
import type { Publication } from './timeline';

const MINUTE_MS = 60_000;
const FUTURE_TOLERANCE_MS = 10 * MINUTE_MS;

/** Types that undo another event: without saying which, they mean nothing. */
const REVERSALS = ['order.refunded', 'loan.cancelled', 'review.deleted'];

/** Folds an event in: grants by the rules, or takes back what another granted. */
export function foldEvent(draft: Draft, event: EventInput): void {
  const rules = draft.rulesAt(event.occurredAt);
  const isVoiding = rules.program.rules.some(({ voidedBy }) => voidedBy === event.type);
  if ((isVoiding || REVERSALS.includes(event.type)) && event.reverses === undefined) {
    throw new InputRefused('REVERSES_MISSING', `${event.type} needs reverses: the eventId of what it undoes.`);
  }
  if (event.reverses === undefined) {
    foldOriginal(draft, rules, event);
    return;
  }
  const original = draft.state.granted[event.reverses];
  const reversal: WaitingReversal = {
    eventKey: event.eventKey,
    type: event.type,
    // What voids, voids in full.
    amountFen: isVoiding ? undefined : event.amountFen,
    occurredAt: event.occurredAt,
    recordedAt: event.at,
  };
  if (original) reverseOriginal(draft, original, event.reverses, reversal);
  else {
    entryOf<WaitingReversal[]>(draft.state.waiting, event.reverses, () => []).push(reversal);
    draft.waitsForOriginal = true;
  }
}

/** Refuses what is from the future, and what is older than the late horizon unless it is imported. */
export function assertTimely(draft: Draft, { at, occurredAt, imported }: EventInput): void {
  if (occurredAt > at + FUTURE_TOLERANCE_MS) {
    throw new InputRefused('EVENT_IN_FUTURE', 'occurredAt is more than ten minutes in the future: check the clock.');
  }
  if (!imported && occurredAt < draft.calendar.addTo(at, `-${draft.program.lateHorizon}`)) {
    throw new InputRefused(
      'EVENT_TOO_OLD',
      `occurredAt is longer ago than ${draft.program.lateHorizon}: import it instead.`,
    );
  }
}

function foldOriginal(draft: Draft, rules: Publication, event: EventInput): void {
  const { state, calendar } = draft;
  const granted: GrantedEvent = {
    type: event.type,
    date: calendar.dateOf(event.occurredAt),
    amountFen: event.amountFen ?? 0,
    reversedFen: 0,
    voided: false,
    lines: [],
    facts: [],
  };
  state.granted[event.eventKey] = granted;
  // Before anything changes the level: what a member sees counts.
  const tasks = openTasks(draft, event);
  // A blocked member's events are recorded and grant nothing, now or later. What takes away goes on.
  for (const rule of matchingRules(draft, rules.program, event)) {
    const lines = state.blocked ? [] : grantLines(draft, rules.program, rule, event);
    for (const line of lines) grant(draft, rules, granted, line, event);
    penalise(draft, rules.version, rule, event);
  }
  if (!state.blocked) {
    addEventFacts(draft, granted, event);
    raiseLevels(draft, draft.recordedAt);
    countTasks(draft, granted, tasks, event);
  }
  saveMemberPrice(draft, granted, event);
  openOffers(draft, event, factsFor(draft, draft.program, event));
  settleWaiting(draft, event.eventKey);
}

/** Folds the reversals that waited for this original, which is known now. */
export function settleWaiting(draft: Draft, key: string): void {
  const { granted, waiting } = draft.state;
  const original = granted[key];
  const reversals = waiting[key];
  if (!original || !reversals) return;
  delete waiting[key];
  for (const reversal of reversals) foldWaiting(draft, original, key, reversal);
}

/** A reversal that came first was accepted before its size could be checked: too large a one is told, not applied. */
function foldWaiting(draft: Draft, granted: GrantedEvent, key: string, reversal: WaitingReversal): void {
  const settle = (as: 'applied' | 'refused') =>
    draft.effects.push({ kind: 'reversalSettled', eventKey: reversal.eventKey, as, at: draft.recordedAt });
  try {
    reverseOriginal(draft, granted, key, reversal);
    settle('applied');
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    settle('refused');
  }
}

function grant(draft: Draft, rules: Publication, granted: GrantedEvent, line: GrantLine, event: EventInput): void {
  const { account, rule, amount, fixed, trace, byPlan = 0 } = line;
  if (amount === 0) return;
  const at = draft.recordedAt;
  const { eventKey, occurredAt } = event;
  const programVersion = rules.version;
  let lotId: number | undefined;
  if (account === 'points') {
    const policy = rules.program.points;
    const availableAt = draft.calendar.addTo(occurredAt, policy.pendingFor);
    const expiresAt = expiryOf(draft, occurredAt, policy);
    const line = { kind: 'earn' as const, at, eventKey, programVersion, trace };
    lotId = creditPoints(draft, amount, line, { occurredAt, availableAt, expiresAt });
  } else {
    draft.state.growth += amount;
    draft.post({ account, kind: 'earn', delta: amount, effectiveAt: at, eventKey, programVersion, trace });
  }
  const made: GrantedLine = { account, rule, amount, reversed: 0, fixed, lotId };
  const plan = subscriptionInForce(draft);
  const savedFen = round(multiply(rational(byPlan), rules.program.points.costPerPointFen), 'down');
  if (plan !== undefined && savedFen > 0) {
    made.saving = { plan, savedFen, reversedFen: 0 };
    writeSaving(draft, savedFen, { plan, kind: 'points', of: rule, at, eventKey });
  }
  granted.lines.push(made);
  addFact(draft, account, granted.date, amount);
}

/** What the price for members took off was paid less, whatever the rules grant: also of a blocked member. */
function saveMemberPrice(draft: Draft, granted: GrantedEvent, { memberDiscountFen = 0, eventKey }: EventInput): void {
  const plan = subscriptionInForce(draft);
  if (plan === undefined || memberDiscountFen <= 0) return;
  granted.saving = { plan, savedFen: memberDiscountFen, reversedFen: 0 };
  writeSaving(draft, memberDiscountFen, { plan, kind: 'memberPrice', of: eventKey, at: draft.recordedAt, eventKey });
  countPlanUse(draft, plan, 1);
}

function penalise(draft: Draft, programVersion: number, { penalty, code }: Rule, event: EventInput): void {
  const { eventKey, occurredAt } = event;
  const line = { kind: 'penalty' as const, at: draft.recordedAt, eventKey, programVersion, trace: { rule: code } };
  if (penalty?.points) debitPoints(draft, penalty.points, line);
  if (penalty?.growth) takeGrowth(draft, penalty.growth, line, draft.calendar.dateOf(occurredAt));
}

function addEventFacts(draft: Draft, granted: GrantedEvent, event: EventInput): void {
  const { state } = draft;
  if (event.type === 'holding.changed' && event.occurredAt >= (state.holding?.occurredAt ?? Number.NEGATIVE_INFINITY)) {
    state.holding = { amountFen: event.amountFen ?? 0, occurredAt: event.occurredAt };
  }
  noteBase(draft, event);
  for (const { key, ofEvent, capPerDay } of programMeasures(draft.program)) {
    let amount = ofEvent?.(event) ?? 0;
    if (capPerDay !== undefined) {
      // Gross, like all caps: a reversal does not give room back.
      const counters = entryOf<Record<string, number>>(state.capped, granted.date, () => ({}));
      const counted = counters[key] ?? 0;
      amount = Math.min(amount, capPerDay - counted);
      if (amount > 0) counters[key] = counted + amount;
    }
    if (amount <= 0) continue;
    addFact(draft, key, granted.date, amount);
    granted.facts.push({ measure: key, amount, reversed: 0 });
  }
}

/**
 * Takes back a part of what an event granted: of a line that granted G on the amount T, with c reversed in all,
 * `round(G·c/T) − round(G·before/T)`, half down, so that parts always sum to the whole. Fixed grants go with the whole.
 */
function reverseOriginal(
  draft: Draft,
  original: GrantedEvent,
  key: string,
  reversal: Pick<WaitingReversal, 'eventKey' | 'amountFen'>,
): void {
  const total = original.amountFen;
  const before = original.reversedFen;
  const after = reversal.amountFen === undefined ? total : before + reversal.amountFen;
  if (original.voided || after > total) {
    throw new InputRefused(
      'REVERSAL_EXCEEDS_ORIGINAL',
      `Of ${total} fen, ${before} are reversed already: reverse no more.`,
    );
  }
  const isWhole = after === total;
  const part = (amount: number, fixed: boolean, reversed: number) =>
    isWhole ? amount - reversed : fixed ? 0 : share(amount, after, total) - share(amount, before, total);
  const takeBackSaving = (saving: GrantedSaving | undefined, kind: SavingKind, of: string, fixed: boolean) => {
    if (!saving) return;
    const lost = part(saving.savedFen, fixed, saving.reversedFen);
    saving.reversedFen += lost;
    writeSaving(draft, -lost, { plan: saving.plan, kind, of, at: draft.recordedAt, eventKey: reversal.eventKey });
  };
  for (const line of original.lines) {
    const amount = part(line.amount, line.fixed, line.reversed);
    const trace = { rule: line.rule, reverses: key, amountFen: reversal.amountFen };
    const back = { kind: 'reverse' as const, at: draft.recordedAt, eventKey: reversal.eventKey, trace };
    takeBackLine(draft, line, amount, back, original.date);
    takeBackSaving(line.saving, 'points', line.rule, line.fixed);
  }
  takeBackSaving(original.saving, 'memberPrice', key, false);
  if (original.saving && isWhole) countPlanUse(draft, original.saving.plan, -1);
  for (const fact of original.facts) {
    const amount = part(fact.amount, isCount(fact.measure), fact.reversed);
    fact.reversed += amount;
    if (amount > 0) noteReversal(draft, fact.measure);
    addFact(draft, fact.measure, original.date, -amount);
  }
  uncountTasks(draft, original, reversal.eventKey, ({ unit, amount, reversed }) =>
    part(amount, unit === 'times', reversed),
  );
  original.reversedFen = after;
  original.voided = isWhole;
  revokeUpgrades(draft, draft.recordedAt);
}

/** What is taken back of a granted amount when so much of the total is reversed, rounded half down. */
export function share(amount: number, reversed: number, total: number): number {
  return round(multiply(rational(amount), rational(reversed, total)), 'halfDown');
}
