import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { NoticeRefused, PaymentError, type PaymentProblem } from './payment';
import { isSigned, readCertificate, readPublicKey, signLines, unseal } from './wechat-pay-keys';

/** Settings of a merchant at WeChat Pay. */
export interface WeChatPaySettings {
  apiUrl: string;
  merchantId: string;
  /** Serial number of the certificate whose private key signs our requests. */
  serialNumber: string;
  privateKey: KeyObject;
  /** 32 bytes. */
  apiV3Key: Buffer;
  /** Public-key mode: the id (`PUB_KEY_ID_…`) and the PEM of WeChat Pay's key; absent: platform certificates. */
  platformKey?: { id: string; pem: string };
  wallNow: () => number;
  timeoutMs?: number;
}

/** How far the clock of an answer or notification may be from ours. */
const SKEW_MS = 5 * 60_000;
/** Unknown serials may come from anybody: certificates are asked for no more often than this. */
const CERTIFICATES_EVERY_MS = 60_000;

const PROBLEMS: Record<string, PaymentProblem> = {
  ORDERPAID: 'already-paid',
  ORDER_PAID: 'already-paid',
  ORDER_CLOSED: 'already-closed',
  NOT_ENOUGH: 'not-enough-money',
  SYSTEM_ERROR: 'busy',
  FREQUENCY_LIMITED: 'busy',
  RATELIMIT_EXCEEDED: 'busy',
  SIGN_ERROR: 'misconfigured',
  NO_AUTH: 'misconfigured',
  APPID_MCHID_NOT_MATCH: 'misconfigured',
  MCH_NOT_EXISTS: 'misconfigured',
};

/** By serial. */
type Certificates = Map<string, ReturnType<typeof readCertificate>>;

/** How the ids of WeChat Pay's public keys begin; certificates have serial numbers. */
const PUBLIC_KEY = 'PUB_KEY_ID_';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const failure = z.object({ code: z.string(), message: z.string().optional() });
const certificates = z.object({
  data: z.array(
    z.object({
      serial_no: z.string(),
      encrypt_certificate: z.object({ ciphertext: z.string(), nonce: z.string(), associated_data: z.string() }),
    }),
  ),
});

/** Signed calls to WeChat Pay (API v3), and the check of what it signs. */
export class WeChatPayTransport {
  /** By serial, as they were when last asked for. */
  private certificates: Certificates = new Map();
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<void> | undefined;
  private readonly platformKey: KeyObject | undefined;

  constructor(private readonly settings: WeChatPaySettings) {
    this.platformKey = settings.platformKey && readPublicKey(settings.platformKey.pem);
  }

  /**
   * Calls and returns what was answered, its signature checked. Throws PaymentError; one without a good signature says
   * nothing, so what became of the call is unknown (`busy`).
   */
  async call<T>(method: 'GET' | 'POST', path: string, answer: z.ZodType<T>, body?: object): Promise<T> {
    const { status, headers, text } = await this.send(method, this.settings.apiUrl + path, body);
    if (status === 401) throw new PaymentError('misconfigured', 'WeChat Pay does not take our signature.');
    await this.verify(headers, text).catch((error: unknown) => {
      if (!(error instanceof NoticeRefused)) throw error;
      throw new PaymentError('busy', `WeChat Pay’s answer cannot be believed: ${error.message}`);
    });
    if (status >= 300) throw problemOf(status, text);
    return parsed(answer, text.length === 0 ? undefined : jsonOf(text));
  }

  /** Downloads a file whose hash was told by a signed answer; the file itself carries no signature. */
  async download(url: string, sha1: string): Promise<string> {
    const { status, text } = await this.send('GET', url);
    if (status !== 200) throw new PaymentError('busy', `WeChat Pay answered ${status} for a bill.`);
    const hash = createHash('sha1').update(text).digest('hex');
    if (hash !== sha1.toLowerCase()) throw new PaymentError('busy', 'The bill is not the one whose hash was told.');
    return text.toString('utf8');
  }

  /** Throws NoticeRefused unless these bytes were signed by WeChat Pay, now. */
  verify(headers: Headers, body: Buffer): Promise<void> {
    return this.verifyBy((serial) => this.keyOf(serial), headers, body);
  }

  private async verifyBy(
    keyOf: (serial: string) => Promise<KeyObject | undefined> | KeyObject | undefined,
    headers: Headers,
    body: Buffer,
  ): Promise<void> {
    const [timestamp, nonce, signature, serial] = ['timestamp', 'nonce', 'signature', 'serial'].map((name) => {
      const value = headers[`wechatpay-${name}`];
      if (typeof value !== 'string' || value === '') throw new NoticeRefused(`Wechatpay-${name} is missing.`);
      return value;
    }) as [string, string, string, string];
    if (!/^\d{1,12}$/.test(timestamp)) throw new NoticeRefused('The timestamp is no number of seconds.');
    if (Math.abs(this.settings.wallNow() - Number(timestamp) * 1000) > SKEW_MS) {
      throw new NoticeRefused('The timestamp is more than five minutes off.');
    }
    const key = await keyOf(serial);
    if (!key) throw new NoticeRefused('The key that signed is unknown.');
    if (!isSigned(key, [timestamp, nonce, body], signature)) throw new NoticeRefused('The signature is wrong.');
  }

  /** Signs the lines with the merchant's key, for the client. */
  sign(lines: readonly string[]): string {
    return signLines(this.settings.privateKey, lines);
  }

  private async send(method: 'GET' | 'POST', url: string, body?: object) {
    const text = body ? JSON.stringify(body) : '';
    const { settings } = this;
    try {
      const response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          'user-agent': 'Rungs',
          authorization: this.authorization(method, url, text),
          // Says which of its keys is to sign the answer.
          ...(settings.platformKey && { 'wechatpay-serial': settings.platformKey.id }),
          ...(body && { 'content-type': 'application/json' }),
        },
        body: body ? text : undefined,
        redirect: 'error',
        signal: AbortSignal.timeout(settings.timeoutMs ?? 8000),
      });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, headers: Object.fromEntries(response.headers), text: bytes };
    } catch {
      throw new PaymentError('busy', 'WeChat Pay did not answer.');
    }
  }

  private authorization(method: string, url: string, body: string): string {
    const { merchantId, serialNumber, wallNow } = this.settings;
    const { pathname, search } = new URL(url);
    const timestamp = String(Math.floor(wallNow() / 1000));
    const nonce = newNonce();
    const signature = this.sign([method, pathname + search, timestamp, nonce, body]);
    const fields = { mchid: merchantId, nonce_str: nonce, signature, timestamp, serial_no: serialNumber };
    const listed = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
    return `WECHATPAY2-SHA256-RSA2048 ${listed.join(',')}`;
  }

  private async keyOf(serial: string): Promise<KeyObject | undefined> {
    if (serial.startsWith(PUBLIC_KEY)) {
      return serial === this.settings.platformKey?.id ? this.platformKey : undefined;
    }
    if (!this.certificates.has(serial)) await this.askForCertificates();
    return this.keyIn(this.certificates, serial);
  }

  private keyIn(certificates: Certificates, serial: string): KeyObject | undefined {
    const certificate = certificates.get(serial);
    const now = this.settings.wallNow();
    return certificate && certificate.from <= now && now < certificate.until ? certificate.key : undefined;
  }

  /** Concurrent callers share one call. */
  private async askForCertificates(): Promise<void> {
    const now = this.settings.wallNow();
    if (!this.asking && now - this.askedAt >= CERTIFICATES_EVERY_MS) {
      this.askedAt = now;
      this.asking = this.downloadCertificates().finally(() => {
        this.asking = undefined;
      });
    }
    await this.asking;
  }

  /** They are encrypted with a key that only the two of us have; the answer must be signed by one of them, too. */
  private async downloadCertificates(): Promise<void> {
    const { status, headers, text } = await this.send('GET', `${this.settings.apiUrl}/v3/certificates`);
    if (status !== 200) throw status === 401 ? notOurs() : problemOf(status, text);
    const found: Certificates = new Map();
    for (const { serial_no, encrypt_certificate } of parsed(certificates, jsonOf(text)).data) {
      const { associated_data: associatedData, ...sealed } = encrypt_certificate;
      try {
        found.set(serial_no, readCertificate(unseal(this.settings.apiV3Key, { ...sealed, associatedData })));
      } catch {
        throw new PaymentError('misconfigured', 'A platform certificate does not decrypt: check the API v3 key.');
      }
    }
    const keyOf = (serial: string) => (serial.startsWith(PUBLIC_KEY) ? this.keyOf(serial) : this.keyIn(found, serial));
    await this.verifyBy(keyOf, headers, text);
    this.certificates = found;
  }
}

function notOurs(): PaymentError {
  return new PaymentError('misconfigured', 'WeChat Pay does not take our signature.');
}

/** 16 random bytes in hexadecimal: 32 letters and digits. */
export function newNonce(): string {
  return randomBytes(16).toString('hex').toUpperCase();
}

/** JSON, or a PaymentError that says nothing is known. */
function jsonOf(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    throw new PaymentError('busy', 'WeChat Pay answered something that is no JSON.');
  }
}

function parsed<T>(answer: z.ZodType<T>, received: unknown): T {
  const found = answer.safeParse(received);
  if (!found.success) throw new PaymentError('busy', 'WeChat Pay answered something unexpected.');
  return found.data;
}

function problemOf(status: number, text: Buffer): PaymentError {
  const { code, message } = failure.catch({ code: 'UNKNOWN' }).parse(jsonOf(text));
  const problem = PROBLEMS[code] ?? (status === 429 || status >= 500 ? 'busy' : 'refused');
  return new PaymentError(problem, `WeChat Pay answered ${status} ${code} ${message ?? ''}`.trim(), code);
}
