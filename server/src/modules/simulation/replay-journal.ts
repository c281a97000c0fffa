import type { Archive } from '../../engine/archive';
import type { Instant } from '../../engine/calendar';
import { newMember } from '../../engine/fold';
import type { RefusalCode } from '../../engine/input';
import type { MemberState } from '../../engine/state';
import { type Timeline, upTo } from '../../engine/timeline';
import { type Fold, foldInputs, foldTime, type JournalEntry } from '../journal';
import { type CostItem, costsIn } from './cost-items';

/** How many inputs are folded before others get their turn. */
const STRETCH = 200;

/**
 * A timeline that reminds nobody of expiries: nobody hears of a simulation, no number depends on it, and each reminder
 * would be a step of its own.
 */
export function withoutReminders(timeline: Timeline): Timeline {
  return timeline.map(({ version, from, program }) => {
    return {
      version,
      from,
      program: { ...program, points: { ...program.points, remindBefore: [] }, couponsRemindBefore: [] },
    };
  });
}

/** Gives each input the versions that were known when it was recorded: folded so, a journal comes to what is stored. */
export function asRecorded(timeline: Timeline): (version?: number) => Timeline {
  return (version) => (version === undefined ? timeline : upTo(timeline, version));
}

/** What a member's journal comes to under a program. */
export interface Replay {
  /** As of the instant that was asked for, without what is finished. */
  state: MemberState;
  /** What the rules refused, by reason: inputs that the other program would not have accepted. */
  refused: Map<RefusalCode, number>;
  /** What was given and used, item by item. */
  costs: CostItem[];
}

/**
 * Folds a journal in memory, from the day of joining, and lets time pass until `now`; `timelineOf` says under which
 * versions an input that was recorded under a version is folded, and without one under which time passes in the end. What
 * is refused is counted and left out, and so is what depends on it: the capture of a hold that was refused finds no hold.
 * `pause` is awaited now and then, so that a long journal does not keep the server busy. Writes nothing.
 */
export async function replayJournal(
  timelineOf: (version?: number) => Timeline,
  { joinedAt, inputs }: { joinedAt: Instant; inputs: readonly JournalEntry[] },
  now: Instant,
  pause: () => Promise<void>,
): Promise<Replay> {
  const archive: Archive = new Map();
  const replay: Replay = { state: newMember(timelineOf(), joinedAt), refused: new Map(), costs: [] };
  for (const [index, { input, programVersion }] of inputs.entries()) {
    if (index % STRETCH === STRETCH - 1) await pause();
    note(replay, foldInputs(timelineOf(programVersion), replay.state, [input], archive));
  }
  note(replay, foldTime(timelineOf(), replay.state, now));
  return replay;
}

function note(replay: Replay, fold: Fold): void {
  replay.state = fold.state;
  for (const outcome of fold.outcomes) {
    if (outcome.accepted) continue;
    const { code } = outcome.refusal;
    replay.refused.set(code, (replay.refused.get(code) ?? 0) + 1);
  }
  replay.costs.push(...costsIn(fold));
}
