import { readFileSync } from 'node:fs';
import { compare, parseRational, type Rational } from '../../engine/rational';
import { costOfLevel, costOfMix, type Exercise } from './cost-model';
import { parseProgram, readProgram } from './parse-program';

const FILE = 'server/programs/instalment-mall.yaml';
const source = readFileSync(FILE, 'utf8');
const shipped = parseProgram(source, FILE);
const rate = (text: string) => parseRational(text) as Rational;
const isWithin = (cost: Rational | undefined, from: string, to: string) =>
  cost !== undefined && compare(cost, rate(from)) >= 0 && compare(cost, rate(to)) <= 0;

/** A program of one level, `top`, that owes ¥10,000; with sections, and what is assumed of the level. */
const program = (sections: string, assumed: string, level = '') => `
program: costs
name: Costs
timeZone: Asia/Shanghai
points: { costPerPointFen: 1/2 }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: top, name: Top, threshold: 0, color: "#111111"${level} }]
${sections}
costModel: { levels: { top: { outstandingFen: 1000000, year: {}, ${assumed} } }, mixes: { all: { top: 1 } } }
`;
/** What a member of the level costs in a year, in fen, at full exercise and at the measured one. */
const fenOf = (text: string) => {
  const parsed = parseProgram(text, 'costs');
  return (['full', 'measured'] as const).map((exercise) => {
    const cost = costOfLevel(parsed, 'top', exercise);
    expect(costOfMix(parsed, 'all', exercise)).toEqual(cost);
    return Number(((cost?.numerator ?? 0n) * 1_000_000n) / (cost?.denominator ?? 1n));
  });
};
const COUPON = 'kind: amountOff, offFen: 1000, validFor: P30D';

describe('the cost of a level in a year', () => {
  it('is of rules: what is assumed of events, by the level and the campaigns, at the cost of a point', () => {
    const rules = `
rules:
  - { code: order, on: order.completed, grant: { points: { perYuan: 1/10 } }, multipliers: [level, campaign] }
  - { code: review, on: review.posted, grant: { points: { fixed: 20 } } }
campaigns: [{ code: eleven, from: 2026-11-01, to: 2026-11-11, pointsMultiplier: 3 }]`;
    const text = program(rules, '', ', pointsMultiplier: 1.5').replace(
      'year: {}',
      'year: { order.completed: { amountFen: 100000, inCampaigns: 1/4 }, review.posted: { times: 3 } }',
    );
    // 100 points, and twice again of a quarter, × 1.5, and 60 of reviews: 285 at half a fen.
    expect(fenOf(text)).toEqual([142, 142]);
  });

  it.each([
    [
      'tasks: as often as they are completed, fetched as measured where they are fetched by hand',
      `tasks:
  - { code: a, kind: newcomer, progress: { on: a.done, count: 1 }, reward: { points: 40, growth: 5 } }
  - { code: b, kind: daily, progress: { on: b.done, count: 1 }, reward: { points: 2 }, claim: auto }
  - { code: c, kind: daily, progress: { on: c.done, count: 1 }, reward: { points: 1000 } }`,
      'tasks: { a: 1/2, b: 100 }, exerciseRate: 0.6',
      '',
      // 20 × ½ and 200 × ½; the former in part.
      [110, 106],
    ],
    [
      'check-ins: runs up the ladder from its foot, with the steps of a month that they reach',
      'checkIn: { ladder: [2, 4, 10], top: restart, cumulative: { 4: { points: 20 }, 9: { points: 500 } } }',
      'checkIns: { runs: 3, days: 5 }',
      '',
      // 2 + 4 + 10 + 2 + 4 and 20 of the fourth day, thrice, at half a fen.
      [63, 63],
    ],
    [
      'invitations: both sides of each friend who converts',
      'referral: { window: P30D, convertsOn: order.completed, inviter: { points: 200 }, invitee: { points: 50 } }',
      'referrals: 0.4',
      '',
      [50, 50],
    ],
    [
      'the gift of the level, once, and its coupons as far as they are used',
      `gifts: { pack: [{ points: 100 }, { coupon: ten }, { coupon: shop }] }
coupons: [{ code: ten, name: Ten, ${COUPON} }, { code: shop, name: Shop, ${COUPON}, costFen: 0 }]`,
      'exerciseRate: 0.25',
      ', gift: pack',
      [1050, 300],
    ],
    [
      'coupons that are claimed, at what they cost or take off at most',
      `coupons:
  - { code: ten, name: Ten, ${COUPON}, claimable: true }
  - { code: part, name: Part, kind: percentOff, percent: 0.1, ceilingFen: 300, validFor: P7D, claimable: true }
  - { code: flat, name: Flat, ${COUPON}, costFen: 12.5, claimable: true }`,
      'coupons: { ten: 0.1, part: 2, flat: 4 }, exerciseRate: 0.5',
      '',
      [750, 375],
    ],
    [
      'benefits: as often as they are given or their quota can be used, or as measured',
      `benefits:
  - { code: birthday, name: B, kind: emotional, layer: emotional, grant: { points: 60, coupon: ten }, when: birthday, exerciseRate: 0.5 }
  - { code: pack, name: P, kind: economic, layer: basic, grant: { points: 10 }, when: { monthly: 1 } }
  - { code: feast, name: F, kind: emotional, layer: emotional, grant: { points: 500 }, when: { holiday: [01-01, 10-01] }, costFen: 30 }
  - { code: shipping, name: S, kind: economic, layer: basic, entitlement: { quota: 4, per: month }, costFen: 10, exerciseRate: 1/4 }
  - { code: salon, name: E, kind: emotional, layer: advanced, entitlement: { quota: 2, per: validity }, when: upgrade, costFen: 50 }
  - { code: none, name: N, kind: service, layer: basic, costFen: 999999 }
coupons: [{ code: ten, name: Ten, ${COUPON} }]`,
      'exerciseRate: 0.1',
      ', benefits: [birthday, pack, feast, shipping, salon]',
      // 1030, 60, 60, 480 and 100; 515 and 120 of the two that are not used in full.
      [1730, 855],
    ],
    [
      'gifts on top of recharges of the average amount',
      'wallet: { gifts: [{ atLeastFen: 10000, giftFen: 100 }, { atLeastFen: 50000, giftFen: 900 }] }',
      'exerciseRate: 0.1',
      '',
      [200, 200],
    ],
  ])('is of %s', (_, sections, assumed, level, fen) => {
    const text = program(sections, assumed, level);
    // Of ¥400 each.
    const recharging = text.replace('year: {}', 'year: { wallet.recharged: { amountFen: 80000, times: 2 } }');
    expect(fenOf(sections.startsWith('wallet') ? recharging : text)).toEqual(fen);
  });

  it('of a mix is what all cost by what all owe', () => {
    const { costModel } = shipped;
    const half = { bronze: rate('1/2'), silver: rate('1/2') };
    const mixed = { ...shipped, costModel: costModel && { ...costModel, mixes: { half } } };
    // ¥0.4736 and ¥2.141 a year, of ¥2,000 and ¥6,000.
    expect(costOfLevel(shipped, 'bronze')).toEqual(rate('4736/20000000'));
    expect(costOfLevel(shipped, 'silver')).toEqual(rate('2141/6000000'));
    expect(costOfMix(mixed, 'half')).toEqual(rate('26146/80000000'));
  });

  it('is not known without assumptions', () => {
    const { costModel: _, ...bare } = shipped;
    expect([costOfLevel(bare, 'gold'), costOfLevel(shipped, 'none'), costOfMix(shipped, 'none')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('instalment-mall as it ships', () => {
  const levels = shipped.tracks.find(({ primary }) => primary)?.levels.map(({ code }) => code) ?? [];

  it.each<Exercise>(['full', 'measured'])(
    'costs 0.023 %% to 0.089 %% on each level at %s exercise, the most at gold',
    (exercise) => {
      expect(levels).toEqual(['bronze', 'silver', 'gold', 'platinum', 'diamond']);
      const costs = levels.map((code) => costOfLevel(shipped, code, exercise) as Rational);
      expect(costs.map((cost) => isWithin(cost, '0.00023', '0.00089'))).toEqual(levels.map(() => true));
      const dearest = [...costs].sort(compare).at(-1) as Rational;
      expect(levels[costs.indexOf(dearest)]).toBe('gold');
      expect(isWithin(costOfMix(shipped, 'early', exercise), '0.00023', '0.00026')).toBe(true);
    },
  );

  it('is fitted with everything that it gives', () => {
    const { levels: assumed = {}, mixes } = shipped.costModel ?? {};
    expect(compare(mixes?.early?.bronze as Rational, rate('0.9'))).toBe(1);
    const counted = new Set(Object.values(assumed).flatMap(({ tasks }) => Object.keys(tasks)));
    expect([...counted].sort()).toEqual(shipped.tasks.map(({ code }) => code).sort());
    for (const { checkIns, referrals, year } of Object.values(assumed)) {
      for (const times of [checkIns?.runs, referrals, year['wallet.recharged']?.times]) {
        expect(compare(times as Rational, rate('0'))).toBe(1);
      }
    }
    const claimed = new Set(Object.values(assumed).flatMap(({ coupons }) => Object.keys(coupons)));
    const claimable = shipped.coupons.filter(({ claim }) => claim).map(({ code }) => code);
    expect([...claimed].sort()).toEqual([...claimable].sort());
  });

  it.each([
    ['a level that is none', 'bronze: #', 'copper: #', /^costModel\.levels\.copper: there is no such level/],
    ['a mix that is not whole', 'bronze: 0.97', 'bronze: 0.9', /^costModel\.mixes\.early: the shares .* add up to 1/],
    ['a mix of what is not assumed', 'gold: 0.002', 'jade: 0.002', /^costModel\.mixes\.early\.jade: there is no such/],
    ['nothing owed', 'outstandingFen: 200000', 'outstandingFen: 0', /^costModel\.levels\.bronze\.outstandingFen: /],
    ['more than all in campaigns', '80000, inCampaigns: 0.1', '80000, inCampaigns: 2', /inCampaigns: write at most 1/],
    [
      'a task that is none',
      '{ verify-name: 0.04',
      '{ verify: 0.04',
      /levels\.bronze\.tasks\.verify: there is no such task/,
    ],
    [
      'a coupon that is none',
      '{ welcome-10: 0.04',
      '{ welcome: 0.04',
      /bronze\.coupons\.welcome: there is no such coupon/,
    ],
    [
      'a coupon without a known cost',
      'offFen: 1200, costFen: 0,',
      '',
      /^coupons\.\d+\.costFen: is missing: costModel has/,
    ],
  ])('is refused with %s', (_, text, by, fault) => {
    const changed = source.replace(text, by);
    expect(changed).not.toBe(source);
    const { faults = [] } = readProgram(changed);
    expect(faults.map(({ path, message }) => `${path}: ${message}`)).toContainEqual(expect.stringMatching(fault));
  });
});
