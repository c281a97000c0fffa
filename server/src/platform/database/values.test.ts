import { InvariantError } from '../errors';
import { toDate, toDateOrNull, toSafeInt } from './values';

describe('toSafeInt', () => {
  it.each([
    [0, 0],
    ['12', 12],
    ['-7', -7],
    [9007199254740991n, Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', Number.MIN_SAFE_INTEGER],
  ])('reads %p', (value, expected) => expect(toSafeInt(value)).toBe(expected));

  it.each([
    null,
    undefined,
    '',
    ' ',
    '1.5',
    1.5,
    '9007199254740992',
    2 ** 53,
    '9007199254740990.9',
    '1e3',
    '0x10',
    true,
    [],
    {},
    Number.NaN,
  ])('refuses %p', (value) => expect(() => toSafeInt(value)).toThrow(InvariantError));
});

describe('toDate', () => {
  it('reads what either driver gives', () => {
    const date = new Date('2026-01-31T08:00:00.123Z');
    expect(toDate(date)).toBe(date);
    expect(toDate('2026-01-31 08:00:00.123')).toEqual(date);
    expect(toDateOrNull('2026-01-31 08:00:00.123')).toEqual(date);
    expect(toDateOrNull(null)).toBeNull();
  });

  it('refuses what is no date', () => {
    for (const value of [null, undefined, '', 'soon']) expect(() => toDate(value)).toThrow(InvariantError);
  });
});
