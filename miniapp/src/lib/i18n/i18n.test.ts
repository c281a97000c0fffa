import { ADDRESSES_WORDS } from '../../packages/addresses/words';
import { BENEFITS_WORDS } from '../../packages/benefits/words';
import { CHECK_IN_WORDS } from '../../packages/check-in/words';
import { COUPONS_WORDS } from '../../packages/coupons/words';
import { FAMILY_WORDS } from '../../packages/family/words';
import { LEVELS_WORDS } from '../../packages/levels/words';
import { LINK_WORDS } from '../../packages/link/words';
import { MEMBERSHIP_WORDS } from '../../packages/membership/words';
import { MESSAGES_WORDS } from '../../packages/messages/words';
import { ORDER_PAGE_WORDS } from '../../packages/order/words';
import { ORDERS_WORDS } from '../../packages/orders/words';
import { PAYMENT_WORDS } from '../../packages/payment/words';
import { POINTS_WORDS } from '../../packages/points/words';
import { PRODUCT_WORDS } from '../../packages/product/words';
import { REFERRAL_WORDS } from '../../packages/referral/words';
import { SUBSCRIPTION_WORDS } from '../../packages/subscription/words';
import { WALLET_WORDS } from '../../packages/wallet/words';
import { ApiError, wordsFor } from '../errors';
import { createFormat } from '../format';
import { ORDER_WORDS } from '../order-words';
import { LANGUAGES, languageOf, MESSAGES, translate } from './index';

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('messages', () => {
  test('both languages have the same keys with the same placeholders, and no text is empty', () => {
    const { 'zh-CN': zh, en } = MESSAGES;
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const key of Object.keys(zh) as (keyof typeof zh)[]) {
      expect([key, placeholders(en[key])]).toEqual([key, placeholders(zh[key])]);
      expect(en[key] && zh[key]).toBeTruthy();
    }
  });

  test.each(
    Object.entries({
      POINTS_WORDS,
      LEVELS_WORDS,
      MESSAGES_WORDS,
      LINK_WORDS,
      CHECK_IN_WORDS,
      REFERRAL_WORDS,
      COUPONS_WORDS,
      BENEFITS_WORDS,
      WALLET_WORDS,
      ORDERS_WORDS,
      ORDER_WORDS,
      ORDER_PAGE_WORDS,
      ADDRESSES_WORDS,
      PRODUCT_WORDS,
      PAYMENT_WORDS,
      MEMBERSHIP_WORDS,
      SUBSCRIPTION_WORDS,
      FAMILY_WORDS,
    }),
  )('%s has the same placeholders in both languages, and no empty text', (_, { 'zh-CN': zh, en }) => {
    expect(Object.keys(en)).toEqual(Object.keys(zh));
    for (const [key, text] of Object.entries(zh)) {
      const other = (en as Record<string, string>)[key] ?? '';
      expect([key, placeholders(other)]).toEqual([key, placeholders(text)]);
      expect(text && other).toBeTruthy();
    }
  });

  test('take their values', () => {
    expect(translate('zh-CN', 'level.missing', { growth: '1,200' })).toBe('还差 1,200');
    expect(translate('en', 'level.missing', { growth: '1,200' })).toBe('1,200 to go');
  });

  test.each([
    ['zh_CN', 'zh-CN'],
    ['en-GB', 'en'],
    ['en', 'en'],
    ['fr', 'zh-CN'],
    [undefined, 'zh-CN'],
  ])('system language %s reads %s', (tag, language) => {
    expect(languageOf(tag)).toBe(language);
  });

  test('an error has the words of its code, else of its kind', () => {
    expect(wordsFor(new ApiError('refused', { code: 'SIGN_IN_CODE_USED' }))).toBe('error.code.SIGN_IN_CODE_USED');
    expect(wordsFor(new ApiError('server', { code: 'NEVER_HEARD_OF' }))).toBe('error.kind.server');
    expect(wordsFor(new ApiError('timeout'))).toBe('error.kind.timeout');
  });
});

describe('numbers and dates', () => {
  const late = '2026-05-20T16:30:00.000Z';

  test.each(LANGUAGES)('counts are grouped in %s', (language) => {
    const { count, percent } = createFormat(language);
    expect([0, 999, 12_000, 1_234_567, -4_200].map(count)).toEqual(['0', '999', '12,000', '1,234,567', '−4,200']);
    expect([0, 0.999, 1, 1.4, -1].map(percent)).toEqual(['0%', '99%', '100%', '100%', '0%']);
  });

  test('changes have a sign, money its yuan and fen', () => {
    const { change, money } = createFormat('zh-CN');
    expect([12, 0, -5].map(change)).toEqual(['+12', '0', '−5']);
    expect([128_000, 25_990, 5, 0, -150].map(money)).toEqual(['¥1,280', '¥259.90', '¥0.05', '¥0', '−¥1.50']);
  });

  test('what ends at midnight is good on the day before', () => {
    const { lastDay } = createFormat('zh-CN');
    expect(lastDay('2026-11-30T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026年11月30日');
    expect(lastDay('nonsense')).toBe('');
  });

  test('a day is that of the programme’s zone', () => {
    expect(createFormat('zh-CN').day(late, 'Asia/Shanghai')).toBe('2026年5月21日');
    expect(createFormat('en').day(late, 'Asia/Shanghai')).toBe('May 21, 2026');
    expect(createFormat('en').day(late, 'UTC')).toBe('May 20, 2026');
    expect(createFormat('en').day('nonsense')).toBe('');
  });

  test('an instant is told to the minute, on the clock of the programme’s zone', () => {
    expect(createFormat('zh-CN').moment(late, 'Asia/Shanghai')).toBe('2026年5月21日 00:30');
    expect(createFormat('en').moment(late, 'UTC')).toBe('May 20, 2026, 16:30');
    expect(createFormat('en').moment('nonsense')).toBe('');
  });

  test('without Intl, or with a zone it does not know, the device’s own day is used', () => {
    const own = new Date(late).getDate();
    expect(createFormat('en').day(late, 'Nowhere/Land')).toBe(`May ${own}, 2026`);
    const intl = globalThis.Intl;
    Reflect.deleteProperty(globalThis, 'Intl');
    try {
      expect(createFormat('en').day(late, 'Asia/Shanghai')).toBe(`May ${own}, 2026`);
    } finally {
      globalThis.Intl = intl;
    }
  });
});
