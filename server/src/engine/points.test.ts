import { calendarOf, Draft } from './draft';
import { newMember } from './fold';
import { expiryOf } from './points';
import type { Expiry } from './program';
import {
  adjust,
  at,
  capture,
  event,
  giveBack,
  hold,
  JOINED,
  Member,
  order,
  orderPoints,
  type ProgramChanges,
  program,
  refund,
  release,
  rule,
  spend,
  versions,
} from './test/fixtures';
import { always } from './timeline';

const breach = rule('breach', { on: ['breach.recorded'], penalty: { points: 70 } });
const member = (points: ProgramChanges['points'] = {}): Member =>
  new Member(program({ points, rules: [orderPoints, breach] }));
/** Lots that live for ten days, to the minute. */
const short = () => member({ expiry: { after: 'P10D' } });

describe('expiry', () => {
  const expiring = (timeZone: string, expiry: Expiry | undefined, occurredAt: string): string | undefined => {
    const rules = program({ timeZone, points: { expiry } });
    const draft = new Draft(always(rules), newMember(always(rules), JOINED), JOINED);
    const end = expiryOf(draft, Date.parse(occurredAt), rules.points);
    return end === undefined ? undefined : new Date(end).toISOString();
  };
  const [shanghai, newYork] = ['Asia/Shanghai', 'America/New_York'];

  it.each([
    // The first instant after the last good date, in the zone.
    [shanghai, { after: 'P10D', endOf: 'day' as const }, '2026-01-31T15:59:59Z', '2026-02-10T16:00:00.000Z'],
    [shanghai, { after: 'P10D', endOf: 'day' as const }, '2026-01-31T16:00:00Z', '2026-02-11T16:00:00.000Z'],
    [shanghai, { after: 'P12M', endOf: 'month' as const }, '2026-01-15T00:00:00Z', '2027-01-31T16:00:00.000Z'],
    [shanghai, { after: 'P1M', endOf: 'month' as const }, '2028-01-31T00:00:00Z', '2028-02-29T16:00:00.000Z'],
    [shanghai, { after: 'P0D', endOf: 'quarter' as const }, '2026-05-15T00:00:00Z', '2026-06-30T16:00:00.000Z'],
    [shanghai, { after: 'P1Y', endOf: 'year' as const }, '2026-12-31T15:59:59Z', '2027-12-31T16:00:00.000Z'],
    [shanghai, { after: 'P1Y', endOf: 'year' as const }, '2026-12-31T16:00:00Z', '2028-12-31T16:00:00.000Z'],
    // Month ends and leap days, at the same local time.
    [shanghai, { after: 'P1M' }, '2026-01-31T02:00:00Z', '2026-02-28T02:00:00.000Z'],
    [shanghai, { after: 'P1Y' }, '2028-02-29T02:00:00Z', '2029-02-28T02:00:00.000Z'],
    // Clocks go forward on 8 March 2026 and back on 1 November; the local time stays.
    [newYork, { after: 'P1D' }, '2026-03-07T17:00:00Z', '2026-03-08T16:00:00.000Z'],
    [newYork, { after: 'P1D' }, '2026-10-31T16:00:00Z', '2026-11-01T17:00:00.000Z'],
    // 02:30 does not exist that day: an hour later.
    [newYork, { after: 'P1D' }, '2026-03-07T07:30:00Z', '2026-03-08T07:30:00.000Z'],
    [newYork, { after: 'P0D', endOf: 'day' as const }, '2026-03-08T05:00:00Z', '2026-03-09T04:00:00.000Z'],
    [newYork, { after: 'P0D', endOf: 'day' as const }, '2026-11-01T04:00:00Z', '2026-11-02T05:00:00.000Z'],
    [newYork, { after: 'P0D', endOf: 'month' as const }, '2026-03-01T05:00:00Z', '2026-04-01T04:00:00.000Z'],
    [newYork, undefined, '2026-03-01T05:00:00Z', undefined],
  ])('in %s, %j from %s is %s', (zone, expiry, from, to) => {
    expect(expiring(zone, expiry, from)).toBe(to);
  });

  it('has days of 23 and 25 hours where clocks change', () => {
    const hours = (date: string) => {
      const calendar = calendarOf(newYork);
      return (calendar.endOf(date) - calendar.startOf(date)) / 3_600_000;
    };
    expect(['2026-03-07', '2026-03-08', '2026-11-01'].map(hours)).toEqual([24, 23, 25]);
  });

  it('comes at the instant itself, whether or not time was passed before', () => {
    const m = short().do(order('a', 10_000, '2026-02-01T10:00:00'));
    expect(m.refusal(hold('h', 1, '2026-02-11T09:59:59'))).toBeUndefined();
    expect(m.refusal(hold('h', 1, '2026-02-11T10:00:00'))).toBe('INSUFFICIENT_POINTS');
    m.do(order('b', 100, '2026-02-20'));
    expect(m.outcomes.at(-1)?.entries[0]).toMatchObject({
      kind: 'expire',
      delta: -100,
      effectiveAt: at('2026-02-11T10:00:00'),
      recordedAt: at('2026-02-20'),
      input: 1,
    });
  });

  it('is told before, once for each of its reminders, and not when nothing is left', () => {
    const m = member({ expiry: { after: 'P10D' }, remindBefore: ['P7D', 'P1D'] }).do(order('a', 10_000, '2026-02-01'));
    expect(m.until('2026-02-03').effects).toEqual([]);
    expect(m.until('2026-02-04').until('2026-02-05').effects).toEqual(['pointsExpiring']);
    expect(m.do(...spend('h', 100, '2026-02-06')).until('2026-03-01').effects).toEqual(['pointsExpiring']);
  });
});

describe('pending points', () => {
  it('cannot be spent before they are available, and can from then on', () => {
    const m = member({ pendingFor: 'P7D' }).do(order('a', 10_000, '2026-02-01T10:00:00'));
    expect(m.refusal(hold('h', 1, '2026-02-08T09:59:59'))).toBe('INSUFFICIENT_POINTS');
    expect(m.refusal(hold('h', 100, '2026-02-08T10:00:00'))).toBeUndefined();
  });

  it('are taken after spendable ones and before there is a debt', () => {
    const m = member({ pendingFor: 'P7D' }).do(adjust('points', 50, '2026-02-01'), order('a', 10_000, '2026-02-01'));
    m.do(event('x', 'breach.recorded', '2026-02-02'));
    expect(m.lots).toEqual([0, 80]);
    m.do(event('y', 'breach.recorded', '2026-02-02'), event('z', 'breach.recorded', '2026-02-02'));
    expect([m.lots, m.points]).toEqual([
      [0, 0],
      [0, 60],
    ]);
  });

  it('settle a debt at once, though they could not be spent yet', () => {
    const m = member({ pendingFor: 'P7D' }).do(event('x', 'breach.recorded', '2026-02-01'));
    m.do(order('a', 10_000, '2026-02-02'));
    expect([m.points, m.lastLines]).toEqual([[30, 0], ['earn 100']]);
    expect(m.outcomes.at(-1)?.entries[0]?.trace).toMatchObject({ toDebt: 70 });
  });
});

describe('spending', () => {
  it('takes the soonest expiry first, then the oldest, then the lowest number', () => {
    const m = member({ expiry: { after: 'P1M', endOf: 'month' } });
    m.do(order('late', 1_000, '2026-02-20'), order('old', 1_000, '2026-01-20', { at: at('2026-02-20') }));
    m.do(
      order('mid', 1_000, '2026-02-10', { at: at('2026-02-20') }),
      order('twin', 1_000, '2026-02-10', { at: at('2026-02-20') }),
    );
    m.do(hold('h', 35, '2026-02-21'));
    expect(m.state.holds.h?.edges.map(({ lotId, held }) => [lotId, held])).toEqual([
      [2, 10],
      [3, 10],
      [4, 10],
      [1, 5],
    ]);
  });

  it('takes what never expires last', () => {
    const [bounded, endless] = [program(), program({ points: { expiry: undefined } })];
    // The program has changed in between: points expire now.
    const m = new Member(versions([endless, JOINED], [bounded, at('2026-01-15')]));
    m.do(order('a', 1_000, '2026-01-02'), order('b', 1_000, '2026-02-01'), hold('h', 15, '2026-02-02'));
    const held = m.state.holds.h;
    expect(held?.edges.map(({ lotId, held: points }) => [lotId, points])).toEqual([
      [2, 10],
      [1, 5],
    ]);
  });
});

describe('a hold', () => {
  const held = () => short().do(order('a', 10_000, '2026-02-01T10:00:00'), hold('h', 60, '2026-02-02'));

  it('is refused for more than is available, twice, or past its deadline', () => {
    expect(held().refusal(hold('i', 41, '2026-02-02'))).toBe('INSUFFICIENT_POINTS');
    expect(held().refusal(hold('h', 1, '2026-02-02'))).toBe('HOLD_STATE_CONFLICT');
    expect(held().refusal(hold('i', 1, '2026-02-02', at('2026-02-02')))).toBe('HOLD_EXPIRED');
    expect(held().refusal(capture('none', 1, '2026-02-02'))).toBe('HOLD_NOT_FOUND');
  });

  it('is no entry', () => {
    expect(held().lastLines).toEqual([]);
    expect(held().points).toEqual([40, 0]);
  });

  it('expires at its deadline exactly', () => {
    expect(held().refusal(capture('h', 60, '2026-02-02T00:59:59.999'))).toBeUndefined();
    expect(held().refusal(capture('h', 60, '2026-02-02T01:00:00'))).toBe('HOLD_EXPIRED');
    const m = held().until('2026-02-02T01:00:00');
    expect([m.points, m.effects]).toEqual([[100, 0], ['holdExpired']]);
  });

  it('is captured in part and releases the rest; then no more', () => {
    const m = held().do(capture('h', 20, '2026-02-02'));
    expect([m.points, m.lastLines]).toEqual([[80, 0], ['spend -20']]);
    expect(m.refusal(capture('h', 1, '2026-02-02'))).toBe('HOLD_STATE_CONFLICT');
    expect(m.refusal(release('h', '2026-02-02'))).toBe('HOLD_STATE_CONFLICT');
    expect(held().refusal(capture('h', 61, '2026-02-02'))).toBe('HOLD_EXCEEDED');
  });

  it('comes back in parts to its own lots, never more than was captured', () => {
    const m = short().do(
      order('a', 3_000, '2026-02-01'),
      order('b', 5_000, '2026-02-02'),
      ...spend('h', 60, '2026-02-03'),
    );
    expect(m.lots).toEqual([0, 20]);
    expect(m.do(giveBack('h', 40, '2026-02-04')).lots).toEqual([10, 50]);
    expect(m.refusal(giveBack('h', 21, '2026-02-04'))).toBe('HOLD_EXCEEDED');
    expect(m.do(giveBack('h', 20, '2026-02-04')).lots).toEqual([30, 50]);
    expect(held().refusal(giveBack('h', 1, '2026-02-02'))).toBe('HOLD_STATE_CONFLICT');
  });

  it('is not touched by a reversal, and settles the debt of it when it is released', () => {
    const m = held().do(refund('r', 'a', undefined, '2026-02-02'));
    expect(m.points).toEqual([0, 60]);
    expect(m.do(release('h', '2026-02-02')).points).toEqual([0, 0]);
  });
});

describe('what comes back to an expired lot', () => {
  /** 100 points until 11 February; 60 of them spent. */
  const spent = () => short().do(order('a', 10_000, '2026-02-01'), ...spend('h', 60, '2026-02-02'));
  const lots = (m: Member) => Object.values(m.state.lots).map((lot) => [lot.remaining, lot.expired, lot.expiresAt]);

  it('lives in a child lot for seven days', () => {
    const m = spent().do(giveBack('h', 30, '2026-02-20'));
    expect(lots(m)).toEqual([
      [0, 40, at('2026-02-11')],
      [30, 0, at('2026-02-27')],
    ]);
    expect(m.until('2026-02-27').points).toEqual([0, 0]);
  });

  it('gets that once: more joins the same child, and once that is over it expires at once', () => {
    const m = spent().do(giveBack('h', 30, '2026-02-20'), giveBack('h', 10, '2026-02-22'));
    expect(lots(m)[1]).toEqual([40, 0, at('2026-02-27')]);
    m.do(giveBack('h', 20, '2026-02-28'));
    expect(m.lastLines).toEqual(['expire -40', 'return 20', 'expire -20']);
    expect(m.points).toEqual([0, 0]);
  });

  it('never lives past the expiry of the root and thirty days', () => {
    expect(lots(spent().do(giveBack('h', 30, '2026-03-10')))[1]).toEqual([30, 0, at('2026-03-13')]);
    const late = spent().do(giveBack('h', 30, '2026-03-13'));
    expect(late.lastLines).toEqual(['expire -40', 'return 30', 'expire -30']);
  });

  it('gives no second child when the child itself was spent and comes back', () => {
    const m = spent().do(
      giveBack('h', 30, '2026-02-20'),
      ...spend('i', 30, '2026-02-21'),
      giveBack('i', 30, '2026-02-28'),
    );
    expect([m.lastLines, m.lots]).toEqual([
      ['return 30', 'expire -30'],
      [0, 0],
    ]);
  });

  it('a released hold is given the same', () => {
    const m = short().do(order('a', 10_000, '2026-02-01'), hold('h', 60, '2026-02-02', at('2026-02-15')));
    expect(lots(m.until('2026-02-16'))[1]).toEqual([60, 0, at('2026-02-22')]);
  });

  it('a reversal takes from what expired of the child, too, without a debt', () => {
    const m = spent()
      .do(giveBack('h', 60, '2026-02-20'))
      .until('2026-03-01');
    m.do(refund('r', 'a', undefined, '2026-03-02'));
    expect(m.points).toEqual([0, 0]);
  });
});

describe('a reversal or penalty', () => {
  it('takes from the own lot, then its expired part, then others, then pending ones, then owes', () => {
    const m = short().do(
      order('a', 10_000, '2026-02-01'),
      hold('h', 30, '2026-02-02', at('2026-03-20')),
      capture('h', 30, '2026-02-03'),
    );
    // 70 of a have expired, 30 were spent: those come from b, which is older than c.
    m.do(order('b', 2_000, '2026-02-12'), order('c', 2_000, '2026-02-13'), refund('r', 'a', undefined, '2026-02-14'));
    expect([m.lots, m.points]).toEqual([
      [0, 0, 10],
      [10, 0],
    ]);
    expect(m.state.lots[1]?.expired).toBe(0);
  });

  it('a penalty is a line of its own and may leave a debt', () => {
    const m = member().do(order('a', 5_000, '2026-02-01'), event('x', 'breach.recorded', '2026-02-02'));
    expect([m.lastLines, m.points]).toEqual([['penalty -70'], [0, 20]]);
  });

  it('a deduction by hand may leave a debt', () => {
    expect(member().do(adjust('points', -5, '2026-02-01')).points).toEqual([0, 5]);
  });
});
