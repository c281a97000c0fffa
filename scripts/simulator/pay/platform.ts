import type { SimulatorDeps } from '../types';
import { type Sealed, seal } from './aead';
import { type Certificate, selfSigned, signatureOf } from './rsa';
import { rfc3339 } from './time';
import type { Merchant, PlatformKeys, SignatureStyle, SigningKey } from './types';

const PROBE_PREFIX = 'WECHATPAY/SIGNTEST/';

/** WeChat Pay's side of signing. Its keys are asked for when first needed, because making some takes a while. */
export class Platform {
  private keys: PlatformKeys | undefined;
  private made: Certificate | undefined;

  constructor(private readonly deps: Pick<SimulatorDeps, 'now' | 'random' | 'platform'>) {}

  /** The headers that sign `body`, with the key that `signingKey` names unless `style` says that something is wrong. */
  signedHeaders(body: string, signingKey: SigningKey, style: SignatureStyle): Record<string, string> {
    const timestamp = String(Math.floor(this.deps.now() / 1000));
    const nonce = this.deps.random(16).toString('hex');
    const other: SigningKey = signingKey === 'certificate' ? 'public-key' : 'certificate';
    const key = this.keyOf(style === 'other-key' ? other : signingKey);
    const signature = signatureOf(`${timestamp}\n${nonce}\n${body}\n`, key);
    return {
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Serial': this.serialOf(signingKey),
      'Wechatpay-Signature': styled(signature, style),
      'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    };
  }

  /** Encrypts for a merchant. */
  seal(merchant: Merchant, associatedData: string, text: string): Sealed {
    return seal(merchant.apiV3Key, this.deps.random(6).toString('hex'), associatedData, text);
  }

  /** The answer of `/v3/certificates`. */
  certificatesFor(merchant: Merchant): object {
    const { serialNo, from, until, pem } = this.certificate();
    return {
      data: [
        {
          serial_no: serialNo,
          effective_time: rfc3339(from),
          expire_time: rfc3339(until),
          encrypt_certificate: this.seal(merchant, 'certificate', pem),
        },
      ],
    };
  }

  private serialOf(signingKey: SigningKey): string {
    return signingKey === 'certificate' ? this.certificate().serialNo : this.allKeys().publicKeyId;
  }

  private keyOf(signingKey: SigningKey) {
    return signingKey === 'certificate' ? this.allKeys().certificate : this.allKeys().publicKeyMode;
  }

  private certificate(): Certificate {
    this.made ??= selfSigned(this.allKeys().certificate, this.deps.now());
    return this.made;
  }

  private allKeys(): PlatformKeys {
    this.keys ??= this.deps.platform();
    return this.keys;
  }
}

function styled(signature: string, style: SignatureStyle): string {
  if (style === 'probe') return PROBE_PREFIX + signature.slice(PROBE_PREFIX.length);
  if (style === 'bad') return (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
  return signature;
}
