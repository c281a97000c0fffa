import type { Input } from './input';
import type { Track } from './program';
import {
  adjust,
  at,
  level,
  Member,
  order,
  orderGrowth,
  type ProgramChanges,
  program,
  refund,
  track,
} from './test/fixtures';

const ladder = [level('bronze', 0, 0), level('silver', 1, 100), level('gold', 2, 300)];
function member(changes: Partial<Track>, more: ProgramChanges = {}): Member {
  const growth = track({ levels: ladder, validity: 'P1Y', ...changes });
  return new Member(program({ tracks: [growth], rules: [orderGrowth], points: { pendingFor: 'P7D' }, ...more }));
}
const grow = (delta: number, when: string) => adjust('growth', delta, when);
const decide = (approve: boolean, when: string, code = 'growth'): Input => ({
  kind: 'reviewLevel',
  at: at(when),
  track: code,
  approve,
  reason: 'looked at',
  actor: 'staff:1',
});
const reviewed = (changes: Partial<Track> = {}) => member({ upgrade: { skip: true, review: true }, ...changes });
const pending = (m: Member) => m.state.tracks.growth?.review;

describe('a reviewed upgrade', () => {
  it('is proposed once, and again when a higher level is reached', () => {
    const m = reviewed().do(grow(100, '2026-02-01'), grow(1, '2026-02-02'));
    expect([m.level(), m.effects]).toEqual(['bronze', ['reviewNeeded']]);
    expect(pending(m)).toEqual({ level: 'silver', at: at('2026-02-01') });
    m.do(grow(200, '2026-02-03'));
    expect([pending(m)?.level, m.effects.length]).toEqual(['gold', 2]);
  });

  it('happens when it is approved, from then on', () => {
    const m = reviewed().do(grow(300, '2026-02-01'), decide(true, '2026-02-05'));
    expect([m.level(), pending(m), m.validUntil()]).toEqual(['gold', undefined, at('2027-02-06')]);
    expect(m.state.tracks.growth).toMatchObject({ source: 'rules', since: at('2026-02-05') });
  });

  it('approved in the next period still stands, until what had reached it is taken back', () => {
    const m = reviewed({ window: { kind: 'calendar', unit: 'month' } }).do(
      order('a', 10_000, '2026-02-28'),
      order('b', 10_000, '2026-03-01'),
      decide(true, '2026-03-02'),
      refund('r', 'b', undefined, '2026-03-03'),
    );
    expect(m.level()).toBe('silver');
    expect(m.do(refund('r2', 'a', 100, '2026-03-03')).level()).toBe('bronze');
  });

  it('that is refused does not come again until the level or its validity has changed', () => {
    const m = reviewed().do(grow(100, '2026-02-01'), decide(false, '2026-02-02'), grow(1, '2026-02-03'));
    expect([m.level(), pending(m), m.effects.length]).toEqual(['bronze', undefined, 1]);
    m.do(grow(200, '2026-02-04'), decide(true, '2026-02-05'));
    expect(m.level()).toBe('gold');
    const again = reviewed().do(grow(100, '2026-02-01'), decide(true, '2026-02-01'), grow(200, '2026-02-02'));
    again.do(decide(false, '2026-02-02'), grow(1, '2027-02-01'));
    expect(pending(again)).toBeUndefined();
    expect(pending(again.do(grow(1, '2027-02-02')))?.level).toBe('gold');
  });

  it('is lowered and withdrawn when reversals leave too little', () => {
    const m = reviewed().do(order('a', 30_000, '2026-02-01'), refund('r', 'a', 10_000, '2026-02-02'));
    expect([pending(m)?.level, m.effects.length]).toEqual(['silver', 1]);
    expect(pending(m.do(refund('r2', 'a', 10_100, '2026-02-02')))).toBeUndefined();
    expect(m.refusal(decide(true, '2026-02-03'))).toBe('REVIEW_NOT_PENDING');
  });

  it('can be decided only where one waits', () => {
    expect(reviewed().refusal(decide(true, '2026-02-01'))).toBe('REVIEW_NOT_PENDING');
    expect(reviewed().refusal(decide(false, '2026-02-01', 'none'))).toBe('REVIEW_NOT_PENDING');
  });

  it('gives way to what staff set exactly', () => {
    const m = reviewed().do(grow(100, '2026-02-01'), {
      kind: 'setLevel',
      at: at('2026-02-02'),
      track: 'growth',
      level: 'bronze',
      mode: 'exactly',
      until: at('2026-03-01'),
      reason: 'fraud',
      actor: 'staff:1',
    });
    expect(m.refusal(decide(true, '2026-02-03'))).toBe('REVIEW_NOT_PENDING');
  });
});

describe('scheduled upgrades', () => {
  const quarterly: Partial<Track> = {
    upgrade: { every: 'quarter', skip: true, review: false },
    window: { kind: 'calendar', unit: 'quarter' },
  };

  it('come at the first instant of the period, by the score of the one that ended', () => {
    const m = member(quarterly).do(grow(100, '2026-02-01'));
    expect([m.level(), m.state.dueAt]).toEqual(['bronze', at('2026-04-01')]);
    expect(m.until('2026-03-31T23:59:59').level()).toBe('bronze');
    expect(m.until('2026-05-01').level()).toBe('silver');
    expect(m.state.tracks.growth).toMatchObject({ since: at('2026-04-01'), validUntil: at('2027-04-02') });
  });

  it('wake nobody who would not rise', () => {
    const m = member(quarterly).do(grow(99, '2026-02-01'));
    expect(m.state.dueAt).toBeUndefined();
    expect(m.do(grow(99, '2026-04-02')).until('2026-07-02').level()).toBe('bronze');
  });

  it('climb one rung a period with skipping off', () => {
    const careful = { every: 'month', skip: false, review: false } as const;
    const m = member({ upgrade: careful }).do(grow(300, '2026-02-01'));
    expect(m.until('2026-03-01').level()).toBe('silver');
    expect(m.until('2026-04-01').level()).toBe('gold');
  });

  it('come when a deduction leaves a rolling window before what was earned', () => {
    const rolling: Partial<Track> = {
      upgrade: { every: 'month', skip: true, review: false },
      window: { kind: 'rolling', months: 3 },
    };
    const m = member(rolling).do(grow(-50, '2026-02-10'), grow(100, '2026-03-20'));
    expect(m.until('2026-05-01').level()).toBe('bronze');
    expect(m.until('2026-06-01').level()).toBe('silver');
  });

  it('are revoked by the window that gave them, rungs below staying', () => {
    const m = member(quarterly)
      .do(order('a', 30_000, '2026-03-31'), order('b', 100, '2026-03-31'))
      .until('2026-04-02');
    expect(m.do(refund('r', 'b', undefined, '2026-04-02')).level()).toBe('gold');
    expect(m.do(refund('r2', 'a', 10_000, '2026-04-03')).level()).toBe('silver');
  });

  it('keep a level in its grace at once', () => {
    const m = member({
      ...quarterly,
      downgrade: { policy: 'byScore', grace: 'P30D', atExpiry: 'none' },
    }).do(grow(100, '2026-02-01'));
    m.until('2027-04-10').do(grow(100, '2027-04-10'));
    expect([m.level(), m.validUntil()]).toEqual(['silver', at('2028-04-02')]);
  });

  it('are proposed then, when a person decides', () => {
    const m = member({ ...quarterly, upgrade: { every: 'quarter', skip: true, review: true } });
    m.do(grow(100, '2026-02-01'));
    expect(m.effects).toEqual([]);
    expect(pending(m.until('2026-04-01'))).toEqual({ level: 'silver', at: at('2026-04-01') });
    expect(m.until('2026-10-01').effects).toEqual(['reviewNeeded']);
    expect(m.do(decide(true, '2026-10-02')).level()).toBe('silver');
  });
});
