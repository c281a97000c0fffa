import fc from 'fast-check';
import { addDays } from './calendar';
import { checkInStanding, streakOn } from './check-in';
import { calendarOf } from './draft';
import type { Input } from './input';
import type { CheckIn } from './program';
import { adjust, at, Member, program } from './test/fixtures';

const policy: CheckIn = {
  ladder: [5, 10, 20],
  top: 'restart',
  makeUp: { costPoints: 20, perMonth: 2, lastDays: 7 },
  cumulative: [
    { count: 3, reward: { points: 50 } },
    { count: 5, reward: { growth: 7 } },
  ],
};
const plain: CheckIn = { ladder: [5, 10, 20], top: 'restart', cumulative: [] };
const withCheckIn = (changes: Partial<CheckIn> = {}) => program({ rules: [], checkIn: { ...policy, ...changes } });
const checkIn = (when: string): Input => ({ kind: 'checkIn', at: at(when) });
const makeUp = (date: string, when: string): Input => ({ kind: 'makeUpCheckIn', at: at(when), date });
const days = (from: string, count: number) => Array.from({ length: count }, (_, index) => addDays(from, index));

/** What the ladder paid on each of the dates. */
const paid = (member: Member) => Object.values(member.state.checkIn?.dates ?? {}).map(({ points }) => points);

describe('the check-in', () => {
  it('pays the ladder of consecutive dates; its top restarts or repeats', () => {
    const six = days('2026-02-26', 5).map((date) => checkIn(date));
    expect(paid(new Member(program({ checkIn: plain })).do(...six))).toEqual([5, 10, 20, 5, 10]);
    expect(paid(new Member(program({ checkIn: { ...plain, top: 'repeat' } })).do(...six))).toEqual([5, 10, 20, 20, 20]);
  });

  it('starts again after a missed date, across months and leap days', () => {
    const leap = new Member(withCheckIn({ cumulative: [] }), at('2028-01-01'));
    leap.do(checkIn('2028-02-28'), checkIn('2028-02-29'), checkIn('2028-03-01'));
    expect(paid(leap)).toEqual([5, 10, 20]);
    const missed = new Member(withCheckIn({ cumulative: [] }), at('2028-01-01'));
    expect(paid(missed.do(checkIn('2028-02-28'), checkIn('2028-03-01')))).toEqual([5, 5]);
    const common = new Member(withCheckIn({ cumulative: [] }));
    expect(paid(common.do(checkIn('2026-02-28'), checkIn('2026-03-01')))).toEqual([5, 10]);
  });

  it('is once a business date: at both its ends, but not past them', () => {
    const member = new Member(withCheckIn()).do(checkIn('2026-03-01'));
    expect(member.refusal(checkIn('2026-03-01T23:59:59'))).toBe('CHECK_IN_DONE');
    expect(member.refusal(checkIn('2026-03-02'))).toBeUndefined();
    expect(member.outcomes.at(-1)?.entries[0]?.trace).toEqual({ source: 'checkIn day-1' });
  });

  it('is refused where there is none, and while blocked', () => {
    expect(new Member(program()).refusal(checkIn('2026-03-01'))).toBe('CHECK_IN_NOT_OFFERED');
    const member = new Member(withCheckIn()).do({ kind: 'block', at: at('2026-03-01') });
    expect(member.refusal(checkIn('2026-03-01'))).toBe('MEMBER_BLOCKED');
    expect(member.refusal(makeUp('2026-02-28', '2026-03-01'))).toBe('MEMBER_BLOCKED');
  });

  it('pays the steps of a calendar month, each once', () => {
    const member = new Member(withCheckIn()).do(...days('2026-01-29', 3).map((date) => checkIn(date)));
    expect(member.lastLines).toEqual(['earn 20', 'earn 50']);
    member.do(...days('2026-02-01', 5).map((date) => checkIn(date)));
    expect(member.lastLines).toEqual(['earn 10', 'earn 7']);
    expect(member.outcomes.at(-1)?.entries[1]?.trace).toEqual({ source: 'checkIn month-5' });
    expect(member.state.growth).toBe(7);
  });

  it.each(['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Pacific/Apia', 'Australia/Lord_Howe'])(
    'counts dates of %s, also where clocks change',
    (timeZone) => {
      const calendar = calendarOf(timeZone);
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 40 }), (from, count) => {
          const first = addDays('2011-06-01', from);
          // Samoa had no 30 December 2011: nobody could check in on it.
          const dates = days(first, count).filter((date) => calendar.dateOf(calendar.startOf(date)) === date);
          const member = new Member(program({ timeZone, checkIn: plain }), calendar.startOf(addDays(first, -1)));
          dates.forEach((date, index) => {
            const time = index % 2 === 0 ? calendar.startOf(date) : calendar.endOf(date) - 1;
            member.do({ kind: 'checkIn', at: time });
          });
          expect(Object.keys(member.state.checkIn?.dates ?? {})).toEqual(dates);
        }),
        { numRuns: 20 },
      );
    },
  );

  it('keeps about 13 months, and the streak beyond them', () => {
    const member = new Member(program({ checkIn: plain }));
    for (const date of days('2026-01-01', 800)) member.do(checkIn(date));
    const book = member.state.checkIn;
    expect(Object.keys(book?.dates ?? {})[0]).toBe('2027-03-01');
    expect(streakOn(book, '2028-03-10')).toBe(800);
    expect(member.lastLines).toEqual(['earn 10']);
    member.do(checkIn('2029-05-01'));
    expect(member.state.checkIn).toEqual({ dates: { '2029-05-01': { points: 5 } } });
  });
});

describe('making up for a missed date', () => {
  const rich = (changes: Partial<CheckIn> = {}) =>
    new Member(withCheckIn(changes)).do(adjust('points', 100, '2026-01-01'));

  it('costs points, pays nothing by itself and joins the streak for what follows', () => {
    const member = rich({ cumulative: [] }).do(checkIn('2026-03-01'), checkIn('2026-03-03'));
    member.do(makeUp('2026-03-02', '2026-03-03'));
    expect(member.lastLines).toEqual(['spend -20']);
    expect(member.outcomes.at(-1)?.entries[0]?.trace).toEqual({ source: 'makeUp check-in' });
    expect(paid(member)).toEqual([5, 5, 0]);
    // The fourth day in a row, after a ladder of three.
    expect(member.do(checkIn('2026-03-04')).lastLines).toEqual(['earn 5']);
    expect(checkInStanding(program({ checkIn: policy }), member.state, at('2026-03-04')).streak).toBe(4);
  });

  it('takes points by the order of spending', () => {
    const member = new Member(program({ points: { expiry: { after: 'P30D' } }, checkIn: policy }));
    member.do(adjust('points', 15, '2026-02-20'), adjust('points', 15, '2026-02-21'));
    expect(member.do(makeUp('2026-02-20', '2026-02-22')).lots).toEqual([0, 10]);
  });

  it('counts towards the steps of its own month', () => {
    const member = rich().do(checkIn('2026-01-29'), checkIn('2026-01-30'), checkIn('2026-02-01'));
    expect(member.do(makeUp('2026-01-31', '2026-02-01')).lastLines).toEqual(['spend -20', 'earn 50']);
  });

  it('is refused with a reason', () => {
    const member = rich().do(checkIn('2026-03-08'));
    const today = '2026-03-10';
    expect(member.refusal(makeUp(today, today))).toBe('MAKE_UP_IN_FUTURE');
    expect(member.refusal(makeUp('2026-03-11', today))).toBe('MAKE_UP_IN_FUTURE');
    expect(member.refusal(makeUp('2026-03-08', today))).toBe('CHECK_IN_DONE');
    expect(member.refusal(makeUp('2026-03-02', today))).toBe('MAKE_UP_TOO_OLD');
    member.do(makeUp('2026-03-03', today), makeUp('2026-03-04', today));
    expect(member.refusal(makeUp('2026-03-05', today))).toBe('MAKE_UP_LIMIT');
    const poor = new Member(withCheckIn());
    expect(poor.refusal(makeUp('2026-03-09', today))).toBe('INSUFFICIENT_POINTS');
    expect(rich().refusal(makeUp('2025-12-31', '2026-01-03'))).toBe('MAKE_UP_TOO_OLD');
    const without = new Member(program({ checkIn: plain }));
    expect(without.refusal(makeUp('2026-03-09', today))).toBe('CHECK_IN_NOT_OFFERED');
  });

  it('is limited by the month of the date', () => {
    const member = rich().do(makeUp('2026-02-27', '2026-03-02'), makeUp('2026-02-28', '2026-03-02'));
    expect(member.refusal(makeUp('2026-02-26', '2026-03-02'))).toBe('MAKE_UP_LIMIT');
    expect(member.refusal(makeUp('2026-03-01', '2026-03-02'))).toBeUndefined();
  });
});

describe('the calendar', () => {
  const rules = withCheckIn();

  it('shows a month, what comes next and what can be made up', () => {
    const member = new Member(rules, at('2026-02-02T10:00:00')).do(adjust('points', 100, '2026-02-02T10:00:00'));
    member.do(checkIn('2026-02-03'), checkIn('2026-02-05'), makeUp('2026-02-04', '2026-02-05')).until('2026-02-06');
    const standing = checkInStanding(rules, member.state, at('2026-02-06'));
    expect(standing).toMatchObject({ today: '2026-02-06', canCheckIn: true, streak: 3, nextPoints: 5 });
    expect(standing.ladder).toEqual([5, 10, 20].map((points) => ({ points, reached: false })));
    expect(standing.days).toHaveLength(28);
    expect(standing.days.slice(0, 7).map(({ state, points }) => `${state} ${points}`)).toEqual([
      ...['before 0', 'missed 0', 'checked 5', 'madeUp 0', 'checked 5', 'today 0', 'future 0'],
    ]);
    expect(standing.makeUp).toEqual({ left: 1, costPoints: 20, dates: ['2026-02-02'] });
    expect(standing.cumulative.map(({ count, reached }) => [count, reached])).toEqual([
      [3, true],
      [5, false],
    ]);
  });

  it.each([
    ['restart', [0, 1, 1, 2, 2, 3, 0, 1]],
    ['repeat', [0, 1, 1, 2, 2, 3, 2, 3]],
  ] as const)('stands on the ladder before and after each day; its top: %s', (top, climbed) => {
    const ladderRules = withCheckIn({ top });
    const member = new Member(ladderRules, at('2026-02-01'));
    const rungs = (date: string) =>
      checkInStanding(ladderRules, member.state, at(date)).ladder.filter(({ reached }) => reached).length;
    const seen = days('2026-02-02', 4).flatMap((date) => {
      member.until(date);
      const before = rungs(date);
      member.do(checkIn(date));
      return [before, rungs(date)];
    });
    expect(seen).toEqual(climbed);
  });

  it('of another month, and of a program without a check-in', () => {
    const member = new Member(rules).do(checkIn('2026-02-28'));
    const march = checkInStanding(rules, member.state, at('2026-03-01'), '2026-03');
    expect([march.days.length, march.streak, march.days[0]?.state]).toEqual([31, 1, 'today']);
    const none = checkInStanding(program(), member.state, at('2026-03-01'), '2026-02');
    expect(none).toMatchObject({
      canCheckIn: false,
      cumulative: [],
      ladder: [],
      nextPoints: undefined,
      makeUp: undefined,
    });
    expect(none.days.at(-1)).toEqual({ date: '2026-02-28', state: 'checked', points: 5 });
  });
});
