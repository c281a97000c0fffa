import { canonicalJson } from './canonical';
import type { MemberState } from './state';
import { event, level, Member, order, orderGrowth, orderPoints, program, track } from './test/fixtures';
import { formulaProgram } from './test/programs';

describe('letting time pass', () => {
  it('does not bring forward what falls due later than was noted', () => {
    const rules = formulaProgram({ policy: 'oneStep', subtract: false });
    const happened = (...stops: string[]) => {
      const member = new Member(rules);
      member.do(order('a', 0, '2026-01-27'), event('b', 'review.posted', '2026-01-27', { data: { score: 7 } }));
      for (const stop of stops) member.until(stop);
      const lines = member.until('2026-03-28').outcomes.flatMap(({ entries }) => entries);
      return lines.map(({ effectiveAt, delta }) => [effectiveAt, delta]);
    };
    const days = Array.from({ length: 9 }, (_, index) => `2026-02-0${index + 1}`);
    expect(happened(...days)).toEqual(happened());
  });

  it('lets what falls due together happen in one order, whether or not the state was stored in between', () => {
    const levels = [
      level('base', 0, 0),
      level('silver', 1, 10, { gift: 'small' }),
      level('gold', 2, 100, { gift: 'large' }),
    ];
    const rules = program({
      ...{ rules: [orderPoints, orderGrowth], points: { pendingFor: 'P7D' } },
      ...{ tracks: [track({ levels })], gifts: { small: [{ points: 1 }], large: [{ points: 2 }] } },
    });
    const linesOf = (store: (state: MemberState) => MemberState) => {
      const member = new Member(rules).do(order('a', 1_000, '2026-02-01'), order('b', 9_000, '2026-02-01'));
      member.state = store(member.state);
      return member.until('2026-02-08').lastLines;
    };
    const stored = linesOf((state) => JSON.parse(canonicalJson(state)) as MemberState);
    expect(stored).toEqual(['earn 2', 'earn 1']);
    expect(linesOf((state) => state)).toEqual(stored);
  });
});
