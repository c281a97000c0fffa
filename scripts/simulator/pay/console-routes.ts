import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../authorize-routes';
import { textOf } from '../context';
import { consolePage } from './console-page';
import type { PayContext } from './context';
import type { Notification } from './notifications';
import type { RefundOutcome } from './refunds';

const PATH = '/simulator/pay';
const OUTCOMES: readonly RefundOutcome[] = ['SUCCESS', 'ABNORMAL', 'CLOSED'];

/** What people and tests do behind WeChat Pay's back: a page, and the same as JSON. */
export function registerConsoleRoutes(app: FastifyInstance, context: PayContext): void {
  app.get(PATH, (_request, reply) => sendPage(reply, consolePage(context)));

  app.get(`${PATH}/faults`, (_request, reply) => reply.send(context.faults.current));
  app.post(`${PATH}/faults`, (request, reply) => {
    const error = context.faults.set(request.body);
    if (error !== undefined) return reply.code(400).send({ error });
    return answer(request, reply, context.faults.current);
  });
  app.post(`${PATH}/faults/reset`, (request, reply) => {
    context.faults.reset();
    return answer(request, reply, context.faults.current);
  });

  app.get(`${PATH}/notifications`, (_request, reply) =>
    reply.send({ notifications: context.notifier.all().map(shown) }),
  );
  app.post<{ Params: { id: string } }>(`${PATH}/notifications/:id/send`, async (request, reply) => {
    const notification = context.notifier.find(request.params.id);
    if (!notification) return reply.code(404).send({ error: 'No such notification.' });
    return answer(request, reply, { attempts: await context.notifier.send(notification) });
  });

  app.post<{ Params: { id: string } }>(`${PATH}/refunds/:id/settle`, (request, reply) => {
    const refund = context.refunds.byRefundId(request.params.id);
    if (!refund) return reply.code(404).send({ error: 'No such refund.' });
    const outcome = OUTCOMES.find((known) => known === textOf(request.body, 'status'));
    if (!outcome) return reply.code(400).send({ error: `status must be one of ${OUTCOMES.join(', ')}.` });
    if (!context.refunds.settle(refund, outcome)) return reply.code(409).send({ error: `It is ${refund.status}.` });
    return answer(request, reply, { status: refund.status });
  });
}

/** A form goes back to the page, everything else gets the JSON. */
function answer(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? reply.redirect(PATH, 303) : reply.send(body);
}

function shown({ id, eventType, merchant, url, content, delivered, attempts }: Notification): object {
  return { id, event_type: eventType, mchid: merchant.mchid, url, content, delivered, attempts };
}
