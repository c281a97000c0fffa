import type { FastifyInstance, FastifyReply } from 'fastify';
import { authorizeErrorPage, authorizePage } from './authorize-page';
import { parseAuthorize, redirectTarget } from './authorize-request';
import { type SimulatorContext, textOf } from './context';
import { PAGE_POLICY } from './html';

const PATH = '/connect/oauth2/authorize';

/**
 * Web authorisation as the browser sees it. Where WeChat knows who holds the phone, the simulator asks, so the page
 * appears for `snsapi_base` too, which WeChat answers without a word.
 */
export function registerAuthorizeRoutes(app: FastifyInstance, context: SimulatorContext): void {
  app.get(PATH, (request, reply) => {
    const parsed = parseAuthorize(context.apps, request.query);
    if ('error' in parsed) return sendPage(reply, authorizeErrorPage(parsed.error));
    return sendPage(reply, authorizePage(parsed.request, context.users.all()));
  });

  app.post(PATH, (request, reply) => {
    const parsed = parseAuthorize(context.apps, request.body);
    if ('error' in parsed) return sendPage(reply, authorizeErrorPage(parsed.error));
    // WeChat documents a refusal as a redirect without code. Phones often stay on the page before instead, which no
    // app can observe; an app that handles the redirect handles both.
    if (textOf(request.body, 'refuse') !== '') return reply.redirect(redirectTarget(parsed.request), 302);
    const user = context.users.find(textOf(request.body, 'user').trim());
    if (!user) return sendPage(reply, authorizeErrorPage({ message: '没有选择用户', english: 'Nobody was chosen.' }));
    const { app: client, scope } = parsed.request;
    const code = context.codes.issue('web', client.appid, { user, scope });
    return reply.redirect(redirectTarget(parsed.request, code), 302);
  });
}

/** Sends a page; errors come with 200 like WeChat's own, which are pages for a person and not answers to a program. */
export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .code(200)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', PAGE_POLICY)
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .send(html);
}
