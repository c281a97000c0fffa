import { formatCount, formatYuan, localeOf } from './locale';

describe('localeOf', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['fr-FR, en;q=0.5, zh;q=0.4', 'en'],
    ['en;q=0.2, zh-Hant;q=0.7', 'zh-CN'],
    ['en;q=0, fr', 'zh-CN'],
    ['de,*;q=0.1', 'zh-CN'],
    ['en;q=nonsense', 'en'],
    ['en; q=0.9, zh; q=0.8', 'en'],
  ])('answers %j in %s', (header, locale) => expect(localeOf(header)).toBe(locale));
});

it('formatCount writes thousands as readers do', () => {
  expect(formatCount(1_234_567, 'zh-CN')).toBe('1,234,567');
  expect(formatCount(-1200, 'en')).toBe('-1,200');
});

it.each([
  [120_000, '¥1,200'],
  [123_456_705, '¥1,234,567.05'],
  [50, '¥0.50'],
  [0, '¥0'],
  [-1, '-¥0.01'],
])('formatYuan writes %i fen as %s', (fen, text) => expect(formatYuan(fen, 'zh-CN')).toBe(text));
