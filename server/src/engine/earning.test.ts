import type { Rule } from './program';
import { one } from './rational';
import {
  at,
  event,
  JOINED,
  level,
  Member,
  order,
  orderGrowth,
  orderPoints,
  type ProgramChanges,
  program,
  rate,
  refund,
  rule,
  track,
  versions,
} from './test/fixtures';

const fixed = (code: string, points: number, changes: Partial<Rule> = {}): Rule =>
  rule(code, { points: { fixed: points, rounding: 'down' }, ...changes });
const member = (rules: Rule[], changes: ProgramChanges = {}): Member => new Member(program({ rules, ...changes }));
const traces = (m: Member) => m.outcomes.at(-1)?.entries.map(({ trace }) => trace) ?? [];
const at10 = '2026-02-01T10:00:00';

describe('rules', () => {
  it('are taken by falling priority, equal ones in their order, each that matches', () => {
    const rules = [fixed('c', 3), fixed('a', 1, { priority: 9 }), fixed('d', 4), fixed('x', 9, { on: ['other'] })];
    const m = member(rules).do(order('o', 100, at10));
    expect(m.lastLines).toEqual(['earn 1', 'earn 3', 'earn 4']);
  });

  it('stop at an exclusive one that matches, and not at one that does not', () => {
    const rules = [
      fixed('low', 1),
      fixed('rare', 2, { priority: 9, exclusive: true, when: { path: 'amountFen', test: { gte: 1_000 } } }),
      fixed('high', 4, { priority: 10 }),
    ];
    expect(member(rules).do(order('o', 999, at10)).lastLines).toEqual(['earn 4', 'earn 1']);
    expect(member(rules).do(order('o', 1_000, at10)).lastLines).toEqual(['earn 4', 'earn 2']);
  });

  it('multiply exactly and round once', () => {
    const gold = level('base', 0, 0, { pointsMultiplier: rate('1/3') });
    const campaigns = [
      { code: 'a', from: '2026-02-01', to: '2026-02-01', pointsMultiplier: rate('1.5') },
      { code: 'b', from: '2026-01-01', to: '2026-12-31', pointsMultiplier: rate('2') },
    ];
    const rules = [rule('r', { points: { perYuan: one, rounding: 'down' }, multipliers: ['level', 'campaign'] })];
    const m = member(rules, { tracks: [track({ levels: [gold] })], campaigns });
    // 7 × 1/3 rounded would be 2, × 3 = 6.
    expect(m.do(order('o', 700, at10)).lastLines).toEqual(['earn 7']);
    expect(traces(m)[0]).toMatchObject({
      rate: '1/¥',
      multipliers: [
        { kind: 'level', factor: '1/3' },
        { kind: 'campaign', factor: '3' },
      ],
    });
    expect(m.do(order('p', 700, '2026-02-02')).lastLines).toEqual(['earn 4']);
  });

  it.each([
    ['down' as const, 250, 2],
    ['up' as const, 201, 3],
    ['halfUp' as const, 250, 3],
    ['halfUp' as const, 249, 2],
    ['halfDown' as const, 250, 2],
    ['halfDown' as const, 251, 3],
    ['halfEven' as const, 250, 2],
    ['halfEven' as const, 350, 4],
  ])('round %s: ¥ %d/100 is %d', (rounding, amountFen, points) => {
    const m = member([rule('r', { points: { perYuan: one, rounding } })]).do(order('o', amountFen, at10));
    expect(m.points).toEqual([points, 0]);
  });

  it('see the level that is known on arrival, not the one at the time of the event', () => {
    const levels = [level('base', 0, 0), level('top', 1, 100, { pointsMultiplier: rate('2') })];
    const m = member([orderPoints, orderGrowth], { tracks: [track({ levels })] });
    m.do(order('a', 10_000, '2026-02-10'));
    m.do(order('late', 1_000, '2026-02-01', { at: at('2026-02-11') }));
    expect(m.lastLines).toEqual(['earn 20', 'earn 10']);
  });
});

describe('caps', () => {
  const rules = [
    rule('pay', { points: { perYuan: one, rounding: 'down' }, multipliers: ['level'], capPerDay: 200 }),
    fixed('post', 100, { on: ['review.posted'], capPerDay: 150 }),
  ];
  const capped = () => member(rules, { points: { capPerDay: 250 }, multiplier: rate('1.5') });

  it('come after the multiplier, of a source first and then of the account, and say what they cut', () => {
    const m = capped().do(order('a', 15_000, at10));
    expect(m.lastLines).toEqual(['earn 200']);
    expect(traces(m)[0]).toMatchObject({ beforeCap: 225, cut: [{ cap: 'points:order.completed', by: 25 }] });
    m.do(event('b', 'review.posted', at10));
    expect(m.lastLines).toEqual(['earn 50']);
    expect(traces(m)[0]).toMatchObject({ beforeCap: 100, cut: [{ cap: 'points', by: 50 }] });
    expect(m.do(event('c', 'review.posted', at10)).lastLines).toEqual([]);
  });

  it('are of a business date: that of the event', () => {
    const m = capped().do(order('a', 20_000, '2026-02-01T23:59:59'), order('b', 20_000, '2026-02-02T00:00:00'));
    expect(m.points).toEqual([400, 0]);
    expect(m.do(order('late', 20_000, '2026-02-01', { at: at('2026-02-05') })).lastLines).toEqual([]);
  });

  it('are gross: a reversal gives no room back', () => {
    const m = capped().do(order('a', 20_000, at10), refund('r', 'a', undefined, at10));
    expect(m.points).toEqual([0, 0]);
    expect(m.do(order('b', 20_000, at10)).lastLines).toEqual([]);
  });

  it('are of points and growth apart', () => {
    const m = member([orderPoints, orderGrowth], { points: { capPerDay: 10 }, growth: { capPerDay: 20 } });
    expect(m.do(order('a', 10_000, at10)).lastLines).toEqual(['earn 10', 'earn 20']);
  });
});

describe('late and early events', () => {
  it('count on the date, in the campaign and with the expiry of when they occurred', () => {
    const campaigns = [{ code: 'a', from: '2025-12-31', to: '2025-12-31', pointsMultiplier: rate('2') }];
    const rules = [rule('r', { points: { perYuan: one, rounding: 'down' }, multipliers: ['campaign'] })];
    const m = member(rules, { campaigns }).do(order('a', 100, '2025-12-31', { at: at('2026-01-10') }));
    expect(m.lastLines).toEqual(['earn 2', 'expire -2']);
  });

  it('follow the program version of when they occurred, its expiry and return window too', () => {
    const now = program();
    const then = program({ points: { expiry: { after: 'P2M' }, pendingFor: 'P20D' }, rules: [fixed('old', 7)] });
    const late = order('a', 100, '2026-02-01', { at: at('2026-02-11') });
    const { state } = new Member(versions([then, JOINED], [now, at('2026-02-05')])).do(late);
    expect(state.lots[1]).toMatchObject({ amount: 7, availableAt: at('2026-02-21'), expiresAt: at('2026-04-01') });
  });

  it('are refused beyond the late horizon, and accepted at it', () => {
    const m = member([orderPoints]);
    const arriving = { at: at('2026-05-02T10:00:00') };
    expect(m.refusal(order('a', 100, '2026-02-01T09:59:59', arriving))).toBe('EVENT_TOO_OLD');
    expect(m.refusal(order('a', 100, '2026-02-01T10:00:00', arriving))).toBeUndefined();
  });

  it('are refused more than ten minutes ahead', () => {
    const m = member([orderPoints]);
    expect(m.refusal(order('a', 100, '2026-02-01T10:10:00.001', { at: at(at10) }))).toBe('EVENT_IN_FUTURE');
    expect(m.refusal(order('a', 100, '2026-02-01T10:10:00', { at: at(at10) }))).toBeUndefined();
  });
});

describe('a reversal', () => {
  it('before its original waits and is applied when that comes', () => {
    const m = member([orderPoints]).do(refund('r', 'a', 4_000, '2026-02-01'));
    expect(m.outcomes[0]).toMatchObject({ waitsForOriginal: true, entries: [] });
    expect(m.do(order('a', 10_000, '2026-02-02')).lastLines).toEqual(['earn 100', 'reverse -40']);
    expect([m.points, m.state.waiting]).toEqual([[60, 0], {}]);
  });

  it('is dropped after thirty days with word of it', () => {
    const m = member([orderPoints])
      .do(refund('r', 'a', 4_000, '2026-02-01'))
      .until('2026-03-02T23:59:59');
    expect(m.effects).toEqual([]);
    expect(m.until('2026-03-03').settled).toEqual(['originalNotFound']);
    expect(m.do(order('a', 10_000, '2026-03-03')).points).toEqual([100, 0]);
  });

  it('that came first and is too large is told and not applied; a fitting one beside it is', () => {
    const m = member([orderPoints]).do(refund('r', 'a', 10_001, '2026-02-01'), refund('s', 'a', 5_000, '2026-02-01'));
    m.do(order('a', 10_000, '2026-02-02'));
    expect([m.points, m.settled]).toEqual([
      [50, 0],
      ['refused', 'applied'],
    ]);
  });

  it('of more than the original is refused, also in parts and after the whole', () => {
    const m = member([orderPoints]).do(order('a', 10_000, at10));
    expect(m.refusal(refund('r', 'a', 10_001, at10))).toBe('REVERSAL_EXCEEDS_ORIGINAL');
    m.do(refund('r', 'a', 6_000, at10));
    expect(m.refusal(refund('s', 'a', 4_001, at10))).toBe('REVERSAL_EXCEEDS_ORIGINAL');
    m.do(refund('s', 'a', undefined, at10));
    expect(m.points).toEqual([0, 0]);
    expect(m.refusal(refund('t', 'a', undefined, at10))).toBe('REVERSAL_EXCEEDS_ORIGINAL');
    expect(m.refusal(refund('t', 'a', 1, at10))).toBe('REVERSAL_EXCEEDS_ORIGINAL');
  });

  it('takes a fixed grant only with the whole', () => {
    const m = member([fixed('f', 50)]).do(order('a', 10_000, at10), refund('r', 'a', 9_999, at10));
    expect(m.lastLines).toEqual([]);
    expect(m.do(refund('s', 'a', 1, at10)).lastLines).toEqual(['reverse -50']);
  });

  it('of an event without an amount is of the whole', () => {
    const m = member([fixed('f', 50, { on: ['review.posted'], voidedBy: 'content.withdrawn' })]);
    m.do(event('a', 'review.posted', at10));
    expect(m.refusal(event('r', 'content.withdrawn', at10, { reverses: '1:a', amountFen: 0 }))).toBeUndefined();
    expect(m.do(event('r', 'content.withdrawn', at10, { reverses: '1:a' })).points).toEqual([0, 0]);
  });

  it('by the type that voids is in full, whatever amount it carries', () => {
    const m = member([fixed('f', 50, { on: ['review.posted'], voidedBy: 'content.withdrawn' })]);
    m.do(event('a', 'review.posted', at10, { amountFen: 500 }));
    m.do(event('r', 'content.withdrawn', at10, { reverses: '1:a', amountFen: 100 }));
    expect(m.points).toEqual([0, 0]);
  });

  it('has to say what it reverses', () => {
    const m = member([fixed('f', 50, { on: ['review.posted'], voidedBy: 'content.withdrawn' })]);
    expect(m.refusal(event('r', 'content.withdrawn', at10))).toBe('REVERSES_MISSING');
    expect(m.refusal(event('r', 'order.refunded', at10))).toBe('REVERSES_MISSING');
  });

  it('takes growth below zero when it was spent by a penalty', () => {
    const breach = rule('breach', { on: ['breach.recorded'], penalty: { growth: 80 } });
    const m = member([orderGrowth, breach]).do(order('a', 10_000, at10), event('x', 'breach.recorded', at10));
    expect(m.do(refund('r', 'a', 5_000, at10)).state.growth).toBe(-30);
  });

  it('halves down, so that the smaller part comes first', () => {
    const m = member([orderPoints]).do(order('a', 300, at10), refund('r', 'a', 150, at10));
    expect(m.lastLines).toEqual(['reverse -1']);
    expect(m.do(refund('s', 'a', 150, at10)).lastLines).toEqual(['reverse -2']);
  });
});
