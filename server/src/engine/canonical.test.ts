import fc from 'fast-check';
import { canonicalJson } from './canonical';

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves out what is undefined', () => {
    expect(canonicalJson({ b: 1, a: { d: [true, null], c: 'x' }, u: undefined })).toBe(
      '{"a":{"c":"x","d":[true,null]},"b":1}',
    );
  });

  it('sorts by code units, and keys that look like numbers as text', () => {
    expect(canonicalJson({ 10: 1, 9: 2, a: 3, B: 4, 中: 5 })).toBe('{"10":1,"9":2,"B":4,"a":3,"中":5}');
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -0, 1n, [undefined], () => 1])('refuses %p', (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });

  it('reads back as what it was, and is stable', () => {
    const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(json, (value) => {
        const positive = JSON.parse(JSON.stringify(value));
        const text = canonicalJson(positive);
        expect(JSON.parse(text)).toEqual(positive);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it('does not depend on the order of making', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string(),
          fc.integer().map((n) => n + 0 || 0),
        ),
        (value) => {
          const reversed = Object.fromEntries(Object.entries(value).reverse());
          expect(canonicalJson(reversed)).toBe(canonicalJson(value));
        },
      ),
    );
  });
});
