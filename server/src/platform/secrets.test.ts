import fc from 'fast-check';
import { InvariantError } from './errors';
import { createFieldCipher, hashSecret, maskPhone, newSecret, secretMatches } from './secrets';

const place = { table: 'member', column: 'phone_cipher', rowId: 7 };
const cipher = createFieldCipher(Buffer.alloc(32, 1));

describe('the field cipher', () => {
  it('gives back what was encrypted, and never writes the same twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const stored = cipher.encrypt(text, place);
        expect(cipher.decrypt(stored, place)).toBe(text);
        expect(cipher.encrypt(text, place)).not.toBe(stored);
      }),
    );
  });

  it('refuses a value of which any character was changed', () => {
    const stored = cipher.encrypt('13812345678', place);
    for (let at = 0; at < stored.length; at++) {
      for (const other of ['A', 'b', '0', '.']) {
        if (stored[at] === other) continue;
        const changed = stored.slice(0, at) + other + stored.slice(at + 1);
        expect(() => cipher.decrypt(changed, place)).toThrow(InvariantError);
      }
    }
  });

  it('refuses a value that was cut or lengthened, down to nothing', () => {
    const stored = cipher.encrypt('13812345678', place);
    for (let length = 0; length < stored.length; length++) {
      expect(() => cipher.decrypt(stored.slice(0, length), place)).toThrow(InvariantError);
    }
    for (const more of ['A', '.', '.A', '='])
      expect(() => cipher.decrypt(stored + more, place)).toThrow(InvariantError);
  });

  it('refuses a tag that is too short: it could be guessed', () => {
    const [keyId, nonce] = cipher.encrypt('', place).split('.');
    const short = Buffer.from(cipher.encrypt('', place).split('.')[2] ?? '', 'base64url').subarray(0, 4);
    expect(() => cipher.decrypt([keyId, nonce, short.toString('base64url')].join('.'), place)).toThrow(InvariantError);
  });

  it.each([{ rowId: 8 }, { column: 'nickname' }, { table: 'partner' }])('refuses a value moved to %p', (other) => {
    const stored = cipher.encrypt('13812345678', place);
    expect(() => cipher.decrypt(stored, { ...place, ...other })).toThrow(InvariantError);
  });

  it('refuses another key, and another key id', () => {
    const stored = cipher.encrypt('13812345678', place);
    expect(() => createFieldCipher(Buffer.alloc(32, 2)).decrypt(stored, place)).toThrow(InvariantError);
    expect(() => createFieldCipher(Buffer.alloc(32, 1), 'k2').decrypt(stored, place)).toThrow('No key "k1"');
  });

  it('makes the same blind index for the same value under the same key alone', () => {
    expect(cipher.blindIndex('13812345678')).toMatchInlineSnapshot(
      `"5a6e34888d8413ff7b8d5860415f3d9fc77d33c37dd88f4e2668764b652df466"`,
    );
    expect(cipher.blindIndex('13812345679')).not.toBe(cipher.blindIndex('13812345678'));
    const other = createFieldCipher(Buffer.alloc(32, 2));
    expect(other.blindIndex('13812345678')).not.toBe(cipher.blindIndex('13812345678'));
  });
});

describe('secrets', () => {
  it('match their hash and no other', () => {
    const [one, other] = [newSecret(), newSecret()];
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(secretMatches(one, hashSecret(one))).toBe(true);
    expect(secretMatches(other, hashSecret(one))).toBe(false);
    expect(secretMatches('', hashSecret(one))).toBe(false);
    expect(secretMatches(one, '')).toBe(false);
  });
});

it('maskPhone shows the ends of a number, and of a short one nothing', () => {
  expect(maskPhone('13812345678')).toBe('138****5678');
  expect(maskPhone('1234567')).toBe('****');
});
