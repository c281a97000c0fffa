import type { Archive } from '../../engine/archive';
import type { Instant } from '../../engine/calendar';
import { newMember } from '../../engine/fold';
import type { Input, RefusalCode } from '../../engine/input';
import type { MemberState } from '../../engine/state';
import type { Timeline } from '../../engine/timeline';
import { type Fold, foldInputs, foldTime } from '../journal';

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

/** What a member's journal comes to under another program. */
export interface Replay {
  /** As of the instant that was asked for, without what is finished. */
  state: MemberState;
  /** What the rules refused, by reason: inputs that the other program would not have accepted. */
  refused: Map<RefusalCode, number>;
  /** Points earned, line by line. */
  earned: { at: Instant; points: number }[];
}

/**
 * Folds a journal in memory, from the day of joining, and lets time pass until `now`. What is refused is counted and left
 * out, and so is what depends on it: the capture of a hold that was refused finds no hold. `pause` is awaited now and
 * then, so that a long journal does not keep the server busy. Writes nothing.
 */
export async function replayJournal(
  timeline: Timeline,
  joinedAt: Instant,
  inputs: readonly Input[],
  now: Instant,
  pause: () => Promise<void>,
): Promise<Replay> {
  const archive: Archive = new Map();
  const replay: Replay = { state: newMember(timeline, joinedAt), refused: new Map(), earned: [] };
  for (let start = 0; start < inputs.length; start += STRETCH) {
    if (start > 0) await pause();
    note(replay, foldInputs(timeline, replay.state, inputs.slice(start, start + STRETCH), archive));
  }
  note(replay, foldTime(timeline, replay.state, now));
  return replay;
}

function note(replay: Replay, { state, outcomes, entries }: Fold): void {
  replay.state = state;
  for (const outcome of outcomes) {
    if (outcome.accepted) continue;
    const { code } = outcome.refusal;
    replay.refused.set(code, (replay.refused.get(code) ?? 0) + 1);
  }
  for (const { account, kind, delta, effectiveAt } of entries) {
    if (account === 'points' && kind === 'earn') replay.earned.push({ at: effectiveAt, points: delta });
  }
}
