import type { FastifyInstance } from 'fastify';
import { authenticatedApp, type SimulatorContext, sendWeChat, textOf } from './context';
import { WeChatError } from './errors';
import type { ShippingBook } from './shipping';

/** Calls between servers: the app's own token, phone numbers, messages, shipping. Register it in a scope of its own. */
export async function registerServerRoutes(
  app: FastifyInstance,
  context: SimulatorContext,
  shipping: ShippingBook,
): Promise<void> {
  // WeChat reads these bodies as JSON whatever the content type says, and answers a bad one in its own words.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.post('/cgi-bin/stable_token', (request, reply) => {
    const body = jsonBody(request.body);
    if (textOf(body, 'grant_type') !== 'client_credential') throw new WeChatError(40002);
    const client = authenticatedApp(context.apps, body);
    return sendWeChat(reply, context.stableTokens.get(client.appid, isForced(body)));
  });

  app.post('/wxa/business/getuserphonenumber', (request, reply) => {
    const appid = context.stableTokens.appidOf(textOf(request.query, 'access_token'));
    if (context.apps.find(appid)?.kind !== 'mini') throw new WeChatError(48001);
    const { user } = context.codes.redeem(textOf(jsonBody(request.body), 'code'), 'phone', appid);
    return sendWeChat(reply, {
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: user.phone,
        purePhoneNumber: user.phone,
        countryCode: '86',
        watermark: { timestamp: Math.floor(context.deps.now() / 1000), appid },
      },
    });
  });

  app.post('/cgi-bin/message/subscribe/send', (request, reply) => {
    const appid = context.stableTokens.appidOf(textOf(request.query, 'access_token'));
    const client = context.apps.find(appid);
    if (client?.kind !== 'mini') throw new WeChatError(48001);
    const body = jsonBody(request.body);
    const openid = textOf(body, 'touser');
    if (!openid.startsWith(client.openidPrefix)) throw new WeChatError(40003);
    const data = 'data' in body ? body.data : undefined;
    context.subscribe.send(openid, textOf(body, 'template_id'), textOf(body, 'page'), data);
    return sendWeChat(reply, { errcode: 0, errmsg: 'ok' });
  });

  app.post('/wxa/sec/order/upload_shipping_info', (request, reply) => {
    const appid = context.stableTokens.appidOf(textOf(request.query, 'access_token'));
    if (context.apps.find(appid)?.kind !== 'mini') throw new WeChatError(48001);
    shipping.upload(appid, jsonBody(request.body));
    return sendWeChat(reply, { errcode: 0, errmsg: 'ok' });
  });

  for (const path of [
    '/cgi-bin/stable_token',
    '/wxa/business/getuserphonenumber',
    '/cgi-bin/message/subscribe/send',
    '/wxa/sec/order/upload_shipping_info',
  ]) {
    app.get(path, () => {
      throw new WeChatError(43002);
    });
  }
}

function jsonBody(raw: unknown): object {
  if (typeof raw !== 'string' || raw.trim() === '') throw new WeChatError(44002);
  try {
    const parsed: unknown = JSON.parse(raw);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Falls through: malformed JSON and JSON that is no object get the same answer.
  }
  throw new WeChatError(47001);
}

function isForced(body: object): boolean {
  return 'force_refresh' in body && body.force_refresh === true;
}
