import type { Condition } from '../../engine/program';
import { readProgram } from './parse-program';

const sourceOf = (when: string) => `program: shop
name: Shop
timeZone: Asia/Shanghai
tracks: [{ code: growth, name: Growth, primary: true, levels: [{ code: base, name: Base, threshold: 0, color: '#000000' }] }]
rules:
  - code: order-points
    on: order.completed
    grant: { points: { fixed: 1 } }
    when: ${when}
`;

function conditionOf(when: string): Condition | undefined {
  const { program, faults } = readProgram(sourceOf(when));
  expect(faults).toBeUndefined();
  return program?.rules[0]?.when;
}

function faultsOf(when: string): string[] {
  return (readProgram(sourceOf(when)).faults ?? []).map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

describe('a condition', () => {
  it('compares values with what is written', () => {
    expect(conditionOf('{ amountFen: { gte: 100 } }')).toEqual({ path: 'amountFen', test: { gte: 100 } });
    expect(conditionOf('{ data.rate: { lt: 0.5 } }')).toEqual({ path: 'data.rate', test: { lt: 0.5 } });
    expect(conditionOf("{ data.rate: { eq: '0.5' } }")).toEqual({ path: 'data.rate', test: { eq: '0.5' } });
    expect(conditionOf('{ data.shop.city: { ne: 上海 } }')).toEqual({ path: 'data.shop.city', test: { ne: '上海' } });
    expect(conditionOf('{ data.tag: { in: [vip, 7, true] } }')).toEqual({
      path: 'data.tag',
      test: { in: ['vip', 7, true] },
    });
    expect(conditionOf('{ member.level: { exists: false } }')).toEqual({
      path: 'member.level',
      test: { exists: false },
    });
  });

  it('combines them: several in one map must all hold', () => {
    const both = {
      all: [
        { path: 'amountFen', test: { gte: 1 } },
        { path: 'type', test: { eq: 'a.b' } },
      ],
    };
    expect(conditionOf('{ amountFen: { gte: 1 }, type: { eq: a.b } }')).toEqual(both);
    expect(conditionOf('{ all: [{ amountFen: { gte: 1 } }, { type: { eq: a.b } }] }')).toEqual(both);
    expect(conditionOf('{ amountFen: { gt: 1, lte: 9 } }')).toEqual({
      all: [
        { path: 'amountFen', test: { gt: 1 } },
        { path: 'amountFen', test: { lte: 9 } },
      ],
    });
    expect(conditionOf('{ any: [{ not: { type: { eq: a.b } } }, { member.level: { eq: base } }] }')).toEqual({
      any: [{ not: { path: 'type', test: { eq: 'a.b' } } }, { path: 'member.level', test: { eq: 'base' } }],
    });
  });

  it.each([
    ['5', '9 rules.0.when: write a map such as { amountFen: { gte: 100 } }'],
    ['{}', '9 rules.0.when: write a map such as { amountFen: { gte: 100 } }'],
    ['{ all: [] }', '9 rules.0.when.all: write a list of conditions'],
    ['{ any: { type: { eq: a } } }', '9 rules.0.when.any: write a list of conditions'],
    ['{ all: [{ not: [] }] }', '9 rules.0.when.all.0.not: write a map such as { amountFen: { gte: 100 } }'],
    [
      '{ amount: { gte: 1 } }',
      '9 rules.0.when.amount: there is nothing to compare at "amount": write one of amountFen, type, member.level, member.plan, member.tags, member.daysSinceJoined, or data.…',
    ],
    ['{ type: order.completed }', '9 rules.0.when.type: write a comparison such as { gte: 100 }'],
    [
      '{ type: { is: a } }',
      '9 rules.0.when.type.is: there is no comparison "is": write one of eq, ne, in, gt, gte, lt, lte, exists',
    ],
    ['{ amountFen: { gte: many } }', '9 rules.0.when.amountFen.gte: write a number'],
    ['{ amountFen: { gte: .inf } }', '9 rules.0.when.amountFen.gte: write a number'],
    ['{ type: { eq: [a] } }', '9 rules.0.when.type.eq: write a text, a number, or true or false'],
    ['{ type: { in: [] } }', '9 rules.0.when.type.in: write a list of texts, numbers, or true and false'],
    [
      '{ any: [{ member.level: { in: [base, gold] } }] }',
      '9 rules.0.when: the primary track has no level gold: write one of base',
    ],
    ['{ type: { exists: maybe } }', '9 rules.0.when.type.exists: write true or false'],
  ])('%s is refused with its place and the fix', (when, fault) => {
    expect(faultsOf(when)).toEqual([fault]);
  });

  it('is not nested without end', () => {
    const nested = (depth: number) => `${'{ not: '.repeat(depth)}{ type: { eq: a } }${' }'.repeat(depth)}`;
    expect(faultsOf(nested(10))).toEqual([]);
    expect(faultsOf(nested(100))[0]).toMatch(/nest at most 16 deep$/);
  });
});
