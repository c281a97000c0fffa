import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { NoticeRefused } from '../payment/payment';

/** How WeChat pushes messages of the mini-program (消息推送), as its operator set it. */
export interface WeChatPushSettings {
  appId: string;
  /** The token, 3 to 32 letters and digits. */
  token: string;
  /** 43 letters and digits: messages must be encrypted with it (安全模式). Absent: they come in the clear. */
  encodingAesKey?: string;
  wallNow: () => number;
}

/** What the address of a push says. */
export type PushQuery = Readonly<Record<string, string | string[] | undefined>>;

/** How far the clock of a push may be from ours. */
const SKEW_MS = 5 * 60_000;
const AES_BLOCK = 32;
const RANDOM_BYTES = 16;
const LENGTH_BYTES = 4;

/** Verifies and reads what WeChat pushes. */
export interface WeChatPush {
  /** What to answer when WeChat checks the address (`echostr`); undefined: it is not WeChat that asks. */
  echo(query: PushQuery): string | undefined;
  /**
   * The message. In the clear its signature covers the address alone: whoever saw one may send another body with it for
   * five minutes, so that nothing in it may be believed without asking. Throws NoticeRefused.
   */
  read(query: PushQuery, body: Buffer): unknown;
}

/** The reader of messages in JSON. */
export function createWeChatPush(settings: WeChatPushSettings): WeChatPush {
  const key = settings.encodingAesKey && Buffer.from(`${settings.encodingAesKey}=`, 'base64');
  const verify = (query: PushQuery, signature: string, ...more: string[]) => {
    const [timestamp, nonce] = [textOf(query, 'timestamp'), textOf(query, 'nonce')];
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(settings.wallNow() - Number(timestamp) * 1000) > SKEW_MS) {
      throw new NoticeRefused('The timestamp is more than five minutes off.');
    }
    const parts = [settings.token, timestamp, nonce, ...more].sort();
    const ours = createHash('sha1').update(parts.join('')).digest();
    const given = /^[0-9a-f]{40}$/.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(0);
    if (given.length !== ours.length || !timingSafeEqual(given, ours)) {
      throw new NoticeRefused('The signature is wrong.');
    }
  };
  return {
    echo(query) {
      try {
        verify(query, textOf(query, 'signature'));
        return textOf(query, 'echostr');
      } catch (error) {
        if (error instanceof NoticeRefused) return undefined;
        throw error;
      }
    },
    read(query, body) {
      if (!key) {
        verify(query, textOf(query, 'signature'));
        return jsonOf(body);
      }
      const sealed = (jsonOf(body) as { Encrypt?: unknown } | null)?.Encrypt;
      if (typeof sealed !== 'string') throw new NoticeRefused('It is not encrypted.');
      verify(query, textOf(query, 'msg_signature'), sealed);
      return jsonOf(opened(key, settings.appId, sealed));
    },
  };
}

/** 16 random bytes, the length, the message, the application; padded to 32 bytes. */
function opened(key: Buffer, appId: string, sealed: string): Buffer {
  let bytes: Buffer;
  try {
    const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    bytes = Buffer.concat([cipher.update(sealed, 'base64'), cipher.final()]);
  } catch {
    throw new NoticeRefused('It does not decrypt.');
  }
  const padding = bytes.at(-1) ?? 0;
  if (padding < 1 || padding > AES_BLOCK || bytes.length < RANDOM_BYTES + LENGTH_BYTES + padding) {
    throw new NoticeRefused('It does not decrypt.');
  }
  const content = bytes.subarray(RANDOM_BYTES + LENGTH_BYTES, bytes.length - padding);
  const length = bytes.readUInt32BE(RANDOM_BYTES);
  if (length > content.length || content.subarray(length).toString('utf8') !== appId) {
    throw new NoticeRefused('It is for another application.');
  }
  return content.subarray(0, length);
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new NoticeRefused('It is no JSON.');
  }
}

function textOf(query: PushQuery, name: string): string {
  const value = query[name];
  if (typeof value !== 'string' || value === '') throw new NoticeRefused(`${name} is missing.`);
  return value;
}
