import type { Track } from './program';
import {
  adjust,
  at,
  event,
  level,
  Member,
  order,
  orderGrowth,
  type ProgramChanges,
  program,
  rate,
  refund,
  track,
} from './test/fixtures';

const ladder = [level('bronze', 0, 0), level('silver', 1, 100), level('gold', 2, 300, { keep: 250 })];
const fall = (policy: Track['downgrade']['policy'], grace = 'P30D'): Track['downgrade'] => ({
  policy,
  grace,
  atExpiry: 'none',
});

/** ¥1 = 1 growth over twelve rolling months; levels are good for a year and fall by one step after a month of grace. */
function member(changes: Partial<Track> = {}, more: ProgramChanges = {}): Member {
  const growth = track({
    levels: ladder,
    window: { kind: 'rolling', months: 12 },
    validity: 'P1Y',
    downgrade: fall('oneStep'),
    ...changes,
  });
  return new Member(program({ tracks: [growth], rules: [orderGrowth], ...more }));
}

const grow = (delta: number, when: string) => adjust('growth', delta, when);
const causes = (m: Member): string[] => (m.state.tracks.growth?.history ?? []).map((h) => `${h.cause} ${h.level}`);
const manual = (code: string, mode: 'exactly' | 'atLeast', when: string, until: string) => ({
  kind: 'setLevel' as const,
  at: at(when),
  track: 'growth',
  level: code,
  mode,
  until: at(until),
  reason: 'apology',
  actor: 'staff:1',
});

describe('upgrades', () => {
  it('come as soon as the threshold is reached, not one before', () => {
    expect(
      member()
        .do(order('a', 9_999, '2026-02-01'))
        .level(),
    ).toBe('bronze');
    expect(
      member()
        .do(order('a', 10_000, '2026-02-01'))
        .level(),
    ).toBe('silver');
  });

  it('go over several rungs at once when skipping is on, one rung for each input when it is off', () => {
    expect(member().do(grow(300, '2026-02-01')).level()).toBe('gold');
    const careful = member({ upgrade: { skip: false, review: false } }).do(grow(300, '2026-02-01'));
    expect(careful.level()).toBe('silver');
    expect(careful.do(grow(1, '2026-02-02')).level()).toBe('gold');
  });

  it('wait for a review when the program asks for one', () => {
    const m = member({ upgrade: { skip: true, review: true } }).do(grow(300, '2026-02-01'));
    expect([m.level(), m.effects]).toEqual(['bronze', ['reviewNeeded']]);
  });

  it('are good to the end of the business date one validity later', () => {
    expect(member().do(grow(100, '2026-02-01T15:00:00')).validUntil()).toBe(at('2027-02-02'));
    expect(member().do(grow(100, '2028-02-29T15:00:00')).validUntil()).toBe(at('2029-03-01'));
  });
});

describe('keeping a level', () => {
  const gold = (changes: Partial<Track> = {}) => member(changes).do(grow(300, '2026-02-01T12:00:00'));

  it('extends it from the end of its validity when the score is enough then', () => {
    const m = gold().do(grow(250, '2026-12-01')).until('2027-02-02');
    expect([m.level(), m.validUntil()]).toEqual(['gold', at('2028-02-02')]);
  });

  it('extends it from the same day when the score becomes enough in the grace', () => {
    const m = gold().until('2027-02-20');
    expect([m.level(), m.validUntil()]).toEqual(['gold', at('2027-02-02')]);
    m.do(grow(249, '2027-03-01'));
    expect(m.validUntil()).toBe(at('2027-02-02'));
    m.do(grow(1, '2027-03-03T23:59:59'));
    expect([m.level(), m.validUntil()]).toEqual(['gold', at('2028-02-02')]);
  });

  it('is too late at the end of the grace', () => {
    expect(gold().do(grow(250, '2027-03-04')).level()).toBe('silver');
  });

  it('also works in the grace when a higher level waits for its review', () => {
    const m = member({ upgrade: { skip: true, review: true } })
      .do(manual('silver', 'exactly', '2026-02-01', '2026-02-02'), grow(100, '2026-02-01T10:00:00'))
      .until('2027-02-10');
    expect([m.level(), m.validUntil()]).toEqual(['silver', at('2027-02-03')]);
    m.do(grow(400, '2027-02-11')).until('2027-04-01');
    expect([m.level(), m.validUntil()]).toEqual(['silver', at('2028-02-03')]);
  });

  it('covers all validities that have passed when the grace is longer than one', () => {
    const m = gold({ validity: 'P1M', downgrade: fall('oneStep', 'P3M'), window: { kind: 'calendar', unit: 'month' } });
    m.until('2026-05-15').do(grow(250, '2026-05-20'));
    expect(m.validUntil()).toBe(at('2026-06-02'));
  });

  it('costs the keep threshold when the program says so', () => {
    const m = gold({
      window: { kind: 'lifetime' },
      downgrade: { ...fall('oneStep'), atExpiry: 'subtractKeepThreshold' },
    }).until('2027-02-02');
    expect(m.lastLines).toEqual(['levelExpiry -250']);
    expect([m.level(), m.state.growth]).toEqual(['gold', 50]);
    expect(m.until('2028-03-03').level()).toBe('silver');
  });
});

describe('at the end of the grace', () => {
  const lapsed = (policy: Track['downgrade']['policy'], score: number, levels = ladder) =>
    member({ downgrade: fall(policy), levels })
      .do(grow(300, '2026-02-01'), grow(score, '2026-12-01'))
      .until('2027-03-04');

  it.each([
    ['oneStep' as const, 0, 'silver', '2028-03-05'],
    ['byScore' as const, 0, 'bronze', undefined],
    ['byScore' as const, 120, 'silver', '2028-03-05'],
    ['none' as const, 0, 'gold', '2028-02-02'],
    ['keepHighest' as const, 0, 'gold', '2028-02-02'],
  ])('%s with a score of %d leads to %s', (policy, score, code, until) => {
    const m = lapsed(policy, score);
    expect([m.level(), m.validUntil()]).toEqual([code, until && at(until)]);
  });

  it('a score that reaches the level but does not keep it is no drop by score', () => {
    const strict = [level('bronze', 0, 0), level('silver', 1, 100, { keep: 200 })];
    const m = lapsed('byScore', 120, strict);
    expect([m.level(), m.validUntil()]).toEqual(['silver', at('2028-03-05')]);
    expect(causes(m)).toEqual(['joined bronze', 'upgrade silver']);
    expect(m.state.tracks.growth?.dropped).toBeUndefined();
  });

  it('comes at once without a grace', () => {
    const m = member({ downgrade: fall('oneStep', 'P0D') }).do(grow(300, '2026-02-01'));
    expect(m.until('2027-02-01T23:59:59').level()).toBe('gold');
    expect(m.until('2027-02-02').level()).toBe('silver');
    expect(m.until('2028-02-03').level()).toBe('bronze');
  });
});

describe('a manual level', () => {
  it('of mode exactly holds against the score, both ways, until its end; then the score decides', () => {
    const m = member().do(manual('silver', 'exactly', '2026-02-01', '2026-03-01'), grow(300, '2026-02-02'));
    expect(m.level()).toBe('silver');
    expect(m.until('2026-03-01').level()).toBe('gold');
    const low = member().do(manual('gold', 'exactly', '2026-02-01', '2026-03-01'), grow(100, '2026-02-02'));
    expect(low.level()).toBe('gold');
    expect(low.until('2026-02-28T23:59:59').level()).toBe('gold');
    expect(low.until('2026-03-01').level()).toBe('silver');
    expect(causes(low)).toEqual(['joined bronze', 'manual gold', 'manualEnded silver']);
  });

  it('of mode atLeast lets the member rise', () => {
    const m = member().do(manual('silver', 'atLeast', '2026-02-01', '2026-03-01'), grow(300, '2026-02-02'));
    expect(m.level()).toBe('gold');
    expect(m.until('2026-03-01').level()).toBe('gold');
  });

  it('leaves in place what the rules had given and is still good', () => {
    const m = member({ window: { kind: 'calendar', unit: 'month' } })
      .do(grow(300, '2026-02-01'), manual('silver', 'atLeast', '2026-03-02', '2026-04-01'))
      .until('2026-04-02');
    expect([m.level(), m.validUntil()]).toEqual(['gold', at('2027-02-02')]);
  });

  it('gives a full validity from its end when that of before has run out, and nothing happens in the past', () => {
    const m = member({ window: { kind: 'lifetime' } })
      .do(grow(120, '2026-02-01'), manual('silver', 'atLeast', '2026-03-01', '2028-01-01'))
      .until('2028-01-02');
    expect([m.level(), m.validUntil()]).toEqual(['silver', at('2029-01-02')]);
    expect(causes(m)).toEqual(['joined bronze', 'upgrade silver']);
  });

  it('is refused for a level or track that does not exist', () => {
    expect(member().refusal(manual('none', 'exactly', '2026-02-01', '2026-03-01'))).toBe('LEVEL_UNKNOWN');
  });
});

describe('a returning member', () => {
  const dropped = (returning: Track['returning'], more: ProgramChanges = {}) =>
    member({ returning, downgrade: fall('byScore') }, more)
      .do(grow(300, '2026-02-01'))
      .until('2027-03-04');

  it('climbs at a lower threshold up to where they were, until that ends', () => {
    const half = { within: 'P60D', thresholdFactor: rate('1/2') };
    expect(dropped(half).do(grow(149, '2027-03-05')).level()).toBe('silver');
    expect(dropped(half).do(grow(150, '2027-03-05')).level()).toBe('gold');
    expect(dropped(half).do(grow(150, '2027-05-02T23:59:59')).level()).toBe('gold');
    expect(dropped(half).do(grow(150, '2027-05-03')).level()).toBe('silver');
  });

  it('earns growth faster until back', () => {
    const rules = [{ ...orderGrowth, multipliers: ['returning' as const] }];
    const m = dropped({ within: 'P60D', growthMultiplier: rate('1.5') }, { rules });
    m.do(order('a', 20_000, '2027-03-05'));
    expect([m.lastLines, m.level()]).toEqual([['earn 300'], 'gold']);
    expect(m.do(order('b', 20_000, '2027-03-06')).lastLines).toEqual(['earn 200']);
  });

  it('keeps what the lower threshold gave when a reversal leaves enough for it', () => {
    const m = dropped({ within: 'P60D', thresholdFactor: rate('1/2') }, { points: { pendingFor: 'P7D' } });
    m.do(order('a', 20_000, '2027-03-05'), refund('r', 'a', 5_000, '2027-03-06'));
    expect(m.level()).toBe('gold');
    expect(m.do(refund('r2', 'a', 1, '2027-03-06')).level()).toBe('gold');
    expect(m.do(refund('r3', 'a', 100, '2027-03-06')).level()).toBe('silver');
  });
});

describe('a reversal', () => {
  const pending: ProgramChanges = { points: { pendingFor: 'P7D' } };

  it('revokes an upgrade inside the return window, and not outside', () => {
    const bought = (): Member => member({}, pending).do(order('a', 10_000, '2026-02-01'));
    const inside = bought().do(refund('r', 'a', 100, '2026-02-07T23:59:59'));
    expect([inside.level(), inside.validUntil()]).toEqual(['bronze', undefined]);
    expect(causes(inside)).toEqual(['joined bronze', 'upgrade silver', 'revoked bronze']);
    expect(
      bought()
        .do(refund('r', 'a', undefined, '2026-02-08'))
        .level(),
    ).toBe('silver');
  });

  it('undoes one upgrade after the other', () => {
    const m = member({}, pending).do(order('a', 10_000, '2026-02-01'), order('b', 20_000, '2026-02-03'));
    expect(m.do(refund('r', 'b', 100, '2026-02-04')).level()).toBe('silver');
    expect(m.do(refund('r2', 'a', undefined, '2026-02-05')).level()).toBe('silver');
    expect(m.do(refund('r3', 'b', undefined, '2026-02-06')).level()).toBe('bronze');
  });

  it('leaves the rung that is still reached when an upgrade over several is undone', () => {
    const m = member({}, pending).do(order('a', 30_000, '2026-02-01'), refund('r', 'a', 100, '2026-02-02'));
    expect(m.level()).toBe('silver');
  });

  it('revokes nothing that staff have set', () => {
    const m = member({}, pending).do(order('a', 30_000, '2026-02-01'));
    m.do(manual('silver', 'atLeast', '2026-02-02', '2026-06-01'), refund('r', 'a', undefined, '2026-02-03'));
    expect(m.level()).toBe('silver');
    const fixed = member({}, pending).do(order('a', 10_000, '2026-02-01'));
    fixed.do(manual('silver', 'exactly', '2026-02-02', '2026-06-01'), refund('r', 'a', undefined, '2026-02-03'));
    expect(fixed.level()).toBe('silver');
  });

  it('is measured from before the change when scores count since the last change', () => {
    const bought = () => member({ window: { kind: 'sinceChange' } }, pending).do(order('a', 15_000, '2026-02-01'));
    expect(
      bought()
        .do(refund('r', 'a', 5_000, '2026-02-02'))
        .level(),
    ).toBe('silver');
    const m = bought().do(refund('r', 'a', 5_100, '2026-02-02'));
    expect(m.level()).toBe('bronze');
    expect(m.do(order('b', 100, '2026-02-03')).level()).toBe('silver');
  });

  it('outside the window lowers the level at the next evaluation', () => {
    const m = member({}, pending).do(order('a', 10_000, '2026-02-01'), refund('r', 'a', undefined, '2026-03-01'));
    expect(m.until('2027-03-03').level()).toBe('silver');
    expect(m.until('2027-03-04').level()).toBe('bronze');
  });

  it('of something else does not touch a track that did not count it', () => {
    const m = member({ basis: { kind: 'holding' } }, pending).do(
      event('h', 'holding.changed', '2026-02-01', { amountFen: 100 }),
      order('a', 10_000, '2026-02-01'),
      refund('r', 'a', undefined, '2026-02-02'),
    );
    expect(m.level()).toBe('silver');
  });
});
