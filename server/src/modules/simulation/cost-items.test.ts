import type { Input } from '../../engine/input';
import type { Program } from '../../engine/program';
import { one, rational } from '../../engine/rational';
import { at, event, order, program, rate, refund } from '../../engine/test/fixtures';
import { always } from '../../engine/timeline';
import { CostSums } from './cost-items';
import { replayJournal } from './replay-journal';

const name = { 'zh-CN': '一', en: 'one' };
const coupon = { name, kind: 'amountOff', offFen: 1000, minSpendFen: 0, valid: { for: 'P30D' }, claim: {} } as const;
const rules = program({
  coupons: [
    { code: 'own', ...coupon },
    { code: 'shop', ...coupon, costFen: rational(0) },
  ],
  checkIn: { ladder: [5], top: 'repeat', cumulative: [] },
  wallet: { gifts: [{ atLeastFen: 1000, giftFen: 100 }], spendOrder: 'giftFirst' },
});
const day = (number: number) => at(`2026-01-0${number}`);
const claim = (template: string, number: number): Input => ({ kind: 'claimCoupon', at: day(number), template });
const use = (couponId: string, number: number): Input[] => [
  {
    ...{ kind: 'lockCoupon', at: day(number), couponId, orderRef: 'o', orderAmountFen: 700 },
    deadline: day(number) + 1,
  },
  { kind: 'redeemCoupon', at: day(number), couponId },
];

/** What inputs come to under a program; `givenAsRecorded` as in the replay of a draft. */
async function replayOf(source: Program, inputs: Input[], givenAsRecorded?: string[]) {
  const journal = inputs.map((input) => ({ input, programVersion: 1 }));
  const timeline = always(source);
  const history = { joinedAt: at('2026-01-01'), inputs: journal };
  return replayJournal(
    { timelineOf: () => timeline, givenAsRecorded },
    history,
    at('2026-02-01'),
    async () => undefined,
  );
}
/** The lines that are not empty. */
async function linesOf(inputs: Input[], source = rules, price = one) {
  const sums = new CostSums();
  for (const item of (await replayOf(source, inputs)).costs) sums.add(item);
  const lines = sums.lines(price).filter(({ count, costFen }) => count !== 0 || costFen !== 0);
  return [lines.map(({ kind, count, costFen }) => `${kind} ${count} ${costFen}`), sums.issued, sums.totalFen(price)];
}

describe('what a fold gave and used', () => {
  it('counts points when they are issued, and the price once over all of them', async () => {
    const inputs = [
      order('a', 10_500, '2026-01-02'),
      { kind: 'checkIn', at: day(3) } as const,
      refund('r', 'a', 500, '2026-01-04'),
    ];
    expect(await linesOf(inputs)).toEqual([['rules 105 105', 'checkIns 5 5'], 110, 110]);
    // 52.5 and 2.5 are rounded up each by itself, and not their sum.
    expect(await linesOf(inputs, rules, rate('1/2'))).toEqual([['rules 105 53', 'checkIns 5 3'], 110, 55]);
  });

  it('counts coupons net of what came back, at what they took off or what they are said to cost', async () => {
    const inputs = [claim('own', 2), claim('shop', 2), ...use('1', 3), ...use('2', 3)];
    expect(await linesOf(inputs)).toEqual([['couponsGiven 2 0', 'couponsUsed 2 700'], 0, 700]);
    expect(await linesOf([...inputs, { kind: 'returnCoupon', at: day(4), couponId: '1' }])).toEqual([
      ['couponsGiven 2 0', 'couponsUsed 1 0'],
      0,
      0,
    ]);
  });

  it('counts gifts of stored value net of what is taken back, from the gift or from the principal', async () => {
    const put: Input = { kind: 'rechargeWallet', at: day(2), rechargeId: 'r', amountFen: 1000 };
    const spend: Input = { kind: 'spendWallet', at: day(2), spendId: 's', orderRef: 'o', amountFen: 80 };
    const back: Input = { kind: 'refundRecharge', at: day(3), rechargeId: 'r', amountFen: 1000 };
    expect(await linesOf([put])).toEqual([['walletGifts 100 100'], 0, 100]);
    expect(await linesOf([put, { ...back, amountFen: 500 }])).toEqual([['walletGifts 50 50'], 0, 50]);
    // 20 are left of the gift; the other 80 the member pays for.
    expect(await linesOf([put, spend, back])).toEqual([[], 0, 0]);
  });
});

describe('coupons under another program', () => {
  // The coupon of a visit comes before all others, and moves their numbers.
  const more = program({
    ...{ coupons: [...rules.coupons, { code: 'extra', ...coupon }] },
    gifts: {},
    tasks: [
      {
        ...{ code: 'visit', name, kind: 'daily', nature: 'process', claim: 'auto', after: [], visible: { levels: [] } },
        ...{ progress: { on: ['app.opened'], unit: 'times', target: 1 }, reward: { coupon: 'extra' } },
      },
    ],
  });
  const inputs = [
    event('v', 'app.opened', '2026-01-01'),
    claim('shop', 2),
    claim('own', 2),
    claim('own', 2),
    ...use('3', 3),
  ];

  it('are those of the same kind and order that were meant', async () => {
    const recorded = await replayOf(rules, inputs);
    expect([recorded.given, recorded.refused.size]).toEqual([['shop', 'own', 'own'], 0]);
    const { given, refused, costs } = await replayOf(more, inputs, recorded.given);
    expect([given, refused.size]).toEqual([['extra', 'shop', 'own', 'own'], 0]);
    expect(costs.filter(({ kind }) => kind === 'couponsUsed')).toMatchObject([{ count: 1, costFen: rational(700) }]);
  });

  it('are refused when they never came', async () => {
    const none = { ...rules, coupons: [{ code: 'shop', ...coupon, costFen: rational(0) }] };
    const { refused } = await replayOf(none, inputs, ['shop', 'own', 'own']);
    expect([...refused]).toEqual([
      ['COUPON_NOT_CLAIMABLE', 2],
      ['COUPON_NOT_FOUND', 2],
    ]);
  });
});
