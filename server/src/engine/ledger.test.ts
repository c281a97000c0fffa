import { apply, newMember } from './fold';
import type { Input } from './input';
import type { Program, Rule } from './program';
import { one, parseRational, type Rational } from './rational';
import type { MemberState } from './state';

const rate = (text: string): Rational => parseRational(text) ?? one;
const at = (text: string): number => Date.parse(`${text}+08:00`);

const orderPoints: Rule = {
  code: 'order-points',
  on: ['order.completed'],
  points: { perYuan: one, rounding: 'down' },
  multipliers: ['level'],
  source: 'order.completed',
  priority: 0,
  exclusive: false,
};

/** ¥1 = 1 point, expiring at the end of the year, at once spendable; the level multiplies by what is given. */
function program(changes: { multiplier?: Rational } = {}): Program {
  const text = { 'zh-CN': '一', en: 'one' };
  return {
    code: 'test',
    name: text,
    timeZone: 'Asia/Shanghai',
    lateHorizon: 'P90D',
    points: {
      expiry: { after: 'P0D', endOf: 'year' },
      pendingFor: 'P0D',
      costPerPointFen: one,
      remindBefore: [],
    },
    growth: {},
    tracks: [
      {
        code: 'growth',
        name: text,
        kind: 'level',
        primary: true,
        basis: { kind: 'growth' },
        window: { kind: 'lifetime' },
        upgrade: { skip: true, review: false },
        downgrade: { policy: 'none', grace: 'P0D', atExpiry: 'none' },
        levels: [
          {
            code: 'base',
            name: text,
            rank: 0,
            threshold: 0,
            keep: 0,
            color: '#000000',
            pointsMultiplier: changes.multiplier,
          },
        ],
      },
    ],
    rules: [orderPoints],
    campaigns: [],
    approvalAbove: {},
  };
}

function available(state: MemberState): number {
  return Object.values(state.lots).reduce((sum, lot) => sum + lot.remaining, 0);
}

/** Folds inputs and returns what is available and owed after each. */
function run(rules: Program, inputs: Input[]) {
  let state = newMember(rules, at('2026-01-01T00:00:00'));
  let sum = 0;
  const seen = inputs.map((input) => {
    const outcome = apply(rules, state, input);
    state = outcome.state;
    for (const entry of outcome.entries) if (entry.account === 'points') sum += entry.delta;
    const held = Object.values(state.holds)
      .flatMap(({ edges }) => edges)
      .reduce((total, edge) => total + edge.held, 0);
    expect(sum).toBe(available(state) + held - state.debt);
    return {
      available: available(state),
      debt: state.debt,
      entries: outcome.entries.map(({ kind, delta }) => `${kind} ${delta}`),
    };
  });
  return { state, seen };
}

const order = (id: string, amountFen: number, when: string): Input => {
  const time = at(when);
  return { kind: 'event', at: time, occurredAt: time, eventKey: `1:${id}`, type: 'order.completed', amountFen };
};
const refund = (id: string, of: string, amountFen: number | undefined, when: string): Input => {
  const time = at(when);
  const reverses = `1:${of}`;
  return {
    kind: 'event',
    at: time,
    occurredAt: time,
    eventKey: `1:${id}`,
    type: 'order.refunded',
    amountFen,
    reverses,
  };
};
const spend = (id: string, points: number, when: string): Input[] => [
  { kind: 'hold', at: at(when), holdId: id, orderRef: id, orderAmountFen: 0, points, deadline: at(when) + 60_000 },
  { kind: 'capture', at: at(when), holdId: id, points },
];

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
      { kind: 'return', at: at('2026-02-04T10:00:00'), holdId: 'h', points: 250 },
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
