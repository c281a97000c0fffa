import type { Input } from './input';
import type { Program } from './program';
import { giveBack, Member, order, program, rate, refund, spend } from './test/fixtures';

/** Folds inputs and returns what is available and owed after each; the equations are checked on the way. */
function run(rules: Program, inputs: Input[]) {
  const member = new Member(rules);
  const seen = inputs.map((input) => {
    const [available, debt] = member.do(input).points;
    return { available, debt, entries: member.lastLines };
  });
  return { state: member.state, seen };
}

describe('the worked examples of the points ledger', () => {
  it('1: a reversal larger than the balance leaves a debt, repaid first', () => {
    const { seen } = run(program(), [
      order('a', 30_000, '2026-02-01T10:00:00'),
      ...spend('h', 250, '2026-02-02T10:00:00'),
      refund('r', 'a', 20_000, '2026-02-03T10:00:00'),
      order('b', 10_000, '2026-02-04T10:00:00'),
      order('c', 8_000, '2026-02-05T10:00:00'),
    ]);
    expect(seen.map(({ available: points, debt }) => [points, debt])).toEqual([
      [300, 0],
      [50, 0],
      [50, 0],
      [0, 150],
      [0, 50],
      [30, 0],
    ]);
  });

  it('2: what comes back settles the debt, and the rest goes to its own lot', () => {
    const { seen, state } = run(program(), [
      order('a', 30_000, '2026-02-01T10:00:00'),
      ...spend('h', 250, '2026-02-02T10:00:00'),
      refund('r', 'a', 20_000, '2026-02-03T10:00:00'),
      giveBack('h', 250, '2026-02-04T10:00:00'),
    ]);
    expect(seen.at(-1)).toMatchObject({ available: 100, debt: 0 });
    expect(Object.values(state.lots).map(({ id, remaining }) => [id, remaining])).toEqual([[1, 100]]);
  });

  it('3: partial reversals at the granted rate sum to the whole', () => {
    const { seen } = run(program({ multiplier: rate('1.5') }), [
      order('a', 10_000, '2026-02-01T10:00:00'),
      refund('r1', 'a', 3_333, '2026-02-02T10:00:00'),
      refund('r2', 'a', 3_333, '2026-02-03T10:00:00'),
      refund('r3', 'a', 3_334, '2026-02-04T10:00:00'),
    ]);
    expect(seen.map(({ entries }) => entries)).toEqual([
      ['earn 150'],
      ['reverse -50'],
      ['reverse -50'],
      ['reverse -50'],
    ]);
    expect(seen.at(-1)).toMatchObject({ available: 0, debt: 0 });
  });

  it('4: points that expired unspent are reversed out of what expired, without a debt', () => {
    const { seen } = run(program(), [
      order('a', 30_000, '2026-12-01T10:00:00'),
      refund('r', 'a', 30_000, '2027-01-15T10:00:00'),
    ]);
    expect(seen.at(-1)).toEqual({ available: 0, debt: 0, entries: ['expire -300', 'reverse -300', 'expire 300'] });
  });
});
