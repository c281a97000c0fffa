import { z } from 'zod';
import type { WeChatApp } from '../../platform/config';
import { WeChatError, type WeChatProblem } from './wechat';

/** Where WeChat's servers are and how long they may take. */
export interface WeChatCallOptions {
  apiUrl: string;
  timeoutMs?: number;
}

// https://developers.weixin.qq.com/doc/oplatform/Return_codes/Return_code_descriptions_new.html
const PROBLEMS: Record<number, WeChatProblem> = {
  [-1]: 'busy',
  40001: 'misconfigured',
  40013: 'misconfigured',
  40125: 'misconfigured',
  40029: 'code-invalid',
  41008: 'code-invalid',
  40163: 'code-used',
  40226: 'user-refused',
  40003: 'message-invalid',
  40037: 'message-invalid',
  41030: 'message-invalid',
  47003: 'message-invalid',
  43101: 'no-consent',
  45009: 'busy',
  45011: 'busy',
  42001: 'busy',
  // A payment of which WeChat does not know yet, for a moment after it was made.
  10060001: 'busy',
  10060002: 'shipping-refused',
  10060003: 'shipping-refused',
  10060004: 'shipping-refused',
  10060006: 'shipping-refused',
  10060007: 'shipping-refused',
  10060024: 'shipping-refused',
};

/** What a call answers whose access token is not, or no longer, good. */
export const STALE_TOKEN: ReadonlySet<number> = new Set([40001, 40014, 42001]);

/** Why a request never left. */
const UNREACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const failure = z.object({ errcode: z.number(), errmsg: z.string().optional() });

/** A call to WeChat's servers: GET, or POST when there is a body. Throws WeChatError. */
export async function callWeChat<T>(
  options: WeChatCallOptions,
  path: string,
  answer: z.ZodType<T>,
  body?: object,
): Promise<T> {
  let received: unknown;
  try {
    const response = await fetch(options.apiUrl + path, {
      method: body ? 'POST' : 'GET',
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : undefined,
      signal: AbortSignal.timeout(options.timeoutMs ?? 5000),
    });
    received = await response.json();
  } catch (error) {
    // Unreachable, too slow, or not JSON. The address holds secrets and is not repeated.
    const code = (error as { cause?: { code?: unknown } }).cause?.code;
    throw new WeChatError('busy', 'WeChat did not answer.', undefined, !UNREACHED.has(String(code)));
  }
  const failed = failure.safeParse(received);
  if (failed.success && failed.data.errcode !== 0) {
    const { errcode, errmsg } = failed.data;
    throw new WeChatError(PROBLEMS[errcode] ?? 'busy', `WeChat answered ${errcode} ${errmsg ?? ''}`.trim(), errcode);
  }
  const parsed = answer.safeParse(received);
  if (!parsed.success) throw new WeChatError('busy', 'WeChat answered something unexpected.', undefined, true);
  return parsed.data;
}

/** Whose access token is asked for. */
export interface AccessTokenOptions extends WeChatCallOptions {
  miniProgram: WeChatApp;
  wallNow: () => number;
}

const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });

/** The access token of the application. */
export interface AccessTokenCache {
  get(): Promise<string>;
  /** Drops this token, which WeChat does not take any more. */
  forget(token: string): void;
}

/** The one access token of the application, asked for again shortly before it ends; concurrent callers share it. */
export function cachedAccessToken(options: AccessTokenOptions): AccessTokenCache {
  let current: { token: Promise<string>; until: number; known?: string } | undefined;
  const get = (): Promise<string> => {
    if (current && options.wallNow() < current.until) return current.token;
    const { appId, secret } = options.miniProgram;
    const body = { grant_type: 'client_credential', appid: appId, secret };
    const asked: NonNullable<typeof current> = { token: Promise.resolve(''), until: options.wallNow() + 10_000 };
    asked.token = callWeChat(options, '/cgi-bin/stable_token', tokenAnswer, body).then(
      (answer) => {
        asked.until = options.wallNow() + (answer.expires_in - 60) * 1000;
        asked.known = answer.access_token;
        return answer.access_token;
      },
      (error: unknown) => {
        if (current === asked) current = undefined;
        throw error;
      },
    );
    current = asked;
    return asked.token;
  };
  return {
    get,
    forget: (token) => {
      if (current?.known === token) current = undefined;
    },
  };
}
