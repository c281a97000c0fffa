import { calendarOf, Draft } from '../../engine/draft';
import type { Input } from '../../engine/input';
import { scoreOf } from '../../engine/measures';
import { type Program, primaryTrack, type Track } from '../../engine/program';
import { compare, parseRational, type Rational, rational } from '../../engine/rational';
import type { MemberState } from '../../engine/state';
import { always, type Timeline } from '../../engine/timeline';
import type { Database } from '../../platform/database/open-database';
import { Refusal } from '../../platform/errors';
import type { ProgramInForce } from '../programs';
import { type GraceProposal, graceOf, intervalsOf } from './grace-proposal';
import { breathe, type MemberHistory, memberHistories } from './member-histories';
import { replayJournal, withoutReminders } from './replay-journal';
import { levelOf } from './simulation-outcome';
import {
  type LevelProposal,
  proposeThresholds,
  type Scored,
  type TargetShare,
  type ThresholdWarning,
  warningsOf,
} from './thresholds';

/** Buying something, in a shop, a bank and an investment house. */
const PURCHASES = ['order.completed', 'loan.disbursed', 'investment.made'];

/** For which pyramid, and on which history. */
export interface ThresholdsTask {
  current: ProgramInForce;
  /** Scores are those under this draft; under the program in force when undefined. */
  draft: Program | undefined;
  /** The primary track when undefined. */
  track: string | undefined;
  shares: readonly { level: string; share: string }[];
  now: Date;
}

/** Thresholds for a target pyramid, what speaks against them, and a grace. */
export interface ThresholdsProposal {
  track: Track;
  members: number;
  levels: LevelProposal[];
  warnings: { code: ThresholdWarning; message: string }[];
  grace: GraceProposal | undefined;
}

/**
 * Proposes thresholds from the real distribution of scores, read from all members with a history; with a draft, every
 * journal is folded under it. Writes nothing. Refuses: INPUT_INVALID, STATE_CONFLICT when nobody has a score.
 */
export async function thresholdsFor(database: Database, task: ThresholdsTask): Promise<ThresholdsProposal> {
  const program = task.draft ?? task.current.program;
  const track = trackOf(program, task.track);
  const shares = readShares(track, task.shares);
  const { members, intervals } = await readMembers(database, task, program, track);
  if (!members.some(({ score }) => score > 0)) {
    throw new Refusal('STATE_CONFLICT', `Nobody has a score on ${track.code} now: record a history first.`);
  }
  const levels = proposeThresholds(track, members, shares);
  const warnings = warningsOf(track, members, levels);
  return { track, members: members.length, levels, warnings, grace: graceOf(intervals) };
}

function trackOf(program: Program, code: string | undefined): Track {
  if (code === undefined) return primaryTrack(program);
  const track = program.tracks.find((candidate) => candidate.code === code);
  if (track) return track;
  const known = program.tracks.map((candidate) => candidate.code).join(', ');
  throw new Refusal('INPUT_INVALID', `There is no track ${code}: write one of ${known}.`, ['track']);
}

function readShares(track: Track, given: ThresholdsTask['shares']): TargetShare[] {
  const levels = track.levels.slice(1).map(({ code }) => code);
  const refuse = (message: string) => new Refusal('INPUT_INVALID', message, ['shares']);
  if (given.length !== levels.length || levels.some((code) => !given.some(({ level }) => level === code))) {
    throw refuse(`Give a share for each level above the first, once: ${levels.join(', ')}.`);
  }
  let below: Rational = rational(1);
  return levels.map((level) => {
    const text = given.find((candidate) => candidate.level === level)?.share ?? '';
    const share = parseRational(text);
    if (!share || compare(share, rational(0)) <= 0 || compare(share, rational(1)) > 0) {
      throw refuse(`The share of ${level} is ${text}: write a decimal above 0 and at most 1, such as 0.05.`);
    }
    if (compare(share, below) > 0) {
      throw refuse(`${level} or above cannot be more than the level below or above: write at most its share.`);
    }
    below = share;
    return { level, share };
  });
}

async function readMembers(database: Database, task: ThresholdsTask, program: Program, track: Track) {
  const now = task.now.getTime();
  const calendar = calendarOf(program.timeZone);
  const activeSince = calendar.addTo(now, '-P1Y');
  const draftTimeline = task.draft && withoutReminders(always(task.draft));
  const members: Scored[] = [];
  const intervals: number[] = [];
  for await (const histories of memberHistories(database, task.current.timeline, now)) {
    for (const history of histories) {
      const state = draftTimeline ? await stateUnder(draftTimeline, history, now) : history.state;
      const isActive = history.inputs.some(({ input }) => occurredAt(input) >= activeSince);
      members.push({ ...scoresOf(program, track, state, now), isActive, level: levelOf(track, state).code });
      const bought = history.inputs
        .filter(({ input }) => isPurchase(input))
        .map(({ input }) => calendar.dateOf(occurredAt(input)));
      intervals.push(...intervalsOf(bought));
    }
  }
  return { members, intervals };
}

async function stateUnder(timeline: Timeline, history: MemberHistory, now: number): Promise<MemberState> {
  await breathe();
  return (await replayJournal({ timelineOf: () => timeline }, history, now, breathe)).state;
}

function scoresOf(program: Program, track: Track, state: MemberState, now: number) {
  const draft = new Draft(always(program), state, now);
  const yearly: Track = { ...track, window: { kind: 'rolling', months: 12 } };
  return { score: scoreOf(draft, track, state, now), yearlyScore: scoreOf(draft, yearly, state, now) };
}

function isPurchase(input: Input): boolean {
  return input.kind === 'event' && input.reverses === undefined && PURCHASES.includes(input.type);
}

function occurredAt(input: Input): number {
  return input.kind === 'event' ? input.occurredAt : input.at;
}
