import type { FormulaGrowth, Rfm } from './program';
import { one } from './rational';
import { at, event, level, Member, order, type ProgramChanges, program, rate, refund, track } from './test/fixtures';

const rfm: Rfm = {
  on: ['order.completed'],
  window: 'P12M',
  recency: [
    { withinDays: 30, score: 100 },
    { withinDays: 90, score: 40 },
  ],
  frequency: [
    { atLeast: 2, score: 20 },
    { atLeast: 5, score: 60 },
  ],
  monetary: [{ atLeastFen: 100_000, score: 50 }],
};
const weights = { rfm: rate('0.3'), spend: rate('0.4'), activity: rate('0.3'), base: one };
const full: FormulaGrowth = {
  weights,
  rfm,
  spend: { on: ['order.completed'], window: 'P12M', perYuan: rate('1/2') },
  activity: { scores: { 'app.opened': 1, 'review.posted': 10 }, capPerDay: 12, window: 'P1M' },
  base: { on: ['credit.approved'], path: 'data.score' },
  reward: [
    { atLeast: 100, score: 5 },
    { atLeast: 1_000, score: 30 },
  ],
};

const member = (formulaGrowth: FormulaGrowth = full, changes: ProgramChanges = {}): Member =>
  new Member(program({ rules: [], formulaGrowth, ...changes }));
const onlyRfm: FormulaGrowth = { weights: { ...weights, rfm: one }, rfm, reward: [] };
const credit = (id: string, score: unknown, when: string) => event(id, 'credit.approved', when, { data: { score } });

describe('an RFM score', () => {
  const ranked = () =>
    new Member(
      program({
        rules: [],
        tracks: [
          track({ basis: { kind: 'rfm', ...rfm }, levels: [level('a', 0, 0), level('b', 1, 150), level('c', 2, 170)] }),
        ],
      }),
    );

  it('raises a level by the best step of each kind, and a whole reversal takes the count back too', () => {
    const m = ranked().do(order('a', 99_900, '2026-02-01'));
    expect(m.level()).toBe('a');
    expect(m.do(order('b', 99, '2026-02-01')).level()).toBe('a');
    // 100 + 20 + 50.
    expect(m.do(order('c', 1, '2026-02-02')).level()).toBe('c');
    const counts = m.state.facts['count order.completed'];
    expect(counts).toEqual({ '2026-02-01': 2, '2026-02-02': 1 });
    m.do(refund('r', 'a', 90_000, '2026-02-03'));
    expect(m.state.facts['count order.completed']).toEqual(counts);
    m.do(refund('r2', 'a', undefined, '2026-02-03'));
    expect(m.state.facts).toEqual({
      'count order.completed': { '2026-02-01': 1, '2026-02-02': 1 },
      'amount order.completed': { '2026-02-01': 99, '2026-02-02': 1 },
    });
  });
});

describe('formula growth', () => {
  it('posts the difference at the start of the next business date, and says what it is made of', () => {
    const m = member().do(
      order('a', 30_001, '2026-02-01T10:00:00'),
      event('o', 'app.opened', '2026-02-01T11:00:00'),
      event('w', 'review.posted', '2026-02-01T12:00:00'),
      event('w2', 'review.posted', '2026-02-01T13:00:00'),
      credit('c', 20, '2026-02-01T14:00:00'),
    );
    expect(m.state.growth).toBe(0);
    expect(m.until('2026-02-01T23:59:59').lastLines).toEqual([]);
    // ⌊100 × 0.3 + 150 × 0.4 + 12 × 0.3 + 20⌋ + 5.
    expect(m.until('2026-02-05').lastLines).toEqual(['formula 118']);
    const [entry] = m.outcomes.at(-1)?.entries ?? [];
    expect(entry).toMatchObject({
      effectiveAt: at('2026-02-02'),
      trace: { formula: { rfm: 100, spend: 150, activity: 12, base: 20, reward: 5, value: 118, before: 0 } },
    });
    expect(m.state).toMatchObject({ growth: 118, formula: { value: 118 } });
  });

  it('falls when recency fades and when facts leave their windows, on the very date', () => {
    const m = member(onlyRfm).do(order('a', 100_000, '2026-02-01'));
    expect(m.until('2026-02-02').lastLines).toEqual(['formula 150']);
    for (const [date, line] of [
      ['2026-03-04', 'formula -60'],
      ['2026-05-03', 'formula -40'],
      ['2027-02-01', 'formula -50'],
    ] as const) {
      expect(m.state.dueAt).toBe(at(date));
      expect(m.until(date).lastLines).toEqual([line]);
    }
    expect(m.state.growth).toBe(0);
    expect(m.state.dueAt).toBeUndefined();
  });

  it('wakes nobody for whom nothing can change', () => {
    const m = member().do(event('x', 'other.thing', '2026-02-01'));
    expect([m.state.dueAt, m.state.formula]).toEqual([undefined, undefined]);
  });

  it('follows late events and reversals at the next evaluation', () => {
    const m = member(onlyRfm).do(order('a', 100_000, '2026-02-01'));
    m.until('2026-02-10').do(order('b', 10, '2026-01-20', { at: at('2026-02-10') }));
    expect(m.until('2026-02-11').lastLines).toEqual(['formula 20']);
    m.do(refund('r', 'a', undefined, '2026-02-11T08:00:00'));
    expect(m.until('2026-02-12').lastLines).toEqual(['formula -70']);
  });

  it('takes the latest credit standing, and only whole numbers', () => {
    const m = member({ weights, base: full.base, reward: [] });
    m.do(credit('a', 40, '2026-02-02'), credit('b', 70, '2026-02-01T10:00:00'), credit('c', '90', '2026-02-03'));
    expect(m.until('2026-03-01').lastLines).toEqual([]);
    expect(m.state).toMatchObject({ growth: 40, formula: { base: { score: 40, occurredAt: at('2026-02-02') } } });
    m.do(credit('d', 1.5, '2026-03-02'), credit('e', -1, '2026-03-02'), credit('f', 0, '2026-03-02'));
    expect(m.until('2026-03-03').lastLines).toEqual(['formula -40']);
  });

  it('is not capped', () => {
    const m = member(onlyRfm, { growth: { capPerDay: 10 } }).do(order('a', 100_000, '2026-02-01'));
    expect(m.until('2026-02-02').lastLines).toEqual(['formula 150']);
  });

  it('is not evaluated for a blocked member, and catches up afterwards', () => {
    const m = member(onlyRfm).do(order('a', 100_000, '2026-02-01'), { kind: 'block', at: at('2026-02-01') });
    m.do(order('b', 100_000, '2026-02-02'));
    expect(m.until('2026-03-01').state.growth).toBe(0);
    m.do({ kind: 'unblock', at: at('2026-03-01T12:00:00') });
    // 28 days after the one order that counts.
    expect(m.until('2026-03-02').lastLines).toEqual(['formula 150']);
  });

  const ladder = [level('bronze', 0, 0), level('silver', 1, 100), level('gold', 2, 170)];
  const climbing = () =>
    member(onlyRfm, {
      points: { pendingFor: 'P40D' },
      tracks: [
        track({ levels: ladder, validity: 'P1Y', downgrade: { policy: 'byScore', grace: 'P0D', atExpiry: 'none' } }),
      ],
    });

  it('raises levels when it is posted', () => {
    const m = climbing().do(order('a', 100_000, '2026-02-01'));
    expect(m.level()).toBe('bronze');
    expect(m.until('2026-02-02').level()).toBe('silver');
    expect(m.state.tracks.growth?.since).toBe(at('2026-02-02'));
  });

  it('revokes an upgrade when what earned it is taken back, not when time passes', () => {
    const faded = climbing()
      .do(order('a', 100_000, '2026-02-01'))
      .until('2026-03-10');
    expect([faded.state.growth, faded.level()]).toEqual([90, 'silver']);
    const undone = climbing().do(order('a', 100_000, '2026-02-01'), refund('r', 'a', undefined, '2026-02-03'));
    expect(undone.level()).toBe('silver');
    expect(undone.until('2026-02-04').level()).toBe('bronze');
  });

  it('that is posted at the end of a validity renews the level once', () => {
    const m = climbing()
      .do(order('a', 100_000, '2026-02-01'))
      .until('2026-02-02');
    expect(m.validUntil()).toBe(at('2027-02-03'));
    m.do(order('b', 100_000, '2027-02-02T10:00:00'), order('c', 1, '2027-02-02T11:00:00'));
    expect(m.until('2027-02-04').level()).toBe('gold');
    expect(m.validUntil()).toBe(at('2028-02-04'));
  });
});
