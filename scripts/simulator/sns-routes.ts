import type { FastifyInstance } from 'fastify';
import { authenticatedApp, type SimulatorContext, sendWeChat, textOf } from './context';
import { WeChatError } from './errors';
import { TOKEN_TTL_SECONDS } from './tokens';
import { openidOf, unionidOf } from './users';

/** Sign-in: code to session for the mini-program, code to token to profile for the web. */
export function registerSnsRoutes(app: FastifyInstance, context: SimulatorContext): void {
  app.get('/sns/jscode2session', (request, reply) => {
    const client = authenticatedApp(context.apps, request.query, 'mini');
    requireGrantType(request.query);
    const { user } = context.codes.redeem(textOf(request.query, 'js_code'), 'login', client.appid);
    const openid = openidOf(client, user);
    const session_key = context.deps.random(16).toString('base64');
    context.sessionKeys.set(openid, session_key);
    return sendWeChat(reply, {
      openid,
      session_key,
      unionid: unionidOf(user),
    });
  });

  app.get('/sns/oauth2/access_token', (request, reply) => {
    const client = authenticatedApp(context.apps, request.query, 'web');
    requireGrantType(request.query);
    const grant = context.codes.redeem(textOf(request.query, 'code'), 'web', client.appid);
    const scope = grant.scope ?? 'snsapi_base';
    const openid = openidOf(client, grant.user);
    const { accessToken, refreshToken } = context.webTokens.issue({ openid, userKey: grant.user.key, scope });
    return sendWeChat(reply, {
      access_token: accessToken,
      expires_in: TOKEN_TTL_SECONDS,
      refresh_token: refreshToken,
      openid,
      scope,
      // WeChat tells the unionid only to who was allowed to see the profile.
      ...(scope === 'snsapi_userinfo' ? { unionid: unionidOf(grant.user) } : {}),
    });
  });

  app.get('/sns/userinfo', (request, reply) => {
    const grant = context.webTokens.grantOf(textOf(request.query, 'access_token'));
    const openid = textOf(request.query, 'openid');
    if (openid === '') throw new WeChatError(41009);
    if (openid !== grant.openid) throw new WeChatError(40003);
    if (grant.scope !== 'snsapi_userinfo') throw new WeChatError(48001);
    const user = context.users.find(grant.userKey);
    if (!user) throw new WeChatError(40003);
    return sendWeChat(reply, {
      openid,
      nickname: user.nickname,
      // WeChat has blanked gender and region since 2021; the fields remain.
      sex: 0,
      province: '',
      city: '',
      country: '',
      headimgurl: `${request.protocol}://${request.host}${user.avatarUrl}`,
      privilege: [],
      unionid: unionidOf(user),
    });
  });
}

function requireGrantType(query: unknown): void {
  if (textOf(query, 'grant_type') !== 'authorization_code') throw new WeChatError(40002);
}
