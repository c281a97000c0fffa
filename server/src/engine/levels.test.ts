import fc from 'fast-check';
import { placementOf } from './levels';
import type { Track } from './program';

const trackOf = (thresholds: number[]): Track => ({
  code: 'growth',
  name: { 'zh-CN': '成长', en: 'Growth' },
  kind: 'level',
  primary: true,
  basis: { kind: 'growth' },
  window: { kind: 'lifetime' },
  upgrade: { skip: true, review: false },
  downgrade: { policy: 'none', grace: 'P0D', atExpiry: 'none' },
  levels: thresholds.map((threshold, rank) => ({
    code: `level-${rank}`,
    name: { 'zh-CN': `${rank}级`, en: `Level ${rank}` },
    rank,
    threshold,
    keep: threshold,
    color: '#000000',
    benefits: [],
  })),
});

const thresholds = fc
  .uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 12 })
  .map((above) => [0, ...above.sort((a, b) => a - b)]);
const score = fc.integer({ min: -2_000_000, max: 2_000_000 });

describe('placementOf', () => {
  it('counts the thresholds that are reached, wherever the score stands', () => {
    fc.assert(
      fc.property(thresholds, score, (steps, at) => {
        const reached = steps.filter((step) => step <= at).length;
        const { level, next } = placementOf(trackOf(steps), at);
        expect(level.rank).toBe(Math.max(0, reached - 1));
        expect(next?.level.rank).toBe(level.rank === steps.length - 1 ? undefined : level.rank + 1);
      }),
    );
  });

  it('says exactly how much is missing: with it one is there, with one less one is not', () => {
    fc.assert(
      fc.property(thresholds, score, (steps, at) => {
        const track = trackOf(steps);
        const { level, next } = placementOf(track, at);
        if (!next) return;
        expect(next.needed).toBeGreaterThan(0);
        expect(placementOf(track, at + next.needed).level).toBe(next.level);
        expect(placementOf(track, at + next.needed - 1).level).toBe(level);
      }),
    );
  });

  it('measures the way from 0 up to, but never at, 1', () => {
    fc.assert(
      fc.property(thresholds, score, (steps, at) => {
        const { level, next } = placementOf(trackOf(steps), at);
        if (!next) return;
        expect(next.ratio).toBeGreaterThanOrEqual(0);
        expect(next.ratio).toBeLessThan(1);
        if (at <= level.threshold) expect(next.ratio).toBe(0);
      }),
    );
  });

  it.each([
    [-1, 0, 3001, 0],
    [0, 0, 3000, 0],
    [2999, 0, 1, 2999 / 3000],
    [3000, 1, 9000, 0],
    [7500, 1, 4500, 0.5],
    [11_999, 1, 1, 8999 / 9000],
  ])('places %d at rank %d with %d to go', (at, rank, needed, ratio) => {
    const placement = placementOf(trackOf([0, 3000, 12_000]), at);
    expect(placement.level.rank).toBe(rank);
    expect(placement.next).toMatchObject({ needed, ratio });
  });

  it('has nothing above the top, and no track without levels', () => {
    expect(placementOf(trackOf([0, 3000]), 3000)).toMatchObject({ level: { rank: 1 } });
    expect(placementOf(trackOf([0, 3000]), 3000).next).toBeUndefined();
    expect(() => placementOf(trackOf([]), 0)).toThrow('no levels');
  });
});
