import fc from 'fast-check';
import type { Program } from '../../engine/program';
import { formatRational, rational, round } from '../../engine/rational';
import { readProgram } from './parse-program';

const FULL = `program: shop
name: Shop
timeZone: Asia/Shanghai
lateHorizon: P30D
points:
  expiry: { after: P12M, endOf: month }
  pendingFor: PT12H
  costPerPointFen: 0.8
  deduction: { pointsPerYuan: 100, maxShare: 1/3, minPoints: 500, unit: 100 }
  caps: { perDay: 1000 }
  remindBefore: [P1D, P1M, P7D]
growth: { caps: { perDay: 200000 } }
tracks:
  - code: growth
    name: Growth
    primary: true
    window: { kind: rolling, months: 12 }
    validity: P1Y
    upgrade: { when: immediate, skip: false, review: true }
    downgrade: { policy: oneStep, grace: P30D, atExpiry: subtractKeepThreshold }
    returning: { within: P180D, growthMultiplier: 1.5, thresholdFactor: 0.8 }
    levels:
      - { code: bronze, name: Bronze, threshold: 0, color: '#a4663d' }
      - { code: gold, name: Gold, threshold: 12000, keep: 10000, pointsMultiplier: 1.2, growthMultiplier: 1, color: '#b07d1a' }
  - code: active
    name: Active
    basis:
      kind: weighted
      parts:
        - { basis: { kind: activity, scores: { app.opened: 1 }, cap: { perDay: 5 } }, weight: 1/3 }
        - { basis: { kind: amount, on: order.completed }, weight: 0.7 }
    window: { kind: calendar, unit: quarter }
    levels: [{ code: base, name: Base, threshold: 0, color: '#000000' }]
rules:
  - { code: review-points, on: review.posted, grant: { points: { fixed: 20 } }, voidedBy: review.deleted }
  - code: order-points
    on: [order.completed, order.extended]
    when: { amountFen: { gte: 100 } }
    grant: { points: { perYuan: 0.01, rounding: halfEven }, growth: { perYuan: 1 } }
    multipliers: [level, campaign]
    cap: { perDay: 200 }
    source: orders
    priority: 10
    exclusive: true
  - { code: breach, on: breach.recorded, penalty: { points: { fixed: 100 }, growth: { fixed: 7 } } }
campaigns:
  - { code: spring, from: 2026-02-01, to: 2026-02-28, pointsMultiplier: 2 }
risk: { approvalAbove: { points: 10000, growth: 50000 } }
`;

function read(source: string): Program {
  const { program, faults } = readProgram(source);
  expect(faults).toBeUndefined();
  return program as Program;
}

/** The faults after some words of the full program were changed, as `line path: message`. */
function faultsOf(text: string, by: string): string[] {
  expect(FULL).toContain(text);
  const { faults = [] } = readProgram(FULL.replace(text, by));
  return faults.map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

describe('the grammar of a program', () => {
  it('has points, growth, risk and campaigns', () => {
    const program = read(FULL);
    expect(program).toMatchObject({
      lateHorizon: 'P30D',
      points: {
        expiry: { after: 'P12M', endOf: 'month' },
        pendingFor: 'PT12H',
        costPerPointFen: rational(4, 5),
        deduction: { pointsPerYuan: 100, maxShare: rational(1, 3), minPoints: 500, unit: 100 },
        capPerDay: 1000,
        remindBefore: ['P1M', 'P7D', 'P1D'],
      },
      growth: { capPerDay: 200_000 },
      campaigns: [{ code: 'spring', from: '2026-02-01', to: '2026-02-28', pointsMultiplier: rational(2) }],
      approvalAbove: { points: 10_000, growth: 50_000 },
    });
  });

  it('has tracks', () => {
    expect(read(FULL).tracks).toMatchObject([
      {
        basis: { kind: 'growth' },
        window: { kind: 'rolling', months: 12 },
        validity: 'P1Y',
        upgrade: { skip: false, review: true },
        downgrade: { policy: 'oneStep', grace: 'P30D', atExpiry: 'subtractKeepThreshold' },
        returning: { within: 'P180D', growthMultiplier: rational(3, 2), thresholdFactor: rational(4, 5) },
        levels: [
          { keep: 0, rank: 0 },
          { keep: 10_000, rank: 1, pointsMultiplier: rational(6, 5), growthMultiplier: rational(1) },
        ],
      },
      {
        basis: {
          kind: 'weighted',
          parts: [
            { basis: { kind: 'activity', scores: { 'app.opened': 1 }, capPerDay: 5 }, weight: rational(1, 3) },
            { basis: { kind: 'amount', on: ['order.completed'] }, weight: rational(7, 10) },
          ],
        },
        window: { kind: 'calendar', unit: 'quarter' },
      },
    ]);
  });

  it('has rules, by falling priority and then in the order of the file', () => {
    const [order, review, breach] = read(FULL).rules;
    expect(order).toEqual({
      code: 'order-points',
      on: ['order.completed', 'order.extended'],
      when: { path: 'amountFen', test: { gte: 100 } },
      points: { perYuan: rational(1, 100), rounding: 'halfEven' },
      growth: { perYuan: rational(1), rounding: 'down' },
      multipliers: ['level', 'campaign'],
      capPerDay: 200,
      source: 'orders',
      priority: 10,
      exclusive: true,
    });
    expect(review).toMatchObject({ code: 'review-points', source: 'review.posted', voidedBy: 'review.deleted' });
    expect(breach).toMatchObject({ code: 'breach', penalty: { points: 100, growth: 7 }, points: undefined });
  });

  it('is shared by everybody, so that nobody can change it', () => {
    const { tracks, rules } = read(FULL);
    for (const part of [tracks, tracks[0]?.levels[1], rules[0]?.points?.perYuan])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it('reminds of an expiry unless the file says otherwise', () => {
    const remind = (text: string) => read(FULL.replace('  remindBefore: [P1D, P1M, P7D]\n', text)).points.remindBefore;
    expect(remind('')).toEqual(['P30D', 'P7D', 'P1D']);
    expect(remind('  remindBefore: []\n')).toEqual([]);
  });
});

describe('rates', () => {
  const rateOf = (text: string) =>
    read(FULL.replace('perYuan: 0.01', `perYuan: ${text}`)).rules[0]?.points?.perYuan ?? rational(0);

  it('are the fraction that was written, where a float is not', () => {
    expect(rateOf('0.1')).toEqual(rational(1, 10));
    expect(rateOf('1/3')).toEqual(rational(1, 3));
    expect(rateOf("'0.30'")).toEqual(rational(3, 10));
    expect(0.1 + 0.2).toBe(0.30000000000000004);
    expect(rateOf('0.30000000000000004')).toEqual(rational(7_500_000_000_000_001n, 25_000_000_000_000_000n));
    expect(0.1).toBe(Number('0.1000000000000000055511151231257827'));
    expect(rateOf('0.1000000000000000055511151231257827')).not.toEqual(rational(1, 10));
    expect(rateOf('1.00000000000000000001')).not.toEqual(rational(1));
    expect(rateOf('9007199254740993')).toEqual(rational(9_007_199_254_740_993n));
  });

  it('multiply without loss: 1.15 × 100 is 115, and three thirds are a whole', () => {
    const { numerator, denominator } = rateOf('1.15');
    expect(Math.floor(1.15 * 100)).toBe(114);
    expect(round({ numerator: numerator * 100n, denominator }, 'down')).toBe(115);
    expect(round({ numerator: 3n * rateOf('1/3').numerator, denominator: 3n }, 'down')).toBe(1);
  });

  it('are exact whatever decimal is written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 30n }), fc.integer({ min: 1, max: 25 }), (digits, places) => {
        const padded = String(digits).padStart(places + 1, '0');
        const text = `${padded.slice(0, -places)}.${padded.slice(-places)}`;
        const { numerator, denominator } = rateOf(text);
        expect(numerator * 10n ** BigInt(places)).toBe(digits * denominator);
      }),
      { numRuns: 50 },
    );
    expect(formatRational(rateOf('0.015'))).toBe('0.015');
  });
});

describe('a fault of a program', () => {
  const RATE = 'write a number or a fraction such as 0.01 or 1/3';
  it.each([
    ['perYuan: 0.01', 'perYuan: 1e-2', `39 rules.1.grant.points.perYuan: ${RATE}`],
    ['perYuan: 0.01', 'perYuan: 1/0', `39 rules.1.grant.points.perYuan: ${RATE}`],
    ['perYuan: 0.01', 'perYuan: .inf', `39 rules.1.grant.points.perYuan: ${RATE}`],
    ['perYuan: 0.01', 'perYuan: [1]', `39 rules.1.grant.points.perYuan: ${RATE}`],
    ['perYuan: 0.01', 'perYuan: 0', '39 rules.1.grant.points.perYuan: write more than 0'],
    ['perYuan: 0.01', 'perYuan: -1/3', '39 rules.1.grant.points.perYuan: write more than 0'],
    ['perYuan: 0.01', 'perYuan: 0.01, fixed: 3', '39 rules.1.grant.points: write perYuan or fixed, not both'],
    ['perYuan: 0.01, ', '', '39 rules.1.grant.points: write perYuan or fixed'],
    [
      'rounding: halfEven',
      'rounding: near',
      '39 rules.1.grant.points.rounding: write one of down, up, halfUp, halfDown, halfEven',
    ],
    [
      '[level, campaign]',
      '[level, birthday]',
      '40 rules.1.multipliers.1: write one of level, plan, campaign, returning',
    ],
    ['[level, campaign]', '[level, level]', '40 rules.1.multipliers: name each multiplier once'],
    ['cap: { perDay: 200 }', 'cap: { perDay: 0 }', '41 rules.1.cap.perDay: write 1 or more'],
    ['cap: { perDay: 200 }', 'cap: { perDay: 1.5 }', '41 rules.1.cap.perDay: write a whole number'],
    [
      'cap: { perDay: 200 }',
      'cap: { perWeek: 2 }',
      '41 rules.1.cap: there is no "perWeek": remove it, or correct the spelling',
    ],
    [
      '    source: orders\n',
      '',
      '36 rules.1.source: is missing: with several event types, name what the cap counts by',
    ],
    ['code: breach', 'code: order-points', '45 rules.2.code: the program has a rule order-points already'],
    [', grant: { points: { fixed: 20 } }', '', '35 rules.0: write a grant or a penalty'],
    ['{ points: { fixed: 20 } }', '{}', '35 rules.0.grant: grant points, growth or both'],
    ['fixed: 20', 'fixed: 0', '35 rules.0.grant.points.fixed: write 1 or more'],
    [
      'penalty: {',
      'grant: { growth: { fixed: 1 } }, penalty: {',
      '45 rules.2.penalty: write a grant or a penalty, not both: make two rules',
    ],
    [
      'growth: { fixed: 7 } }',
      'growth: { fixed: 7 } }, cap: { perDay: 3 }',
      '45 rules.2.cap: a penalty has no cap: remove it',
    ],
    [
      'growth: { fixed: 7 } }',
      'growth: { fixed: 7 } }, multipliers: [level]',
      '45 rules.2.multipliers: a penalty is not multiplied: remove them',
    ],
    ['{ points: { fixed: 100 }, growth: { fixed: 7 } }', '{}', '45 rules.2.penalty: take points, growth or both'],
    [
      'voidedBy: review.deleted',
      'voidedBy: review.posted',
      '35 rules.0.voidedBy: review.posted is what the rule grants for: name the event type that undoes it',
    ],
    [
      'voidedBy: review.deleted',
      'voidedBy: Deleted',
      '35 rules.0.voidedBy: write an event type such as order.completed',
    ],
    ['on: review.posted', 'on: posted', '35 rules.0.on: write an event type such as order.completed'],
    ['on: review.posted', 'on: []', '35 rules.0.on: name at least one event type'],
    [
      '[order.completed, order.extended]',
      '[order.completed, order.completed]',
      '37 rules.1.on: name each event type once',
    ],
    ['keep: 10000', 'keep: 12001', '24 tracks.0.levels.1.keep: write at most 12000, the level’s threshold'],
    [
      'P12M, endOf',
      'PT12H, endOf',
      '6 points.expiry.after: write a duration of days, months or years such as P30D or P1Y',
    ],
    ['P12M, endOf', 'P0D, endOf', '6 points.expiry.after: write more than nothing'],
    ['P12M, endOf', 'P101Y, endOf', '6 points.expiry.after: write at most P100Y'],
    [
      'P12M, endOf',
      '12, endOf',
      '6 points.expiry.after: write a duration of days, months or years such as P30D or P1Y',
    ],
    ['endOf: month', 'endOf: week', '6 points.expiry.endOf: write one of day, month, quarter, year'],
    ['pendingFor: PT12H', 'pendingFor: PT', '7 points.pendingFor: write a duration such as P7D or PT12H'],
    ['pendingFor: PT12H', 'pendingFor: P', '7 points.pendingFor: write a duration such as P7D or PT12H'],
    [
      'validity: P1Y',
      'validity: 1Y',
      '18 tracks.0.validity: write a duration of days, months or years such as P30D or P1Y',
    ],
    [
      '    validity: P1Y\n',
      '',
      '19 tracks.0.downgrade: a level falls at the end of its validity: give the track a validity',
    ],
    [
      'grace: P30D',
      'grace: PT1H',
      '20 tracks.0.downgrade.grace: write a duration of days, months or years such as P30D or P1Y',
    ],
    [
      'policy: oneStep',
      'policy: twoSteps',
      '20 tracks.0.downgrade.policy: write one of none, oneStep, byScore, keepHighest',
    ],
    [
      'when: immediate',
      'when: nightly',
      '19 tracks.0.upgrade.when: write immediate, or { every: month }, quarter or year',
    ],
    [
      ', growthMultiplier: 1.5, thresholdFactor: 0.8',
      '',
      '21 tracks.0.returning: write growthMultiplier, thresholdFactor or both',
    ],
    ['costPerPointFen: 0.8', 'costPerPointFen: -0.8', '8 points.costPerPointFen: write 0 or more'],
    ['maxShare: 1/3', 'maxShare: 4/3', '9 points.deduction.maxShare: write at most 1'],
    ['unit: 100 }', 'unit: 0 }', '9 points.deduction.unit: write 1 or more'],
    ['kind: rolling, months: 12', 'kind: rolling, months: 0', '17 tracks.0.window.months: write 1 or more'],
    [
      'kind: rolling, months: 12',
      'kind: fixed',
      '17 tracks.0.window.kind: write a map with kind: one of lifetime, calendar, rolling, sinceChange',
    ],
    ['unit: quarter', 'unit: week', '32 tracks.1.window.unit: write one of month, quarter, year'],
    [
      'kind: amount, on: order.completed',
      'kind: fame',
      '31 tracks.1.basis.parts.1.basis.kind: write a map with kind: one of growth, points, amount, recharge, holding, termWeighted, activity, rfm',
    ],
    ['kind: amount, on: order.completed', 'kind: holding', undefined],
    [
      'app.opened: 1',
      'opened: 1',
      '30 tracks.1.basis.parts.0.basis.scores.opened: write an event type such as order.completed',
    ],
    ['app.opened: 1', 'app.opened: 0', '30 tracks.1.basis.parts.0.basis.scores.app.opened: write 1 or more'],
    ['{ app.opened: 1 }', '{}', '30 tracks.1.basis.parts.0.basis.scores: give at least one event type its score'],
    [
      'primary: true',
      'primary: true\n    basis: { kind: holding }',
      '18 tracks.0.window: a holding is what is held now: remove the window',
    ],
    ['from: 2026-02-01', 'from: 2026-02-30', '47 campaigns.0.from: there is no such date'],
    ['from: 2026-02-01', 'from: 2026-03-01', '47 campaigns.0.to: write 2026-03-01 or later'],
    ['from: 2026-02-01', 'from: tomorrow', '47 campaigns.0.from: write a date such as 2026-01-31'],
    [', pointsMultiplier: 2 }', ' }', '47 campaigns.0: write pointsMultiplier, growthMultiplier or both'],
    ['points: 10000', 'points: -1', '48 risk.approvalAbove.points: write 0 or more'],
    ['lateHorizon: P30D', 'families: []', '4 program: there is no "families": remove it, or correct the spelling'],
    ['name: Shop', 'name: 7', '2 name: write one text, or { zh-CN: …, en: … }'],
    ['growth: { caps: { perDay: 200000 } }', 'growth: 5', '12 growth: write a map'],
    ['rules:', 'rules: 5\nrest:', '34 rules: write a list'],
    ['on: review.posted', 'on: 5', '35 rules.0.on: write an event type such as order.completed, or a list of them'],
    ['{ app.opened: 1 }', '5', '30 tracks.1.basis.parts.0.basis.scores: write a map such as { app.opened: 1 }'],
  ])('%s → %s says where and what to write', (text, by, fault) => {
    if (fault === undefined) expect(faultsOf(text, by)).toEqual([]);
    else expect(faultsOf(text, by)).toContain(fault);
  });

  it('is told of a file that no reader can take in', () => {
    const laughs = ['a: &a0 [x]', ...[1, 2, 3, 4, 5, 6].map((n) => `b${n}: &a${n} [${`*a${n - 1},`.repeat(9)}]`)].join(
      '\n',
    );
    for (const source of [laughs, '['.repeat(100_000), `x: ${'{a: '.repeat(20_000)}`]) {
      expect(readProgram(source).faults?.length).toBeGreaterThan(0);
    }
  });
});
