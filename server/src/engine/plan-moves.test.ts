import { estateOf } from './merge';
import type { PlanMove } from './outcome';
import { movesOfSavings } from './plan-moves';
import type { Benefit, Program } from './program';
import { formatRational } from './rational';
import type { Entry, SavingKind } from './state';
import { at, level, Member, order, orderPoints, program, rate, refund, track } from './test/fixtures';

const name = { 'zh-CN': '一', en: 'one' };
const benefit = (code: string, changes: Partial<Benefit>): Benefit => ({
  ...{ code, name, kind: 'economic', layer: 'basic', exerciseRate: rate('1') },
  ...changes,
});
const monthly = { when: { kind: 'planMonth' as const } };
const coupon = (code: string, changes: object = {}) => ({
  ...{ code, name, kind: 'amountOff' as const, offFen: 800, minSpendFen: 800, valid: { for: 'P31D' } },
  ...changes,
});

/** A program whose plan gives these benefits; a point costs half a fen. */
const shop = (benefits: Benefit[], changes: Partial<Program> = {}): Program => {
  const base = program({
    plans: [
      {
        ...{
          code: 'month',
          name,
          period: 'P1M',
          priceFen: 3000,
          scheme: 'hybrid',
          adapter: 'wechatPay',
          autoRenew: true,
        },
        ...{ benefits: benefits.map(({ code }) => code), agreementVersion: '1', pointsMultiplier: rate('2') },
        refund: { wholeWithin: 'P7D', unusedOnly: true, thereafter: 'none', auto: false },
      },
    ],
    benefits,
    rules: [{ ...orderPoints, multipliers: ['plan'] }],
    coupons: [coupon('own'), coupon('paid', { costFen: rate('300') })],
    ...changes,
  });
  return { ...base, points: { ...base.points, costPerPointFen: rate('0.5') } };
};
const start = (when = '2026-01-10') => ({
  ...{ kind: 'startPlan' as const, at: at(when), subscriptionId: 's1', periodNo: 1, plan: 'month' },
  ...{ source: 'checkout' as const, paidFen: 3000, autoRenew: false },
});
const end = (when: string) => ({
  ...{ kind: 'endPlan' as const, at: at(when), subscriptionId: 's1', reason: 'refunded' as const, refundedFen: 3000 },
});
const use = (ref: string, when: string, code: string, step: 'use' | 'return' = 'use') => ({
  ...{ kind: 'useBenefit' as const, at: at(when), step, benefit: code, ref },
});
const redeem = (couponId: string, when: string) => [
  {
    ...{ kind: 'lockCoupon' as const, at: at(when), couponId, orderRef: 'o1', orderAmountFen: 5000 },
    deadline: at(when) + 60_000,
  },
  { kind: 'redeemCoupon' as const, at: at(when), couponId },
];
/** `given pack 1 25` or `points 1 50`: what, how often, and what it cost. */
const inShort = ({ kind, benefit: code, count, costFen }: PlanMove) =>
  [kind, ...(code === undefined ? [] : [code]), count, formatRational(costFen)].join(' ');
const movesOf = (member: Member) => member.outcomes.flatMap(({ planMoves }) => planMoves);
const moves = (member: Member) => movesOf(member).map(inShort);

describe('what a plan costs', () => {
  it('by points, when they are given, and back when a refund takes them', () => {
    const rules = shop([benefit('points', { ...monthly, grant: { points: 50 } })]);
    const one = new Member(rules).do(start(), end('2026-01-12'));
    expect(moves(one)).toEqual(['given points 1 25', 'used points 1 0', 'used points -1 -25']);
    const said = shop([benefit('points', { ...monthly, grant: { points: 50 }, costFen: rate('7') })]);
    expect(moves(new Member(said).do(start()))).toEqual(['given points 1 7', 'used points 1 0']);
  });

  it.each([
    ['what it took off', { grant: { coupon: 'own' } }, '0', '800'],
    ['the word of the coupon', { grant: { coupon: 'paid' } }, '0', '300'],
    ['the word of the benefit', { grant: { coupon: 'paid' }, costFen: rate('250') }, '0', '250'],
    ['that beside points', { grant: { coupon: 'own', points: 10 } }, '5', '800'],
    ['the word for both', { grant: { coupon: 'own', points: 10 }, costFen: rate('250') }, '0', '250'],
  ])('by a coupon, when it is redeemed: %s', (_, changes, given, used) => {
    const one = new Member(shop([benefit('pack', { ...monthly, ...changes })])).do(
      start(),
      ...redeem('1', '2026-01-12'),
    );
    one.do({ kind: 'returnCoupon', at: at('2026-01-13'), couponId: '1' });
    expect(moves(one)).toEqual([`given pack 1 ${given}`, `used pack 1 ${used}`, `used pack -1 -${used}`]);
    expect(movesOf(one).map(({ since, at: then }) => [since, then])).toEqual([
      [at('2026-01-10'), at('2026-01-10')],
      [at('2026-01-10'), at('2026-01-12')],
      [at('2026-01-10'), at('2026-01-13')],
    ]);
  });

  it('by a coupon that a refund takes back unused nothing; it could have been used', () => {
    const rules = shop([benefit('pack', { ...monthly, grant: { coupon: 'own' } })]);
    expect(moves(new Member(rules).do(start(), end('2026-01-12')))).toEqual(['given pack 1 0']);
  });

  it('by the uses of a quota, less what came back; not of a quota that the level has, too', () => {
    const shipping = benefit('shipping', { entitlement: { quota: 3, per: 'month' }, costFen: rate('12.5') });
    const one = new Member(shop([shipping])).do(start(), use('a', '2026-01-11', 'shipping'));
    one.do(use('b', '2026-01-11', 'shipping'), use('b', '2026-01-12', 'shipping', 'return'));
    expect(moves(one)).toEqual(['used shipping 1 12.5', 'used shipping 1 12.5', 'used shipping -1 -12.5']);
    const base = { ...level('base', 0, 0), benefits: ['shipping'] };
    const all = shop([shipping], { tracks: [track({ levels: [base] })] });
    expect(moves(new Member(all).do(start(), use('a', '2026-01-11', 'shipping')))).toEqual([]);
  });

  it('by a quota that is given once more, also when it is used after the end', () => {
    const visits = benefit('visits', { ...monthly, entitlement: { quota: 2, per: 'month' }, costFen: rate('100') });
    const one = new Member(shop([visits])).do(start('2026-01-01'), { ...end('2026-01-12'), reason: 'staff' });
    one.do(use('a', '2026-01-13', 'visits'));
    expect(moves(one)).toEqual(['given visits 2 0', 'used visits 1 100']);
  });

  it('by what somebody in the family uses, though it saves the owner nothing', () => {
    const lounge = benefit('lounge', { entitlement: { quota: 1, per: 'month' }, costFen: rate('90'), worthFen: 500 });
    const shares = { owner: 7, ownerSubscriptionId: 's9', shares: ['lounge'], until: at('2026-02-01') };
    const one = new Member(shop([lounge])).do({ kind: 'joinFamily', at: at('2026-01-10'), ...shares });
    one.do(use('a', '2026-01-11', 'lounge'));
    expect(movesOf(one)).toMatchObject([{ subscriptionId: 's9', kind: 'used', benefit: 'lounge', count: 1 }]);
    expect([moves(one), one.state.savedFen]).toEqual([['used lounge 1 90'], undefined]);
  });

  it('by its multiplier what the ledger says, less what a refund takes back', () => {
    const one = new Member(shop([])).do(
      start(),
      order('o', 10_000, '2026-01-12'),
      refund('r', 'o', 5_000, '2026-01-13'),
    );
    expect(moves(one)).toEqual(['points 1 50', 'points -1 -25']);
  });
});

it('a price for members costs what it took off, and nothing else of the ledger does so', () => {
  const line = { seq: 1, account: 'saving' as const, effectiveAt: 5, recordedAt: 6, input: 1, programVersion: 1 };
  const entry = (delta: number, kind: SavingKind): Entry => ({
    ...{ ...line, kind: delta > 0 ? 'save' : 'unsave', delta },
    trace: { saving: { plan: 's1', kind, of: 'o' } },
  });
  const entries = [entry(250, 'memberPrice'), entry(-100, 'memberPrice'), entry(800, 'coupon'), entry(9, 'transfer')];
  const found = movesOfSavings([...entries, { ...line, kind: 'transfer', delta: 7, trace: {} }]);
  expect(found.map(inShort)).toEqual(['memberPrice 1 250', 'memberPrice -1 -100']);
  expect(found[0]).toMatchObject({ subscriptionId: 's1', since: 5, at: 5 });
});

it('what was saved before a merge stays with the subscription, in a line of its own', () => {
  const rules = shop([benefit('lounge', { entitlement: { quota: 1, per: 'month' }, worthFen: 500 })]);
  const other = new Member(rules).do(start(), use('a', '2026-01-11', 'lounge'));
  const estate = estateOf(other.state, new Map());
  const mergeIn = { kind: 'mergeIn' as const, at: at('2026-01-12'), from: 2, estate, reason: 'one person', actor: 'x' };
  const one = new Member(rules).do(mergeIn);
  const lines = one.outcomes.flatMap(({ entries }) => entries).filter(({ account }) => account === 'saving');
  expect(lines.map(({ delta, trace }) => [delta, trace.saving])).toEqual([
    [500, { plan: 's1', kind: 'transfer', of: '' }],
  ]);
  expect([one.state.savedFen, one.state.plan?.savedFen, moves(one)]).toEqual([500, 500, []]);
});
