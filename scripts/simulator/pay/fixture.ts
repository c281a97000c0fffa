import { createDecipheriv, createSign, createVerify, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { buildSimulator } from '../app';
import type { Delivery, PlatformKeys } from './types';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const MCHID = '1900000109';
export const SERIAL = '5157F09EFDC096DE15EBE81A47057A7232F1B8E1';
export const API_V3_KEY = 'a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb';
export const PUBLIC_KEY_ID = 'PUB_KEY_ID_0119000001092025010100000000000001';
export const MINI = 'wx00000000000000a1';

const makePair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
/** Keys take a while to make, so all tests of a file share them. */
export const MERCHANT_KEYS = makePair();
export const OTHER_KEYS = makePair();
export const PUBLIC_MODE_KEYS = makePair();
const CERTIFICATE_KEYS = makePair();

export const PLATFORM: PlatformKeys = {
  publicKeyId: PUBLIC_KEY_ID,
  publicKeyMode: PUBLIC_MODE_KEYS.privateKey,
  certificate: CERTIFICATE_KEYS.privateKey,
};
export const CERTIFICATE_PUBLIC = CERTIFICATE_KEYS.publicKey;

export const MERCHANT = {
  mchid: MCHID,
  name: '阶梯会员商城',
  serialNo: SERIAL,
  publicKey: MERCHANT_KEYS.publicKey,
  apiV3Key: API_V3_KEY,
  appids: [MINI, 'wx00000000000000b2'],
  plainLoopback: false,
};
const OTHER_MERCHANT = {
  ...MERCHANT,
  mchid: '1900000110',
  serialNo: 'A'.repeat(40),
  publicKey: OTHER_KEYS.publicKey,
  plainLoopback: true,
};

/** An order inside WeChat; `over` replaces members. */
export function jsapiOrder(over: object = {}): Record<string, unknown> {
  return {
    appid: MINI,
    mchid: MCHID,
    description: '保温杯',
    out_trade_no: 'ord_000001',
    notify_url: 'https://shop.example.com/callbacks/wechat-pay',
    amount: { total: 990, currency: 'CNY' },
    payer: { openid: 'o-mini-lin' },
    ...over,
  };
}

/** Who signs a call, and what deviates. */
interface Signing {
  key?: KeyObject;
  mchid?: string;
  serial?: string;
  nonce?: string;
  timestamp?: number;
  /** Signed in place of what is sent. */
  signedBody?: string;
  signedUrl?: string;
  headers?: Record<string, string>;
}

export const OTHER: Signing = { key: OTHER_KEYS.privateKey, mchid: '1900000110', serial: 'A'.repeat(40) };

/** What came back. */
interface Reply {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  json: Record<string, unknown>;
}

/** A WeChat Pay whose clock, timers and merchants' servers a test holds. Its own signing is written out here. */
export class PayFixture {
  /** 08:00 in Beijing. */
  now = Date.UTC(2025, 0, 1);
  readonly deliveries: Delivery[] = [];
  /** How the merchant's server answers. */
  merchantAnswers: (delivery: Delivery) => number | Promise<number> = () => 204;
  readonly app: FastifyInstance;
  private readonly timers: { at: number; task: () => void }[] = [];
  private drawn = 0;
  private nonces = 0;

  constructor() {
    this.app = buildSimulator({
      now: () => this.now,
      random: (bytes) => {
        const out = Buffer.alloc(bytes);
        out.writeUInt32BE(++this.drawn, 0);
        return out;
      },
      merchants: [MERCHANT, OTHER_MERCHANT],
      platform: () => PLATFORM,
      schedule: (milliseconds, task) => void this.timers.push({ at: this.now + milliseconds, task }),
      deliver: async (delivery) => {
        this.deliveries.push(delivery);
        return this.merchantAnswers(delivery);
      },
    });
  }

  authorization(method: string, url: string, body: string, signing: Signing = {}): string {
    const timestamp = signing.timestamp ?? Math.floor(this.now / 1000);
    const nonce = signing.nonce ?? `nonce${++this.nonces}`;
    const message = `${method}\n${signing.signedUrl ?? url}\n${timestamp}\n${nonce}\n${signing.signedBody ?? body}\n`;
    const signature = createSign('RSA-SHA256')
      .update(message)
      .sign(signing.key ?? MERCHANT_KEYS.privateKey, 'base64');
    const [mchid, serial] = [signing.mchid ?? MCHID, signing.serial ?? SERIAL];
    return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${serial}"`;
  }

  /** A signed call; a body that is no text is sent as JSON. */
  async call(method: 'GET' | 'POST', url: string, body?: unknown, signing: Signing = {}): Promise<Reply> {
    const payload = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    const response = await this.app.inject({
      method,
      url,
      headers: {
        accept: 'application/json',
        'user-agent': 'test',
        ...(payload === '' ? {} : { 'content-type': 'application/json' }),
        authorization: this.authorization(method, url, payload, signing),
        ...signing.headers,
      },
      ...(payload === '' ? {} : { payload }),
    });
    const isJson = String(response.headers['content-type']).includes('json');
    return {
      status: response.statusCode,
      headers: response.headers,
      text: response.body,
      json: isJson ? response.json() : {},
    };
  }

  get(url: string, signing?: Signing): Promise<Reply> {
    return this.call('GET', url, undefined, signing);
  }

  post(url: string, body: unknown, signing?: Signing): Promise<Reply> {
    return this.call('POST', url, body, signing);
  }

  /** An order inside WeChat, as its prepay id. */
  async order(over: object = {}): Promise<string> {
    const reply = await this.post('/v3/pay/transactions/jsapi', jsapiOrder(over));
    expect(reply.status).toBe(200);
    return String(reply.json.prepay_id);
  }

  query(number = 'ord_000001', signing?: Signing): Promise<Reply> {
    return this.get(`/v3/pay/transactions/out-trade-no/${number}?mchid=${signing?.mchid ?? MCHID}`, signing);
  }

  close(number = 'ord_000001'): Promise<Reply> {
    return this.post(`/v3/pay/transactions/out-trade-no/${number}/close`, { mchid: MCHID });
  }

  refund(over: object = {}): Promise<Reply> {
    return this.post('/v3/refund/domestic/refunds', {
      out_refund_no: 'rfd_1',
      out_trade_no: 'ord_000001',
      notify_url: 'https://shop.example.com/callbacks/wechat-pay',
      amount: { refund: 100, total: 990, currency: 'CNY' },
      ...over,
    });
  }

  /** What the mini-program passes to `wx.requestPayment`. */
  paymentParameters(prepayId: string, key: KeyObject = MERCHANT_KEYS.privateKey): Record<string, string> {
    const [timeStamp, nonceStr, pack] = [String(Math.floor(this.now / 1000)), 'noncestr', `prepay_id=${prepayId}`];
    const paySign = createSign('RSA-SHA256')
      .update(`${MINI}\n${timeStamp}\n${nonceStr}\n${pack}\n`)
      .sign(key, 'base64');
    return { appId: MINI, timeStamp, nonceStr, package: pack, signType: 'RSA', paySign };
  }

  /** A call of the simulator's own, not signed. */
  async own(method: 'GET' | 'POST', url: string, payload?: object): Promise<Record<string, unknown>> {
    const response = await this.app.inject({ method, url, ...(payload ? { payload } : {}) });
    return { ...response.json(), status: response.statusCode };
  }

  faults(faults: object): Promise<Record<string, unknown>> {
    return this.own('POST', '/simulator/pay/faults', faults);
  }

  /** Orders and pays inside WeChat; the merchant has heard of it. */
  async paid(over: object = {}): Promise<void> {
    const parameters = this.paymentParameters(await this.order(over));
    const result = await this.own('POST', '/simulator/pay/request-payment', parameters);
    expect(result.errMsg).toBe('requestPayment:ok');
    await this.advance(0);
  }

  /** Lets time pass; timers that come due run in their order, at their time. */
  async advance(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      this.timers.sort((a, b) => a.at - b.at);
      const next = this.timers[0];
      if (!next || next.at > until) break;
      this.timers.shift();
      this.now = Math.max(this.now, next.at);
      next.task();
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.now = until;
  }

  /** Whether WeChat Pay's signature over `body` is good for a key. */
  isSigned(headers: Record<string, unknown>, body: string, key: KeyObject = PUBLIC_MODE_KEYS.publicKey): boolean {
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const message = `${lower['wechatpay-timestamp']}\n${lower['wechatpay-nonce']}\n${body}\n`;
    return createVerify('RSA-SHA256').update(message).verify(key, String(lower['wechatpay-signature']), 'base64');
  }
}

/** Opens what was encrypted for the merchant. */
export function unseal(sealed: unknown, key = API_V3_KEY): string {
  const { nonce, associated_data, ciphertext } = sealed as Record<string, string>;
  const bytes = Buffer.from(ciphertext ?? '', 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce ?? '');
  decipher.setAuthTag(bytes.subarray(-16));
  decipher.setAAD(Buffer.from(associated_data ?? ''));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8');
}

/** What a notification says inside. */
export function contentOf(delivery: Delivery | undefined): Record<string, unknown> {
  return JSON.parse(unseal(JSON.parse(delivery?.body ?? '').resource));
}
