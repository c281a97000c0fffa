import { event, Member, order } from './test/fixtures';
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
});
