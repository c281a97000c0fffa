import {
  adjust,
  at,
  capture,
  event,
  giveBack,
  hold,
  Member,
  order,
  orderGrowth,
  orderPoints,
  program,
  refund,
  rule,
} from './test/fixtures';

const breach = rule('breach', { on: ['breach.recorded'], penalty: { points: 30, growth: 20 } });
const rules = program({ rules: [orderPoints, orderGrowth, breach] });

describe('a blocked member', () => {
  const blocked = (): Member =>
    new Member(rules).do(order('a', 10_000, '2026-02-01'), hold('h', 40, '2026-02-01'), {
      kind: 'block',
      at: at('2026-02-01'),
    });

  it('gets nothing from events, neither now nor after being unblocked', () => {
    const member = blocked().do(order('b', 5_000, '2026-02-01'));
    expect(member.lastLines).toEqual([]);
    member.do({ kind: 'unblock', at: at('2026-02-03') }).until('2026-03-01');
    expect(member.points).toEqual([100, 0]);
    expect(member.state.growth).toBe(100);
    expect(member.state.granted['1:b']).toMatchObject({ lines: [], facts: [] });
    member.do(refund('r', 'b', undefined, '2026-03-01'));
    expect(member.points).toEqual([100, 0]);
  });

  it('cannot spend', () => {
    expect(blocked().refusal(hold('i', 1, '2026-02-01'))).toBe('MEMBER_BLOCKED');
  });

  it('still captures and gets back what was held', () => {
    const member = blocked().do(capture('h', 30, '2026-02-01T00:30:00'), giveBack('h', 10, '2026-02-02'));
    expect(member.points).toEqual([80, 0]);
    expect(blocked().until('2026-02-02').points).toEqual([100, 0]);
  });

  it('still loses points by reversal, breach and expiry', () => {
    const member = blocked().do(refund('r', 'a', 5_000, '2026-02-01T00:10:00'));
    expect(member.points).toEqual([10, 0]);
    member.do(event('x', 'breach.recorded', '2026-02-01T00:20:00'));
    expect(member.lastLines).toEqual(['penalty -30', 'penalty -20']);
    expect(member.points).toEqual([0, 20]);
    expect(blocked().until('2027-01-01').points).toEqual([0, 0]);
  });

  it('can be adjusted by hand', () => {
    expect(blocked().do(adjust('points', 5, '2026-02-01')).points).toEqual([65, 0]);
  });
});
