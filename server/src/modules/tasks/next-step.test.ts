import type { Input } from '../../engine/input';
import type { Program, Task } from '../../engine/program';
import {
  at,
  level,
  Member,
  order,
  orderGrowth,
  orderPoints,
  program,
  rate,
  rule,
  task,
  track,
} from '../../engine/test/fixtures';
import { nextStep } from './next-step';

const levels = [level('base', 0, 0), level('gold', 1, 300, { name: { 'zh-CN': '黄金会员', en: 'Gold' } })];
const named = (code: string, changes: Partial<Task>) =>
  task(code, { name: { 'zh-CN': `「${code}」`.slice(1, -1), en: code }, ...changes });
const checkIn = { ladder: [5, 10], top: 'repeat' as const, cumulative: [] };

function stepOf(changes: Partial<Omit<Program, 'points'>>, ...inputs: Input[]) {
  const rules = program({ rules: [orderGrowth], tracks: [track({ levels })], ...changes });
  const { state } = new Member(rules).do(...inputs).until('2026-01-05');
  const step = nextStep(rules, state, at('2026-01-05'));
  return step && { ...step, text: [step.text['zh-CN'], step.text.en], standing: step.standing?.task.code };
}

const times = (target: number) => ({ on: ['review.posted'], unit: 'times' as const, target });
const yuan = (sum: number) => ({ on: ['order.completed'], unit: 'fen' as const, target: sum * 100 });

describe('the next step', () => {
  it('is a reward that waits, the one that counts most for the level', () => {
    const tasks = [
      named('rich', { reward: { points: 900 } }),
      named('grows', { reward: { growth: 40 } }),
      named('more', { reward: { growth: 30, points: 30 } }),
    ];
    expect(stepOf({ tasks, checkIn }, order('a', 100, '2026-01-02'))).toEqual({
      kind: 'claim',
      text: ['领取「grows」的奖励：40 成长值', 'Claim the reward of “grows”: 40 growth value'],
      standing: 'grows',
      gain: 40,
      action: { open: 'tasks' },
    });
  });

  it('is a task of deeds that counts, the shortest first, before anything that costs money', () => {
    const tasks = [
      named('long', { progress: times(5), reward: { growth: 200 } }),
      named('short', { progress: times(2), reward: { growth: 10, points: 5 }, action: { open: 'reviews' } }),
      named('points', { progress: times(1), reward: { points: 500 } }),
    ];
    expect(stepOf({ tasks, checkIn })).toEqual({
      kind: 'task',
      text: ['完成「short」，可得 5 积分、10 成长值', 'Complete “short” for 5 points and 10 growth value'],
      standing: 'short',
      amountFen: undefined,
      gain: 10,
      action: { open: 'reviews' },
    });
  });

  it('is the check-in where points make the level', () => {
    const byPoints = [track({ basis: { kind: 'points' }, levels })];
    expect(stepOf({ tracks: byPoints, rules: [orderPoints], checkIn })).toEqual({
      kind: 'checkIn',
      text: ['今日签到，可得 5 积分', 'Check in today for 5 points'],
      standing: undefined,
      gain: 5,
      action: { open: 'check-in' },
    });
  });

  it('is the purchase that is missing, by the best rate, rounded up to what suffices', () => {
    const loans = rule('loan', { on: ['loan.disbursed'], growth: { perYuan: rate('1.7'), rounding: 'down' } });
    expect(stepOf({ rules: [orderGrowth, loans] }, order('a', 5_000, '2026-01-02'))).toMatchObject({
      kind: 'purchase',
      // 250 growth at 1.7 for a yuan.
      text: ['再借款 ¥147.06，升级为黄金会员', 'Borrow ¥147.06 more to reach Gold'],
      amountFen: 14_706,
      gain: 250,
    });
  });

  it('weighs a task of an amount against the purchase, by the money for each point of the score', () => {
    const dear = named('dear', { progress: yuan(500), reward: { growth: 300 } });
    const cheap = named('cheap', { progress: yuan(100), reward: { growth: 150 } });
    expect(stepOf({ tasks: [dear] })?.kind).toBe('purchase');
    expect(stepOf({ tasks: [dear, cheap] })).toMatchObject({ kind: 'task', standing: 'cheap', amountFen: 10_000 });
  });

  it('is the gap in the words of the track where its basis is an amount, or no rule says how', () => {
    const amount = [
      track({
        basis: { kind: 'amount', on: ['order.completed'] },
        levels: [level('base', 0, 0), { ...(levels[1] as (typeof levels)[0]), threshold: 30_000 }],
      }),
    ];
    expect(stepOf({ tracks: amount })).toMatchObject({
      kind: 'purchase',
      text: ['再消费 ¥300，升级为黄金会员', 'Spend ¥300 more to reach Gold'],
      amountFen: 30_000,
    });
    const holding = [track({ basis: { kind: 'holding' }, levels })];
    expect(stepOf({ tracks: holding })).toMatchObject({ kind: 'reach', gain: 300 });
    expect(stepOf({ rules: [] })).toMatchObject({
      kind: 'reach',
      text: ['再获得 300 成长值，升级为黄金会员', expect.anything()],
    });
  });

  it('on the last level is the best reward that can be had', () => {
    const top = { tracks: [track({ levels: [level('only', 0, 0)] })] };
    const tasks = [
      named('small', { progress: times(1), reward: { points: 5 } }),
      named('big', { progress: times(9), reward: { points: 50 } }),
    ];
    expect(stepOf({ ...top, tasks, checkIn })?.kind).toBe('checkIn');
    expect(stepOf({ ...top, tasks })).toMatchObject({ kind: 'task', standing: 'big', gain: 50 });
    expect(stepOf({ ...top, tasks, checkIn }, { kind: 'checkIn', at: at('2026-01-05') })?.kind).toBe('task');
    expect(stepOf(top)).toBeUndefined();
  });

  it('is none for the blocked', () => {
    expect(stepOf({ checkIn }, { kind: 'block', at: at('2026-01-02') })).toBeUndefined();
  });
});
