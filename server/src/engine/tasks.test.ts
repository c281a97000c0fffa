import type { Input } from './input';
import type { Reward, Task } from './program';
import { taskStandings } from './tasks';
import {
  adjust,
  at,
  event,
  level,
  Member,
  order,
  orderGrowth,
  orderPoints,
  program,
  refund,
  task,
  track,
  versions,
} from './test/fixtures';

const claim = (code: string, when: string, period = 'once'): Input => ({
  kind: 'claimTask',
  at: at(when),
  task: code,
  period,
});

const withTasks = (tasks: Task[], pendingFor = 'P7D') => program({ rules: [], points: { pendingFor }, tasks });

/** What a member sees: `code state progress/target`. */
function seen(member: Member): string[] {
  const { program: rules } = member.timeline.at(-1) ?? { program: program() };
  return taskStandings(rules, member.state, member.state.asOf).map(
    ({ task: { code }, state, progress, target }) => `${code} ${state} ${progress}/${target}`,
  );
}

describe('a task', () => {
  it('counts events, is completed at its target and pays on the claim, once', () => {
    const twice = task('repeat', { progress: { on: ['order.completed'], unit: 'times', target: 2 } });
    const member = new Member(withTasks([twice], 'P0D'));
    expect(member.refusal(claim('repeat', '2026-01-02'))).toBe('TASK_NOT_COMPLETED');
    member.do(order('a', 100, '2026-01-02'));
    expect(seen(member)).toEqual(['repeat open 1/2']);
    member.do(order('b', 100, '2026-01-03'), order('c', 100, '2026-01-03'));
    expect(seen(member)).toEqual(['repeat completed 2/2']);
    expect(member.points).toEqual([0, 0]);
    member.do(claim('repeat', '2026-01-04'));
    expect(member.lastLines).toEqual(['earn 100', 'earn 50']);
    expect(member.outcomes.at(-1)?.entries[0]?.trace).toEqual({ source: 'task repeat' });
    expect(member.state.growth).toBe(50);
    expect(member.effects).toEqual(['taskCompleted', 'rewardGiven']);
    expect(seen(member)).toEqual(['repeat claimed 2/2']);
    expect(member.refusal(claim('repeat', '2026-01-04'))).toBe('TASK_ALREADY_CLAIMED');
    expect(member.refusal(claim('nothing', '2026-01-04'))).toBe('TASK_NOT_FOUND');
  });

  it('sums yuan, under a condition', () => {
    const progress = {
      on: ['order.completed'],
      when: { path: 'data.shop', test: { eq: 'a' } } as const,
      unit: 'fen' as const,
      target: 10_000,
    };
    const member = new Member(withTasks([task('spend', { progress })]));
    const inShop = { data: { shop: 'a' } };
    member.do(order('a', 6_000, '2026-01-02', inShop), order('b', 90_000, '2026-01-02'));
    expect(seen(member)).toEqual(['spend open 6000/10000']);
    member.do(order('c', 4_000, '2026-01-02', inShop));
    expect(seen(member)).toEqual(['spend completed 10000/10000']);
  });

  it('pays by itself at completion when the program says so; caps do not cut it and a debt comes first', () => {
    const auto = task('auto', { claim: 'auto' });
    const rules = program({ points: { capPerDay: 30 }, tasks: [auto], rules: [orderPoints] });
    const member = new Member(rules);
    member.do(event('x', 'nothing.happened', '2026-01-01'));
    member.do({ kind: 'adjustPoints', at: at('2026-01-02'), delta: -120, reason: 'test', actor: 'staff:1' });
    member.do(order('a', 9_000, '2026-01-02'));
    expect(member.lastLines).toEqual(['earn 30', 'earn 100', 'earn 50']);
    expect(member.points).toEqual([10, 0]);
    expect(member.refusal(claim('auto', '2026-01-02'))).toBe('TASK_ALREADY_CLAIMED');
  });

  it.each([
    ['daily', '2026-01-31T23:59:59', '2026-02-01', '2026-01-31'],
    ['weekly', '2026-02-01T23:59:59', '2026-02-02', '2026-01-26'],
    ['monthly', '2026-01-31T23:59:59', '2026-02-01', '2026-01'],
  ] as const)('%s begins anew with its period, and an unclaimed reward ends with it', (kind, last, next, period) => {
    const member = new Member(withTasks([task('again', { kind })], 'P0D'));
    member.do(order('a', 100, last));
    expect(seen(member)).toEqual(['again completed 1/1']);
    expect(taskStandings(member.timeline[0]?.program ?? program(), member.state, at(last))[0]?.endsAt).toBe(at(next));
    expect(member.refusal(claim('again', last, period))).toBeUndefined();
    expect(member.refusal(claim('again', next, period))).toBe('TASK_OVER');
    expect(seen(member.until(next))).toEqual(['again open 0/1']);
    // Late: it belongs to a period that is over.
    expect(seen(member.do(order('b', 100, last, { at: at(next) })))).toEqual(['again open 0/1']);
    expect(seen(member.do(order('c', 100, next)))).toEqual(['again completed 1/1']);
    expect(Object.keys(member.state.tasks?.again ?? {})).toHaveLength(1);
  });

  it('counts a late event in its own period while that runs', () => {
    const member = new Member(withTasks([task('week', { kind: 'weekly' })]));
    member.do(order('a', 100, '2026-01-06', { at: at('2026-01-08') }));
    expect(seen(member)).toEqual(['week completed 1/1']);
  });

  it('counts nothing of a history that is imported', () => {
    const member = new Member(withTasks([task('first', { claim: 'auto' })]));
    expect(seen(member.do(order('a', 100, '2026-01-02', { imported: true })))).toEqual(['first open 0/1']);
  });

  it('of newcomers ends some days after joining; one with dates has them', () => {
    const soon = task('soon', { within: 'P30D' });
    const dated = task('dated', { kind: 'campaign', visible: { levels: [], from: '2026-02-01', to: '2026-02-05' } });
    const member = new Member(withTasks([soon, dated]));
    expect(seen(member)).toEqual(['soon open 0/1']);
    expect(member.refusal(claim('dated', '2026-01-31'))).toBe('TASK_NOT_FOUND');
    member.until('2026-01-31T23:59:59').do(order('a', 100, '2026-01-31T23:59:59'));
    expect(seen(member)).toEqual(['soon completed 1/1']);
    expect(seen(member.until('2026-02-01'))).toEqual(['dated open 0/1']);
    expect(member.refusal(claim('soon', '2026-02-01'))).toBe('TASK_OVER');
    expect(seen(member.do(order('b', 100, '2026-02-05')))).toEqual(['dated completed 1/1']);
    expect(member.refusal(claim('dated', '2026-02-06'))).toBe('TASK_OVER');
  });

  it('of a level is seen and counted there, and stays in sight once completed', () => {
    const levels = [level('base', 0, 0), level('silver', 1, 100)];
    const base = task('base-only', { visible: { levels: ['base'] } });
    const silver = task('silver-only', { visible: { levels: ['silver'] } });
    const rules = program({ rules: [orderGrowth], tasks: [base, silver], tracks: [track({ levels })] });
    const member = new Member(rules);
    expect(seen(member)).toEqual(['base-only open 0/1']);
    expect(member.refusal(claim('silver-only', '2026-01-02'))).toBe('TASK_NOT_FOUND');
    member.do(order('a', 10_000, '2026-01-02'));
    expect(seen(member)).toEqual(['base-only completed 1/1', 'silver-only open 0/1']);
    expect(seen(new Member(rules).do({ ...order('a', 10_000, '2026-01-02'), type: 'loan.disbursed' }))).toHaveLength(1);
  });

  it('in a chain is counted after the one before it was completed, by a later event', () => {
    const second = task('second', { after: ['first'] });
    const member = new Member(withTasks([second, task('first', {})]));
    expect(seen(member)).toEqual(['second locked 0/1', 'first open 0/1']);
    member.do(order('a', 100, '2026-01-02'));
    expect(seen(member)).toEqual(['second open 0/1', 'first completed 1/1']);
    expect(seen(member.do(order('b', 100, '2026-01-02')))).toEqual(['second completed 1/1', 'first completed 1/1']);
  });

  it('does not move while the member is blocked, then or later', () => {
    const member = new Member(withTasks([task('first', {})]));
    member.do({ kind: 'block', at: at('2026-01-02') }, order('a', 100, '2026-01-02'));
    expect(seen(member)).toEqual(['first open 0/1']);
    member.do({ kind: 'unblock', at: at('2026-01-03') }, order('b', 100, '2026-01-03'));
    member.do({ kind: 'block', at: at('2026-01-03') });
    expect(member.refusal(claim('first', '2026-01-03'))).toBe('MEMBER_BLOCKED');
  });

  it('has the words of the version in force, and keeps what was counted', () => {
    const [easy, hard] = [task('first', {}), task('first', { progress: { ...task('x', {}).progress, target: 2 } })];
    const timeline = versions([withTasks([hard]), at('2026-01-01')], [withTasks([easy]), at('2026-01-05')]);
    const member = new Member(timeline).do(order('a', 100, '2026-01-02'));
    expect(member.refusal(claim('first', '2026-01-06'))).toBe('TASK_NOT_COMPLETED');
    expect(seen(member.do(order('b', 100, '2026-01-06')))).toEqual(['first completed 1/1']);
  });
});

describe('a reversal of what was counted', () => {
  const giving = (reward: Reward) => withTasks([task('first', { reward })]);

  it('takes the progress back: of a count with the whole, of a sum in parts', () => {
    const sum = task('sum', { progress: { on: ['order.completed'], unit: 'fen', target: 5_000 } });
    const member = new Member(withTasks([task('first', {}), sum]));
    member.do(order('a', 6_000, '2026-01-02'), refund('r', 'a', 2_000, '2026-01-03'));
    expect(seen(member)).toEqual(['first completed 1/1', 'sum open 4000/5000']);
    member.do(refund('s', 'a', 4_000, '2026-01-03'));
    expect(seen(member)).toEqual(['first open 0/1', 'sum open 0/5000']);
    expect(member.refusal(claim('first', '2026-01-03'))).toBe('TASK_NOT_COMPLETED');
  });

  it('inside the return window takes a given reward back as a whole, and the task is open again', () => {
    const levels = [level('base', 0, 0), level('silver', 1, 50)];
    const rules = { ...giving({ points: 100, growth: 50 }), tracks: [track({ levels })] };
    const member = new Member(rules).do(order('a', 100, '2026-01-02'), claim('first', '2026-01-03'));
    expect([member.points, member.level()]).toEqual([[100, 0], 'silver']);
    // They wait as long as they can be taken back.
    expect(Object.values(member.state.lots)[0]?.availableAt).toBe(at('2026-01-10'));
    member.do(refund('r', 'a', undefined, '2026-01-09T23:59:59'));
    expect(member.lastLines).toEqual(['reverse -100', 'reverse -50']);
    expect([member.points, member.state.growth, member.level()]).toEqual([[0, 0], 0, 'base']);
    expect(seen(member)).toEqual(['first open 0/1']);
    member.do(order('b', 100, '2026-01-10'), claim('first', '2026-01-10'));
    expect(member.points).toEqual([100, 0]);
  });

  it('after it leaves the reward where it is', () => {
    const member = new Member(giving({ points: 100 })).do(order('a', 100, '2026-01-02'), claim('first', '2026-01-03'));
    member.do(refund('r', 'a', undefined, '2026-01-10'));
    expect([member.lastLines, member.points]).toEqual([[], [100, 0]]);
    expect(seen(member)).toEqual(['first claimed 0/1']);
    expect(member.do(order('b', 100, '2026-01-11')).lastLines).toEqual([]);
  });

  it('leaves a reward that other events have earned as well', () => {
    const member = new Member(giving({ points: 100 }));
    member.do(order('a', 100, '2026-01-02'), claim('first', '2026-01-02'), order('b', 100, '2026-01-02'));
    member.do(refund('r', 'a', undefined, '2026-01-03'));
    expect(member.points).toEqual([100, 0]);
    member.do(refund('s', 'b', undefined, '2026-01-03'));
    expect(member.points).toEqual([0, 0]);
  });

  it('finds the reward of a period that is over', () => {
    const member = new Member(withTasks([task('day', { kind: 'daily', claim: 'auto' })]));
    member.do(order('a', 100, '2026-01-02'), order('b', 100, '2026-01-03'));
    expect(member.points).toEqual([200, 0]);
    member.do(refund('r', 'a', undefined, '2026-01-03'));
    expect(member.points).toEqual([100, 0]);
    member.do(order('c', 100, '2026-01-20'));
    expect(Object.keys(member.state.tasks?.day ?? {})).toEqual(['2026-01-20']);
  });

  it('makes a debt again that the reward had settled', () => {
    const member = new Member(giving({ points: 100 })).do(adjust('points', -120, '2026-01-01'));
    member.do(order('a', 100, '2026-01-02'), claim('first', '2026-01-02'));
    expect(member.points).toEqual([0, 20]);
    member.do(refund('r', 'a', undefined, '2026-01-03'));
    expect(member.points).toEqual([0, 120]);
  });

  it('that waited for its original undoes an automatic reward at once', () => {
    const member = new Member(withTasks([task('first', { claim: 'auto' })]));
    member.do(refund('r', 'a', undefined, '2026-01-02'), order('a', 100, '2026-01-02'));
    expect(member.lastLines).toEqual(['earn 100', 'earn 50', 'reverse -100', 'reverse -50']);
    expect([member.points, member.settled, seen(member)]).toEqual([[0, 0], ['applied'], ['first open 0/1']]);
  });

  it('cannot reach what members do in the app: those points can be spent at once', () => {
    const opened = task('open', { progress: { on: ['app.opened'], unit: 'times', target: 1 } });
    const member = new Member(withTasks([opened]));
    member.do(event('o', 'app.opened', '2026-01-02'), claim('open', '2026-01-02'));
    expect(Object.values(member.state.lots)[0]?.availableAt).toBe(at('2026-01-02'));
    expect(Object.keys(member.state.granted)).toEqual(['1:o']);
  });
});
