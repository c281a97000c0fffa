import {
  addDays,
  addDuration,
  type BusinessDate,
  daysBetween,
  type Instant,
  periodEnd,
  type ZoneCalendar,
} from './calendar';
import { holds, type MemberFacts } from './conditions';
import { calendarOf, type Draft, entryOf } from './draft';
import { factsFor, levelOn } from './grants';
import { type EventInput, type Input, InputRefused } from './input';
import { onceFor } from './once-for';
import type { Program, Task } from './program';
import { giveReward, type RewardSource, takeBackReward } from './reward';
import type { CountedTask, GrantedEvent, MemberState, TaskPlace } from './state';
import { isInSegments } from './tags';

/** What members do in the app itself: nobody takes these back. */
const OWN_EVENTS = ['app.opened', 'share.sent'];

// A Monday.
const SOME_MONDAY = '1970-01-05';

/** The period of a task that a date lies in, and the last date on which it counts and its reward can be claimed. */
export interface TaskTerm {
  /** `once`, a date, the Monday of a week, or a month `YYYY-MM`. */
  period: string;
  /** Absent: there is no end. */
  last?: BusinessDate;
}

/** The term of a task on a date, for somebody who joined on another; `before` and `over` where there is none. */
export function termOf(task: Task, date: BusinessDate, joined: BusinessDate): TaskTerm | 'before' | 'over' {
  const { from, to } = task.visible;
  if (from !== undefined && date < from) return 'before';
  const { period, end } = periodOf(task, date);
  const within = task.within === undefined ? undefined : addDuration(joined, task.within);
  const ends = [end, to, within].flatMap((last) => (last === undefined ? [] : [last])).sort();
  const [last] = ends;
  return last !== undefined && last < date ? 'over' : { period, last };
}

function periodOf({ kind }: Task, date: BusinessDate): { period: string; end?: BusinessDate } {
  switch (kind) {
    case 'daily':
      return { period: date, end: date };
    case 'weekly': {
      const monday = addDays(date, -(((daysBetween(SOME_MONDAY, date) % 7) + 7) % 7));
      return { period: monday, end: addDays(monday, 6) };
    }
    case 'monthly':
      return { period: date.slice(0, 7), end: periodEnd(date, 'month') };
    default:
      return { period: 'once' };
  }
}

/**
 * Tasks for which an event counts, each with its period: by what is known before the event. A history that is imported
 * counts for none.
 */
export function openTasks(draft: Draft, event: EventInput): { task: Task; period: string }[] {
  const { state, calendar, program } = draft;
  const candidates = tasksByType(program).get(event.type);
  if (!candidates || state.blocked || event.imported) return [];
  const facts = factsFor(draft, program, event);
  const [today, then] = [calendar.dateOf(draft.recordedAt), facts.today];
  return candidates.flatMap((task) => {
    if (!holds(task.progress.when, event, facts)) return [];
    const now = termOf(task, today, facts.joined);
    const term = then === today ? now : termOf(task, then, facts.joined);
    // What arrives late counts in its own period, if that still runs.
    if (typeof now === 'string' || typeof term === 'string' || now.period !== term.period) return [];
    const place = state.tasks?.[task.code]?.[now.period];
    const counts = isSeen(task, place, facts) && tasksBefore(program, state, task, today).length === 0;
    return counts ? [{ task, period: now.period }] : [];
  });
}

/** The tasks for which events of a type can count, in the program's order. */
const tasksByType = onceFor(({ tasks }: Program) => {
  const types = new Set(tasks.flatMap(({ progress }) => progress.on));
  return new Map([...types].map((type) => [type, tasks.filter(({ progress }) => progress.on.includes(type))]));
});

/** A completed task stays in sight when the member's level or tags change. */
function isSeen(
  { visible: { levels, segments } }: Task,
  place: TaskPlace | undefined,
  { level, tags }: Pick<MemberFacts, 'level' | 'tags'>,
): boolean {
  if (place?.completedAt !== undefined) return true;
  return (levels.length === 0 || levels.includes(level)) && isInSegments(segments, tags);
}

function standingFacts(program: Program, state: MemberState): Pick<MemberFacts, 'level' | 'tags'> {
  return { level: levelOn(program, state), tags: state.tags ?? [] };
}

/** The tasks before it in its chain that are not completed, each in its period of today; none: it is unlocked. */
function tasksBefore(program: Program, { tasks }: MemberState, { after }: Task, today: BusinessDate): Task[] {
  return after.flatMap((code) => {
    const before = program.tasks.find((candidate) => candidate.code === code);
    const isOpen = before && tasks?.[code]?.[periodOf(before, today).period]?.completedAt === undefined;
    return isOpen ? [before] : [];
  });
}

/** Counts an event for tasks; what reaches its target is completed, and given its reward where that needs no claim. */
export function countTasks(
  draft: Draft,
  granted: GrantedEvent,
  open: readonly { task: Task; period: string }[],
  event: EventInput,
): void {
  const { recordedAt: at, effects } = draft;
  for (const { task, period } of open) {
    const { unit, target } = task.progress;
    const amount = unit === 'times' ? 1 : (event.amountFen ?? 0);
    if (amount === 0) continue;
    const place = placeIn(draft, task, period);
    place.progress += amount;
    granted.tasks ??= [];
    granted.tasks.push({ task: task.code, period, unit, amount, reversed: 0 });
    if (place.completedAt !== undefined || place.progress < target) continue;
    Object.assign(place, { completedAt: at, target });
    const mustClaim = task.claim === 'manual';
    effects.push({ kind: 'taskCompleted', task: task.code, period, mustClaim, at });
    if (!mustClaim) reward(draft, task, period, place);
  }
}

/** Earlier periods are kept only while a reversal can take their reward back. */
function placeIn({ state, recordedAt }: Draft, { code }: Task, period: string): TaskPlace {
  state.tasks ??= {};
  const periods = entryOf<Record<string, TaskPlace>>(state.tasks, code, () => ({}));
  const known = periods[period];
  if (known) return known;
  for (const earlier of Object.keys(periods)) {
    if ((periods[earlier]?.undoUntil ?? 0) <= recordedAt) delete periods[earlier];
  }
  const place: TaskPlace = { progress: 0 };
  periods[period] = place;
  return place;
}

const sourceOf = (code: string, period: string): RewardSource => ({ kind: 'task', code, key: period });

function reward(draft: Draft, task: Task, period: string, place: TaskPlace): void {
  const { recordedAt: at, calendar, program } = draft;
  const until = calendar.addTo(at, program.points.pendingFor);
  const canBeUndone = until > at && !task.progress.on.every((type) => OWN_EVENTS.includes(type));
  const undoUntil = canBeUndone ? until : undefined;
  place.claimedAt = at;
  if (undoUntil !== undefined) place.undoUntil = undoUntil;
  const asked = task.claim === 'manual';
  giveReward(draft, task.reward, sourceOf(task.code, period), { at, undoUntil, asked });
}

/**
 * Takes back what an event had added to tasks, by the part that is reversed now. A task that falls below its target is
 * open again; a reward that was given goes back inside the return window and stays after it.
 */
export function uncountTasks(
  draft: Draft,
  { tasks = [] }: GrantedEvent,
  eventKey: string,
  partOf: (counted: CountedTask) => number,
): void {
  const { state, recordedAt: at } = draft;
  for (const counted of tasks) {
    const { task, period } = counted;
    const amount = partOf(counted);
    counted.reversed += amount;
    const place = state.tasks?.[task]?.[period];
    if (!place || amount === 0) continue;
    place.progress -= amount;
    if (place.target === undefined || place.progress >= place.target) continue;
    if (place.claimedAt !== undefined) {
      if (place.undoUntil === undefined || place.undoUntil <= at) continue;
      takeBackReward(draft, sourceOf(task, period), at, eventKey);
    }
    for (const key of ['completedAt', 'target', 'claimedAt', 'undoUntil'] as const) delete place[key];
  }
}

/**
 * Gives the reward of a completed task. Refuses: MEMBER_BLOCKED, TASK_NOT_FOUND, TASK_OVER, TASK_NOT_COMPLETED,
 * TASK_ALREADY_CLAIMED.
 */
export function claimTask(draft: Draft, { at, task: code, period }: Extract<Input, { kind: 'claimTask' }>): void {
  const { state, calendar, program } = draft;
  if (state.blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked: no rewards are given.');
  const task = program.tasks.find((candidate) => candidate.code === code);
  const term = task ? termOf(task, calendar.dateOf(at), calendar.dateOf(state.joinedAt)) : 'before';
  const place = state.tasks?.[code]?.[period];
  if (!task || term === 'before' || !isSeen(task, place, standingFacts(program, state))) {
    throw new InputRefused('TASK_NOT_FOUND', `There is no task ${code} for this member now.`);
  }
  if (term === 'over' || term.period !== period) throw new InputRefused('TASK_OVER', `The time of ${code} is over.`);
  if (place?.claimedAt !== undefined) {
    throw new InputRefused('TASK_ALREADY_CLAIMED', `The reward of ${code} was given already.`);
  }
  if (place?.completedAt === undefined) {
    throw new InputRefused('TASK_NOT_COMPLETED', `${code} is not completed yet.`);
  }
  reward(draft, task, period, place);
}

/** Where a member stands with a task that is in sight. */
export interface TaskStanding {
  task: Task;
  period: string;
  state: 'locked' | 'open' | 'completed' | 'claimed';
  /** Up to the target, which is in the unit of the task. */
  progress: number;
  target: number;
  canClaim: boolean;
  /** What must be completed first; nothing unless it is locked. */
  waitsFor: Task[];
  /** When counting and claiming ends; absent: never. */
  endsAt?: Instant;
}

/** The tasks in a member's sight at an instant up to which time has passed for the state, in the program's order. */
export function taskStandings(program: Program, state: MemberState, instant: Instant): TaskStanding[] {
  const calendar = calendarOf(program.timeZone);
  const [today, joined] = [calendar.dateOf(instant), calendar.dateOf(state.joinedAt)];
  const facts = standingFacts(program, state);
  return program.tasks.flatMap((task): TaskStanding[] => {
    const term = termOf(task, today, joined);
    if (typeof term === 'string') return [];
    const place = state.tasks?.[task.code]?.[term.period];
    if (!isSeen(task, place, facts)) return [];
    const target = place?.target ?? task.progress.target;
    const before = tasksBefore(program, state, task, today);
    const standing = standingOf(place, before.length === 0);
    return [
      {
        ...{ task, period: term.period, state: standing, target },
        progress: Math.max(0, Math.min(place?.progress ?? 0, target)),
        canClaim: standing === 'completed' && !state.blocked,
        waitsFor: standing === 'locked' ? before : [],
        endsAt: endOf(calendar, term),
      },
    ];
  });
}

function standingOf(place: TaskPlace | undefined, unlocked: boolean): TaskStanding['state'] {
  if (place?.claimedAt !== undefined) return 'claimed';
  if (place?.completedAt !== undefined) return 'completed';
  return unlocked ? 'open' : 'locked';
}

function endOf(calendar: ZoneCalendar, { last }: TaskTerm): Instant | undefined {
  return last === undefined ? undefined : calendar.endOf(last);
}
