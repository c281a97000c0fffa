import type { FormulaGrowth, Program, Rfm, Track } from '../program';
import { COINS } from './coins';
import { level, program, rate, rule, task, track } from './fixtures';
import { COIN_GIFTS } from './wallet-coins';

/** The program that `CoinLedger` models. */
export const coinsProgram: Program = program({
  points: {
    expiry: { after: `P${COINS.lifeDays}D`, endOf: 'day' },
    pendingFor: `P${COINS.pendingDays}D`,
    capPerDay: COINS.pointsPerDay,
    remindBefore: ['P3D'],
  },
  growth: { capPerDay: COINS.growthPerDay },
  tracks: [track({ levels: [level('base', 0, 0, { pointsMultiplier: rate('1.5') })] })],
  rules: [
    rule('order', {
      growth: { perYuan: rate('1'), rounding: 'down' },
      multipliers: [],
      source: 'growth',
      priority: 2,
    }),
    rule('order-points', {
      points: { perYuan: rate('1'), rounding: 'down' },
      multipliers: ['level'],
      capPerDay: COINS.ordersPerDay,
    }),
    rule('review', { on: ['review.posted'], points: { fixed: COINS.review, rounding: 'down' } }),
    rule('stored', {
      on: ['wallet.recharged'],
      points: { perYuan: rate(String(COINS.pointsPerYuanStored)), rounding: 'down' },
    }),
    rule('breach', { on: ['breach.recorded'], penalty: { points: COINS.penalty, growth: COINS.penalty } }),
  ],
  wallet: { gifts: COIN_GIFTS, spendOrder: 'proportional' },
});

const name = { 'zh-CN': '一', en: 'one' };
const half = rate('1/2');
const benefit = { name, kind: 'economic', layer: 'basic', costFen: rate('1'), exerciseRate: half } as const;

/** Coupons, benefits and gifts, for levels that are named base, silver and gold. */
const given: Pick<Program, 'benefits' | 'gifts' | 'coupons' | 'couponsRemindBefore'> = {
  benefits: [
    { ...benefit, code: 'pack', grant: { coupon: 'short', points: 3 }, when: { kind: 'monthly', day: 28 } },
    { ...benefit, code: 'feast', grant: { growth: 7 }, when: { kind: 'holiday', dates: ['01-30', '02-02'] } },
    { ...benefit, code: 'cake', grant: { coupon: 'short' }, when: { kind: 'birthday' } },
    { ...benefit, code: 'lounge', entitlement: { quota: 3, per: 'month' } },
    { ...benefit, code: 'ride', entitlement: { quota: 2, per: 'validity' } },
    { ...benefit, code: 'welcome', entitlement: { quota: 1, per: 'quarter' }, when: { kind: 'upgrade' } },
  ],
  gifts: { box: [{ coupon: 'tenth' }, { points: 5 }, { benefit: 'lounge' }] },
  coupons: [
    { code: 'short', name, kind: 'amountOff', offFen: 500, minSpendFen: 1_000, valid: { for: 'P1D' }, claim: {} },
    {
      ...{ code: 'tenth', name, kind: 'percentOff', percent: rate('1/10'), ceilingFen: 400, minSpendFen: 0 },
      ...{ valid: { for: 'P2D' }, perMember: 3, claim: { levels: ['silver', 'gold'] } },
    },
    {
      code: 'dated',
      name,
      kind: 'freeShipping',
      minSpendFen: 0,
      valid: { from: '2026-01-29', to: '2026-02-02' },
      claim: {},
    },
  ],
  couponsRemindBefore: ['P1D'],
};

/** A program whose levels rise, are kept and fall within days. */
export function hastyProgram(changes: { policy: 'oneStep' | 'byScore' | 'none'; subtract: boolean }): Program {
  const { policy, subtract } = changes;
  const levels = [
    level('base', 0, 0, { benefits: ['cake'] }),
    level('silver', 1, 40, { benefits: ['cake', 'pack', 'lounge'], gift: 'box' }),
    level('gold', 2, 90, { keep: 60, benefits: ['pack', 'feast', 'lounge', 'ride', 'welcome'], gift: 'box' }),
  ];
  return program({
    ...coinsProgram,
    ...given,
    points: {
      ...coinsProgram.points,
      expiry: { after: 'P2D', endOf: 'day' },
      pendingFor: 'P1D',
      remindBefore: ['P1D'],
    },
    tracks: [
      track({
        levels,
        window: { kind: 'calendar', unit: 'month' },
        validity: 'P2D',
        downgrade: { policy, grace: 'P1D', atExpiry: subtract ? 'subtractKeepThreshold' : 'none' },
        returning: { within: 'P3D', thresholdFactor: rate('1/2') },
      }),
      track({
        code: 'spend',
        primary: false,
        basis: { kind: 'amount', on: ['order.completed'] },
        window: { kind: 'sinceChange' },
        levels: [level('base', 0, 0), level('top', 1, 4_000)],
        validity: 'P1D',
        downgrade: { policy, grace: 'P2D', atExpiry: 'none' },
      }),
    ],
  });
}

const rfm: Rfm = {
  on: ['order.completed'],
  window: 'P6D',
  recency: [
    { withinDays: 1, score: 40 },
    { withinDays: 3, score: 15 },
  ],
  frequency: [
    { atLeast: 2, score: 20 },
    { atLeast: 4, score: 30 },
  ],
  monetary: [{ atLeastFen: 5_000, score: 25 }],
};

const formulaGrowth: FormulaGrowth = {
  weights: { rfm: rate('1/2'), spend: rate('0.4'), activity: rate('2/3'), base: rate('1') },
  rfm,
  spend: { on: ['order.completed'], window: 'P3D', perYuan: rate('1/3') },
  activity: { scores: { 'review.posted': 7, 'breach.recorded': 2 }, capPerDay: 12, window: 'P1M' },
  base: { on: ['review.posted'], path: 'data.score' },
  reward: [{ atLeast: 20, score: 9 }],
};

/** A hasty program with growth by a formula, an RFM score, scheduled upgrades and reviews. */
export function formulaProgram(changes: Parameters<typeof hastyProgram>[0]): Program {
  const hasty = hastyProgram(changes);
  const [growth] = hasty.tracks;
  const levels = [level('base', 0, 0), level('silver', 1, 30), level('gold', 2, 60, { keep: 40 })];
  const more = (code: string, difference: Partial<Track>): Track => ({
    ...track({ ...growth, code, primary: false, levels, returning: undefined }),
    ...difference,
  });
  const weighted: Track['basis'] = {
    kind: 'weighted',
    parts: [
      { basis: { kind: 'rfm', ...rfm }, weight: rate('1/2') },
      { basis: { kind: 'growth' }, weight: rate('1/3') },
    ],
  };
  const rolling: Track['window'] = { kind: 'rolling', months: 1 };
  const monthly = { every: 'month', skip: false, review: false } as const;
  return {
    ...hasty,
    formulaGrowth,
    tracks: [
      ...hasty.tracks,
      more('loyal', { basis: { kind: 'rfm', ...rfm }, window: { kind: 'lifetime' } }),
      more('monthly', { basis: weighted, window: rolling, upgrade: monthly }),
      more('judged', { upgrade: { skip: true, review: true }, window: rolling }),
      more('season', { upgrade: { ...monthly, review: true } }),
    ],
  };
}

/** A hasty program with a check-in and tasks: chains, periods, of a level, of a tag, by themselves, and one that no event undoes. */
export function loopProgram(changes: Parameters<typeof hastyProgram>[0]): Program {
  const hasty = hastyProgram(changes);
  const on = ['order.completed'];
  return {
    ...hasty,
    tags: [{ code: 'vip', name }],
    points: { ...hasty.points, expiry: { after: 'P5D', endOf: 'day' }, pendingFor: 'P2D' },
    tasks: [
      task('first', { reward: { points: 30, growth: 25 } }),
      task('day', { kind: 'daily', claim: 'auto', reward: { points: 7 }, after: ['first'] }),
      task('week', { kind: 'weekly', progress: { on, unit: 'fen', target: 6_000 }, reward: { growth: 40 } }),
      task('month', { kind: 'monthly', claim: 'auto', progress: { on, unit: 'times', target: 3 } }),
      task('recharge', {
        kind: 'monthly',
        progress: { on: ['wallet.recharged'], unit: 'fen', target: 30 },
        reward: { points: 9, growth: 4 },
      }),
      task('vip-only', {
        kind: 'daily',
        visible: { levels: [], segments: ['vip'] },
        reward: { points: 4 },
        claim: 'auto',
      }),
      task('base-only', { visible: { levels: ['base'] }, reward: { points: 5 }, claim: 'auto' }),
      task('open', {
        kind: 'daily',
        progress: { on: ['app.opened'], unit: 'times', target: 1 },
        reward: { growth: 3 },
      }),
    ],
    checkIn: {
      ladder: [2, 4, 9],
      top: changes.subtract ? 'restart' : 'repeat',
      makeUp: { costPoints: 6, perMonth: 1, lastDays: 4 },
      cumulative: [{ count: 3, reward: { points: 8, growth: 20 } }],
    },
  };
}
