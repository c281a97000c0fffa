import { readFileSync } from 'node:fs';
import { parseProgram } from './parse-program';
import { diffPrograms } from './program-diff';

const SOURCE = readFileSync('server/programs/retail.yaml', 'utf8');
const before = parseProgram(SOURCE, 'before');

/** What the diff says of the shipped program with other words. */
function diffAfter(...pairs: [text: string, by: string][]): string[] {
  const source = pairs.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, SOURCE);
  return diffPrograms(before, parseProgram(source, 'after'));
}

describe('the difference between two programs', () => {
  it('is nothing where only words for people change', () => {
    expect(diffPrograms(before, before)).toEqual([]);
    expect(diffAfter(['# yaml-language-server', '# another comment, yaml'])).toEqual([]);
    // What is written out is the same as what is left out.
    expect(diffAfter(['pointsMultiplier: 1.2', 'pointsMultiplier: 6/5'])).toEqual([]);
    expect(diffAfter(['primary: true', 'primary: true\n    kind: level'])).toEqual([]);
  });

  it.each([
    ['threshold: 100000', 'threshold: 120000', 'tracks.spend.levels.gold.threshold: 100000 → 120000'],
    ['keep: 80000, ', '', 'tracks.spend.levels.gold.keep: 80000 → (none)'],
    ['pointsMultiplier: 1.5', 'pointsMultiplier: 4/3', 'tracks.spend.levels.gold.pointsMultiplier: 1.5 → 4/3'],
    ['金卡会员', '黄金会员', 'tracks.spend.levels.gold.name.zh-CN: 金卡会员 → 黄金会员'],
    ['perYuan: 1,', 'perYuan: 1.1,', 'rules.order-points.grant.points.perYuan: 1 → 1.1'],
    ['[level, plan, campaign]', '[level, plan]', 'rules.order-points.multipliers: level, plan, campaign → level, plan'],
    ['priority: 10', 'priority: 11', 'rules.order-points.priority: 10 → 11'],
    [
      'when: { not: { data.category: { in: [gift-card] } } }',
      'when: { all: [{ amountFen: { gte: 100 } }, { not: { data.category: { eq: a, ne: b } } }] }',
      'rules.order-points.when: not data.category in ["gift-card"] → amountFen ≥ 100 and not (data.category = "a" and data.category ≠ "b")',
    ],
    [
      'content.featured: 50 }, cap: { perDay: 60 } }',
      'content.featured: 60 }, cap: { perDay: 60 } }',
      'tracks.community.basis.parts.0.basis.scores.content.featured: 50 → 60',
    ],
    ['activity: 0.3 }', 'activity: 1/3 }', 'formulaGrowth.weights.activity: 0.3 → 1/3'],
    ['perYuan: 1/4', 'perYuan: 0.2', 'formulaGrowth.spend.perYuan: 0.25 → 0.2'],
    ['content.featured: 50', 'content.featured: 55', 'formulaGrowth.activity.scores.content.featured: 50 → 55'],
    ['withinDays: 90, score: 150', 'withinDays: 90, score: 160', 'formulaGrowth.rfm.recency.90: 150 → 160'],
    ['atLeast: 6, score: 200', 'atLeast: 7, score: 200', 'formulaGrowth.rfm.frequency.6: 200 → (none)'],
    ['when: { every: month }', 'when: immediate', 'tracks.collector.upgrade.when: (none) → immediate'],
    ['when: { every: month }', 'when: { every: year }', 'tracks.collector.upgrade.when.every: month → year'],
    ['weight: 0.5', 'weight: 1/3', 'tracks.community.basis.parts.0.weight: 0.5 → 1/3'],
    ['caps: { perDay: 5000 }', 'caps: { perDay: 6000 }', 'points.caps.perDay: 5000 → 6000'],
    ['remindBefore: [P30D, P7D, P1D]', 'remindBefore: []', 'points.remindBefore: P30D, P7D, P1D → (none)'],
    ['endOf: month', 'endOf: year', 'points.expiry.endOf: month → year'],
    ['approvalAbove: { points: 20000', 'approvalAbove: { points: 5', 'risk.approvalAbove.points: 20000 → 5'],
    ['to: 2026-06-18', 'to: 2026-06-19', 'campaigns.mid-year-2026.to: 2026-06-18 → 2026-06-19'],
    ['code: visit-growth', 'code: visits', 'rules.visits: added'],
    ['code: visit-growth', 'code: visits', 'rules.visit-growth: removed'],
    ['voidedBy: content.withdrawn', 'source: content', 'rules.featured-reward.source: (none) → content'],
  ])('%s → %s is told by code, in the words of the file', (from, to, line) => {
    expect(diffAfter([from, to])).toContain(line);
  });

  it('tells what a part that comes or goes as a whole consists of', () => {
    const deduction = '  deduction: { pointsPerYuan: 100, maxShare: 0.3, minPoints: 100, unit: 100 }\n';
    expect(diffAfter([deduction, ''])).toEqual([
      'points.deduction.pointsPerYuan: 100 → (none)',
      'points.deduction.maxShare: 0.3 → (none)',
      'points.deduction.minPoints: 100 → (none)',
      'points.deduction.unit: 100 → (none)',
    ]);
  });

  it('tells of the order of rules, which decides between equals', () => {
    const again = SOURCE.replace(/ {2}- \{ code: recharge-points.*\n/, '').replace(
      'rules:\n',
      'rules:\n  - { code: recharge-points, on: wallet.recharged, grant: { points: { perYuan: 0.1 } }, cap: { perDay: 500 } }\n',
    );
    expect(diffPrograms(before, parseProgram(again, 'after'))).toEqual([
      expect.stringMatching(
        /^rules: order order-points, visit-growth, .*recharge-points.* → order-points, recharge-points,/,
      ),
    ]);
  });
});
