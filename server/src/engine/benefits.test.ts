import { quotaOf } from './benefits';
import { Draft } from './draft';
import type { Input } from './input';
import type { Benefit, Program } from './program';
import { at, level, Member, order, orderGrowth, program, rate, refund, track, versions } from './test/fixtures';

const name = { 'zh-CN': '权益', en: 'benefit' };
const benefit = (code: string, changes: Partial<Benefit>): Benefit => {
  return { code, name, kind: 'economic', layer: 'basic', costFen: rate('1'), exerciseRate: rate('1'), ...changes };
};
const rides = (quota: number) => benefit('ride', { entitlement: { quota, per: 'month' } });

function withLevels(benefits: Benefit[], changes: Partial<Program> = {}): Program {
  const levels = [
    level('base', 0, 0),
    level('silver', 1, 10, { benefits: benefits.map(({ code }) => code), gift: 'pack' }),
    level('gold', 2, 100, { benefits: benefits.map(({ code }) => code), gift: 'pack' }),
  ];
  return {
    ...program({ rules: [orderGrowth], benefits, tracks: [track({ levels, validity: 'P1Y' })] }),
    gifts: { pack: [{ points: 30 }] },
    ...changes,
  };
}
const noGift = (benefits: Benefit[]) => withLevels(benefits, { gifts: {} });
const use = (when: string, ref: string, changes: Partial<Extract<Input, { kind: 'useBenefit' }>> = {}): Input => {
  return { kind: 'useBenefit', at: at(when), step: 'use', benefit: 'ride', ref, ...changes };
};
const leftOf = (member: Member, rules: Program, code = 'ride') => {
  const draft = new Draft(member.timeline, member.state, member.state.asOf);
  const { granted, left } = quotaOf(draft, rules.benefits.find((one) => one.code === code) as Benefit);
  return [granted, left];
};

describe('an entitlement', () => {
  it('is there for whoever has the level, used once by each reference, and anew in the next period', () => {
    const rules = noGift([rides(2)]);
    expect(new Member(rules).refusal(use('2026-02-01', 'a'))).toBe('BENEFIT_QUOTA_EXHAUSTED');
    const member = new Member(rules).do(order('a', 1_000, '2026-02-01'), use('2026-02-01', 'a'));
    expect(member.refusal(use('2026-02-02', 'a'))).toBe('BENEFIT_STATE_CONFLICT');
    expect(member.refusal(use('2026-02-02', 'b', { quantity: 2 }))).toBe('BENEFIT_QUOTA_EXHAUSTED');
    expect(member.refusal(use('2026-02-02', 'b', { benefit: 'none' }))).toBe('BENEFIT_NOT_FOUND');
    member.do(use('2026-02-02', 'b'));
    expect(leftOf(member, rules)).toEqual([2, 0]);
    expect(leftOf(member.until('2026-03-01'), rules)).toEqual([2, 2]);
    expect(member.refusal(use('2026-03-01', 'b', { step: 'return' }))).toBe('BENEFIT_STATE_CONFLICT');
    member.do({ kind: 'block', at: at('2026-03-01') });
    expect(member.refusal(use('2026-03-01', 'c'))).toBe('MEMBER_BLOCKED');
  });

  it('is reserved, confirmed in part also after the period, and returned', () => {
    const rules = noGift([rides(3)]);
    const member = new Member(rules).do(order('a', 1_000, '2026-02-01'));
    member.do(use('2026-02-02', 'a', { step: 'reserve', quantity: 2 }));
    expect([leftOf(member, rules), member.refusal(use('2026-02-02', 'b', { step: 'confirm' }))]).toEqual([
      [3, 1],
      'BENEFIT_STATE_CONFLICT',
    ]);
    expect(member.refusal(use('2026-02-02', 'a', { step: 'confirm', quantity: 3 }))).toBe('BENEFIT_STATE_CONFLICT');
    member.do(use('2026-02-03', 'a', { step: 'confirm', quantity: 1 }));
    expect(leftOf(member, rules)).toEqual([3, 2]);
    member.do(use('2026-02-03', 'a', { step: 'return' }), use('2026-02-04', 'c', { step: 'reserve' }));
    expect(leftOf(member, rules)).toEqual([3, 2]);
    member.do(use('2026-03-05', 'c', { step: 'confirm' }));
    expect(leftOf(member, rules)).toEqual([3, 3]);
  });

  it('follows the program at once: what is used stays, a lowered quota goes no lower than that', () => {
    const [more, less] = [noGift([rides(3)]), noGift([rides(1)])];
    const member = new Member(
      versions([more, at('2026-01-01')], [less, at('2026-02-10')], [noGift([rides(5)]), at('2026-02-20')]),
    );
    member.do(order('a', 1_000, '2026-02-01'), use('2026-02-01', 'a'), use('2026-02-01', 'b'));
    expect(leftOf(member.until('2026-02-10'), less)).toEqual([2, 0]);
    expect(leftOf(member.until('2026-02-20'), noGift([rides(5)]))).toEqual([5, 3]);
    member.do({ kind: 'grantBenefit', at: at('2026-02-21'), benefit: 'ride', quantity: 4, source: 'staff' });
    expect(leftOf(member, noGift([rides(5)]))).toEqual([9, 7]);
  });
});

describe('a benefit at its time', () => {
  const birthday = (date: string, when: string): Input => ({ kind: 'setBirthday', at: at(when), date });
  const cake = benefit('cake', { grant: { points: 5 }, when: { kind: 'birthday' } });
  const given = (member: Member) =>
    member.outcomes.flatMap(({ entries }) =>
      entries.filter(({ kind }) => kind === 'earn').map((one) => one.effectiveAt),
    );

  it('comes on the birthday, once a year, a day earlier for 29 February, and to nobody without the level', () => {
    const member = new Member(noGift([cake])).do(birthday('2000-02-29', '2026-01-10'));
    member.until('2026-03-01');
    expect(given(member)).toEqual([]);
    member.do({
      kind: 'setLevel',
      at: at('2026-03-02'),
      track: 'growth',
      level: 'silver',
      mode: 'atLeast',
      until: at('2030-01-01'),
      reason: 'r',
      actor: 'a',
    });
    expect(given(member.until('2028-12-01'))).toEqual([at('2027-02-28'), at('2028-02-29')]);
    member.do(birthday('2000-12-20', '2028-12-02'));
    expect(given(member.until('2029-12-31')).slice(2)).toEqual([at('2029-12-20')]);
  });

  it('of a birthday that changes: once a year', () => {
    const member = new Member(noGift([cake])).do(birthday('2000-05-01', '2026-01-10'));
    expect(member.refusal(birthday('2000-05-02', '2027-01-09'))).toBe('BIRTHDAY_LOCKED');
    member.do(birthday('2000-05-01', '2026-06-01'), birthday('2000-05-02', '2027-01-10'));
    expect(member.state.birthday?.date).toBe('2000-05-02');
  });

  it('comes every month and on holidays, but not to the blocked', () => {
    const pack = benefit('pack', { grant: { points: 5 }, when: { kind: 'monthly', day: 1 } });
    const feast = benefit('feast', { grant: { points: 7 }, when: { kind: 'holiday', dates: ['01-01', '10-01'] } });
    const member = new Member(noGift([pack, feast])).do(order('a', 1_000, '2026-09-01'));
    expect(given(member.until('2026-12-31')).slice(1)).toEqual(
      ['2026-10-01', '2026-10-01', '2026-11-01', '2026-12-01'].map(at),
    );
    member.do({ kind: 'block', at: at('2026-12-31') }).until('2027-02-02');
    expect(member.state.totals.earn).toBe(5 * 3 + 7);
  });
});

describe('the gift of an upgrade', () => {
  const rules = (pendingFor: string) => {
    const base = withLevels([]);
    return { ...base, points: { ...base.points, pendingFor } };
  };

  it('comes when the return window ends, once for the level and its validity', () => {
    const member = new Member(rules('P7D')).do(order('a', 1_000, '2026-02-01T10:00:00'));
    expect(member.until('2026-02-08T09:59:59').points).toEqual([0, 0]);
    expect(member.until('2026-02-08T10:00:00').points).toEqual([30, 0]);
    expect(member.outcomes.at(-1)?.entries[0]?.trace.source).toBe('gift pack');
    const set = { kind: 'setLevel' as const, track: 'growth', mode: 'exactly' as const, reason: 'r', actor: 'a' };
    member.do({ ...set, at: at('2026-03-01'), level: 'base', until: at('2026-03-02') });
    expect([member.until('2026-04-01').level(), member.points]).toEqual(['silver', [30, 0]]);
  });

  it('is revoked with the upgrade; a level below that is still reached has its own', () => {
    const member = new Member(rules('P7D')).do(
      order('a', 1_000, '2026-02-01'),
      refund('r', 'a', undefined, '2026-02-05'),
    );
    expect([member.until('2026-03-01').level(), member.points]).toEqual(['base', [0, 0]]);
    const other = new Member(rules('P7D')).do(order('a', 20_000, '2026-02-01'), refund('r', 'a', 15_000, '2026-02-05'));
    expect([other.until('2026-02-11').points, other.until('2026-02-13').points]).toEqual([
      [0, 0],
      [30, 0],
    ]);
  });

  it('is at once where nothing can be returned, and never for the blocked', () => {
    expect(new Member(rules('P0D')).do(order('a', 1_000, '2026-02-01')).points).toEqual([30, 0]);
    const member = new Member(rules('P7D')).do(order('a', 1_000, '2026-02-01'), {
      kind: 'block',
      at: at('2026-02-02'),
    });
    member.until('2026-02-20').do({ kind: 'unblock', at: at('2026-02-20') });
    expect(member.until('2026-03-20').points).toEqual([0, 0]);
  });
});
