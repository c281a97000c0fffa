import fc from 'fast-check';
import type { Instant } from '../calendar';
import { calendarOf } from '../draft';
import type { Input } from '../input';
import { termOf } from '../tasks';
import { task } from './fixtures';
import { coinsProgram, loopProgram } from './programs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const loopTasks = loopProgram({ policy: 'none', subtract: false }).tasks;
const calendar = calendarOf(coinsProgram.timeZone);

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
  | { kind: 'setLevel'; level: string; mode: 'exactly' | 'atLeast'; hours: number; track: string }
  | { kind: 'reviewLevel'; track: string; approve: boolean }
  | { kind: 'checkIn' | 'open' }
  | { kind: 'makeUp'; daysAgo: number }
  | { kind: 'claim'; task: string }
  | { kind: 'assignTag' | 'removeTag'; tag: string }
  | { kind: 'claimCoupon' | 'give'; template: string }
  | { kind: 'lock'; coupon: number; fen: number; deadline: number }
  | { kind: 'unlock' | 'redeem' | 'bringBack'; coupon: number }
  | { kind: 'benefit'; code: string; step: 'use' | 'reserve' | 'confirm' | 'return'; ref: number; quantity: number }
  | { kind: 'birthday'; date: string }
  | { kind: 'recharge' | 'pay' | 'rechargeAndPay'; sum: number }
  | { kind: 'payReturn' | 'refund'; of: number; sum: number }
);

/** A coupon or quota, through its life. */
function assetStepOf(wait: fc.Arbitrary<number>): fc.Arbitrary<Step> {
  const coupon = fc.integer({ min: 1, max: 6 });
  const kind = <K extends Step['kind']>(name: K) => fc.constant(name);
  const template = fc.constantFrom('short', 'short', 'tenth', 'dated', 'none');
  const deadline = fc.constantFrom(0, 1, 24, 24 * 3);
  return fc.oneof(
    fc.record({ kind: fc.constantFrom('claimCoupon', 'claimCoupon', 'give'), template, wait }),
    fc.record({ kind: kind('lock'), coupon, fen, deadline, wait }),
    fc.record({ kind: fc.constantFrom('unlock', 'redeem', 'redeem', 'bringBack'), coupon, wait }),
    fc.record({
      kind: kind('benefit'),
      code: fc.constantFrom('lounge', 'lounge', 'ride', 'welcome'),
      step: fc.constantFrom('use', 'reserve', 'confirm', 'return'),
      ref: fc.integer({ min: 1, max: 4 }),
      quantity: fc.integer({ min: 1, max: 2 }),
      wait,
    }),
    fc.record({ kind: kind('birthday'), date: fc.constantFrom('1990-01-30', '1992-02-29'), wait }),
  ) as fc.Arbitrary<Step>;
}

/** Stored value: put in, spent (or both at once), brought back and paid back, of which of them so far. */
function walletStepOf(wait: fc.Arbitrary<number>): fc.Arbitrary<Step> {
  const sum = fc.integer({ min: 1, max: 90 });
  return fc.oneof(
    fc.record({ kind: fc.constantFrom('recharge', 'pay', 'rechargeAndPay', 'rechargeAndPay'), sum, wait }),
    fc.record({ kind: fc.constantFrom('payReturn', 'refund'), of: fc.nat(), sum, wait }),
  ) as fc.Arbitrary<Step>;
}

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
        track: fc.constantFrom('growth', 'growth', 'monthly', 'judged', 'season'),
        wait,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: kind('reviewLevel'),
        track: fc.constantFrom('judged', 'season'),
        approve: fc.boolean(),
        wait,
      }),
    },
    { weight: 7, arbitrary: fc.record({ kind: fc.constantFrom('checkIn', 'checkIn', 'open'), wait }) },
    { weight: 5, arbitrary: fc.record({ kind: kind('makeUp'), daysAgo: fc.integer({ min: 0, max: 5 }), wait }) },
    {
      weight: 6,
      arbitrary: fc.record({ kind: kind('claim'), task: fc.constantFrom(...loopTasks.map(({ code }) => code)), wait }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('assignTag', 'assignTag', 'removeTag'),
        tag: fc.constantFrom('vip', 'vip', 'none'),
        wait,
      }),
    },
    { weight: 12, arbitrary: assetStepOf(wait) },
    { weight: 9, arbitrary: walletStepOf(wait) },
  ) as fc.Arbitrary<Step>;
}

// What the coins do not model.
const LEVEL_STEPS: Step['kind'][] = [
  ...(['setLevel', 'reviewLevel', 'claimCoupon', 'give', 'lock', 'unlock', 'redeem', 'bringBack'] as const),
  ...(['benefit', 'birthday'] as const),
];
const LOOP_STEPS: Step['kind'][] = ['checkIn', 'open', 'makeUp', 'claim', 'assignTag', 'removeTag'];

/**
 * Random histories from `start`: waits between inputs and lateness of events in hours, from those given; on request with
 * decisions about levels, and with check-ins, tasks and tags of `loopProgram`.
 */
export function histories(
  start: Instant,
  waits: number[],
  lates: number[],
  withLevels = false,
  withLoop = false,
): fc.Arbitrary<Input[]> {
  const left = [...(withLevels ? [] : LEVEL_STEPS), ...(withLoop ? [] : LOOP_STEPS)];
  return fc.array(stepOf(waits, lates), { minLength: 1, maxLength: 24, size: 'max' }).map((steps) =>
    inputsOf(
      steps.filter(({ kind }) => !left.includes(kind)),
      start,
    ),
  );
}

/** One of so many, from 1; of none the first, which does not exist. */
const nth = (index: number, count: number): number => (index % Math.max(1, count)) + 1;

function inputsOf(steps: Step[], start: Instant): Input[] {
  const originals = steps.flatMap(({ kind }, index) => (['order', 'review', 'breach'].includes(kind) ? [index] : []));
  let now = start;
  let holds = 0;
  const stored = { recharge: 0, pay: 0 };
  return steps.flatMap((step, index): Input | Input[] => {
    now += step.wait * HOUR;
    if (step.kind === 'hold' || step.kind === 'spend') holds += 1;
    const holdId = `h${'hold' in step ? nth(step.hold, holds) : holds}`;
    const holding = (points: number, deadline: Instant): Input => {
      return { kind: 'hold', at: now, holdId, orderRef: holdId, orderAmountFen: 0, points, deadline };
    };
    const recharging = (amountFen: number): Input => {
      stored.recharge += 1;
      return { kind: 'rechargeWallet', at: now, rechargeId: `r${stored.recharge}`, amountFen };
    };
    const paying = (amountFen: number): Input => {
      stored.pay += 1;
      return { kind: 'spendWallet', at: now, spendId: `p${stored.pay}`, orderRef: 'o', amountFen };
    };
    const common = { kind: 'event' as const, at: now, eventKey: `e${index}` };
    const by = { reason: 'property', actor: 'staff:1' };
    switch (step.kind) {
      case 'order':
        return { ...common, type: 'order.completed', occurredAt: now - step.late * HOUR, amountFen: step.fen };
      case 'review':
        return {
          ...common,
          type: 'review.posted',
          occurredAt: now - step.late * HOUR,
          data: { score: (index * 7) % 40 },
        };
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
        const { level: code, mode, hours, track: on } = step;
        return { kind: 'setLevel', at: now, track: on, level: code, mode, until: now + hours * HOUR, ...by };
      }
      case 'checkIn':
        return { kind: 'checkIn', at: now };
      case 'open':
        return { ...common, eventKey: `self:1:${index}`, type: 'app.opened', occurredAt: now };
      case 'makeUp':
        return { kind: 'makeUpCheckIn', at: now, date: calendar.dateOf(now - step.daysAgo * 24 * HOUR) };
      case 'claim': {
        const claimed = loopTasks.find(({ code }) => code === step.task) ?? task(step.task, {});
        const term = termOf(claimed, calendar.dateOf(now), calendar.dateOf(start));
        const period = typeof term === 'string' ? 'once' : term.period;
        return { kind: 'claimTask', at: now, task: step.task, period };
      }
      case 'reviewLevel':
        return { kind: 'reviewLevel', at: now, track: step.track, approve: step.approve, ...by };
      case 'assignTag':
      case 'removeTag':
        return { kind: step.kind, at: now, tag: step.tag, ...by };
      case 'block':
      case 'unblock':
        return { kind: step.kind, at: now };
      case 'recharge':
        return recharging(step.sum);
      case 'pay':
        return paying(step.sum);
      case 'rechargeAndPay':
        return [recharging(step.sum), paying(step.sum)];
      case 'payReturn':
        return { kind: 'returnWalletSpend', at: now, spendId: `p${nth(step.of, stored.pay)}`, amountFen: step.sum };
      case 'refund':
        return {
          kind: 'refundRecharge',
          at: now,
          rechargeId: `r${nth(step.of, stored.recharge)}`,
          amountFen: step.sum,
        };
      default:
        return assetInput(step, now);
    }
  });
}

type AssetStep = Extract<
  Step,
  { kind: 'claimCoupon' | 'give' | 'lock' | 'unlock' | 'redeem' | 'bringBack' | 'benefit' | 'birthday' }
>;

function assetInput(step: Step, at: Instant): Input {
  const one = step as AssetStep;
  switch (one.kind) {
    case 'claimCoupon':
      return { kind: 'claimCoupon', at, template: one.template };
    case 'give':
      return { kind: 'grantCoupon', at, template: one.template, count: 2, source: 'staff' };
    case 'lock': {
      const { coupon, fen: orderAmountFen, deadline } = one;
      const couponId = String(coupon);
      return { kind: 'lockCoupon', at, couponId, orderRef: 'o', orderAmountFen, deadline: at + deadline * HOUR };
    }
    case 'unlock':
      return { kind: 'unlockCoupon', at, couponId: String(one.coupon) };
    case 'redeem':
      return { kind: 'redeemCoupon', at, couponId: String(one.coupon) };
    case 'bringBack':
      return { kind: 'returnCoupon', at, couponId: String(one.coupon) };
    case 'benefit': {
      const { code, step: how, ref, quantity } = one;
      return { kind: 'useBenefit', at, step: how, benefit: code, ref: `r${ref}`, quantity };
    }
    case 'birthday':
      return { kind: 'setBirthday', at, date: one.date };
  }
}
