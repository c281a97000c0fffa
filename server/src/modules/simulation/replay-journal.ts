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

/** Under which rules a journal is folded. */
export interface Rules {
  /** The versions for an input that was recorded under one; without it, those under which time passes in the end. */
  timelineOf: (recordedUnder?: number) => Timeline;
  /** The kinds of the coupons that the member was given as it was recorded, when other rules may give others. */
  givenAsRecorded?: readonly string[];
}

/** The versions that were known when an input was recorded: folded so, a journal comes to what is stored. */
export function asRecorded(timeline: Timeline): Rules {
  return { timelineOf: (version) => (version === undefined ? timeline : upTo(timeline, version)) };
}

/** What a member's journal comes to under a program. */
export interface Replay {
  /** As of the instant that was asked for, without what is finished. */
  state: MemberState;
  /** What the rules refused, by reason: inputs that the other program would not have accepted. */
  refused: Map<RefusalCode, number>;
  /** What was given and used, item by item. */
  costs: CostItem[];
  /** The kinds of the coupons that were given, in the order of their numbers. */
  given: string[];
}

/**
 * Folds a journal in memory, from the day of joining, and lets time pass until `now`. What is refused is counted and left
 * out, and so is what depends on it: the capture of a hold that was refused finds no hold. `pause` is awaited now and
 * then, so that a long journal does not keep the server busy. Writes nothing.
 */
export async function replayJournal(
  { timelineOf, givenAsRecorded }: Rules,
  { joinedAt, inputs }: { joinedAt: Instant; inputs: readonly JournalEntry[] },
  now: Instant,
  pause: () => Promise<void>,
): Promise<Replay> {
  const archive: Archive = new Map();
  const state = newMember(timelineOf(inputs[0]?.programVersion), joinedAt);
  const replay: Replay = { state, refused: new Map(), costs: [], given: [] };
  for (const [index, { input: recorded, programVersion }] of inputs.entries()) {
    if (index % STRETCH === STRETCH - 1) await pause();
    const timeline = timelineOf(programVersion);
    let input = recorded;
    if (givenAsRecorded && 'couponId' in recorded) {
      // What comes until then has its number before the input is folded.
      const passed = foldTime(timeline, replay.state, recorded.at);
      for (const [key, item] of passed.finished) archive.set(key, item);
      note(replay, passed);
      input = { ...recorded, couponId: sameCoupon(recorded.couponId, givenAsRecorded, replay.given) };
    }
    note(replay, foldInputs(timeline, replay.state, [input], archive));
  }
  note(replay, foldTime(timelineOf(), replay.state, now));
  return replay;
}

/**
 * Coupons are numbered as they come, and under other rules others come: what names the second of a kind names the second of
 * that kind there. When there is none, no coupon has the name that is returned. Coupons of merged members keep theirs.
 */
function sameCoupon(id: string, recorded: readonly string[], given: readonly string[]): string {
  const index = Number(id) - 1;
  const kind = recorded[index];
  if (kind === undefined) return id;
  const before = recorded.slice(0, index).filter((other) => other === kind).length;
  const place = given.flatMap((other, number) => (other === kind ? [number + 1] : []))[before];
  return place === undefined ? 'none' : String(place);
}

function note(replay: Replay, fold: Fold): void {
  replay.state = fold.state;
  for (const outcome of fold.outcomes) {
    if (outcome.accepted) continue;
    const { code } = outcome.refusal;
    replay.refused.set(code, (replay.refused.get(code) ?? 0) + 1);
  }
  replay.costs.push(...costsIn(fold));
  for (const { kind, code } of fold.moves) if (kind === 'couponGiven') replay.given.push(code);
}
