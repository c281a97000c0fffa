import type { Basis, Level } from '../../engine/program';
import { rational } from '../../engine/rational';
import { howToReach, scoreText } from './how-to-reach';

const gold: Level = {
  ...{ code: 'gold', name: { 'zh-CN': '黄金会员', en: 'Gold' }, rank: 1 },
  ...{ threshold: 1000, keep: 1000, color: '#000000', benefits: [] },
};
const growth: Basis = { kind: 'growth' };
const cases: [Basis, string, string][] = [
  [growth, '再获得 120,050 成长值，升级为黄金会员', 'Earn 120,050 more growth value to reach Gold'],
  [{ kind: 'points' }, '再获得 120,050 积分，升级为黄金会员', 'Earn 120,050 more points to reach Gold'],
  [
    { kind: 'amount', on: ['order.completed'] },
    '再消费 ¥1,200.50，升级为黄金会员',
    'Spend ¥1,200.50 more to reach Gold',
  ],
  [
    { kind: 'amount', on: ['investment.made'] },
    '再投资 ¥1,200.50，升级为黄金会员',
    'Invest ¥1,200.50 more to reach Gold',
  ],
  [{ kind: 'recharge' }, '再储值 ¥1,200.50，升级为黄金会员', 'Top up ¥1,200.50 more to reach Gold'],
  [{ kind: 'holding' }, '持有资产再增加 ¥1,200.50，升级为黄金会员', 'Hold ¥1,200.50 more to reach Gold'],
  [
    { kind: 'termWeighted' },
    '再投资 ¥1,200.50（年化），升级为黄金会员',
    'Invest ¥1,200.50 more (annualised) to reach Gold',
  ],
  [
    { kind: 'activity', scores: {} },
    '再获得 120,050 活跃分，升级为黄金会员',
    'Earn 120,050 more activity points to reach Gold',
  ],
  [
    { kind: 'weighted', parts: [{ basis: growth, weight: rational(1) }] },
    '还差 120,050 分，升级为黄金会员',
    'Earn 120,050 more points of the score to reach Gold',
  ],
];

describe('how to reach the next level', () => {
  it.each(cases)('by %j', (basis, chinese, english) => {
    const next = { level: gold, needed: 120_050, ratio: 0 };
    expect(howToReach(basis, next, 'zh-CN')).toBe(chinese);
    expect(howToReach(basis, next, 'en')).toBe(english);
  });

  it('asks for nothing when nothing is missing', () => {
    const next = { level: gold, needed: 0, ratio: 1 };
    expect(howToReach(growth, next, 'zh-CN')).toBe('已达到黄金会员的门槛');
    expect(howToReach(growth, next, 'en')).toBe('The threshold of Gold is reached');
  });
});

it.each([
  [growth, '-5 成长值', '-5 growth value'],
  [{ kind: 'points' } as Basis, '-5 积分', '-5 points'],
  [{ kind: 'activity', scores: {} } as Basis, '-5 活跃分', '-5 activity points'],
  [{ kind: 'recharge' } as Basis, '-¥0.05', '-¥0.05'],
  [{ kind: 'weighted', parts: [] } as Basis, '-5 分', '-5'],
])('a score by %j has its unit', (basis, chinese, english) => {
  expect([scoreText(basis, -5, 'zh-CN'), scoreText(basis, -5, 'en')]).toEqual([chinese, english]);
});
