import { addDuration, type BusinessDate, type Instant, type ZoneCalendar } from './calendar';
import { calendarOf, type Draft } from './draft';
import { type Input, InputRefused } from './input';
import type { Plan, Program } from './program';
import type { MemberState, PlanState } from './state';

const KEPT_FOR = 'P5D';
type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** What a plan costs somebody now. */
export interface PlanPrice {
  priceFen: number;
  reason: 'TRIAL' | 'FIRST' | 'OFFER' | 'NORMAL';
  offer?: string;
  period: string;
}

/** What a plan costs a member at an instant: a trial and a first price are for who never had a plan. */
export function planPriceFor(_program: Program, state: MemberState, plan: Plan, _now: Instant): PlanPrice {
  const { priceFen, firstPriceFen, trial, period } = plan;
  if (state.plan) return { priceFen, reason: 'NORMAL', period };
  if (trial) return { priceFen: trial.priceFen, reason: 'TRIAL', period: trial.period };
  if (firstPriceFen !== undefined) return { priceFen: firstPriceFen, reason: 'FIRST', period };
  return { priceFen, reason: 'NORMAL', period };
}

/** From when to when the next period runs: from the end of one that runs, by its anchor day; else from this day. */
export function nextPeriodOf(
  calendar: ZoneCalendar,
  state: PlanState | undefined,
  plan: Pick<Plan, 'period'>,
  at: Instant,
): { from: Instant; until: Instant; anchor: BusinessDate } {
  const runs = state && !state.ended && (state.keptUntil ?? state.until) > at;
  if (!runs) {
    const anchor = calendar.dateOf(at);
    const from = calendar.startOf(anchor);
    return { from: Math.max(from, at), until: calendar.startOf(addDuration(anchor, plan.period)), anchor };
  }
  const first = calendar.dateOf(state.until);
  const end = addDuration(first, plan.period);
  const day = Number(state.anchor.slice(8));
  const lastDay = new Date(Date.UTC(Number(end.slice(0, 4)), Number(end.slice(5, 7)), 0)).getUTCDate();
  const until = `${end.slice(0, 8)}${String(Math.min(day, lastDay)).padStart(2, '0')}`;
  return { from: state.until, until: calendar.startOf(until), anchor: state.anchor };
}

/** What goes back by the terms of the plan. */
export function refundOf(
  program: Program,
  state: MemberState,
  { paidFen, now }: { paidFen: number; now: Instant },
): { amountFen: number; kind: 'WHOLE' | 'PRO_RATA' | 'NONE'; usedFen: number; daysUsed: number; days: number } {
  const plan = program.plans.find(({ code }) => code === state.plan?.plan);
  const none = { amountFen: 0, kind: 'NONE' as const, usedFen: 0, daysUsed: 0, days: 0 };
  if (!plan || !state.plan || state.plan.ended) return none;
  const calendar = calendarOf(program.timeZone);
  if (now < calendar.addTo(state.plan.from, plan.refund.wholeWithin)) return { ...none, kind: 'WHOLE', amountFen: paidFen };
  if (plan.refund.thereafter === 'none') return none;
  const whole = state.plan.until - state.plan.from;
  const left = Math.max(0, state.plan.until - now);
  return { ...none, kind: 'PRO_RATA', amountFen: Math.floor((paidFen * left) / whole) };
}

/** A period of a plan begins. Throws InputRefused. */
export function startPlan(draft: Draft, input: Of<'startPlan'>): void {
  const { state, program, calendar } = draft;
  const { at, subscriptionId, periodNo, source } = input;
  const plan = program.plans.find(({ code }) => code === input.plan);
  if (!plan) throw new InputRefused('PLAN_UNKNOWN', 'There is no such plan.');
  if (state.blocked && ['gift', 'cardCode', 'trial'].includes(source)) {
    throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked.');
  }
  const before = state.plan?.subscriptionId === subscriptionId ? state.plan : undefined;
  if (before && before.periodNo >= periodNo) throw new InputRefused('PLAN_PERIOD_EXISTS', 'This period began before.');
  const of = source === 'trial' && plan.trial ? plan.trial : plan;
  const { from, until, anchor } = nextPeriodOf(calendar, before, of, at);
  const kept = input.autoRenew ? { keptUntil: keptUntilOf(calendar, until) } : {};
  const since = before?.since ?? from;
  state.plan = { subscriptionId, plan: plan.code, since, anchor, periodNo, from, until, savedFen: before?.savedFen ?? 0, ...kept };
}

/** Whether the plan is renewed by itself; past due, it ends without. Throws InputRefused. */
export function setPlanRenewal({ state, calendar }: Draft, { at, subscriptionId, autoRenew }: Of<'setPlanRenewal'>): void {
  const plan = running(state, subscriptionId);
  const { keptUntil: _, ...rest } = plan;
  state.plan = autoRenew ? { ...rest, keptUntil: keptUntilOf(calendar, plan.until) } : rest;
  if (!autoRenew && plan.until <= at) state.plan.ended = { at, reason: 'unpaid' };
}

/** The plan ends now. Throws InputRefused. */
export function endPlan({ state }: Draft, { at, subscriptionId, reason }: Of<'endPlan'>): void {
  state.plan = { ...running(state, subscriptionId), ended: { at, reason } };
}

function running(state: MemberState, subscriptionId: string): PlanState {
  if (state.plan?.subscriptionId !== subscriptionId) throw new InputRefused('PLAN_NOT_FOUND', 'Another plan runs.');
  if (state.plan.ended) throw new InputRefused('PLAN_ENDED', 'The plan has ended.');
  return state.plan;
}

function keptUntilOf(calendar: ZoneCalendar, until: Instant): Instant {
  return calendar.endOf(calendar.dateOf(calendar.addTo(until, KEPT_FOR)));
}
