import { rational } from '../../engine/rational';
import { readProgram } from './parse-program';

const FULL = `program: shop
name: Shop
timeZone: Asia/Shanghai
formulaGrowth:
  rfm: { on: order.completed, recency: [{ withinDays: 30, score: 100 }], frequency: [{ atLeast: 2, score: 20 }], monetary: [{ atLeastFen: 5000, score: 50 }] }
  spend: { on: [order.completed, order.extended], window: P6M, perYuan: 1/3 }
  activity: { scores: { app.opened: 1 }, cap: { perDay: 5 }, window: P30D }
  base: { on: credit.approved, path: data.credit.score }
  reward: [{ atLeast: 100, score: 10 }]
tracks:
  - code: growth
    name: Growth
    primary: true
    basis:
      kind: rfm
      on: order.completed
      window: P6M
      recency: [{ withinDays: 7, score: 1 }]
      frequency: [{ atLeast: 1, score: 2 }]
      monetary: [{ atLeastFen: 1, score: 3 }]
    upgrade: { when: { every: quarter }, review: true }
    levels: [{ code: base, name: Base, threshold: 0, color: '#000000' }]
`;

/** The faults after some words of the full program were changed, as `line path: message`. */
function faultsOf(text: string, by: string): string[] {
  expect(FULL).toContain(text);
  const { faults = [] } = readProgram(FULL.replace(text, by));
  return faults.map(({ line, path, message }) => `${line} ${path}: ${message}`);
}

describe('the grammar of formula growth', () => {
  it('has its parts, with windows of a year and the weights of the source where none are written', () => {
    const { program, faults } = readProgram(FULL);
    expect(faults).toBeUndefined();
    expect(program?.formulaGrowth).toEqual({
      weights: { rfm: rational(3, 10), spend: rational(2, 5), activity: rational(3, 10), base: rational(1) },
      rfm: {
        on: ['order.completed'],
        window: 'P12M',
        recency: [{ withinDays: 30, score: 100 }],
        frequency: [{ atLeast: 2, score: 20 }],
        monetary: [{ atLeastFen: 5000, score: 50 }],
      },
      spend: { on: ['order.completed', 'order.extended'], window: 'P6M', perYuan: rational(1, 3) },
      activity: { scores: { 'app.opened': 1 }, capPerDay: 5, window: 'P30D' },
      base: { on: ['credit.approved'], path: 'data.credit.score' },
      reward: [{ atLeast: 100, score: 10 }],
    });
    expect(program?.tracks[0]).toMatchObject({
      basis: { kind: 'rfm', window: 'P6M', monetary: [{ atLeastFen: 1, score: 3 }] },
      upgrade: { every: 'quarter', skip: true, review: true },
    });
  });

  it('takes weights as they are written', () => {
    const { program } = readProgram(
      FULL.replace('formulaGrowth:', 'formulaGrowth:\n  weights: { spend: 1/7, base: 2 }'),
    );
    expect(program?.formulaGrowth?.weights).toEqual({
      rfm: rational(3, 10),
      spend: rational(1, 7),
      activity: rational(3, 10),
      base: rational(2),
    });
  });

  it.each([
    [/ {2}(rfm|spend|activity|base|reward):.*\n/g, '', '4 formulaGrowth: write a map'],
    ['data.credit.score', 'credit.score', '8 formulaGrowth.base.path: write a path such as data.score'],
    [
      'P6M, perYuan: 1/3',
      'PT6H, perYuan: 1/3',
      '6 formulaGrowth.spend.window: write a duration of days, months or years such as P30D or P1Y',
    ],
    ['perYuan: 1/3', 'perYuan: 0', '6 formulaGrowth.spend.perYuan: write more than 0'],
    ['[{ atLeast: 2, score: 20 }]', '[]', '5 formulaGrowth.rfm.frequency: give at least one step'],
    [
      'score: 20 }]',
      'score: 20 }, { atLeast: 2, score: 30 }]',
      '5 formulaGrowth.rfm.frequency.1.atLeast: there is a step 2 already',
    ],
    ['atLeast: 2, score: 20', 'atLeast: 2, score: 0.5', '5 formulaGrowth.rfm.frequency.0.score: write a whole number'],
    [
      'withinDays: 30',
      'within: 30',
      '5 formulaGrowth.rfm.recency.0: there is no "within": remove it, or correct the spelling',
    ],
    [/ {2}spend:.*\n/, '', '8 formulaGrowth.reward: rises with spend: write spend, or remove it'],
    [
      / {2}activity:.*\n/,
      '  weights: { activity: 1 }\n',
      '7 formulaGrowth.weights.activity: there is no activity to weigh: write it, or remove its weight',
    ],
    [
      'when: { every: quarter }',
      'when: { every: week }',
      '21 tracks.0.upgrade.when: write immediate, or { every: month }, quarter or year',
    ],
    [
      '    upgrade:',
      '    window: { kind: rolling, months: 3 }\n    upgrade:',
      '21 tracks.0.window: an rfm score has a window of its own: remove the window of the track',
    ],
  ])('%s → %s says where and what to write', (text, by, fault) => {
    const { faults = [] } = readProgram(FULL.replace(text, by));
    expect(faults.map(({ line, path, message }) => `${line} ${path}: ${message}`)).toContain(fault);
  });

  it('needs a part at all, and no track of a mix with RFM begins anew with a level', () => {
    expect(faultsOf(FULL.slice(FULL.indexOf('  rfm:'), FULL.indexOf('tracks:')), '  reward: []\n')).toEqual([
      '5 formulaGrowth: write at least one of rfm, spend, activity, base',
    ]);
    const rfm = FULL.slice(FULL.indexOf('      kind: rfm'), FULL.indexOf('    upgrade:'));
    const part = rfm
      .trimEnd()
      .split('\n')
      .map((line) => `        ${line}`)
      .join('\n')
      .replace(/^ {14}/, '              ');
    const mixed = `      kind: weighted\n      parts:\n        - weight: 1\n          basis:\n${part}\n    window: { kind: sinceChange }\n`;
    expect(faultsOf(rfm, mixed)).toEqual([
      expect.stringContaining('tracks.0.window: an rfm score does not begin anew with a level: write another window'),
    ]);
  });
});
