import { addDays, type BusinessDate, type Instant } from './calendar';
import { dataAt } from './conditions';
import type { Draft, Visit } from './draft';
import type { EventInput } from './input';
import { activityKey, addFact, amountKey, countKey, formulaMeasures } from './measures';
import { raiseLevels, revokeUpgrades } from './placement';
import type { FormulaGrowth } from './program';
import { add, multiply, type Rational, rational, round } from './rational';
import { bestOf, type Dates, earliest, firstInside, nextLeaving, nextRecencyStep, rfmScore, sumSince } from './rfm';
import type { FormulaParts, MemberState } from './state';

/** What a formula says of a member on a date, of all facts that are known. */
export function formulaOn(formula: FormulaGrowth, state: MemberState, date: BusinessDate): FormulaParts {
  const { facts } = state;
  const { weights } = formula;
  const rfm = formula.rfm && rfmOn(formula.rfm, facts, date);
  const spend = formula.spend && spendOn(formula.spend, facts, date);
  const activity = formula.activity && activityOn(formula.activity, facts, date);
  const base = formula.base && (state.formula?.base?.score ?? 0);
  const reward =
    formula.reward.length > 0 ? bestOf(formula.reward, ({ atLeast }) => (spend ?? 0) >= atLeast) : undefined;
  const weighted: [number | undefined, Rational][] = [
    [rfm, weights.rfm],
    [spend, weights.spend],
    [activity, weights.activity],
    [base, weights.base],
  ];
  const sum = weighted.reduce(
    (total, [part, weight]) => add(total, multiply(rational(part ?? 0), weight)),
    rational(0),
  );
  return { rfm, spend, activity, base, reward, value: round(sum, 'down') + (reward ?? 0) };
}

type Facts = MemberState['facts'];

function rfmOn(rfm: NonNullable<FormulaGrowth['rfm']>, facts: Facts, date: BusinessDate): number {
  return rfmScore(rfm, facts[countKey(rfm.on)], facts[amountKey(rfm.on)], date);
}

function spendOn(
  { on, window, perYuan }: NonNullable<FormulaGrowth['spend']>,
  facts: Facts,
  date: BusinessDate,
): number {
  const fen = sumSince(facts[amountKey(on)], firstInside(date, window));
  return round(multiply(rational(fen, 100), perYuan), 'down');
}

function activityOn(activity: NonNullable<FormulaGrowth['activity']>, facts: Facts, date: BusinessDate): number {
  return sumSince(facts[activityKey(activity)], firstInside(date, activity.window));
}

/**
 * When a member's formula is to be evaluated next, and how: at the start of the next business date if its value will
 * have changed by then, otherwise when a recency step is crossed or a fact leaves a window. Members to whom none of that
 * happens are not woken. There is no evaluation while a member is blocked: it catches up afterwards.
 */
export function formulaTimes(draft: Draft, visit: Visit): void {
  const { program, state, calendar } = draft;
  const formula = program.formulaGrowth;
  if (!formula || state.blocked) return;
  const date = nextEvaluation(formula, state, addDays(calendar.dateOf(state.asOf), 1));
  if (date !== undefined) visit(calendar.startOf(date), evaluate, formula);
}

function nextEvaluation(formula: FormulaGrowth, state: MemberState, tomorrow: BusinessDate): BusinessDate | undefined {
  const { value = 0, reversed } = state.formula ?? {};
  if (reversed || formulaOn(formula, state, tomorrow).value !== value) return tomorrow;
  const { rfm, spend, activity } = formula;
  const leaving = (dates: Dates, window: string) => nextLeaving(dates, window, tomorrow);
  return earliest([
    ...(rfm
      ? [
          nextRecencyStep(rfm, state.facts[countKey(rfm.on)], tomorrow),
          leaving(state.facts[countKey(rfm.on)], rfm.window),
          leaving(state.facts[amountKey(rfm.on)], rfm.window),
        ]
      : []),
    spend && leaving(state.facts[amountKey(spend.on)], spend.window),
    activity && leaving(state.facts[activityKey(activity)], activity.window),
  ]);
}

/** Posts the difference between the formula's value and what was posted so far. Caps do not apply to it. */
function evaluate(draft: Draft, formula: FormulaGrowth, at: Instant): void {
  const { state, calendar } = draft;
  const date = calendar.dateOf(at);
  const parts = formulaOn(formula, state, date);
  const { value: before = 0, reversed, base } = state.formula ?? {};
  const delta = parts.value - before;
  if (delta === 0 && !reversed) return;
  state.formula = { value: parts.value, base };
  if (delta === 0) return;
  state.growth += delta;
  draft.post({ account: 'growth', kind: 'formula', delta, effectiveAt: at, trace: { formula: { ...parts, before } } });
  addFact(draft, 'growth', date, delta);
  if (delta > 0) raiseLevels(draft, at);
  // What only faded with time is no reversal: it lowers the level at the end of its validity.
  else if (reversed) revokeUpgrades(draft, at);
}

/** Remembers the credit standing that an event tells, unless a later one is known. */
export function noteBase(draft: Draft, event: EventInput): void {
  const base = draft.program.formulaGrowth?.base;
  if (!base?.on.includes(event.type)) return;
  const score = dataAt(base.path, event);
  if (typeof score !== 'number' || !Number.isSafeInteger(score) || score < 0) return;
  const { formula } = draft.state;
  const { occurredAt } = event;
  if (formula?.base && formula.base.occurredAt > occurredAt) return;
  draft.state.formula = { value: 0, ...formula, base: { score, occurredAt } };
}

/** Remembers that something which the formula counts was taken back, so that the next evaluation may revoke upgrades. */
export function noteReversal(draft: Draft, measure: string): void {
  const { formulaGrowth } = draft.program;
  const { formula } = draft.state;
  if (formula && formulaGrowth && formulaMeasures(formulaGrowth).some(({ key }) => key === measure)) {
    draft.state.formula = { ...formula, reversed: true };
  }
}
