import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendPage } from './authorize-routes';
import { type SimulatorContext, textOf } from './context';
import { indexPage } from './index-page';
import { messagesPage } from './messages-page';
import { avatarSvg, ICON_SVG } from './pictures';
import type { ShippingBook } from './shipping';
import { shippingPage } from './shipping-page';
import { DEMO_TEMPLATES } from './subscribe';
import { openidOf } from './users';

/** What WeChat's own app would do or show, under `/simulator`, and what any program serves: pictures, index, health. */
export function registerOwnRoutes(app: FastifyInstance, context: SimulatorContext, shipping: ShippingBook): void {
  app.post('/simulator/login', (request, reply) => {
    const client = context.apps.find(textOf(request.body, 'appid'));
    if (client?.kind !== 'mini') return refuse(reply, 'appid must be that of a mini-program.');
    const user = context.users.find(textOf(request.body, 'user'));
    if (!user) return refuse(reply, 'user must be a key of 1 to 128 characters.');
    return reply.send({ code: context.codes.issue('login', client.appid, { user }) });
  });

  app.post('/simulator/phone-code', (request, reply) => {
    const user = context.users.find(textOf(request.body, 'user'));
    if (!user) return refuse(reply, 'user must be a key of 1 to 128 characters.');
    return reply.send({ code: context.codes.issue('phone', null, { user }) });
  });

  app.post('/simulator/subscribe', (request, reply) => {
    const client = context.apps.all().find(({ kind }) => kind === 'mini');
    const user = context.users.find(textOf(request.body, 'user'));
    const templateId = textOf(request.body, 'tmplId');
    if (!client || !user) return refuse(reply, 'user must be a key of 1 to 128 characters.');
    if (!DEMO_TEMPLATES.has(templateId)) return refuse(reply, 'tmplId must be that of a template.');
    context.subscribe.accept(openidOf(client, user), templateId);
    return reply.send({ errMsg: 'requestSubscribeMessage:ok', [templateId]: 'accept' });
  });
  app.get('/simulator/messages', (_request, reply) => sendPage(reply, messagesPage(context.subscribe.messages())));
  app.get('/simulator/messages.json', (_request, reply) => reply.send(context.subscribe.messages()));

  app.get('/simulator/shipping', (_request, reply) => sendPage(reply, shippingPage(shipping.all())));
  app.get('/simulator/shipping.json', (_request, reply) => reply.send(shipping.all()));

  app.get<{ Params: { file: string } }>('/avatars/:file', (request, reply) => {
    const user = request.params.file.endsWith('.svg')
      ? context.users.find(request.params.file.slice(0, -4))
      : undefined;
    if (!user) return reply.code(404).send({ error: 'No such picture.' });
    return sendSvg(reply, avatarSvg(user.key, user.nickname));
  });

  for (const path of ['/favicon.svg', '/favicon.ico']) {
    app.get(path, (_request, reply) => sendSvg(reply, ICON_SVG));
  }
  app.get('/healthz', (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/', (request, reply) => {
    const origin = `${request.protocol}://${request.host}`;
    return sendPage(reply, indexPage(origin, context.apps.all(), context.users.all()));
  });
}

function refuse(reply: FastifyReply, error: string): FastifyReply {
  return reply.code(400).send({ error });
}

function sendSvg(reply: FastifyReply, svg: string): FastifyReply {
  // A picture may show text of any key, so it is kept from being run as a document of its own.
  return reply.type('image/svg+xml').header('content-security-policy', "default-src 'none'").send(svg);
}
