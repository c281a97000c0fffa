import { addDays, type BusinessDate, type Instant, periodStart, subtractDuration } from './calendar';
import { calendarOf, type Draft } from './draft';
import { type Input, InputRefused } from './input';
import { availablePoints, takeForHold } from './points';
import type { CheckIn, Program, Reward } from './program';
import { giveReward } from './reward';
import type { CheckInBook, MemberState } from './state';

/** Besides the month that runs, so many whole months of check-ins are kept. */
const KEPT = 'P12M';

/** Of how many days the run is that ends on a date; 0 when that date was missed. */
export function streakOn(book: CheckInBook | undefined, date: BusinessDate): number {
  let streak = 0;
  let day = date;
  while (book?.dates[day]) {
    streak += 1;
    day = addDays(day, -1);
  }
  return book?.carried?.until === day ? streak + book.carried.streak : streak;
}

/** What the ladder pays on the so-manieth day of a run, and the rung from 1. */
export function rungOf({ ladder, top }: CheckIn, streak: number): { rung: number; points: number } {
  const last = ladder.length - 1;
  const index = top === 'restart' ? (streak - 1) % ladder.length : Math.min(streak - 1, last);
  return { rung: index + 1, points: ladder[index] ?? 0 };
}

/**
 * A check-in on today's business date: pays the ladder's rung of the run that it continues, and the steps of the month.
 * Refuses: MEMBER_BLOCKED, CHECK_IN_NOT_OFFERED, CHECK_IN_DONE.
 */
export function checkIn(draft: Draft, { at }: Extract<Input, { kind: 'checkIn' }>): void {
  const { state, calendar } = draft;
  const policy = policyFor(draft);
  const today = calendar.dateOf(at);
  const book = bookOf(draft, today);
  if (book.dates[today]) throw new InputRefused('CHECK_IN_DONE', `The member has checked in on ${today}.`);
  const { rung, points } = rungOf(policy, streakOn(book, addDays(today, -1)) + 1);
  book.dates[today] = { points };
  state.checkIn = book;
  if (points > 0)
    giveReward(draft, { points }, { kind: 'checkIn', code: `day-${rung}`, key: today }, { at, asked: true });
  payMonth(draft, policy, today, at);
}

/**
 * Makes up for a missed date, for points: it joins the runs beside it and counts in its month, but the ladder pays nothing
 * for it, nor more for what followed. Refuses: MEMBER_BLOCKED, CHECK_IN_NOT_OFFERED, MAKE_UP_IN_FUTURE, CHECK_IN_DONE,
 * MAKE_UP_TOO_OLD, MAKE_UP_LIMIT, INSUFFICIENT_POINTS.
 */
export function makeUpCheckIn(draft: Draft, { at, date }: Extract<Input, { kind: 'makeUpCheckIn' }>): void {
  const { state, calendar } = draft;
  const policy = policyFor(draft);
  const today = calendar.dateOf(at);
  const book = bookOf(draft, today);
  const { makeUp } = policy;
  if (!makeUp) throw new InputRefused('CHECK_IN_NOT_OFFERED', 'The program has no make-up for missed days.');
  if (date >= today) throw new InputRefused('MAKE_UP_IN_FUTURE', `${date} is not over: check in instead.`);
  if (book.dates[date]) throw new InputRefused('CHECK_IN_DONE', `The member has checked in on ${date}.`);
  if (date < earliestMakeUp(makeUp.lastDays, today, calendar.dateOf(state.joinedAt))) {
    throw new InputRefused('MAKE_UP_TOO_OLD', `${date} is before joining or more than ${makeUp.lastDays} days ago.`);
  }
  if (madeUpIn(book, date.slice(0, 7)) >= makeUp.perMonth) {
    throw new InputRefused('MAKE_UP_LIMIT', `Of a month ${makeUp.perMonth} days can be made up for.`);
  }
  pay(draft, makeUp.costPoints, at);
  book.dates[date] = { points: 0, madeUp: true };
  state.checkIn = book;
  payMonth(draft, policy, date, at);
}

function policyFor({ state, program }: Draft): CheckIn {
  if (state.blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked and cannot check in.');
  if (!program.checkIn) throw new InputRefused('CHECK_IN_NOT_OFFERED', 'The program has no check-in.');
  return program.checkIn;
}

/** The member's book without what is too old to matter: of a run that goes on, its length is carried. */
function bookOf({ state }: Draft, today: BusinessDate): CheckInBook {
  const { dates, carried } = state.checkIn ?? { dates: {} };
  const first = periodStart(subtractDuration(today, KEPT), 'month');
  const kept = Object.entries(dates).filter(([date]) => date >= first);
  if (kept.length === Object.keys(dates).length) return { dates, ...(carried && { carried }) };
  const until = addDays(first, -1);
  const streak = streakOn(state.checkIn, until);
  return { dates: Object.fromEntries(kept), ...(streak > 0 && { carried: { until, streak } }) };
}

function earliestMakeUp(lastDays: number, today: BusinessDate, joined: BusinessDate): BusinessDate {
  const oldest = addDays(today, -lastDays);
  return oldest > joined ? oldest : joined;
}

const datesIn = ({ dates }: CheckInBook, month: string) =>
  Object.entries(dates).filter(([date]) => date.startsWith(month));

const madeUpIn = (book: CheckInBook, month: string) => datesIn(book, month).filter(([, day]) => day.madeUp).length;

function pay(draft: Draft, points: number, at: Instant): void {
  const available = availablePoints(draft.state, at);
  if (available < points) {
    throw new InputRefused('INSUFFICIENT_POINTS', `${points} points are needed, ${available} are available.`);
  }
  takeForHold(draft.state, points, at);
  const trace = { source: 'makeUp check-in' };
  draft.post({ account: 'points', kind: 'spend', delta: -points, effectiveAt: at, trace });
}

/** A month's check-ins only become more, so each step is reached once. */
function payMonth(draft: Draft, { cumulative }: CheckIn, date: BusinessDate, at: Instant): void {
  const month = date.slice(0, 7);
  const count = datesIn(draft.state.checkIn ?? { dates: {} }, month).length;
  const step = cumulative.find((candidate) => candidate.count === count);
  if (step)
    giveReward(draft, step.reward, { kind: 'checkIn', code: `month-${count}`, key: month }, { at, asked: true });
}

/** A day of the calendar as the member sees it; `today` only as long as the check-in is open. */
export interface CalendarDay {
  date: BusinessDate;
  state: 'checked' | 'madeUp' | 'missed' | 'today' | 'future' | 'before';
  points: number;
}

/** A member's check-ins in a month, and what comes next. */
export interface CheckInStanding {
  today: BusinessDate;
  canCheckIn: boolean;
  /** Of the run up to today, or to yesterday as long as today is open. */
  streak: number;
  /** What the ladder pays at the next check-in; absent: there is no check-in. */
  nextPoints?: number;
  /** What each day of a run pays, from the first; `reached`: by the run that goes on. */
  ladder: { points: number; reached: boolean }[];
  days: CalendarDay[];
  /** `left` is of the month that is shown; `dates` can be made up now, whether or not there are points enough. */
  makeUp?: { left: number; costPoints: number; dates: BusinessDate[] };
  /** The steps of the month that is shown. */
  cumulative: { count: number; reward: Reward; reached: boolean }[];
}

/** The calendar of a month `YYYY-MM` (of today's when it is left out) at an instant up to which time has passed. */
export function checkInStanding(
  program: Program,
  state: MemberState,
  instant: Instant,
  month?: string,
): CheckInStanding {
  const calendar = calendarOf(program.timeZone);
  const policy = program.checkIn;
  const book = state.checkIn ?? { dates: {} };
  const [today, joined] = [calendar.dateOf(instant), calendar.dateOf(state.joinedAt)];
  const shown = month ?? today.slice(0, 7);
  const isDone = book.dates[today] !== undefined;
  const streak = streakOn(book, isDone ? today : addDays(today, -1));
  const count = datesIn(book, shown).length;
  const days = daysOf(shown).map((date): CalendarDay => {
    const day = book.dates[date];
    if (day) return { date, state: day.madeUp ? 'madeUp' : 'checked', points: day.points };
    if (date < joined) return { date, state: 'before', points: 0 };
    return { date, state: date < today ? 'missed' : date === today ? 'today' : 'future', points: 0 };
  });
  return {
    ...{ today, streak, days, canCheckIn: policy !== undefined && !state.blocked && !isDone },
    nextPoints: policy && rungOf(policy, streak + 1).points,
    ladder: policy ? ladderOf(policy, streak, isDone) : [],
    makeUp: policy?.makeUp && makeUpsLeft(policy.makeUp, book, { shown, today, joined }),
    cumulative: (policy?.cumulative ?? []).map((step) => ({ ...step, reached: count >= step.count })),
  };
}

/** The ladder as the run stands on it. Once around, a day that is open begins it again and a day that is done ends it. */
function ladderOf(policy: CheckIn, streak: number, isDone: boolean): CheckInStanding['ladder'] {
  const climbed = isDone ? rungOf(policy, streak).rung : rungOf(policy, streak + 1).rung - 1;
  return policy.ladder.map((points, index) => ({ points, reached: index < climbed }));
}

function daysOf(month: string): BusinessDate[] {
  const days: BusinessDate[] = [];
  for (let date = `${month}-01`; date.startsWith(month); date = addDays(date, 1)) days.push(date);
  return days;
}

function makeUpsLeft(
  { costPoints, perMonth, lastDays }: NonNullable<CheckIn['makeUp']>,
  book: CheckInBook,
  { shown, today, joined }: { shown: string; today: BusinessDate; joined: BusinessDate },
): NonNullable<CheckInStanding['makeUp']> {
  const dates: BusinessDate[] = [];
  for (let date = earliestMakeUp(lastDays, today, joined); date < today; date = addDays(date, 1)) {
    if (!book.dates[date] && madeUpIn(book, date.slice(0, 7)) < perMonth) dates.push(date);
  }
  return { costPoints, left: Math.max(0, perMonth - madeUpIn(book, shown)), dates };
}
