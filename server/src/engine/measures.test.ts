import { Draft } from './draft';
import { scoreOf } from './measures';
import type { Basis, Rule, Window } from './program';
import { one } from './rational';
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
  rate,
  refund,
  track,
} from './test/fixtures';

function member(
  basis: Basis,
  window: Window = { kind: 'lifetime' },
  rules: Rule[] = [orderPoints, orderGrowth],
): Member {
  return new Member(program({ rules, tracks: [track({ basis, window, levels: [level('base', 0, 0)] })] }));
}

function score(m: Member, when: string): number {
  const draft = new Draft(m.timeline, m.state, at(when));
  const [first] = draft.program.tracks;
  return first ? scoreOf(draft, first, m.state, at(when)) : Number.NaN;
}

describe('windows', () => {
  const grown = (window: Window) =>
    member({ kind: 'growth' }, window).do(order('a', 10_000, '2026-03-31T23:59:59'), order('b', 5_000, '2026-04-01'));

  it('of a lifetime forget nothing', () => {
    expect(score(grown({ kind: 'lifetime' }), '2036-01-01')).toBe(150);
  });

  it.each([
    ['month' as const, '2026-04-30T23:59:59', 50],
    ['month' as const, '2026-05-01', 0],
    ['quarter' as const, '2026-06-30T23:59:59', 50],
    ['quarter' as const, '2026-07-01', 0],
    ['year' as const, '2026-12-31T23:59:59', 150],
    ['year' as const, '2027-01-01', 0],
  ])('of a calendar %s, at %s, count %d', (unit, when, expected) => {
    expect(score(grown({ kind: 'calendar', unit }), when)).toBe(expected);
  });

  it('that roll slide at the start of a business date', () => {
    const m = grown({ kind: 'rolling', months: 12 });
    expect(score(m, '2027-03-30T23:59:59')).toBe(150);
    expect(score(m, '2027-03-31')).toBe(50);
    expect(score(m, '2027-03-31T23:59:59')).toBe(50);
    expect(score(m, '2027-04-01')).toBe(0);
  });

  it('take back a reversal on the date of its original', () => {
    const m = grown({ kind: 'calendar', unit: 'month' }).do(refund('r', 'a', undefined, '2026-04-02'));
    expect(score(m, '2026-04-02')).toBe(50);
    expect(score(m.do(refund('s', 'b', 1_000, '2026-04-03')), '2026-04-03')).toBe(40);
  });

  it('count a late event on the date when it occurred', () => {
    const m = grown({ kind: 'calendar', unit: 'month' });
    m.do(order('late', 3_000, '2026-03-15', { at: at('2026-04-02') }));
    expect(score(m, '2026-04-02')).toBe(50);
  });

  it('since the last change begin anew with each level', () => {
    const levels = [level('base', 0, 0), level('silver', 1, 100), level('gold', 2, 120)];
    const tracks = [track({ window: { kind: 'sinceChange' }, levels })];
    const m = new Member(program({ rules: [orderGrowth], tracks })).do(order('a', 11_000, '2026-02-01'));
    expect([m.level(), score(m, '2026-02-01')]).toEqual(['silver', 0]);
    m.do(order('b', 11_900, '2026-02-02'));
    expect([m.level(), score(m, '2026-02-02')]).toEqual(['silver', 119]);
    expect(m.do(order('c', 100, '2026-02-03')).level()).toBe('gold');
  });
});

describe('bases', () => {
  const now = '2026-03-01';

  it('growth is of all entries, points of what events granted', () => {
    const steps = [
      order('a', 10_000, '2026-02-01'),
      adjust('growth', 5, '2026-02-01'),
      adjust('points', 5, '2026-02-01'),
    ];
    expect(score(member({ kind: 'growth' }).do(...steps), now)).toBe(105);
    expect(score(member({ kind: 'points' }).do(...steps), now)).toBe(100);
    expect(score(member({ kind: 'points' }).do(...steps, refund('r', 'a', 5_000, '2026-02-01')), now)).toBe(50);
  });

  it('amount and recharge are in fen of their events, less what was reversed', () => {
    const steps = [
      order('a', 10_001, '2026-02-01'),
      event('b', 'wallet.recharged', '2026-02-01', { amountFen: 70 }),
      event('c', 'other', '2026-02-01', { amountFen: 1 }),
      refund('r', 'a', 1_000, '2026-02-02'),
    ];
    expect(score(member({ kind: 'amount', on: ['order.completed', 'other'] }).do(...steps), now)).toBe(9_002);
    expect(score(member({ kind: 'recharge' }).do(...steps), now)).toBe(70);
  });

  it('holding is that of the latest event by when it occurred, ties by arrival', () => {
    const holding = (id: string, when: string, amountFen: number, arrived = when) =>
      event(id, 'holding.changed', when, { amountFen, at: at(arrived) });
    const m = member({ kind: 'holding' }).do(
      holding('a', '2026-02-02', 500),
      holding('b', '2026-02-01', 900, '2026-02-03'),
    );
    expect(score(m, now)).toBe(500);
    expect(score(m.do(holding('c', '2026-02-02', 300, '2026-02-04')), now)).toBe(300);
    expect(score(m.do(holding('d', '2026-02-05', 0)), now)).toBe(0);
  });

  it('term-weighted amount is amount × days / 365, so that cycling wins nothing', () => {
    const invest = (id: string, termDays: unknown) =>
      event(id, 'investment.made', '2026-02-01', { amountFen: 36_500, data: { termDays } });
    const of = (...terms: unknown[]) =>
      score(member({ kind: 'termWeighted' }).do(...terms.map((term, index) => invest(`${index}`, term))), now);
    expect(of(365)).toBe(36_500);
    expect(of(73, 73, 73, 73, 73)).toBe(36_500);
    expect(of(0, -5, 'x', undefined, 1.5)).toBe(0);
  });

  it('activity counts by type, with a cap a day that a reversal does not reopen', () => {
    const basis: Basis = { kind: 'activity', scores: { visit: 1, post: 5 }, capPerDay: 7 };
    const post = (id: string, when = '2026-02-01') => event(id, 'post', when);
    const m = member(basis).do(event('v', 'visit', '2026-02-01'), post('a'), post('b'));
    expect(score(m, now)).toBe(7);
    m.do(event('r', 'other', '2026-02-01', { reverses: '1:a' }));
    expect(score(m, now)).toBe(2);
    expect(score(m.do(post('c')), now)).toBe(2);
    expect(score(m.do(post('d', '2026-02-02')), now)).toBe(7);
  });

  it('two activities of one mix are counted apart', () => {
    const activity = (scores: Record<string, number>, capPerDay?: number) => ({
      basis: { kind: 'activity' as const, scores, capPerDay },
      weight: one,
    });
    const parts = [activity({ visit: 1 }), activity({ post: 10 }), activity({ post: 10 }, 4)];
    const m = member({ kind: 'weighted', parts }).do(
      event('v', 'visit', '2026-02-01'),
      event('p', 'post', '2026-02-01'),
    );
    expect(score(m, now)).toBe(1 + 10 + 4);
  });

  it('weighted adds its parts, each rounded down', () => {
    const basis: Basis = {
      kind: 'weighted',
      parts: [
        { basis: { kind: 'growth' }, weight: rate('0.3') },
        { basis: { kind: 'recharge' }, weight: one },
        { basis: { kind: 'holding' }, weight: rate('1/3') },
      ],
    };
    const m = member(basis).do(
      order('a', 10_900, '2026-02-01'),
      event('b', 'wallet.recharged', '2026-02-01', { amountFen: 7 }),
      event('c', 'holding.changed', '2026-02-01', { amountFen: 10 }),
    );
    expect(score(m, now)).toBe(32 + 7 + 3);
  });
});
