import type { SimulationOutcome } from '../../server/src/modules/simulation';
import { chartOf } from './chart';

const sums = { issued: 0, adjusted: 0, takenBack: 0, expired: 0, spent: 0, outstanding: 0 };
const none = { before: 0, after: 0 };
const nothing = { issued: none, costFen: none, costs: [] };
const outcome: SimulationOutcome = {
  members: 5,
  inputs: 9,
  levels: [
    { code: 'base', name: { 'zh-CN': '普', en: 'B' }, members: { before: 4, after: 3 }, ...nothing },
    { code: 'top', name: { 'zh-CN': '顶', en: 'T' }, members: { before: 1, after: 2 }, ...nothing },
  ],
  moves: [
    { from: 'base', to: 'base', members: 3 },
    { from: 'base', to: 'top', members: 1 },
    { from: 'top', to: 'top', members: 1 },
  ],
  rises: 1,
  falls: 0,
  riserIds: [2],
  fallerIds: [],
  points: { before: { ...sums, issued: 10 }, after: { ...sums, issued: 20 } },
  growth: none,
  costFen: { before: 5, after: 12_345 },
  costs: [
    { kind: 'couponsGiven', count: { before: 3, after: 4 }, costFen: none },
    { kind: 'couponsUsed', count: { before: 1, after: 2 }, costFen: { before: 5, after: 12_325 } },
  ],
  months: [{ month: '2026-02', issued: 20, costFen: 12_345, costs: [] }],
  refused: [{ code: 'INSUFFICIENT_POINTS', inputs: 2 }],
};

describe('the chart of a simulation', () => {
  const lines = chartOf(outcome);

  it('draws both pyramids, the top first, in proportion', () => {
    const bars = lines.filter((line) => /[░█]/.test(line) && !line.startsWith('2026')).map((line) => line.trim());
    expect(bars).toEqual([
      `top                 1 ${'░'.repeat(8)}`,
      `2 ${'█'.repeat(16)} (+1)`,
      `base                4 ${'░'.repeat(32)}`,
      `3 ${'█'.repeat(24)} (−1)`,
    ]);
  });

  it('tells who moves, what it costs in yuan, and what is refused', () => {
    const text = lines.join('\n');
    expect(text).toMatch(/^5 members, 9 inputs: 1 rise, 0 fall$/m);
    expect(text).toMatch(/^base → top +1$/m);
    expect(text).not.toMatch(/base → base/);
    expect(text).toMatch(/^cost +¥0\.05 +¥123\.45$/m);
    expect(text).toMatch(/^ {2}coupons given +3 +4\n {2}coupons used +1 +2\n +¥0\.05 +¥123\.25$/m);
    expect(text).toMatch(/^cost of top +¥0\.00 +¥0\.00$/m);
    expect(text).toMatch(/^points issued +10 +20$/m);
    expect(text).toMatch(/^refused 2 × INSUFFICIENT_POINTS$/m);
  });
});
