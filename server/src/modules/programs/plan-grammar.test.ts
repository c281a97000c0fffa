import { parseProgram, readProgram } from './parse-program';
import { diffPrograms } from './program-diff';

const good = `program: shop
name: Shop
timeZone: Asia/Shanghai
tracks:
  - { code: growth, name: Growth, primary: true, levels: [{ code: bronze, name: Bronze, threshold: 0, color: "#a4663d" }] }
benefits:
  - { code: shipping, name: Shipping, kind: economic, layer: basic, entitlement: { quota: 2, per: month }, worthFen: 800 }
  - { code: pack, name: Pack, kind: economic, layer: basic, grant: { points: 10 }, when: planMonth }
plans:
  - code: monthly
    name: Monthly
    period: P1M
    priceFen: 1990
    scheme: hybrid
    benefits: [shipping, pack]
    agreementVersion: "2026-01"
offers:
  - { code: hello, name: Hello, on: credit.approved, plan: monthly, priceFen: 690, for: P3D }
family: { seats: 2, shares: [shipping] }
`;

describe('the grammar of plans', () => {
  it('reads a plan, an offer and a family with what is left out', () => {
    const { plans, offers, family } = parseProgram(good, 'shop.yaml');
    expect(plans).toEqual([
      {
        code: 'monthly',
        name: { 'zh-CN': 'Monthly', en: 'Monthly' },
        period: 'P1M',
        priceFen: 1990,
        scheme: 'hybrid',
        adapter: 'wechatPay',
        autoRenew: false,
        benefits: ['shipping', 'pack'],
        refund: { wholeWithin: 'P7D', unusedOnly: true, thereafter: 'proRataLessUsed', auto: false },
        agreementVersion: '2026-01',
      },
    ]);
    expect(offers[0]).toMatchObject({ on: ['credit.approved'], plan: 'monthly', for: 'P3D' });
    expect(family).toEqual({ seats: 2, shares: ['shipping'], coolDown: 'P30D', invitationFor: 'P7D' });
  });

  it.each([
    ['period: P1M', 'period: P30D', '12 plans.0.period: write whole months or years such as P1M, P3M or P1Y'],
    ['priceFen: 1990', 'priceFen: 19.9', '13 plans.0.priceFen: write a whole number'],
    [
      'priceFen: 1990',
      'priceFen: 1990\n    firstPriceFen: 2000',
      '14 plans.0.firstPriceFen: write at most 1990: it is to cost no more',
    ],
    ['scheme: hybrid', 'scheme: both', '14 plans.0.scheme: write one of supplier, ownMall, hybrid'],
    [
      '[shipping, pack]',
      '[shiping]',
      '15 plans.0.benefits.0: there is no benefit shiping: write one of shipping, pack',
    ],
    ['plan: monthly', 'plan: weekly', '18 offers.0.plan: there is no plan weekly: write one of monthly'],
    ['priceFen: 690', 'priceFen: 1990', '18 offers.0.priceFen: write less than 1990, what the plan monthly costs'],
    [
      'shares: [shipping]',
      'shares: [pack]',
      '19 family.shares.0: pack is given at times of its own: share what has a quota in every period, or is a service',
    ],
    [
      'color: "#a4663d" }',
      'color: "#a4663d", benefits: [pack] }',
      '5 tracks.0.levels.0.benefits.0: pack comes with the months of a plan: name it in plans',
    ],
  ])('%s → %s is refused with its place and the fix', (right, wrong, fault) => {
    const { faults = [] } = readProgram(good.replace(right, wrong));
    expect(faults.map(({ line, path, message }) => `${line} ${path}: ${message}`)).toEqual([fault]);
  });

  it('tells what changes of them', () => {
    const before = parseProgram(good, 'shop.yaml');
    const after = parseProgram(
      good
        .replace('priceFen: 1990', 'priceFen: 2500')
        .replace('for: P3D', 'for: P7D')
        .replace('seats: 2', 'seats: 3')
        .replace('worthFen: 800', 'worthFen: 900'),
      'shop.yaml',
    );
    expect(diffPrograms(before, after).sort()).toEqual([
      'benefits.shipping.worthFen: 800 → 900',
      'family.seats: 2 → 3',
      'offers.hello.for: P3D → P7D',
      'plans.monthly.priceFen: 1990 → 2500',
    ]);
  });
});
