import type { Input } from './input';
import { estateOf } from './merge';
import type { Comparison } from './program';
import { taskStandings } from './tasks';
import { at, event, level, Member, order, program, rule, task, track, versions } from './test/fixtures';

const name = { 'zh-CN': '一', en: 'one' };
const tags = ['taster', 'vip'].map((code) => ({ code, name }));
const tag = (kind: 'assignTag' | 'removeTag', code: string, when: string): Input => {
  return { kind, at: at(when), tag: code, reason: 'knows food', actor: 'Ann' };
};
const rewarding = (test: Comparison) =>
  rule('order', { when: { path: 'member.tags', test }, points: { fixed: 1, rounding: 'down' } });

describe('a tag', () => {
  const rules = program({ tags });

  it('is there from when it is put on until it is taken off, in one form', () => {
    const member = new Member(rules);
    member.do(tag('assignTag', 'vip', '2026-02-01'), tag('assignTag', 'taster', '2026-02-02'));
    member.do(tag('assignTag', 'vip', '2026-02-03'));
    expect(member.state.tags).toEqual(['taster', 'vip']);
    member.do(tag('removeTag', 'vip', '2026-02-04'), tag('removeTag', 'vip', '2026-02-04'));
    expect(member.state.tags).toEqual(['taster']);
    expect(member.do(tag('removeTag', 'taster', '2026-02-05')).state.tags).toBeUndefined();
    expect(member.outcomes.flatMap(({ entries }) => entries)).toEqual([]);
  });

  it('must be one of the program; one that it has lost can be taken off', () => {
    const timeline = versions([rules, at('2026-01-01')], [program(), at('2026-03-01')]);
    const member = new Member(timeline).do(tag('assignTag', 'vip', '2026-02-01'));
    expect(member.refusal(tag('assignTag', 'guest', '2026-02-02'))).toBe('TAG_UNKNOWN');
    expect(member.refusal(tag('removeTag', 'guest', '2026-02-02'))).toBe('TAG_UNKNOWN');
    expect(member.refusal(tag('assignTag', 'taster', '2026-03-02'))).toBe('TAG_UNKNOWN');
    expect(member.do(tag('removeTag', 'vip', '2026-03-02')).state.tags).toBeUndefined();
  });

  it.each<[Comparison, boolean, boolean]>([
    [{ eq: 'vip' }, false, true],
    [{ in: ['vip', 'taster'] }, false, true],
    [{ in: ['taster'] }, false, false],
    [{ ne: 'vip' }, true, false],
    [{ exists: true }, false, true],
    [{ exists: false }, true, false],
  ])('decides on a condition %j: without %s, with %s', (test, without, having) => {
    const member = new Member(program({ tags, rules: [rewarding(test)] }));
    const pays = (id: string, when: string) => member.do(order(id, 100, when)).lastLines.length > 0;
    expect(pays('a', '2026-02-01')).toBe(without);
    member.do(tag('assignTag', 'vip', '2026-02-02'));
    expect(pays('b', '2026-02-03')).toBe(having);
  });

  it('shows and counts tasks of its segment, and what is completed stays', () => {
    const own = task('own', { visible: { levels: [], segments: ['taster', 'vip'] } });
    const both = task('both', { visible: { levels: ['gold'], segments: ['vip'] } });
    const levels = [level('base', 0, 0), level('gold', 1, 1_000)];
    const shop = program({ tags, rules: [], tasks: [own, both], tracks: [track({ levels })] });
    const member = new Member(shop);
    const seen = () =>
      taskStandings(shop, member.state, member.state.asOf).map((one) => `${one.task.code} ${one.state}`);
    member.do(order('a', 100, '2026-02-01'));
    expect(seen()).toEqual([]);
    const claim: Input = { kind: 'claimTask', at: at('2026-02-01'), task: 'own', period: 'once' };
    expect(member.refusal(claim)).toBe('TASK_NOT_FOUND');
    member.do(tag('assignTag', 'vip', '2026-02-02'));
    expect(seen()).toEqual(['own open']);
    member.do(event('b', 'order.completed', '2026-02-03'), tag('removeTag', 'vip', '2026-02-04'));
    expect(seen()).toEqual(['own completed']);
    expect(member.do({ ...claim, at: at('2026-02-05') }).points).toEqual([100, 0]);
  });

  it('lets members claim coupons of its segment', () => {
    const ten = { code: 'ten', name, kind: 'amountOff' as const, offFen: 1_000, minSpendFen: 0 };
    const valid = { for: 'P1D' };
    const member = new Member(program({ tags, coupons: [{ ...ten, valid, claim: { segments: ['vip'] } }] }));
    const claim = (when: string): Input => ({ kind: 'claimCoupon', at: at(when), template: 'ten' });
    expect(member.refusal(claim('2026-02-01'))).toBe('COUPON_NOT_CLAIMABLE');
    member.do(tag('assignTag', 'vip', '2026-02-02'), claim('2026-02-03'));
    expect(Object.keys(member.state.coupons)).toEqual(['1']);
  });

  it('goes along with a merge, which joins the tags of both', () => {
    const by = { at: at('2026-02-03'), reason: 'r', actor: 'a' };
    const leaving = new Member(rules).do(tag('assignTag', 'vip', '2026-02-01'));
    const estate = estateOf(leaving.state, new Map());
    const staying = new Member(rules).do(tag('assignTag', 'taster', '2026-02-01'));
    staying.do({ kind: 'mergeIn', from: 7, estate, ...by });
    expect(staying.state.tags).toEqual(['taster', 'vip']);
    expect(leaving.do({ kind: 'mergeOut', into: 8, ...by }).state.tags).toBeUndefined();
    const none = new Member(rules).do({
      kind: 'mergeIn',
      from: 7,
      estate: estateOf(new Member(rules).state, new Map()),
      ...by,
    });
    expect('tags' in none.state).toBe(false);
  });
});
