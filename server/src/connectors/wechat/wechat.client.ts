import { z } from 'zod';
import type { WeChatApp } from '../../platform/config';
import { isKeyText } from '../../platform/key-text';
import { type ShippingUpload, type WeChat, WeChatError, type WeChatIdentity } from './wechat';
import { type AccessTokenOptions, cachedAccessToken, callWeChat, STALE_TOKEN } from './wechat-call';

/** Settings of the real client; the clock is the wall clock, in milliseconds. */
export interface WeChatClientOptions extends AccessTokenOptions {
  openUrl: string;
  web: WeChatApp;
}

/** The same was told before. */
const SHIPPING_KNOWN = 10060023;

const openid = z.string().refine((text) => isKeyText(text));
const sessionAnswer = z.object({ openid, unionid: openid.optional() });
const miniAnswer = sessionAnswer.extend({ session_key: z.base64().optional().catch(undefined) });
const webTokenAnswer = sessionAnswer.extend({ access_token: z.string(), scope: z.string() });
const profileAnswer = z.object({ nickname: z.string(), headimgurl: z.string().optional() });
const sentAnswer = z.object({ errcode: z.literal(0) });
const phoneAnswer = z.object({ phone_info: z.object({ purePhoneNumber: z.string().regex(/^\d{5,20}$/) }) });

type Call = <T>(path: string, answer: z.ZodType<T>, body?: object) => Promise<T>;

/** The client of WeChat's servers. Every failure is a WeChatError; nothing is retried here. */
export function createWeChatClient(options: WeChatClientOptions): WeChat {
  const call = <T>(path: string, answer: z.ZodType<T>, body?: object) => callWeChat(options, path, answer, body);
  const query = (path: string, parameters: Record<string, string>) => `${path}?${new URLSearchParams(parameters)}`;
  const accessToken = cachedAccessToken(options);
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
