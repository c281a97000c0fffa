import { generateKeyPairSync } from 'node:crypto';
import { isSigned, signLines, unseal } from './wechat-pay-keys';

// The vector of WeChat Pay's documentation.
const apiV3Key = Buffer.from('a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb');
const sealed = {
  ciphertext: 'ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=',
  nonce: 'uluk4a9R25RW',
  associatedData: 'associatedData',
};

describe('what WeChat Pay encrypts', () => {
  it('is read with the key', () => {
    expect(unseal(apiV3Key, sealed)).toBe('message');
  });

  it('is refused when any bit of any byte was changed, or the key, nonce or associated data', () => {
    const bytes = Buffer.from(sealed.ciphertext, 'base64');
    for (let index = 0; index < bytes.length; index++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Buffer.from(bytes);
        changed[index] = (changed[index] as number) ^ (1 << bit);
        expect(() => unseal(apiV3Key, { ...sealed, ciphertext: changed.toString('base64') })).toThrow();
      }
    }
    expect(() => unseal(Buffer.alloc(32), sealed)).toThrow();
    expect(() => unseal(apiV3Key, { ...sealed, nonce: 'uluk4a9R25RX' })).toThrow();
    expect(() => unseal(apiV3Key, { ...sealed, associatedData: '' })).toThrow();
    // Fewer bytes than a tag, and another spelling of the same bytes.
    expect(() => unseal(apiV3Key, { ...sealed, ciphertext: 'AAAA' })).toThrow();
    expect(() => unseal(apiV3Key, { ...sealed, ciphertext: `${sealed.ciphertext} ` })).toThrow();
  });
});

describe('a signature over lines', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const lines = ['1600000000', 'nonce', '{"id":"1"}'];
  const signature = signLines(privateKey, lines);

  it('is good for these lines and this key alone', () => {
    expect(isSigned(publicKey, lines, signature)).toBe(true);
    expect(isSigned(publicKey, [...lines.slice(0, 2), '{"id":"2"}'], signature)).toBe(false);
    // The line feed of the last line is signed, too, and no line may borrow from the next.
    expect(isSigned(publicKey, ['1600000000', 'nonce{"id"', ':"1"}'], signature)).toBe(false);
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(isSigned(other.publicKey, lines, signature)).toBe(false);
  });

  it('that only probes is refused like any wrong one', () => {
    expect(isSigned(publicKey, lines, `WECHATPAY/SIGNTEST/${signature}`)).toBe(false);
    expect(isSigned(publicKey, lines, '')).toBe(false);
  });
});
