import type { SimulatorDeps } from '../types';
import { PayError } from './errors';
import { isSignedBy } from './rsa';
import type { Merchant } from './types';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';
const FIELDS = ['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'] as const;
const FIELD_LIST = /^\w+="[^"]*"(\s*,\s*\w+="[^"]*")*$/;
const SKEW_SECONDS = 5 * 60;

type Authorization = Record<(typeof FIELDS)[number], string>;

/** A request as it came: what was signed must be these very bytes. */
export interface RawRequest {
  readonly method: string;
  /** Path with query, not decoded. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Buffer;
}

/** Tells which merchant sent a request. Each nonce of a merchant is good once. */
export class RequestVerifier {
  private readonly merchants: ReadonlyMap<string, Merchant>;
  /** When each nonce was seen; older ones than the skew allows are refused by their timestamp. */
  private readonly nonces = new Map<string, number>();

  constructor(private readonly deps: Pick<SimulatorDeps, 'now' | 'merchants'>) {
    this.merchants = new Map(deps.merchants.map((merchant) => [merchant.mchid, merchant]));
  }

  /** @throws PayError SIGN_ERROR */
  verify(request: RawRequest): Merchant {
    const given = parseAuthorization(request.authorization);
    const merchant = this.merchants.get(given.mchid);
    if (!merchant) throw refusal('mchid', '商户号不存在');
    if (given.serial_no !== merchant.serialNo) {
      throw refusal('serial_no', '商户证书序列号有误。请使用签名私钥匹配的证书序列号');
    }
    const now = Math.floor(this.deps.now() / 1000);
    if (!/^\d{10}$/.test(given.timestamp) || Math.abs(now - Number(given.timestamp)) > SKEW_SECONDS) {
      throw refusal('timestamp', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
    }
    const head = `${request.method}\n${request.url}\n${given.timestamp}\n${given.nonce_str}\n`;
    const message = Buffer.concat([Buffer.from(head), request.body, Buffer.from('\n')]);
    if (!isSignedBy(merchant.publicKey, message, given.signature)) {
      throw new PayError('SIGN_ERROR', undefined, {
        ...placeOf('signature', 'sign not match'),
        sign_information: {
          method: request.method,
          url: request.url,
          truncated_sign_message: head,
          sign_message_length: message.length,
        },
      });
    }
    this.useNonce(`${merchant.mchid} ${given.nonce_str}`, now);
    return merchant;
  }

  private useNonce(nonce: string, now: number): void {
    for (const [known, seen] of this.nonces) {
      // In the order of arrival: the first one that must be kept ends the search.
      if (now - seen <= 2 * SKEW_SECONDS) break;
      this.nonces.delete(known);
    }
    if (this.nonces.has(nonce)) throw refusal('nonce_str', 'Http头Authorization中的nonce_str重复');
    this.nonces.set(nonce, now);
  }
}

function parseAuthorization(header: string | undefined): Authorization {
  const malformed = refusal('authorization', 'Http头Authorization值格式错误');
  const space = header?.indexOf(' ') ?? -1;
  if (header === undefined || header.slice(0, space) !== SCHEME) throw malformed;
  const list = header.slice(space + 1).trim();
  if (!FIELD_LIST.test(list)) throw malformed;
  const pairs = [...list.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? ''] as const);
  const fields = new Map(pairs);
  if (fields.size !== pairs.length || !FIELDS.every((name) => fields.get(name))) throw malformed;
  return Object.fromEntries(FIELDS.map((name) => [name, fields.get(name)])) as Authorization;
}

function placeOf(field: string, issue: string): object {
  return { field, location: 'authorization', detail: { issue } };
}

function refusal(field: string, message: string): PayError {
  return new PayError('SIGN_ERROR', message, placeOf(field, message));
}
