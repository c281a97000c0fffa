import { readFileSync } from 'node:fs';
import { primaryTrack, type Track } from '../../engine/program';
import { rational } from '../../engine/rational';
import { parseProgram } from '../programs';
import { graceOf, intervalsOf } from './grace-proposal';
import { pageOfIds } from './page-of-ids';
import { countOfShare, countReaching, quantile, roundUpReadable } from './quantiles';
import { proposeThresholds, type Scored, warningsOf } from './thresholds';

const FILE = 'server/programs/instalment-mall.yaml';
const mall = primaryTrack(parseProgram(readFileSync(FILE, 'utf8'), FILE));
const [bronze, silver, gold] = mall.levels;
if (!bronze || !silver || !gold) throw new Error('The track has fewer than three levels.');
const track: Track = { ...mall, levels: [bronze, silver, gold] };

const members = (scores: number[], more: Partial<Scored> = {}): Scored[] =>
  scores.map((score) => ({ score, yearlyScore: score, isActive: true, level: 'bronze', ...more }));
const shares = (ofSilver: [number, number], ofGold: [number, number]) => [
  { level: 'silver', share: rational(...ofSilver) },
  { level: 'gold', share: rational(...ofGold) },
];
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('quantiles', () => {
  it.each([
    [[1, 2], 5],
    [[4, 5], 8],
    [[9, 10], 9],
    [[1, 100], 1],
    [[1, 1], 10],
  ] as const)('are the nearest rank: %p of 1 to 10 is %p', ([part, whole], expected) => {
    expect(quantile(upTo(10), rational(part, whole))).toBe(expected);
  });

  it('of nothing are nothing', () => {
    expect(quantile([], rational(1, 2))).toBeUndefined();
    expect(countReaching([], 1)).toBe(0);
  });

  it('count those who reach a threshold, ties among them', () => {
    const rising = [0, 0, 5, 5, 5, 9];
    expect([0, 1, 5, 6, 9, 10].map((threshold) => countReaching(rising, threshold))).toEqual([6, 4, 4, 1, 1, 0]);
  });

  it('take shares of members exactly, half a member as one', () => {
    expect([
      countOfShare(rational(1, 3), 10),
      countOfShare(rational(1, 20), 10),
      countOfShare(rational(1, 25), 10),
    ]).toEqual([3, 1, 0]);
  });

  it.each([
    [0, 0],
    [7, 7],
    [99, 99],
    [100, 100],
    [101, 110],
    [1234, 1300],
    [9901, 10_000],
    [10_000, 10_000],
    [123_456_789, 130_000_000],
  ])('round %p up to %p, two significant digits', (score, readable) => {
    expect(roundUpReadable(score)).toBe(readable);
  });
});

describe('proposed thresholds', () => {
  it('are the score of the last member who belongs to a level', () => {
    const proposals = proposeThresholds(track, members(upTo(100)), shares([3, 10], [1, 20]));
    expect(
      proposals.map(({ threshold, membersProposed, membersNow }) => [threshold, membersProposed, membersNow]),
    ).toEqual([
      [0, 70, 100],
      [71, 25, 0],
      [96, 5, 0],
    ]);
  });

  it('keep members with equal scores together, and rise all the same', () => {
    const proposals = proposeThresholds(track, members([0, 0, 0, 50, 50, 50]), shares([1, 2], [1, 3]));
    expect(proposals.map(({ threshold, membersProposed }) => [threshold, membersProposed])).toEqual([
      [0, 3],
      [50, 3],
      [51, 0],
    ]);
  });

  it('lie above everybody for a share of nobody, and above 0 where most have no score', () => {
    const proposals = proposeThresholds(track, members([0, 0, 0, 3]), shares([3, 4], [1, 100]));
    expect(proposals.map(({ threshold, membersProposed }) => [threshold, membersProposed])).toEqual([
      [0, 3],
      [1, 1],
      [4, 0],
    ]);
  });

  it('are rounded up, so that a level is never promised to more by rounding', () => {
    const [, first] = proposeThresholds(track, members([1000, 2345, 2390, 2401, 9000]), shares([4, 5], [1, 5]));
    expect(first).toMatchObject({ threshold: 2400, membersProposed: 1 });
  });
});

describe('warnings', () => {
  const busy = members(upTo(100)).map((member) => ({ ...member, yearlyScore: 100 }));
  const codesOf = (of: Track, scored: Scored[], ...target: Parameters<typeof shares>) =>
    warningsOf(of, scored, proposeThresholds(of, scored, shares(...target))).map(({ code }) => code);

  it('are none for a pyramid whose levels end and whose first step is in reach', () => {
    expect(codesOf(track, members(upTo(100)), [7, 10], [1, 10])).toEqual(['NOT_A_PYRAMID']);
    expect(codesOf(track, busy, [1, 2], [1, 10])).toEqual([]);
  });

  it('tell of a level with more members than the one below', () => {
    const scored = members(upTo(100));
    const [warning] = warningsOf(track, scored, proposeThresholds(track, scored, shares([7, 10], [1, 10])));
    expect(warning?.message).toBe('silver would have 60 members, more than the 30 of bronze below it.');
  });

  it('tell of a first step that fewer than a tenth of the active reach, or that is above their median year', () => {
    const scored = members(upTo(100));
    const messages = (part: number) =>
      warningsOf(track, scored, proposeThresholds(track, scored, shares([part, 100], [1, 100]))).map(
        ({ message }) => message,
      );
    expect(messages(9)).toEqual([
      '9 of 100 active members reach silver: fewer than a tenth.',
      'silver begins at 92, half of the active members make 50 a year.',
    ]);
    expect(messages(10)).toEqual(['silver begins at 91, half of the active members make 50 a year.']);
    // Who is not active does not count.
    const idle = [
      ...members(
        upTo(50).map(() => 0),
        { isActive: false },
      ),
      ...members(upTo(10)),
    ];
    expect(codesOf(track, idle, [1, 6], [1, 60])).toEqual([]);
  });

  it('tell of levels that only grow', () => {
    const variants: Track[] = [
      { ...track, window: { kind: 'lifetime' } },
      { ...track, validity: undefined },
      { ...track, downgrade: { ...track.downgrade, policy: 'none' } },
      { ...track, downgrade: { ...track.downgrade, policy: 'keepHighest' } },
    ];
    for (const variant of variants) expect(codesOf(variant, busy, [1, 2], [1, 10])).toEqual(['ONLY_GROWS']);
  });
});

describe('a grace', () => {
  it('fits the days between purchases; several on a day are one', () => {
    expect(intervalsOf(['2026-01-10', '2026-01-01', '2026-01-10', '2026-03-10'])).toEqual([9, 59]);
    expect(graceOf(upTo(10))).toEqual({ intervals: 10, days80: 8, days90: 9 });
    expect(graceOf(intervalsOf(['2026-01-01', '2026-01-01']))).toBeUndefined();
  });
});

describe('a page of ids', () => {
  it('follows a position, and knows whether there are more', () => {
    expect(pageOfIds([2, 4, 6], { first: 2, afterKey: undefined })).toEqual({ page: [2, 4], hasNextPage: true });
    expect(pageOfIds([2, 4, 6], { first: 2, afterKey: 4 })).toEqual({ page: [6], hasNextPage: false });
  });
});
