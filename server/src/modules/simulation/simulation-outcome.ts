import { calendarOf } from '../../engine/draft';
import { type Level, type Program, primaryTrack, type Text, type Track } from '../../engine/program';
import { multiply, rational, round } from '../../engine/rational';
import type { MemberState } from '../../engine/state';
import type { Replay } from './replay-journal';

/** How many members who rise, and who fall, are named. */
const NAMED = 100;
const MONTHS = 12;

/** Something under the program in force, and under the draft. */
export interface BeforeAfter<T = number> {
  before: T;
  after: T;
}

/** The points ledger in sums: `issued + adjusted − takenBack − expired − spent = outstanding`. */
export interface PointsSums {
  /** By rules, before anything is taken back. */
  issued: number;
  /** By hand, net. */
  adjusted: number;
  /** After refunds and breaches. */
  takenBack: number;
  expired: number;
  /** Less what came back. */
  spent: number;
  /** Left or held, less what is owed. */
  outstanding: number;
}

/** A level of either program: who is there, and what was issued to those who are. */
export interface LevelOutcome {
  code: string;
  name: Text;
  members: BeforeAfter;
  issued: BeforeAfter;
  costFen: BeforeAfter;
}

/** What a draft would have come to. Plain data: it is stored as JSON. */
export interface SimulationOutcome {
  members: number;
  inputs: number;
  /** From the bottom to the top of the draft's primary track; then levels that the draft does not have. */
  levels: LevelOutcome[];
  /** How many are on one level in force and on another under the draft. */
  moves: { from: string; to: string; members: number }[];
  rises: number;
  falls: number;
  /** The first hundred of each, by rising row id. */
  riserIds: number[];
  fallerIds: number[];
  points: BeforeAfter<PointsSums>;
  growth: BeforeAfter;
  costFen: BeforeAfter;
  /** The last twelve business months up to the last one in which something was issued under the draft. */
  months: { month: string; issued: number; costFen: number }[];
  /** Inputs that the draft refuses, by reason. */
  refused: { code: string; inputs: number }[];
}

/** Adds up members; each is given once, by rising id. */
export class SimulationTally {
  private readonly tracks: BeforeAfter<Track>;
  private readonly moves = new Map<string, { from: string; to: string; members: number }>();
  private readonly issuedByLevel = { before: new Map<string, number>(), after: new Map<string, number>() };
  private readonly membersByLevel = { before: new Map<string, number>(), after: new Map<string, number>() };
  private readonly issuedByMonth = new Map<string, number>();
  private readonly refused = new Map<string, number>();
  private readonly growth = { before: 0, after: 0 };
  private readonly points = { before: noPoints(), after: noPoints() };
  private readonly riserIds: number[] = [];
  private readonly fallerIds: number[] = [];
  private counts = { members: 0, inputs: 0, rises: 0, falls: 0 };

  constructor(private readonly programs: BeforeAfter<Program>) {
    this.tracks = { before: primaryTrack(programs.before), after: primaryTrack(programs.after) };
  }

  /** How many members and inputs were added. */
  get done(): { members: number; inputs: number } {
    return { members: this.counts.members, inputs: this.counts.inputs };
  }

  /** Adds a member: the state under the program in force, and the replay of so many inputs under the draft. */
  add(memberId: number, inputs: number, before: MemberState, { state: after, refused, earned }: Replay): void {
    this.counts.members += 1;
    this.counts.inputs += inputs;
    this.addSide('before', before);
    this.addSide('after', after);
    this.addMove(memberId, levelOf(this.tracks.before, before), levelOf(this.tracks.after, after));
    const calendar = calendarOf(this.programs.after.timeZone);
    for (const { at, points } of earned) increase(this.issuedByMonth, calendar.dateOf(at).slice(0, 7), points);
    for (const [code, count] of refused) increase(this.refused, code, count);
  }

  private addSide(side: 'before' | 'after', state: MemberState): void {
    const sums = pointsOf(state);
    const total = this.points[side];
    for (const key of Object.keys(total) as (keyof PointsSums)[]) total[key] += sums[key];
    this.growth[side] += state.growth;
    const { code } = levelOf(this.tracks[side], state);
    increase(this.membersByLevel[side], code, 1);
    increase(this.issuedByLevel[side], code, sums.issued);
  }

  private addMove(memberId: number, from: Level, to: Level): void {
    const key = `${from.code} ${to.code}`;
    const move = this.moves.get(key) ?? { from: from.code, to: to.code, members: 0 };
    move.members += 1;
    this.moves.set(key, move);
    if (to.rank > from.rank) {
      this.counts.rises += 1;
      if (this.riserIds.length < NAMED) this.riserIds.push(memberId);
    } else if (to.rank < from.rank) {
      this.counts.falls += 1;
      if (this.fallerIds.length < NAMED) this.fallerIds.push(memberId);
    }
  }

  /** The sums so far; `now` names the last month when nothing was issued at all. */
  outcome(now: number): SimulationOutcome {
    const { points, growth, riserIds, fallerIds } = this;
    const both = <T>(of: (side: 'before' | 'after') => T) => ({ before: of('before'), after: of('after') });
    const order = this.levels().map(({ code }) => code);
    const place = (code: string) => order.indexOf(code);
    return {
      ...this.counts,
      levels: this.levels().map(({ code, name }) => ({
        code,
        name,
        members: both((side) => this.membersByLevel[side].get(code) ?? 0),
        issued: both((side) => this.issuedByLevel[side].get(code) ?? 0),
        costFen: both((side) => this.costFen(side, this.issuedByLevel[side].get(code) ?? 0)),
      })),
      moves: [...this.moves.values()].sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to)),
      riserIds,
      fallerIds,
      points,
      growth,
      costFen: both((side) => this.costFen(side, points[side].issued)),
      months: this.lastMonths(now).map((month) => {
        const issued = this.issuedByMonth.get(month) ?? 0;
        return { month, issued, costFen: this.costFen('after', issued) };
      }),
      refused: [...this.refused].sort().map(([code, inputs]) => ({ code, inputs })),
    };
  }

  /** The draft's levels, then those that it does not have any more. */
  private levels(): Level[] {
    const { before, after } = this.tracks;
    const known = new Set(after.levels.map(({ code }) => code));
    return [...after.levels, ...before.levels.filter(({ code }) => !known.has(code))];
  }

  /** Points × what one costs, rounded once. */
  private costFen(side: 'before' | 'after', issued: number): number {
    return round(multiply(this.programs[side].points.costPerPointFen, rational(issued)), 'halfUp');
  }

  private lastMonths(now: number): string[] {
    const today = calendarOf(this.programs.after.timeZone).dateOf(now).slice(0, 7);
    const last = [...this.issuedByMonth.keys()].sort().at(-1) ?? today;
    const number = Number(last.slice(0, 4)) * 12 + Number(last.slice(5)) - 1;
    return Array.from({ length: MONTHS }, (_, index) => {
      const month = number - MONTHS + 1 + index;
      return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`;
    });
  }
}

/** Where a member is on a track; a level that it does not have counts as the first. */
export function levelOf(track: Track, { tracks }: Pick<MemberState, 'tracks'>): Level {
  const code = tracks[track.code]?.level;
  return track.levels.find((level) => level.code === code) ?? (track.levels[0] as Level);
}

function noPoints(): PointsSums {
  return { issued: 0, adjusted: 0, takenBack: 0, expired: 0, spent: 0, outstanding: 0 };
}

/** A member's points ledger in sums. */
function pointsOf({ totals }: Pick<MemberState, 'totals'>): PointsSums {
  const { earn = 0, adjust = 0, reverse = 0, penalty = 0, expire = 0, spend = 0 } = totals;
  return {
    issued: earn,
    adjusted: adjust,
    takenBack: 0 - reverse - penalty,
    expired: 0 - expire,
    spent: 0 - spend - (totals.return ?? 0),
    outstanding: Object.values(totals).reduce((sum, total) => sum + total, 0),
  };
}

function increase(sums: Map<string, number>, key: string, by: number): void {
  sums.set(key, (sums.get(key) ?? 0) + by);
}
