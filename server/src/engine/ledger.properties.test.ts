import fc from 'fast-check';
import { type Archive, settle, withNeeded } from './archive';
import { advance, apply, newMember } from './fold';
import { type Input, InputRefused } from './input';
import type { Outcome } from './outcome';
import type { Program } from './program';
import type { MemberState } from './state';
import { CoinLedger } from './test/coins';
import { assertAssets, assertEquations, at, noSums, rewardsIn, totalsOf } from './test/fixtures';
import { histories } from './test/histories';
import { coinsProgram, formulaProgram, hastyProgram, loopProgram } from './test/programs';
import { viewOfEngine, viewOfModel } from './test/views';
import { Refusal } from './test/wallet-coins';
import { always, type Timeline } from './timeline';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = at('2026-01-27');
const coins = always(coinsProgram);

const months = histories(START, [0, 0, 1, 12, 24, 48, 24 * 6, 24 * 20], [-1, 1, 24, 24 * 5, 24 * 14, 24 * 40, 24 * 91]);
const seasons = histories(START, [0, 1, 24, 48, 24 * 6, 24 * 20], [-1, 1, 24, 24 * 14, 24 * 91], true);
const days = histories(START, [0, 0, 1, 3, 12, 24], [1, 24, 48], true);
const hasty = fc
  .record({ policy: fc.constantFrom('oneStep', 'byScore', 'none'), subtract: fc.boolean() })
  .chain((changes) => fc.constantFrom(always(hastyProgram(changes)), always(formulaProgram(changes))));
const loop = histories(START, [0, 0, 1, 3, 12, 24], [1, 24, 48], true, true);
const loops = fc
  .record({ policy: fc.constantFrom('oneStep', 'byScore', 'none'), subtract: fc.boolean() })
  .map((changes) => always(loopProgram(changes)));
const formulas = fc
  .record({ policy: fc.constantFrom('oneStep', 'byScore', 'none'), subtract: fc.boolean() })
  .map((changes) => always(formulaProgram(changes)));

/** One form for equal states, whatever the order of their keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    // Of the exact fractions of costs.
    if (typeof part === 'bigint') return String(part);
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  });
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}

/** The outcome, or the code of the refusal. */
function attempt(program: Timeline, state: MemberState, input: Input): Outcome | string {
  try {
    return apply(program, state, input);
  } catch (error) {
    if (error instanceof InputRefused) return error.code;
    throw error;
  }
}

/** Folds a history, letting time pass every so often in between, and once more at the end. */
function folded(program: Timeline, inputs: Input[], every: number, end: number, archived = true) {
  let state = newMember(program, START);
  const archive: Archive = new Map();
  const lines: unknown[] = [];
  const effects: unknown[] = [];
  const keep = (outcome: Outcome) => {
    state = outcome.state;
    if (archived) {
      const settled = settle(program, state);
      for (const [key, item] of settled.finished) archive.set(key, item);
      state = settled.state;
    }
    // Only when it was recorded may differ.
    lines.push(...outcome.entries.map((entry) => ({ ...entry, recordedAt: 0 })));
    effects.push(...outcome.effects);
  };
  const passTo = (time: number) => {
    for (let now = Math.floor(state.asOf / every) * every + every; now <= time; now += every) {
      keep(advance(program, state, now));
    }
  };
  for (const input of inputs) {
    passTo(input.at);
    const outcome = attempt(program, withNeeded(state, input, archive), input);
    if (typeof outcome !== 'string') keep(outcome);
  }
  passTo(end);
  keep(advance(program, state, end));
  const last = settle(program, state);
  for (const [key, item] of last.finished) archive.set(key, item);
  // What came back into the state is in the archive as it was before.
  for (const id in last.state.lots) archive.delete(`lot:${Number(id)}`);
  for (const id in last.state.coupons) archive.delete(`coupon:${id}`);
  for (const id in last.state.wallet?.recharges) archive.delete(`recharge:${id}`);
  const finished = canonical(Object.fromEntries(archive));
  return { state: canonical(last.state), finished, lines: canonical(lines), effects: canonical(effects) };
}

const endOf = (inputs: Input[]): number => Math.max(START, ...inputs.map((input) => input.at));

describe('whatever the history', () => {
  it('agrees with a ledger of single coins after every step, and its equations hold', () => {
    fc.assert(
      fc.property(months, (inputs) => {
        let state = newMember(coins, START);
        const model = new CoinLedger(START);
        const sums = noSums();
        const add = (outcome: Outcome) => {
          for (const { account, delta } of outcome.entries) sums[account] += delta;
          state = outcome.state;
          assertEquations(state, sums);
        };
        const last: Input = { kind: 'unblock', at: endOf(inputs) + 60 * DAY };
        for (const input of [...inputs, last]) {
          model.pass(input.at);
          let refusal: string | undefined;
          try {
            model.take(input);
            model.pass(input.at);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            refusal = error.message;
          }
          const outcome = attempt(coins, state, input);
          if (typeof outcome === 'string') add(advance(coins, state, input.at));
          else add(outcome);
          expect(typeof outcome === 'string' ? outcome : undefined).toBe(refusal);
          expect(viewOfEngine(state)).toEqual(viewOfModel(model));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes back in parts exactly what it granted', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(parts, (amounts) => {
        const amountFen = amounts.reduce((sum, part) => sum + part, 0);
        const event = { kind: 'event' as const, at: START, occurredAt: START };
        const [first, ...rest]: Input[] = [
          { ...event, eventKey: 'a', type: 'order.completed', amountFen },
          ...amounts.map((part, index) => ({
            ...event,
            eventKey: `r${index}`,
            type: 'order.refunded',
            amountFen: part,
            reverses: 'a',
          })),
        ];
        const given = apply(coins, newMember(coins, START), first as Input);
        let { state } = given;
        const taken = rest.flatMap((input) => {
          const outcome = apply(coins, state, input);
          state = outcome.state;
          return outcome.entries;
        });
        for (const account of ['points', 'growth'] as const) {
          const sum = [...given.entries, ...taken].reduce((n, e) => n + (e.account === account ? e.delta : 0), 0);
          expect(sum).toBe(0);
        }
        expect(state.debt).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('does not matter whether time passed every hour, every week or not at all in between', () => {
    fc.assert(
      fc.property(days, hasty, (inputs, program) => {
        const end = endOf(inputs) + 4 * DAY;
        const never = folded(program, inputs, 1e6 * DAY, end);
        expect(folded(program, inputs, 5 * HOUR, end)).toEqual(never);
        expect(folded(program, inputs, 7 * DAY, end)).toEqual(never);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(days, hasty, (inputs, program) => {
        const end = endOf(inputs) + 2 * DAY;
        expect(folded(program, inputs, HOUR, end)).toEqual(folded(program, inputs, 1e6 * DAY, end));
      }),
      { numRuns: 25 },
    );
    fc.assert(
      fc.property(months, (inputs) => {
        const end = endOf(inputs) + 60 * DAY;
        expect(folded(coins, inputs, 7 * DAY, end)).toEqual(folded(coins, inputs, 1e6 * DAY, end));
      }),
      { numRuns: 100 },
    );
  });

  it('does not matter whether what is finished leaves the state at once or at the end', () => {
    fc.assert(
      fc.property(days, hasty, (inputs, program) => {
        const end = endOf(inputs) + 4 * DAY;
        expect(folded(program, inputs, DAY, end)).toEqual(folded(program, inputs, DAY, end, false));
      }),
      { numRuns: 150 },
    );
    fc.assert(
      fc.property(months, (inputs) => {
        const end = endOf(inputs) + 60 * DAY;
        expect(folded(coins, inputs, DAY, end)).toEqual(folded(coins, inputs, DAY, end, false));
      }),
      { numRuns: 100 },
    );
  });

  it('does not matter when time passed while new versions of the program were published', () => {
    const published = fc.array(fc.record({ after: fc.integer({ min: 0, max: 8 * 24 }), source: fc.nat(3) }), {
      minLength: 1,
      maxLength: 4,
    });
    const sources = [
      hastyProgram({ policy: 'oneStep', subtract: false }),
      hastyProgram({ policy: 'byScore', subtract: true }),
      hastyProgram({ policy: 'none', subtract: false }),
      coinsProgram,
    ];
    fc.assert(
      fc.property(days, published, (inputs, publications) => {
        let from = START - HOUR;
        const timeline = publications.map(({ after, source }, index) => {
          from += after * HOUR;
          return { version: index + 1, from, program: sources[source] as Program };
        });
        const end = Math.max(endOf(inputs), from) + 4 * DAY;
        const never = folded(timeline, inputs, 1e6 * DAY, end);
        expect(folded(timeline, inputs, HOUR, end)).toEqual(never);
        expect(folded(timeline, inputs, 3 * DAY, end)).toEqual(never);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(seasons, formulas, (inputs, program) => {
        const end = endOf(inputs) + 60 * DAY;
        expect(folded(program, inputs, DAY, end)).toEqual(folded(program, inputs, 1e6 * DAY, end));
      }),
      { numRuns: 30 },
    );
  });

  it('keeps all this with check-ins, tasks, their rewards and stored value', () => {
    const reached = new Set<string>();
    const tell = (state: MemberState) => {
      if (Object.values(state.checkIn?.dates ?? {}).some(({ madeUp }) => madeUp)) reached.add('madeUp');
      if (state.checkIn) reached.add('checkIn');
      const { recharges = {}, spends = {} } = state.wallet ?? {};
      if (Object.values(recharges).some(({ paidBackFen }) => paidBackFen > 0)) reached.add('paid back');
      if (Object.values(spends).some(({ returnedFen }) => returnedFen > 0)) reached.add('returned');
      if (state.tasks?.['vip-only']) reached.add('of a tag');
      for (const periods of Object.values(state.tasks ?? {})) {
        for (const place of Object.values(periods)) if (place.claimedAt !== undefined) reached.add('claimed');
      }
      for (const [key, { voided }] of Object.entries(state.granted)) {
        if (key.startsWith('reward:') && voided) reached.add('taken back');
      }
    };
    fc.assert(
      fc.property(loop, loops, (inputs, program) => {
        let state = newMember(program, START);
        const sums = noSums();
        let rewarded = 0;
        for (const input of inputs) {
          freeze(state);
          const outcome = attempt(program, state, input);
          if (typeof outcome === 'string') {
            reached.add(outcome);
            continue;
          }
          for (const { account, delta } of outcome.entries) sums[account] += delta;
          rewarded += rewardsIn(outcome.entries);
          state = outcome.state;
          expect(state.rewardPoints).toBe(rewarded);
          assertEquations(state, sums);
          const growth = Object.values(state.facts.growth ?? {}).reduce((sum, amount) => sum + amount, 0);
          expect(growth).toBe(state.growth);
          tell(state);
        }
      }),
      { numRuns: 800 },
    );
    // The histories do what they are for.
    const wanted = [
      ...['CHECK_IN_DONE', 'INSUFFICIENT_POINTS', 'MAKE_UP_IN_FUTURE', 'MAKE_UP_LIMIT', 'MAKE_UP_TOO_OLD'],
      ...['TASK_ALREADY_CLAIMED', 'TASK_NOT_COMPLETED', 'checkIn', 'claimed', 'madeUp', 'taken back'],
      ...['INSUFFICIENT_BALANCE', 'WALLET_REFUND_EXCEEDS', 'WALLET_RETURN_EXCEEDS', 'paid back', 'returned'],
      ...['TAG_UNKNOWN', 'of a tag'],
    ];
    expect(wanted.filter((what) => !reached.has(what))).toEqual([]);
  });

  it('does not matter for check-ins and tasks when time passed, nor when what is finished left the state', () => {
    fc.assert(
      fc.property(loop, loops, (inputs, program) => {
        const end = endOf(inputs) + 4 * DAY;
        const never = folded(program, inputs, 1e6 * DAY, end);
        expect(folded(program, inputs, 5 * HOUR, end)).toEqual(never);
        expect(folded(program, inputs, 7 * DAY, end)).toEqual(never);
        expect(folded(program, inputs, DAY, end, false)).toEqual(never);
      }),
      { numRuns: 150 },
    );
    const changed = loopProgram({ policy: 'oneStep', subtract: true });
    const sources = [
      loopProgram({ policy: 'byScore', subtract: false }),
      hastyProgram({ policy: 'none', subtract: false }),
      // The same tasks with other targets, in another order.
      {
        ...changed,
        tasks: changed.tasks.map((task) => ({ ...task, progress: { ...task.progress, target: 2 } })).reverse(),
      },
    ];
    const published = fc.array(fc.record({ after: fc.integer({ min: 0, max: 8 * 24 }), source: fc.nat(2) }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(loop, published, (inputs, publications) => {
        let from = START - HOUR;
        const timeline = publications.map(({ after, source }, index) => {
          from += after * HOUR;
          return { version: index + 1, from, program: sources[source] as Program };
        });
        const end = Math.max(endOf(inputs), from) + 4 * DAY;
        const never = folded(timeline, inputs, 1e6 * DAY, end);
        expect(folded(timeline, inputs, 3 * HOUR, end)).toEqual(never);
        expect(folded(timeline, inputs, DAY, end, false)).toEqual(never);
      }),
      { numRuns: 100 },
    );
  });

  it('changes no state that it was given, refused inputs included, and answers the same twice', () => {
    fc.assert(
      fc.property(days, hasty, (inputs, program) => {
        let state = newMember(program, START);
        for (const input of inputs) {
          freeze(state);
          const before = canonical(state);
          const outcome = attempt(program, state, input);
          expect(canonical(attempt(program, state, input))).toBe(canonical(outcome));
          expect(canonical(state)).toBe(before);
          if (typeof outcome !== 'string') state = outcome.state;
        }
      }),
      { numRuns: 100 },
    );
  });

  it('changes nothing by time alone before it is next due, and leaves nothing overdue', () => {
    fc.assert(
      fc.property(days, hasty, (inputs, program) => {
        let state = newMember(program, START);
        for (const input of inputs) {
          const outcome = attempt(program, state, input);
          if (typeof outcome === 'string') continue;
          state = outcome.state;
          assertAssets(state);
          expect(state.couponTotals).toEqual(totalsOf(Object.values(state.coupons)));
          const growth = Object.values(state.facts.growth ?? {}).reduce((sum, amount) => sum + amount, 0);
          expect(growth).toBe(state.growth);
          const due = state.dueAt;
          if (due === undefined) continue;
          expect(due).toBeGreaterThan(state.asOf);
          const before = advance(program, state, due - 1);
          expect([before.entries, before.effects]).toEqual([[], []]);
          expect({ ...before.state, asOf: 0 }).toEqual({ ...state, asOf: 0 });
        }
      }),
      { numRuns: 100 },
    );
  });
});
