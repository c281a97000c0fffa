import { readProgram } from './parse-program';
import { diffPrograms } from './program-diff';

const FULL = `program: loop
name: Loop
timeZone: Asia/Shanghai
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    levels: [{ code: base, name: Base, threshold: 0, color: "#111111" }]
tasks:
  - code: first
    name: { zh-CN: 首单, en: First order }
    kind: newcomer
    progress: { on: order.completed, count: 1 }
    reward: { points: 100, growth: 50 }
    within: P30D
    action: { open: mall }
  - code: spend
    kind: monthly
    nature: business
    progress: { on: [order.completed], when: { amountFen: { gte: 100 } }, sumYuan: 500 }
    reward: { growth: 10 }
    claim: auto
    after: [first]
    visible: { levels: [base], segments: [], from: 2026-01-01, to: null }
checkIn:
  ladder: [5, 10, 0]
  top: restart
  makeUp: { costPoints: 20, perMonth: 2, lastDays: 7 }
  cumulative: { 20: { points: 50 }, 5: { growth: 7 } }
`;

const changed = (from: string, to: string) => {
  expect(FULL).toContain(from);
  return readProgram(FULL.replace(from, to));
};

describe('tasks and check-in of a program', () => {
  const { program, faults } = readProgram(FULL);

  it('are read, with what is left out filled in', () => {
    expect(faults).toBeUndefined();
    expect(program?.tasks).toEqual([
      {
        ...{ code: 'first', kind: 'newcomer', nature: 'process', claim: 'manual', after: [], within: 'P30D' },
        name: { 'zh-CN': '首单', en: 'First order' },
        progress: { on: ['order.completed'], unit: 'times', target: 1 },
        reward: { points: 100, growth: 50 },
        visible: { levels: [] },
        action: { open: 'mall' },
      },
      {
        ...{ code: 'spend', kind: 'monthly', nature: 'business', claim: 'auto', after: ['first'] },
        name: { 'zh-CN': 'spend', en: 'spend' },
        progress: {
          ...{ on: ['order.completed'], unit: 'fen', target: 50_000 },
          when: { path: 'amountFen', test: { gte: 100 } },
        },
        reward: { growth: 10 },
        visible: { levels: ['base'], from: '2026-01-01' },
      },
    ]);
    expect(program?.checkIn).toEqual({
      ...{ ladder: [5, 10, 0], top: 'restart', makeUp: { costPoints: 20, perMonth: 2, lastDays: 7 } },
      cumulative: [
        { count: 5, reward: { growth: 7 } },
        { count: 20, reward: { points: 50 } },
      ],
    });
  });

  it.each([
    ['count: 1 }', 'count: 1, sumYuan: 5 }', '14 tasks.0.progress: write one of both'],
    ['count: 1 }', 'when: { amountFen: { gte: 1 } } }', '14 tasks.0.progress: write count or sumYuan'],
    ['count: 1 }', 'count: 0 }', '14 tasks.0.progress.count: write 1 or more'],
    ['sumYuan: 500', 'sumYuan: 0.5', '21 tasks.1.progress.sumYuan: write a whole number'],
    ['reward: { growth: 10 }', 'reward: {}', '22 tasks.1.reward: give points, growth, coupon or benefit'],
    ['{ growth: 10 }', '{ coupon: ten }', '22 tasks.1.reward.coupon: there is no coupon ten: write one of (none)'],
    [
      '{ growth: 10 }',
      '{ benefit: ten }',
      '22 tasks.1.reward.benefit: there is no benefit with an entitlement ten: write one of (none)',
    ],
    ['kind: monthly', 'kind: yearly', '19 tasks.1.kind: write one of newcomer, daily, weekly, monthly, campaign'],
    ['kind: newcomer', 'kind: daily', '16 tasks.0.within: is for newcomer tasks: use visible.to instead'],
    ['code: spend', 'code: first', '18 tasks.1.code: the program has a task first already'],
    ['after: [first]', 'after: [second]', '24 tasks.1.after: there is no task second'],
    ['after: [first]', 'after: [spend]', '24 tasks.1.after: spend would wait for itself: break the circle'],
    [
      'within: P30D',
      'within: P30D\n    after: [spend]',
      '17 tasks.0.after: first would wait for itself: break the circle',
    ],
    [
      'levels: [base]',
      'levels: [top]',
      '25 tasks.1.visible.levels: the primary track has no level top: write one of base',
    ],
    [
      'segments: []',
      'segments: [new]',
      '25 tasks.1.visible.segments: there is no tag new: write one of (none), or add it to tags',
    ],
    ['to: null', 'to: 2025-12-31', '25 tasks.1.visible.to: write 2026-01-01 or later'],
    [
      'amountFen: { gte: 100 }',
      'member.level: { eq: top }',
      '21 tasks.1.progress.when: the primary track has no level top: write one of base',
    ],
    ['ladder: [5, 10, 0]', 'ladder: []', '27 checkIn.ladder: write at least one step'],
    ['top: restart', 'top: stop', '28 checkIn.top: write one of restart, repeat'],
    ['perMonth: 2', 'perMonth: 32', '29 checkIn.makeUp.perMonth: write at most 31'],
    [
      '20: { points: 50 }',
      '32: { points: 50 }',
      '30 checkIn.cumulative.32: write how many check-ins of a month: 1 to 31',
    ],
  ])('%s → %s is a fault', (from, to, fault) => {
    const told = changed(from, to).faults?.map(({ line, path, message }) => `${line} ${path}: ${message}`) ?? [];
    expect(told).toContain(fault);
  });

  it.each([
    ['count: 1 }', 'count: 2 }', 'tasks.first.progress.count: 1 → 2'],
    ['sumYuan: 500', 'sumYuan: 600', 'tasks.spend.progress.sumYuan: 500 → 600'],
    ['points: 100,', 'points: 90,', 'tasks.first.reward.points: 100 → 90'],
    ['claim: auto', 'claim: manual', 'tasks.spend.claim: auto → manual'],
    ['after: [first]', 'after: []', 'tasks.spend.after: first → (none)'],
    ['to: null', 'to: 2026-02-01', 'tasks.spend.visible.to: (none) → 2026-02-01'],
    ['gte: 100', 'gte: 200', 'tasks.spend.progress.when: amountFen ≥ 100 → amountFen ≥ 200'],
    ['code: spend', 'code: buy', 'tasks.buy: added'],
    ['[5, 10, 0]', '[5, 10]', 'checkIn.ladder: 5, 10, 0 → 5, 10'],
    ['costPoints: 20', 'costPoints: 25', 'checkIn.makeUp.costPoints: 20 → 25'],
    ['20: { points: 50 }', '20: { points: 60 }', 'checkIn.cumulative.20.points: 50 → 60'],
  ])('%s → %s is told by the diff', (from, to, line) => {
    const after = changed(from, to).program;
    expect(program && after && diffPrograms(program, after)).toContain(line);
  });
});
