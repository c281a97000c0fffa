import fc from 'fast-check';
import { type Archive, settle, withNeeded } from './archive';
import { canonicalJson } from './canonical';
import { advance, apply, newMember } from './fold';
import { type Estate, type Input, InputRefused } from './input';
import { estateOf } from './merge';
import type { Outcome } from './outcome';
import type { Coupon, MemberState } from './state';
import {
  adjust,
  assertEquations,
  at,
  capture,
  giveBack,
  hold,
  JOINED,
  level,
  Member,
  noSums,
  order,
  orderGrowth,
  orderPoints,
  program,
  refund,
  spend,
  task,
  totalsOf,
  track,
} from './test/fixtures';
import { histories } from './test/histories';
import { coinsProgram, hastyProgram, loopProgram } from './test/programs';
import { always, type Timeline } from './timeline';

const by = { reason: 'same person', actor: 'staff:1' };
const none: Archive = new Map();

/** Merges one into the other: what each has afterwards. */
function merge(from: Member, into: Member, when: string): { left: Member; survivor: Member } {
  const estate = estateOf(advance(from.timeline, from.state, at(when)).state, none);
  from.do({ kind: 'mergeOut', at: at(when), into: 1, ...by });
  into.do({ kind: 'mergeIn', at: at(when), from: 2, estate, ...by });
  return { left: from, survivor: into };
}

const rules = program({
  rules: [orderPoints, orderGrowth],
  tracks: [track({ levels: [level('base', 0, 0), level('silver', 1, 150)] })],
});

describe('merging two members', () => {
  it('moves points and growth by a line in each ledger, and raises levels by the combined score', () => {
    const one = new Member(rules).do(order('a', 10_000, '2026-02-01'));
    const other = new Member(rules).do(order('b', 8_000, '2026-02-02'));
    const { left, survivor } = merge(one, other, '2026-03-01');
    expect(left.lastLines).toEqual(['transfer -100', 'transfer -100']);
    expect([left.points, left.state.growth, left.state.mergedInto]).toEqual([[0, 0], 0, 1]);
    expect(survivor.lastLines).toEqual(['transfer 100', 'transfer 100']);
    expect([survivor.points, survivor.state.growth, survivor.level()]).toEqual([[180, 0], 180, 'silver']);
    expect(survivor.lots).toEqual([80, 100]);
  });

  it('leaves the state as it was that it is folded into', () => {
    const levels = [level('base', 0, 0), level('silver', 1, 50)];
    const sinceChange = program({
      ...{ rules: [orderPoints, orderGrowth], points: { pendingFor: 'P7D' } },
      tracks: [track({ levels, window: { kind: 'sinceChange' } })],
    });
    const one = new Member(sinceChange).do(order('a', 8_000, '2026-02-01'));
    const other = new Member(sinceChange).do(order('b', 8_000, '2026-02-01'));
    const { state } = other;
    const before = canonicalJson(state);
    expect(merge(one, other, '2026-02-02').survivor.state.tracks.growth?.undo?.baseline).toBe(80);
    expect(canonicalJson(state)).toBe(before);
  });

  it('keeps the dates of each lot', () => {
    const one = new Member(rules).do(order('a', 10_000, '2025-12-30T10:00:00', { at: at('2026-01-01') }));
    const other = new Member(program({ ...rules, points: {} }));
    one.do(order('b', 5_000, '2026-02-01'));
    const { survivor } = merge(one, other, '2026-02-02');
    // The lot of last year had expired on arrival.
    expect(survivor.lots).toEqual([0, 50]);
    expect(survivor.until('2027-01-01').points).toEqual([0, 0]);
  });

  it('settles a debt of either from the lots of both', () => {
    const owing = () =>
      new Member(rules).do(
        order('a', 10_000, '2026-02-01'),
        ...spend('h', 80, '2026-02-01'),
        refund('r', 'a', undefined, '2026-02-02'),
      );
    expect(owing().points).toEqual([0, 80]);
    const rich = () => new Member(rules).do(order('b', 20_000, '2026-02-02'));
    const debtCame = merge(owing(), rich(), '2026-03-01').survivor;
    expect([debtCame.lastLines[0], debtCame.points]).toEqual(['transfer -80', [120, 0]]);
    const lotsCame = merge(rich(), owing(), '2026-03-01').survivor;
    expect([lotsCame.lastLines[0], lotsCame.points]).toEqual(['transfer 200', [120, 0]]);
    expect(lotsCame.outcomes.at(-1)?.entries[0]?.trace.toDebt).toBe(80);
    const both = merge(owing(), new Member(rules).do(adjust('points', -5, '2026-02-01')), '2026-03-01').survivor;
    expect(both.points).toEqual([0, 85]);
  });

  it('takes a refund of the other’s order back from the lot of that order', () => {
    const one = new Member(rules).do(order('a', 10_000, '2026-02-01'), adjust('points', 7, '2026-02-01'));
    const other = new Member(rules).do(order('b', 8_000, '2026-02-02'));
    const { survivor } = merge(one, other, '2026-03-01');
    survivor.do(refund('r', 'a', 4_000, '2026-03-02'));
    expect(survivor.lots).toEqual([80, 60, 7]);
    expect(survivor.state.growth).toBe(140);
  });

  it('takes a refund of an order whose points had expired from the expired part', () => {
    const one = new Member(rules).do(order('a', 10_000, '2026-02-01')).until('2027-01-01');
    const { survivor } = merge(one, new Member(rules), '2027-01-02');
    expect(survivor.points).toEqual([0, 0]);
    survivor.do({ ...refund('r', 'a', undefined, '2027-01-03'), imported: true });
    expect(survivor.lastLines).toEqual(['reverse -100', 'expire 100', 'reverse -100']);
    expect(survivor.points).toEqual([0, 0]);
  });

  it('gives a redemption of the other back to its own lot', () => {
    const one = new Member(rules).do(order('a', 10_000, '2026-02-01'), ...spend('h', 30, '2026-02-01'));
    const { survivor } = merge(one, new Member(rules).do(order('b', 8_000, '2026-02-02')), '2026-03-01');
    survivor.do(giveBack('h', 20, '2026-03-02'));
    expect(survivor.lots).toEqual([80, 90]);
  });

  it('lets a reversal that waited meet its original, on whichever side that is', () => {
    const waits = () => new Member(rules).do(refund('r', 'a', undefined, '2026-02-01'));
    const had = () => new Member(rules).do(order('a', 10_000, '2026-02-01'));
    for (const { survivor } of [merge(waits(), had(), '2026-02-03'), merge(had(), waits(), '2026-02-03')]) {
      expect([survivor.points, survivor.settled]).toEqual([[0, 0], ['applied']]);
    }
    const { survivor } = merge(waits(), new Member(rules), '2026-02-03');
    expect(survivor.do(order('a', 10_000, '2026-02-04')).points).toEqual([0, 0]);
  });

  it('keeps the survivor’s place on a task, brings the others, and joins the days of check-in', () => {
    const tasks = [task('first', {}), task('loan', { progress: { on: ['loan.disbursed'], unit: 'times', target: 1 } })];
    const checkIn = { ladder: [5, 10], top: 'repeat' as const, cumulative: [] };
    const loop = program({ points: { pendingFor: 'P7D' }, rules: [], tasks, checkIn });
    const claim = (name: string): Input => ({ kind: 'claimTask', at: at('2026-02-02'), task: name, period: 'once' });
    const checked = (date: string): Input => ({ kind: 'checkIn', at: at(date) });
    const one = new Member(loop).do(checked('2026-02-01'), checked('2026-02-02'));
    one.do(order('a', 100, '2026-02-02'), { ...order('l', 100, '2026-02-02'), type: 'loan.disbursed' });
    one.do(claim('first'), claim('loan'));
    const other = new Member(loop).do(order('b', 100, '2026-02-02'), checked('2026-02-03'));
    const { left, survivor } = merge(one, other, '2026-02-03');
    expect([left.state.tasks, left.state.checkIn]).toEqual([undefined, undefined]);
    expect(survivor.state.tasks?.first?.once?.claimedAt).toBeUndefined();
    expect(survivor.state.tasks?.loan?.once?.claimedAt).toBe(at('2026-02-02'));
    expect(Object.keys(survivor.state.checkIn?.dates ?? {})).toEqual(['2026-02-01', '2026-02-02', '2026-02-03']);
    // 15 of the check-ins, 5 of the other's, 200 of the two tasks.
    expect(survivor.points).toEqual([220, 0]);
    survivor.do(refund('r', 'a', undefined, '2026-02-04'));
    expect([survivor.points, survivor.state.tasks?.first?.once?.completedAt]).toEqual([[220, 0], at('2026-02-02')]);
    survivor.do(refund('s', 'l', undefined, '2026-02-04'));
    expect(survivor.points).toEqual([120, 0]);
    expect(survivor.do(checked('2026-02-04')).lastLines).toEqual(['earn 10']);
  });

  it('adds scores since the last change, not what came before it', () => {
    const since = track({ window: { kind: 'sinceChange' }, levels: [level('base', 0, 0), level('top', 1, 150)] });
    const hasty = program({ rules: [orderGrowth], tracks: [since] });
    const climbed = () => new Member(hasty).do(order('a', 20_000, '2026-02-01'), order('a2', 5_000, '2026-02-02'));
    const { survivor } = merge(climbed(), new Member(hasty).do(order('b', 9_000, '2026-02-01')), '2026-03-01');
    // 50 since the one's change and 90 of the other's.
    expect(survivor.level()).toBe('base');
    expect(survivor.do(order('c', 1_000, '2026-03-02')).level()).toBe('top');
  });

  it('is refused while a hold is open, and names it', () => {
    const one = new Member(rules).do(order('a', 10_000, '2026-02-01'), hold('h7', 30, '2026-02-01'));
    const out: Input = { kind: 'mergeOut', at: at('2026-02-01'), into: 1, ...by };
    expect(one.refusal(out)).toBe('MERGE_HOLD_OPEN');
    expect(() => apply(one.timeline, one.state, out)).toThrow('h7');
    one.do(capture('h7', 30, '2026-02-01'));
    expect(one.refusal(out)).toBeUndefined();
  });

  it('closes the other: nothing is accepted and nothing falls due any more', () => {
    const validity = track({ levels: [level('base', 0, 0), level('silver', 1, 50)], validity: 'P1M' });
    const one = new Member(program({ rules: [orderPoints, orderGrowth], tracks: [validity] }));
    one.do(order('a', 10_000, '2026-02-01'));
    const { left } = merge(one, new Member(rules), '2026-02-02');
    expect(left.refusal(order('b', 100, '2026-02-03'))).toBe('MEMBER_MERGED');
    expect(left.refusal({ kind: 'mergeOut', at: at('2026-02-03'), into: 3, ...by })).toBe('MEMBER_MERGED');
    expect(left.state.dueAt).toBeUndefined();
    left.until('2028-01-01');
    expect([left.lastLines, left.level()]).toEqual([[], 'silver']);
  });
});

/** A member whose finished parts are in an archive, as they are stored. */
class Stored {
  state: MemberState;
  readonly archive: Archive = new Map();
  readonly sums = noSums();
  readonly accepted: Input[] = [];

  constructor(private readonly timeline: Timeline) {
    this.state = newMember(timeline, JOINED);
  }

  /** Whether the input was accepted. */
  take(input: Input): boolean {
    try {
      this.keep(apply(this.timeline, withNeeded(this.state, input, this.archive), input));
    } catch (error) {
      if (error instanceof InputRefused) return false;
      throw error;
    }
    this.accepted.push(input);
    return true;
  }

  pass(now: number): void {
    this.keep(advance(this.timeline, this.state, now));
  }

  /** All that there ever were, but for those that went along with a merge. */
  coupons(): Coupon[] {
    if (this.state.mergedInto !== undefined) return [];
    const gone = [...this.archive].filter(([key]) => key.startsWith('coupon:') && !this.state.coupons[key.slice(7)]);
    return [...Object.values(this.state.coupons), ...gone.map(([, coupon]) => coupon as Coupon)];
  }

  private keep({ state, entries }: Outcome): void {
    for (const { account, delta } of entries) this.sums[account] += delta;
    assertEquations(state, this.sums);
    const settled = settle(this.timeline, state);
    for (const [key, item] of settled.finished) this.archive.set(key, item);
    this.state = settled.state;
  }
}

/** Whoever is merged with another has names of their own for events, holds, and what goes through the wallet. */
function renamed(inputs: readonly Input[], prefix: string): Input[] {
  return inputs.map((input) => {
    if (input.kind === 'event') {
      const reverses = input.reverses === undefined ? undefined : prefix + input.reverses;
      return { ...input, eventKey: prefix + input.eventKey, reverses };
    }
    if ('holdId' in input) return { ...input, holdId: prefix + input.holdId };
    if ('rechargeId' in input) return { ...input, rechargeId: prefix + input.rechargeId };
    return 'spendId' in input ? { ...input, spendId: prefix + input.spendId } : input;
  });
}

/** Whoever calls makes no name twice: what is there already is not recharged or spent again. */
function isNew(input: Input, accepted: readonly Input[]): boolean {
  if (input.kind === 'rechargeWallet') {
    return !accepted.some((other) => other.kind === 'rechargeWallet' && other.rechargeId === input.rechargeId);
  }
  if (input.kind !== 'spendWallet') return true;
  return !accepted.some((other) => other.kind === 'spendWallet' && other.spendId === input.spendId);
}

const wait = [0, 1, 12, 24, 48];
const history = histories(JOINED, wait, [1, 24, 48], true, true);
const programs = fc.constantFrom(
  coinsProgram,
  hastyProgram({ policy: 'oneStep', subtract: true }),
  hastyProgram({ policy: 'byScore', subtract: false }),
  loopProgram({ policy: 'oneStep', subtract: true }),
);

describe('whatever the two histories', () => {
  it('keeps the sums and the equations, then and ever after, and follows from the survivor’s journal alone', () => {
    let merged = 0;
    fc.assert(
      fc.property(programs, history, history, history, (source, lives, leaves, later) => {
        const timeline = always(source);
        const [survivor, left] = [new Stored(timeline), new Stored(timeline)];
        for (const input of lives) survivor.take(input);
        const its = renamed(leaves, 'x');
        for (const input of its) left.take(input);
        const now = Math.max(survivor.state.asOf, left.state.asOf) + 1;
        for (const side of [survivor, left]) side.pass(now);
        const before = noSums();
        for (const { sums } of [survivor, left]) {
          for (const account of Object.keys(before) as (keyof typeof before)[]) before[account] += sums[account];
        }
        const estate: Estate = JSON.parse(canonicalJson(estateOf(left.state, left.archive)));
        if (!left.take({ kind: 'mergeOut', at: now, into: 1, ...by })) return;
        merged += 1;
        expect(left.sums).toEqual(noSums());
        const growthBefore = survivor.sums.growth;
        const waited = Object.keys({ ...survivor.state.waiting, ...estate.waiting }).length;
        expect(survivor.take({ kind: 'mergeIn', at: now, from: 2, estate, ...by })).toBe(true);
        // Levels that are kept or reversals that had waited may take something off at once.
        if (waited === 0 && source === coinsProgram) {
          expect(survivor.sums).toEqual(before);
        } else expect(survivor.sums.growth).toBeLessThanOrEqual(growthBefore + estate.growth);
        // Refunds and returns of either, and new orders.
        const after = later.map((input) => ({ ...input, at: input.at + now - JOINED }));
        for (const input of [...renamed(after, 'y'), ...renamed(after, 'x'), ...after]) {
          if (isNew(input, [...survivor.accepted, ...left.accepted])) survivor.take(input);
        }
        expect(survivor.state.growth).toBe(Object.values(survivor.state.facts.growth ?? {}).reduce((a, b) => a + b, 0));
        for (const side of [survivor, left]) expect(side.state.couponTotals).toEqual(totalsOf(side.coupons()));
        const again = new Stored(timeline);
        for (const input of survivor.accepted) again.take(JSON.parse(canonicalJson(input)));
        expect(canonicalJson(again.state)).toBe(canonicalJson(survivor.state));
      }),
      { numRuns: 100 },
    );
    expect(merged).toBeGreaterThan(30);
  });
});
