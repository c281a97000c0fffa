import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigurationError } from './errors';

/** A merchant at WeChat Pay, as its operator sets it. */
export interface WeChatPayAccount {
  apiUrl: string;
  merchantId: string;
  /** Of the certificate whose private key signs our requests. */
  serialNumber: string;
  privateKey: KeyObject;
  /** 32 bytes. */
  apiV3Key: Buffer;
  /** Public-key mode: the id and the PEM of WeChat Pay's key; absent: platform certificates. */
  platformKey?: { id: string; pem: string };
}

/** What each setting is, for whom it is missing. */
const REQUIRED = {
  WECHAT_PAY_MCH_ID: 'set it to the number of your merchant account, from pay.weixin.qq.com',
  WECHAT_PAY_SERIAL_NO: 'set it to the serial number of your merchant certificate',
  WECHAT_PAY_PRIVATE_KEY: 'set it to file:/path/to/apiclient_key.pem, or to the PEM text',
  WECHAT_PAY_API_V3_KEY: 'set it to the API v3 key of your merchant account',
} as const;
const PLATFORM_KEY = {
  WECHAT_PAY_PUBLIC_KEY_ID: 'set both the id and the key of WeChat Pay, or neither for platform certificates',
  WECHAT_PAY_PUBLIC_KEY: 'set both the id and the key of WeChat Pay, or neither for platform certificates',
} as const;

type Required = keyof typeof REQUIRED;
type Platform = keyof typeof PLATFORM_KEY;

/** The variables of the environment that it reads. */
export type WeChatPayVariables = { WECHAT_PAY_API_URL: string } & { [name in Required | Platform]?: string };

/** The merchant, when one is set: all of it or nothing. Throws ConfigurationError with the variable and the fix. */
export function wechatPayAccount(values: WeChatPayVariables): WeChatPayAccount | undefined {
  const names = [...Object.keys(REQUIRED), ...Object.keys(PLATFORM_KEY)] as (Required | Platform)[];
  if (names.every((name) => values[name] === undefined)) return undefined;
  const given = (name: Required) => values[name] ?? refuse(name, `is not set: ${REQUIRED[name]}`);
  const merchantId = matching('WECHAT_PAY_MCH_ID', given('WECHAT_PAY_MCH_ID'), /^\d{8,10}$/, 'must be 8 to 10 digits');
  const serialNumber = matching(
    'WECHAT_PAY_SERIAL_NO',
    given('WECHAT_PAY_SERIAL_NO'),
    /^[0-9A-Fa-f]{8,64}$/,
    'must be the hexadecimal serial number of the merchant certificate',
  );
  const apiV3Key = matching(
    'WECHAT_PAY_API_V3_KEY',
    given('WECHAT_PAY_API_V3_KEY'),
    /^[0-9A-Za-z]{32}$/,
    'must be the 32 letters and digits that you set at pay.weixin.qq.com',
  );
  return {
    apiUrl: values.WECHAT_PAY_API_URL.replace(/\/$/, ''),
    merchantId,
    serialNumber,
    privateKey: keyOf('WECHAT_PAY_PRIVATE_KEY', given('WECHAT_PAY_PRIVATE_KEY'), createPrivateKey).key,
    apiV3Key: Buffer.from(apiV3Key, 'utf8'),
    platformKey: platformKeyOf(values),
  };
}

function platformKeyOf(values: WeChatPayVariables): WeChatPayAccount['platformKey'] {
  const { WECHAT_PAY_PUBLIC_KEY_ID: id, WECHAT_PAY_PUBLIC_KEY: key } = values;
  if (id === undefined && key === undefined) return undefined;
  if (id === undefined)
    return refuse('WECHAT_PAY_PUBLIC_KEY_ID', `is not set: ${PLATFORM_KEY.WECHAT_PAY_PUBLIC_KEY_ID}`);
  if (key === undefined) return refuse('WECHAT_PAY_PUBLIC_KEY', `is not set: ${PLATFORM_KEY.WECHAT_PAY_PUBLIC_KEY}`);
  matching('WECHAT_PAY_PUBLIC_KEY_ID', id, /^PUB_KEY_ID_\d+$/, 'must be PUB_KEY_ID_ and digits');
  return { id, pem: keyOf('WECHAT_PAY_PUBLIC_KEY', key, createPublicKey).pem };
}

/** A key from PEM text, or from the file that `file:` names. What is wrong with it is told without a word of it. */
function keyOf(name: Required | Platform, value: string, read: (pem: string) => KeyObject) {
  const pem = value.startsWith('file:') ? contentOf(name, value.slice('file:'.length)) : value.replaceAll('\\n', '\n');
  try {
    const key = read(pem);
    if (key.asymmetricKeyType === 'rsa') return { key, pem };
  } catch {
    // Told below, like a key of another kind.
  }
  return refuse(name, 'holds no RSA key in PEM: give file:/path/to/the.pem, or the text with its BEGIN and END lines');
}

function contentOf(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return refuse(name, `names ${path}, which cannot be read: give the path of a PEM file`);
  }
}

function matching(name: string, value: string, pattern: RegExp, words: string): string {
  return pattern.test(value) ? value : refuse(name, words);
}

function refuse(name: string, words: string): never {
  throw new ConfigurationError(`${name} ${words}.`);
}
