import { translate } from './i18n';
import { gateOf, gateWords, offerOf } from './mall';

const LEVELS = ['bronze', 'silver', 'gold', 'platinum'].map((code, rank) => ({ code, name: code.toUpperCase(), rank }));
const words = (levels: string[] | null) =>
  gateWords(gateOf(levels, [...LEVELS].reverse()), { t: (key, ...values) => translate('zh-CN', key, ...values) });

test('for whom a product is, in names: from a level up, or single levels', () => {
  expect(words(['platinum', 'gold'])).toBe('GOLD起');
  expect(words(['platinum'])).toBe('PLATINUM可兑');
  expect(words(['bronze', 'gold'])).toBe('BRONZE、GOLD可兑');
});

test('nothing is said where everybody may have it; a level that is unknown here is named by its code', () => {
  expect(words(null)).toBe('');
  expect(words(LEVELS.map(({ code }) => code))).toBe('');
  expect(words(['ruby'])).toBe('ruby可兑');
});

test('a list tells the lowest price, whether variants cost more, the lowest with cash, and whether any is left', () => {
  const one = { pointsPrice: 680, soldOut: true, cash: { points: 300, cashFen: 1_900 } };
  const other = { pointsPrice: 980, soldOut: false, cash: { points: 200, cashFen: 3_900 } };
  expect(offerOf([other, one])).toEqual({ points: 680, isFrom: true, cash: other.cash, isSoldOut: false });
  const member = { ...other, memberCashFen: 3_705, planCashFen: 3_705 };
  expect(offerOf([one, member]).cash).toEqual({ points: 200, cashFen: 3_705, normalCashFen: 3_900 });
  expect(offerOf([{ ...member, memberCashFen: null }]).cash).toMatchObject({ cashFen: 3_900, planCashFen: 3_705 });
  expect(offerOf([{ ...one, cash: null }])).toEqual({ points: 680, isFrom: false, cash: undefined, isSoldOut: true });
});
