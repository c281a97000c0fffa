import fc from 'fast-check';
import type { Instant } from '../calendar';
import type { Input } from '../input';
import type { Program } from '../program';
import { COINS } from './coins';
import { level, program, rate, rule, track } from './fixtures';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The program that `CoinLedger` models. */
export const coinsProgram: Program = program({
  points: {
    expiry: { after: `P${COINS.lifeDays}D`, endOf: 'day' },
    pendingFor: `P${COINS.pendingDays}D`,
    capPerDay: COINS.pointsPerDay,
    remindBefore: ['P3D'],
  },
  growth: { capPerDay: COINS.growthPerDay },
  tracks: [track({ levels: [level('base', 0, 0, { pointsMultiplier: rate('1.5') })] })],
  rules: [
    rule('order', {
      growth: { perYuan: rate('1'), rounding: 'down' },
      multipliers: [],
      source: 'growth',
      priority: 2,
    }),
    rule('order-points', {
      points: { perYuan: rate('1'), rounding: 'down' },
      multipliers: ['level'],
      capPerDay: COINS.ordersPerDay,
    }),
    rule('review', { on: ['review.posted'], points: { fixed: COINS.review, rounding: 'down' } }),
    rule('breach', { on: ['breach.recorded'], penalty: { points: COINS.penalty, growth: COINS.penalty } }),
  ],
});

/** A program whose levels rise, are kept and fall within days. */
export function hastyProgram(changes: { policy: 'oneStep' | 'byScore' | 'none'; subtract: boolean }): Program {
  const { policy, subtract } = changes;
  const levels = [level('base', 0, 0), level('silver', 1, 40), level('gold', 2, 90, { keep: 60 })];
  return program({
    ...coinsProgram,
    points: {
      ...coinsProgram.points,
      expiry: { after: 'P2D', endOf: 'day' },
      pendingFor: 'P1D',
      remindBefore: ['P1D'],
    },
    tracks: [
      track({
        levels,
        window: { kind: 'calendar', unit: 'month' },
        validity: 'P2D',
        downgrade: { policy, grace: 'P1D', atExpiry: subtract ? 'subtractKeepThreshold' : 'none' },
        returning: { within: 'P3D', thresholdFactor: rate('1/2') },
      }),
      track({
        code: 'spend',
        primary: false,
        basis: { kind: 'amount', on: ['order.completed'] },
        window: { kind: 'sinceChange' },
        levels: [level('base', 0, 0), level('top', 1, 4_000)],
        validity: 'P1D',
        downgrade: { policy, grace: 'P2D', atExpiry: 'none' },
      }),
    ],
  });
}

type Step = { wait: number } & (
  | { kind: 'order'; fen: number; late: number }
  | { kind: 'review' | 'breach'; late: number }
  | { kind: 'reverse'; of: number; fen: number | undefined }
  | { kind: 'hold'; points: number; deadline: number }
  | { kind: 'spend'; points: number }
  | { kind: 'capture' | 'return'; hold: number; points: number }
  | { kind: 'release'; hold: number }
  | { kind: 'adjustPoints' | 'adjustGrowth'; delta: number }
  | { kind: 'block' | 'unblock' }
  | { kind: 'setLevel'; level: string; mode: 'exactly' | 'atLeast'; hours: number }
);

/** Which of the holds so far; before the first, one that does not exist. */
const holdNumber = fc.nat();
const pointsAsked = fc.oneof(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 60 }));
const fen = fc.oneof(fc.integer({ min: 0, max: 9_000 }), fc.constantFrom(0, 3_333, 5_000, 10_000));

function stepOf(waits: number[], lates: number[]): fc.Arbitrary<Step> {
  const wait = fc.constantFrom(...waits);
  const late = fc.constantFrom(0, 0, 0, ...lates);
  const partly = fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 4_000 }), weight: 3 },
    { arbitrary: fc.constant(undefined), weight: 1 },
  );
  const kind = <K extends Step['kind']>(name: K) => fc.constant(name);
  return fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: kind('order'), fen, late, wait }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('review', 'breach'), late, wait }) },
    { weight: 5, arbitrary: fc.record({ kind: kind('reverse'), of: fc.nat(), fen: partly, wait }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: kind('hold'),
        points: pointsAsked,
        deadline: fc.constantFrom(0, 1, 24, 24 * 3, 24 * 20, 24 * 20),
        wait,
      }),
    },
    { weight: 5, arbitrary: fc.record({ kind: kind('spend'), points: pointsAsked, wait }) },
    {
      weight: 9,
      arbitrary: fc.record({
        kind: fc.constantFrom('capture', 'return', 'return'),
        hold: holdNumber,
        points: pointsAsked,
        wait,
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: kind('release'), hold: holdNumber, wait }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('adjustPoints', 'adjustGrowth'),
        delta: fc.integer({ min: -60, max: 120 }),
        wait,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('block', 'unblock', 'unblock'), wait }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: kind('setLevel'),
        level: fc.constantFrom('base', 'silver', 'gold'),
        mode: fc.constantFrom('exactly', 'atLeast'),
        hours: fc.constantFrom(1, 24, 72),
        wait,
      }),
    },
  ) as fc.Arbitrary<Step>;
}

/** Random histories from `start`: waits between inputs and lateness of events in hours, from those given. */
export function histories(start: Instant, waits: number[], lates: number[], withLevels = false): fc.Arbitrary<Input[]> {
  return fc.array(stepOf(waits, lates), { minLength: 1, maxLength: 24, size: 'max' }).map((steps) =>
    inputsOf(
      steps.filter(({ kind }) => withLevels || kind !== 'setLevel'),
      start,
    ),
  );
}

function inputsOf(steps: Step[], start: Instant): Input[] {
  const originals = steps.flatMap(({ kind }, index) => (['order', 'review', 'breach'].includes(kind) ? [index] : []));
  let now = start;
  let holds = 0;
  return steps.flatMap((step, index): Input | Input[] => {
    now += step.wait * HOUR;
    if (step.kind === 'hold' || step.kind === 'spend') holds += 1;
    const holdId = `h${'hold' in step ? (step.hold % Math.max(1, holds)) + 1 : holds}`;
    const holding = (points: number, deadline: Instant): Input => {
      return { kind: 'hold', at: now, holdId, orderRef: holdId, orderAmountFen: 0, points, deadline };
    };
    const common = { kind: 'event' as const, at: now, eventKey: `e${index}` };
    const by = { reason: 'property', actor: 'staff:1' };
    switch (step.kind) {
      case 'order':
        return { ...common, type: 'order.completed', occurredAt: now - step.late * HOUR, amountFen: step.fen };
      case 'review':
        return { ...common, type: 'review.posted', occurredAt: now - step.late * HOUR };
      case 'breach':
        return { ...common, type: 'breach.recorded', occurredAt: now - step.late * HOUR };
      case 'reverse': {
        const reverses = `e${originals[step.of % Math.max(1, originals.length)] ?? 'none'}`;
        return { ...common, type: 'order.refunded', occurredAt: now, amountFen: step.fen, reverses };
      }
      case 'hold':
        return holding(step.points, now + step.deadline * HOUR);
      case 'spend':
        return [holding(step.points, now + HOUR), { kind: 'capture', at: now, holdId, points: step.points }];
      case 'capture':
      case 'return':
        return { kind: step.kind, at: now, holdId, points: step.points };
      case 'release':
        return { kind: 'release', at: now, holdId };
      case 'adjustPoints':
      case 'adjustGrowth':
        return { kind: step.kind, at: now, delta: step.delta, ...by };
      case 'setLevel': {
        const { level: code, mode, hours } = step;
        return { kind: 'setLevel', at: now, track: 'growth', level: code, mode, until: now + hours * HOUR, ...by };
      }
      default:
        return { kind: step.kind, at: now };
    }
  });
}
