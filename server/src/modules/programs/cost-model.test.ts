import { readFileSync } from 'node:fs';
import { add, compare, parseRational, type Rational, rational } from '../../engine/rational';
import { benefitsOfLevel, costOfLevel, costOfMix } from './cost-model';
import { parseProgram, readProgram } from './parse-program';

const FILE = 'server/programs/instalment-mall.yaml';
const source = readFileSync(FILE, 'utf8');
const shipped = parseProgram(source, FILE);
const rate = (text: string) => parseRational(text) as Rational;
const isWithin = (cost: Rational | undefined, from: string, to: string) =>
  cost !== undefined && compare(cost, rate(from)) >= 0 && compare(cost, rate(to)) <= 0;

describe('the cost of levels', () => {
  it('is points at the cost of a point and benefits, by what is owed, exactly', () => {
    // ¥1,200 of orders at ¥100 a point, a tenth of them doubled; 6 payments at 2 points; a fifth of a review at 20.
    expect(costOfLevel(shipped, 'bronze')).toEqual(rate('292/1200000'));
    // The level multiplies the points of orders: 65 × 1.1 × 1.1 + 22 + 10.
    expect(costOfLevel(shipped, 'silver')).toEqual(rate('2213/8000000'));
    const benefits = [rational(100), rational(8, 10)];
    expect(costOfLevel(shipped, 'bronze', benefits)).toEqual(rate('1300/1200000'));
    const dearer = { ...shipped, points: { ...shipped.points, costPerPointFen: rational(3, 2) } };
    expect(costOfLevel(dearer, 'bronze')).toEqual(rate('438/1200000'));
  });

  it('of a mix is what all cost by what all owe', () => {
    const { costModel } = shipped;
    const half = { bronze: rational(1, 2), silver: rational(1, 2) };
    const program = { ...shipped, costModel: costModel && { ...costModel, mixes: { half } } };
    expect(costOfMix(program, 'half')).toEqual(rate('13985/52000000'));
    expect(costOfMix(program, 'half', { silver: [rational(1000)] })).toEqual(rate('113985/52000000'));
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
  const costs = new Map(levels.map((code) => [code, costOfLevel(shipped, code)]));

  it('costs 0.023 % to 0.089 % on each level, the most at gold', () => {
    expect(levels).toEqual(['bronze', 'silver', 'gold', 'platinum', 'diamond']);
    for (const code of levels) expect([code, isWithin(costs.get(code), '0.00023', '0.00089')]).toEqual([code, true]);
    const gold = costs.get('gold') as Rational;
    const dearest = levels.filter((code) => compare(costs.get(code) as Rational, gold) >= 0);
    expect(dearest).toEqual(['gold']);
  });

  it('stays there with all benefits at full exercise, and measured exercise costs less', () => {
    const full = new Map(levels.map((code) => [code, benefitsOfLevel(shipped, code, 'full')]));
    const withBenefits = levels.map((code) => costOfLevel(shipped, code, full.get(code)) as Rational);
    for (const cost of withBenefits) expect(isWithin(cost, '0.00023', '0.00089')).toBe(true);
    const dearest = [...withBenefits].sort(compare).at(-1) as Rational;
    expect(levels[withBenefits.indexOf(dearest)]).toBe('gold');
    expect(isWithin(costOfMix(shipped, 'early', Object.fromEntries(full)), '0.00023', '0.00026')).toBe(true);
    // ¥6 twice a year, half of them used; 60 points.
    const sum = (exercise: 'full' | 'measured') => benefitsOfLevel(shipped, 'diamond', exercise).reduce(add);
    expect([sum('full'), sum('measured')]).toEqual([rational(1260), rational(660)]);
  });

  it('costs 0.023 % to 0.026 % while nearly everybody is bronze', () => {
    expect(isWithin(costOfMix(shipped, 'early'), '0.00023', '0.00026')).toBe(true);
    expect(compare(shipped.costModel?.mixes.early?.bronze as Rational, rate('0.9'))).toBe(1);
  });

  it.each([
    ['a level that is none', 'bronze: #', 'copper: #', /^costModel\.levels\.copper: there is no such level/],
    ['a mix that is not whole', 'bronze: 0.95', 'bronze: 0.9', /^costModel\.mixes\.early: the shares .* add up to 1/],
    ['a mix of what is not assumed', 'gold: 0.005', 'jade: 0.005', /^costModel\.mixes\.early\.jade: there is no such/],
    ['nothing owed', 'outstandingFen: 120000', 'outstandingFen: 0', /^costModel\.levels\.bronze\.outstandingFen: /],
    [
      'more than all in campaigns',
      '120000, inCampaigns: 0.1',
      '120000, inCampaigns: 2',
      /inCampaigns: write at most 1/,
    ],
  ])('is refused with %s', (_, text, by, fault) => {
    const changed = source.replace(text, by);
    expect(changed).not.toBe(source);
    const { faults = [] } = readProgram(changed);
    expect(faults.map(({ path, message }) => `${path}: ${message}`)).toContainEqual(expect.stringMatching(fault));
  });
});
