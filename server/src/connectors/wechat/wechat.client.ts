import { z } from 'zod';
import type { WeChatApp } from '../../platform/config';
import { isKeyText } from '../../platform/key-text';
import { type ShippingUpload, type WeChat, WeChatError, type WeChatIdentity, type WeChatProblem } from './wechat';

/** Settings of the real client; the clock is the wall clock, in milliseconds. */
export interface WeChatClientOptions {
  apiUrl: string;
  openUrl: string;
  miniProgram: WeChatApp;
  web: WeChatApp;
  wallNow: () => number;
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

/** The same was told before. */
const SHIPPING_KNOWN = 10060023;

/** What a call answers whose access token is not, or no longer, good. */
const STALE_TOKEN = new Set([40001, 40014, 42001]);

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
const openid = z.string().refine((text) => isKeyText(text));
const sessionAnswer = z.object({ openid, unionid: openid.optional() });
const miniAnswer = sessionAnswer.extend({ session_key: z.base64() });
const webTokenAnswer = sessionAnswer.extend({ access_token: z.string(), scope: z.string() });
const profileAnswer = z.object({ nickname: z.string(), headimgurl: z.string().optional() });
const tokenAnswer = z.object({ access_token: z.string(), expires_in: z.number() });
const sentAnswer = z.object({ errcode: z.literal(0) });
const phoneAnswer = z.object({ phone_info: z.object({ purePhoneNumber: z.string().regex(/^\d{5,20}$/) }) });

/** The client of WeChat's servers. Every failure is a WeChatError; nothing is retried here. */
export function createWeChatClient(options: WeChatClientOptions): WeChat {
  const call = <T>(path: string, answer: z.ZodType<T>, body?: object) => callWeChat(options, path, answer, body);
  const query = (path: string, parameters: Record<string, string>) => `${path}?${new URLSearchParams(parameters)}`;
  const accessToken = cachedAccessToken(options, call);
  const callWithToken: Call = async (path, answer, body) => {
    const token = await accessToken.get().catch((error: WeChatError) => {
      // Whatever became of the token, what it was asked for has not been done.
      throw new WeChatError(error.problem, error.message, error.errcode);
    });
    try {
      return await call(query(path, { access_token: token }), answer, body);
    } catch (error) {
      if (!(error instanceof WeChatError) || !STALE_TOKEN.has(error.errcode ?? 0)) throw error;
      // Somebody has renewed it before its time. Nothing was done: the next attempt may succeed.
      accessToken.forget(token);
      throw new WeChatError('busy', error.message, error.errcode);
    }
  };

  return {
    async miniProgramIdentity(code) {
      const { appId, secret } = options.miniProgram;
      const parameters = { appid: appId, secret, js_code: code, grant_type: 'authorization_code' };
      const answer = await call(query('/sns/jscode2session', parameters), miniAnswer);
      return { appId, openid: answer.openid, unionid: answer.unionid, sessionKey: answer.session_key };
    },
    async webIdentity(code) {
      const { appId, secret } = options.web;
      const parameters = { appid: appId, secret, code, grant_type: 'authorization_code' };
      const answer = await call(query('/sns/oauth2/access_token', parameters), webTokenAnswer);
      const identity: WeChatIdentity = { appId, openid: answer.openid, unionid: answer.unionid };
      if (!answer.scope.split(',').includes('snsapi_userinfo')) return identity;
      const who = { access_token: answer.access_token, openid: answer.openid, lang: 'zh_CN' };
      const profile = await call(query('/sns/userinfo', who), profileAnswer);
      return { ...identity, nickname: profile.nickname, avatarUrl: profile.headimgurl || undefined };
    },
    async phoneNumber(code) {
      const { phone_info } = await callWithToken('/wxa/business/getuserphonenumber', phoneAnswer, { code });
      return phone_info.purePhoneNumber;
    },
    async sendSubscribeMessage({ openid, templateId, page, fields }) {
      const data = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]));
      const body = { touser: openid, template_id: templateId, page, data, miniprogram_state: 'formal', lang: 'zh_CN' };
      await callWithToken('/cgi-bin/message/subscribe/send', sentAnswer, body);
    },
    async uploadShipping(upload) {
      try {
        await callWithToken('/wxa/sec/order/upload_shipping_info', sentAnswer, shippingBody(upload));
      } catch (error) {
        if (!(error instanceof WeChatError) || error.errcode !== SHIPPING_KNOWN) throw error;
      }
    },
    authorizationUrl(redirectUri, state) {
      const parameters = {
        appid: options.web.appId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'snsapi_userinfo',
        state,
      };
      return `${options.openUrl}${query('/connect/oauth2/authorize', parameters)}#wechat_redirect`;
    },
  };
}

/** What WeChat calls it; times are China's. */
function shippingBody({ transactionId, openid, description, parcels, split, at }: ShippingUpload) {
  const item_desc = [...description].slice(0, 120).join('');
  const list = parcels.map(({ carrier, number, receiverPhone }) => ({
    tracking_no: number,
    express_company: carrier,
    item_desc,
    ...(receiverPhone && { contact: { receiver_contact: receiverPhone } }),
  }));
  const beijing = new Date(at.getTime() + 8 * 3_600_000).toISOString();
  return {
    order_key: { order_number_type: 2, transaction_id: transactionId },
    logistics_type: parcels.length > 0 ? 1 : 3,
    delivery_mode: split ? 2 : 1,
    ...(split && { is_all_delivered: split.isComplete }),
    shipping_list: list.length > 0 ? list : [{ item_desc }],
    upload_time: beijing.replace('Z', '+08:00'),
    payer: { openid },
  };
}

type Call = <T>(path: string, answer: z.ZodType<T>, body?: object) => Promise<T>;

/** The access token of the application. */
interface AccessTokenCache {
  get(): Promise<string>;
  /** Drops this token, which WeChat does not take any more. */
  forget(token: string): void;
}

/** The one access token of the application, asked for again shortly before it ends; concurrent callers share it. */
function cachedAccessToken(options: WeChatClientOptions, call: Call): AccessTokenCache {
  let current: { token: Promise<string>; until: number; known?: string } | undefined;
  const get = (): Promise<string> => {
    if (current && options.wallNow() < current.until) return current.token;
    const { appId, secret } = options.miniProgram;
    const body = { grant_type: 'client_credential', appid: appId, secret };
    const asked: NonNullable<typeof current> = { token: Promise.resolve(''), until: options.wallNow() + 10_000 };
    asked.token = call('/cgi-bin/stable_token', tokenAnswer, body).then(
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

async function callWeChat<T>(
  options: WeChatClientOptions,
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
