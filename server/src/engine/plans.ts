import { addDuration, type BusinessDate, daysBetween, type Instant, type ZoneCalendar } from './calendar';
import { calendarOf, type Draft, type Visit } from './draft';
import { type Input, InputRefused } from './input';
import { openOffersOf } from './offers';
import { takeBackGifts } from './plan-gifts';
import { isPlanInForce, planOf, planStateAt } from './plan-standing';
import type { Plan, Program } from './program';
import { multiply, rational, round } from './rational';
import type { MemberState, PlanPeriod, PlanState } from './state';

export { planInForce, planStateAt } from './plan-standing';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** How long the benefits of a plan that renews itself stay unpaid: through the fifth day after, when it is tried last. */
const KEPT_FOR = 'P6D';

/** What the next period of a plan costs somebody, in fen, and why; `offer` is the code of the offer. */
export interface PlanPrice {
  priceFen: number;
  reason: 'TRIAL' | 'FIRST' | 'OFFER' | 'NORMAL';
  offer?: string;
  /** Of the trial, or of the plan: ISO duration. */
  period: string;
}

/**
 * What the next period of a plan costs a member at an instant: by an offer that is open and cheaper than the price of the
 * first period; else the trial of somebody who never had a plan; else the first price before any period but a trial; else
 * the price. With `offerCode`, that offer alone can make it cheaper.
 */
export function planPriceFor(
  program: Program,
  state: Pick<MemberState, 'plan' | 'plansHad' | 'offers'>,
  plan: Plan,
  now: Instant,
  offerCode?: string,
): PlanPrice {
  const { period, trial, firstPriceFen } = plan;
  const had = state.plansHad ?? { trials: 0, periods: 0 };
  const isFirst = had.periods === 0 && firstPriceFen !== undefined;
  const own = isFirst ? Math.min(firstPriceFen, plan.priceFen) : plan.priceFen;
  const offers = openOffersOf(program, state, now)
    .map(({ offer }) => offer)
    .filter(({ code, plan: of, priceFen }) => {
      return of === plan.code && priceFen < own && (offerCode === undefined || offerCode === code);
    })
    .sort((a, b) => a.priceFen - b.priceFen);
  const [offer] = offers;
  if (offer) return { priceFen: offer.priceFen, reason: 'OFFER', offer: offer.code, period };
  if (trial && had.trials === 0 && had.periods === 0) {
    return { priceFen: trial.priceFen, reason: 'TRIAL', period: trial.period };
  }
  return { priceFen: own, reason: isFirst ? 'FIRST' : 'NORMAL', period };
}

/** From when to when a period runs, and how its end is counted from the anchor. */
export type PlanDates = Pick<PlanPeriod, 'from' | 'until' | 'anchor' | 'offset' | 'length'>;

/**
 * From when to when the next period of a plan runs. From the end of what is in force, past due included, by the same day
 * of the month; after a lapse from the day of the payment. A period ends with its last date, and one of months with the
 * day of its anchor, or the last of a month that is too short.
 */
export function nextPeriodOf(
  calendar: ZoneCalendar,
  state: PlanState | undefined,
  { period }: Pick<Plan, 'period'>,
  at: Instant,
): PlanDates {
  const before = isPlanInForce(state, at) ? state : undefined;
  const from = before?.until ?? at;
  const length = monthsOf(period);
  const isSame = before !== undefined && before.length > 0;
  const anchor = isSame ? before.anchor : calendar.dateOf(before ? from - 1 : from);
  const offset = isSame ? before.offset + before.length : 0;
  const last = length > 0 ? addDuration(anchor, `P${offset + length}M`) : addDuration(calendar.dateOf(from), period);
  return { from, until: calendar.endOf(lastDate(last, length, before)), anchor, offset, length };
}

/** A trial after something else begins at midnight: its first day is one of its days. */
function lastDate(last: BusinessDate, length: number, before: PlanState | undefined): BusinessDate {
  return length === 0 && before ? addDuration(last, '-P1D') : last;
}

/** How many months an ISO duration of years and months has; 0 for one of days. */
export function monthsOf(period: string): number {
  const [, years = '0', months = '0'] = /^P(?:(\d+)Y)?(?:(\d+)M)?$/.exec(period) ?? [];
  return Number(years) * 12 + Number(months);
}

/** What goes back of the period that was begun last, by the terms of its plan. Amounts in fen. */
export interface PlanRefund {
  kind: 'WHOLE' | 'PRO_RATA' | 'NONE';
  amountFen: number;
  /** What was used in it, and is kept. */
  usedFen: number;
  daysUsed: number;
  days: number;
}

/** What goes back of what was paid for the last period. A day that has begun is used. Time has passed for the state. */
export function refundOf(
  program: Program,
  { plan: own }: Pick<MemberState, 'plan'>,
  { paidFen, now }: { paidFen: number; now: Instant },
): PlanRefund {
  const none: PlanRefund = { kind: 'NONE', amountFen: 0, usedFen: 0, daysUsed: 0, days: 0 };
  const plan = planOf(program, own?.plan);
  if (!own || !plan || planStateAt(own, now) !== 'ACTIVE') return none;
  const calendar = calendarOf(program.timeZone);
  const isAhead = now < own.from;
  const [first, end] = [calendar.dateOf(own.from), calendar.dateOf(own.until - 1)];
  const days = daysBetween(first, end) + 1;
  const daysUsed = isAhead ? 0 : Math.min(days, daysBetween(first, calendar.dateOf(now)) + 1);
  const usedFen = isAhead ? 0 : own.usedFen;
  const counted = { ...none, usedFen, daysUsed, days };
  const isUsed = !isAhead && (own.uses > 0 || own.usedFen > 0);
  const { wholeWithin, unusedOnly, thereafter } = plan.refund;
  if (isAhead || (now < calendar.addTo(own.from, wholeWithin) && !(unusedOnly && isUsed))) {
    return paidFen > 0 ? { ...counted, kind: 'WHOLE', amountFen: paidFen } : counted;
  }
  if (thereafter === 'none') return counted;
  const left = round(multiply(rational(paidFen), rational(days - daysUsed, days)), 'down');
  const amountFen = Math.max(0, left - usedFen);
  return amountFen > 0 ? { ...counted, kind: 'PRO_RATA', amountFen } : counted;
}

const GIVEN = ['gift', 'cardCode', 'trial'];

/**
 * Begins a period of a plan, once for each number of a subscription: see `nextPeriodOf` for its dates; another plan
 * follows at the end of the one that runs. A blocked member is refused what is given, never what was paid for. Refuses:
 * PLAN_UNKNOWN, PLAN_PERIOD_EXISTS, PLAN_RUNNING (another subscription), PLAN_ENDED (it was called off), MEMBER_BLOCKED.
 */
export function startPlan(draft: Draft, input: Of<'startPlan'>): void {
  const { state, calendar, effects } = draft;
  const { at, subscriptionId, periodNo, source, paidFen, offer } = input;
  const plan = planToStart(draft, input);
  const same = state.plan?.subscriptionId === subscriptionId ? state.plan : undefined;
  const running = isPlanInForce(state.plan, at) ? state.plan : undefined;
  const isTrial = source === 'trial' && plan.trial !== undefined;
  const dates = nextPeriodOf(calendar, running, isTrial && plan.trial ? plan.trial : plan, at);
  const period: PlanPeriod = { plan: plan.code, periodNo, ...dates, paidFen, source };
  // Past due is over: what is paid now runs at once, from the end of what was paid.
  const earlier = running && running.until > at ? [...(running.earlier ?? []), periodOf(running)] : undefined;
  const counts = earlier ? running : undefined;
  state.plan = {
    ...period,
    subscriptionId,
    since: same && running ? same.since : dates.from,
    savedFen: same?.savedFen ?? 0,
    usedFen: counts?.usedFen ?? 0,
    uses: counts?.uses ?? 0,
    packs: counts?.packs ?? 0,
    ...(counts?.given ? { given: counts.given } : {}),
    ...(earlier ? { earlier } : {}),
    ...(input.autoRenew ? { keptUntil: keptUntilOf(calendar, dates.until) } : {}),
  };
  const had = state.plansHad ?? { trials: 0, periods: 0 };
  state.plansHad = isTrial ? { ...had, trials: had.trials + 1 } : { ...had, periods: had.periods + 1 };
  const opened = offer === undefined ? undefined : state.offers?.[offer];
  if (offer !== undefined && opened) state.offers = { ...state.offers, [offer]: { ...opened, used: true } };
  const { from, until } = dates;
  const span = { subscriptionId, plan: plan.code, periodNo, from, until };
  effects.push({ kind: same ? 'planRenewed' : 'planStarted', ...span, source, at });
}

function planToStart({ state, program }: Draft, input: Of<'startPlan'>): Plan {
  const { at, subscriptionId, periodNo, source } = input;
  const plan = planOf(program, input.plan);
  if (!plan) throw new InputRefused('PLAN_UNKNOWN', `The program has no plan ${input.plan}.`);
  if (state.blocked && GIVEN.includes(source)) {
    throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked: nothing can be given.');
  }
  const own = state.plan;
  if (own && own.subscriptionId !== subscriptionId && isPlanInForce(own, at)) {
    throw new InputRefused('PLAN_RUNNING', 'Another subscription runs: renew that one, or end it.');
  }
  if (own?.subscriptionId !== subscriptionId) return plan;
  if (periodNo <= own.periodNo) {
    throw new InputRefused('PLAN_PERIOD_EXISTS', `Period ${periodNo} of the subscription was begun already.`);
  }
  if (own.ended && !['expired', 'unpaid'].includes(own.ended.reason)) {
    throw new InputRefused('PLAN_ENDED', 'The subscription was called off: begin another one.');
  }
  return plan;
}

function periodOf({ plan, periodNo, from, until, anchor, offset, length, paidFen, source }: PlanPeriod): PlanPeriod {
  return { plan, periodNo, from, until, anchor, offset, length, paidFen, source };
}

/** Until when the benefits of a plan that renews itself stay when nothing is paid after its end. */
export function keptUntilOf(calendar: ZoneCalendar, until: Instant): Instant {
  return calendar.endOf(calendar.dateOf(calendar.addTo(until, KEPT_FOR) - 1));
}

/**
 * Whether the plan is renewed by itself: then its benefits are kept for a while when the next period is not paid. Turned
 * off while past due, it ends at once. Refuses: PLAN_NOT_FOUND, PLAN_ENDED.
 */
export function setPlanRenewal(draft: Draft, { at, subscriptionId, autoRenew }: Of<'setPlanRenewal'>): void {
  const { state, calendar } = draft;
  const { keptUntil: _, ...rest } = notEnded(state, subscriptionId);
  state.plan = autoRenew ? { ...rest, keptUntil: keptUntilOf(calendar, rest.until) } : rest;
  if (!autoRenew && rest.until <= at) finish(draft, 'expired', at);
}

/**
 * Ends a plan now, and with it what it gives; when money went back, or nothing was paid, what it gave in the running
 * period is taken back as far as it is unused. Of a period that is still to come, only that one is called off. Growth,
 * level and what was earned stay. Refuses: PLAN_NOT_FOUND, PLAN_ENDED.
 */
export function endPlan(draft: Draft, { at, subscriptionId, periodNo, reason, refundedFen }: Of<'endPlan'>): void {
  const { state, calendar } = draft;
  const plan = notEnded(state, subscriptionId);
  if (periodNo !== undefined && !plan.earlier && periodNo !== plan.periodNo) {
    throw new InputRefused('PLAN_NOT_FOUND', `Period ${periodNo} does not run.`);
  }
  const earlier = plan.earlier ?? [];
  const before = earlier.at(-1);
  if (before && periodNo === plan.periodNo) {
    const { earlier: _, ...rest } = plan;
    const left = earlier.slice(0, -1);
    const kept = plan.keptUntil === undefined ? {} : { keptUntil: keptUntilOf(calendar, before.until) };
    // Its number was used: the next one has a higher number.
    state.plan = {
      ...rest,
      ...before,
      ...kept,
      periodNo: plan.periodNo,
      ...(left.length > 0 ? { earlier: left } : {}),
    };
    return;
  }
  finish(draft, reason, at, refundedFen);
  if (reason !== 'staff') takeBackGifts(draft, plan.given ?? [], at);
}

function finish({ state, effects }: Draft, reason: string, at: Instant, refundedFen?: number): void {
  if (!state.plan) return;
  const { earlier: _, keptUntil: __, given: ___, ...rest } = state.plan;
  const { subscriptionId, plan } = rest;
  state.plan = { ...rest, ended: { at, reason, ...(refundedFen === undefined ? {} : { refundedFen }) } };
  effects.push({ kind: 'planEnded', subscriptionId, plan, reason, at });
}

function notEnded({ plan }: MemberState, subscriptionId: string): PlanState {
  if (plan?.subscriptionId !== subscriptionId) throw new InputRefused('PLAN_NOT_FOUND', 'No such plan runs.');
  if (plan.ended) throw new InputRefused('PLAN_ENDED', 'The plan has ended.');
  return plan;
}

/** The beginning of a period that was begun early, and the end of the last one. */
export function planTimes(draft: Draft, visit: Visit): void {
  const { plan } = draft.state;
  if (!plan || plan.ended) return;
  const [first] = plan.earlier ?? [];
  if (first) visit(first.until, moveOn, first.periodNo);
  else visit(plan.keptUntil ?? plan.until, expirePlan, plan.periodNo);
}

function moveOn({ state }: Draft, periodNo: number): void {
  const plan = state.plan;
  if (!plan || plan.ended || plan.earlier?.[0]?.periodNo !== periodNo) return;
  const { earlier = [], given: _, ...rest } = plan;
  const left = earlier.slice(1);
  const counts = { usedFen: 0, uses: 0, packs: 0 };
  state.plan = { ...rest, ...counts, ...(left.length > 0 ? { earlier: left } : {}) };
}

function expirePlan(draft: Draft, periodNo: number, at: Instant): void {
  const { plan } = draft.state;
  if (plan && !plan.ended && !plan.earlier && plan.periodNo === periodNo) finish(draft, 'expired', at);
}
