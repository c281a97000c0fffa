import { calendarOf } from '../../engine/draft';
import { type Level, type Program, primaryTrack, type Text, type Track } from '../../engine/program';
import type { MemberState } from '../../engine/state';
import { type CostItem, type CostKind, CostSums } from './cost-items';
import type { Replay } from './replay-journal';

/** How many members who rise, and who fall, are named. */
const NAMED = 100;
const MONTHS = 12;

/** Something under the program in force, and under the draft. */
export interface BeforeAfter<T = number> {
  before: T;
  after: T;
}

type Side = keyof BeforeAfter;

/** The points ledger in sums: `issued + adjusted − takenBack − expired − spent = outstanding`. */
export interface PointsSums {
  /** By rules and rewards, before anything is taken back. */
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

/** What something came to: how much of it, and what it costs. */
export interface CostOutcome {
  kind: CostKind;
  count: BeforeAfter;
  costFen: BeforeAfter;
}

/** A level of either program: who is there, and what was issued to those who are, and what they cost in all. */
export interface LevelOutcome {
  code: string;
  name: Text;
  members: BeforeAfter;
  issued: BeforeAfter;
  costFen: BeforeAfter;
  costs: CostOutcome[];
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
  /** Everything together; its parts are in `costs`, without what there was nothing of. */
  costFen: BeforeAfter;
  costs: CostOutcome[];
  /** The last twelve business months up to the last one that cost something under the draft. */
  months: { month: string; issued: number; costFen: number; costs: CostOutcome[] }[];
  /** Inputs that the draft refuses, by reason. */
  refused: { code: string; inputs: number }[];
}

/** Adds up members; each is given once, by rising id. */
export class SimulationTally {
  private readonly tracks: BeforeAfter<Track>;
  private readonly moves = new Map<string, { from: string; to: string; members: number }>();
  private readonly membersByLevel = both(() => new Map<string, number>());
  private readonly costs = both(() => new CostSums());
  private readonly costsByLevel = both(() => new Map<string, CostSums>());
  private readonly costsByMonth = both(() => new Map<string, CostSums>());
  private readonly refused = new Map<string, number>();
  private readonly growth = both(() => 0);
  private readonly points = both(noPoints);
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

  /** Adds a member with so many inputs: what they come to under the program in force, and under the draft. */
  add(memberId: number, inputs: number, before: Pick<Replay, 'state' | 'costs'>, after: Replay): void {
    this.counts.members += 1;
    this.counts.inputs += inputs;
    this.addSide('before', before);
    this.addSide('after', after);
    this.addMove(memberId, levelOf(this.tracks.before, before.state), levelOf(this.tracks.after, after.state));
    for (const [code, count] of after.refused) increase(this.refused, code, count);
  }

  private addSide(side: Side, { state, costs }: Pick<Replay, 'state' | 'costs'>): void {
    const sums = pointsOf(state);
    const total = this.points[side];
    for (const key of Object.keys(total) as (keyof PointsSums)[]) total[key] += sums[key];
    this.growth[side] += state.growth;
    const { code } = levelOf(this.tracks[side], state);
    increase(this.membersByLevel[side], code, 1);
    const calendar = calendarOf(this.programs[side].timeZone);
    const ofLevel = sumsAt(this.costsByLevel[side], code);
    for (const item of costs) {
      for (const sum of [this.costs[side], ofLevel, sumsAt(this.costsByMonth[side], monthOf(calendar, item))]) {
        sum.add(item);
      }
    }
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

  /** The sums so far; `now` names the last month when nothing cost anything at all. */
  outcome(now: number): SimulationOutcome {
    const { points, growth, riserIds, fallerIds } = this;
    const order = this.levels().map(({ code }) => code);
    const place = (code: string) => order.indexOf(code);
    return {
      ...this.counts,
      levels: this.levels().map(({ code, name }) => {
        const sums = both((side) => sumsAt(this.costsByLevel[side], code));
        return {
          code,
          name,
          members: both((side) => this.membersByLevel[side].get(code) ?? 0),
          issued: both((side) => sums[side].issued),
          ...this.costsOf(sums),
        };
      }),
      moves: [...this.moves.values()].sort((a, b) => place(a.from) - place(b.from) || place(a.to) - place(b.to)),
      riserIds,
      fallerIds,
      points,
      growth,
      ...this.costsOf(this.costs),
      months: this.lastMonths(now).map((month) => {
        const sums = both((side) => sumsAt(this.costsByMonth[side], month));
        const { costFen, costs } = this.costsOf(sums);
        return { month, issued: sums.after.issued, costFen: costFen.after, costs };
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

  private costsOf(sums: BeforeAfter<CostSums>): Pick<SimulationOutcome, 'costFen' | 'costs'> {
    const price = (side: Side) => this.programs[side].points.costPerPointFen;
    const lines = both((side) => sums[side].lines(price(side)));
    const costs = lines.before.map((before, index): CostOutcome => {
      const after = lines.after[index] ?? before;
      const { kind } = before;
      return {
        kind,
        count: { before: before.count, after: after.count },
        costFen: { before: before.costFen, after: after.costFen },
      };
    });
    return {
      costFen: both((side) => sums[side].totalFen(price(side))),
      costs: costs.filter(({ count, costFen }) =>
        [count, costFen].some((part) => part.before !== 0 || part.after !== 0),
      ),
    };
  }

  private lastMonths(now: number): string[] {
    const today = calendarOf(this.programs.after.timeZone).dateOf(now).slice(0, 7);
    const price = this.programs.after.points.costPerPointFen;
    const costly = [...this.costsByMonth.after].filter(([, sums]) => sums.issued !== 0 || sums.totalFen(price) !== 0);
    const last =
      costly
        .map(([month]) => month)
        .sort()
        .at(-1) ?? today;
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

function both<T>(of: (side: Side) => T): BeforeAfter<T> {
  return { before: of('before'), after: of('after') };
}

function sumsAt(sums: Map<string, CostSums>, key: string): CostSums {
  const known = sums.get(key) ?? new CostSums();
  sums.set(key, known);
  return known;
}

function monthOf(calendar: ReturnType<typeof calendarOf>, { at }: CostItem): string {
  return calendar.dateOf(at).slice(0, 7);
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
