import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../authorize-routes';
import { type SimulatorContext, textOf } from '../context';
import { type Answer, SupplierDesk, type SupplierOrder } from './desk';
import { PATH, supplierPage } from './page';
import { type Params, sign } from './signature';

const NO_ANSWER_MS = 60_000;

/** A supplier of benefits and top-ups: what servers call, and what people and tests switch. */
export function registerSupplier(app: FastifyInstance, { deps }: SimulatorContext): void {
  const desk = new SupplierDesk(deps);
  app.addHook('onClose', async () => desk.stop());
  const send = (reply: FastifyReply, answer: Answer) => {
    if (typeof answer === 'object') return reply.send(answer.params);
    reply.hijack();
    if (answer === 'broken') reply.raw.destroy();
    else deps.schedule(NO_ANSWER_MS, () => reply.raw.destroy());
    return reply;
  };
  const call = (work: (params: Params) => Answer) => (request: FastifyRequest, reply: FastifyReply) => {
    const params = paramsIn(request.body);
    const secret = desk.secretOf(params.merchant_id ?? '');
    if (secret === undefined) return reply.code(403).send({ code: 'MERCHANT_UNKNOWN' });
    if (params.sign !== sign(params, secret)) return reply.code(403).send({ code: 'SIGN_ERROR' });
    if (!/^[0-9A-Za-z]{6,32}$/.test(params.order_no ?? '')) return reply.code(400).send({ code: 'ORDER_NO_INVALID' });
    return send(reply, work(params));
  };
  app.post(
    '/supplier/order',
    call((params) => desk.place(params)),
  );
  app.post(
    '/supplier/query',
    call((params) => desk.query(params)),
  );
  registerConsole(app, desk);
}

function registerConsole(app: FastifyInstance, desk: SupplierDesk): void {
  app.get(PATH, (_request, reply) => sendPage(reply, supplierPage(desk)));
  app.get(`${PATH}/orders`, (_request, reply) => reply.send({ orders: desk.all() }));
  app.get(`${PATH}/behaviour`, (_request, reply) => reply.send(desk.behaviour.current));
  app.post(`${PATH}/behaviour`, (request, reply) => {
    const problem = desk.behaviour.set(request.body);
    if (problem !== undefined) return reply.code(400).send({ error: problem });
    return answer(request, reply, desk.behaviour.current);
  });
  app.post(`${PATH}/behaviour/reset`, (request, reply) => {
    desk.behaviour.reset();
    return answer(request, reply, desk.behaviour.current);
  });
  const onOrder =
    (work: (order: SupplierOrder, request: FastifyRequest) => Promise<void> | undefined) =>
    async (request: FastifyRequest<{ Params: { number: string } }>, reply: FastifyReply) => {
      const order = desk.find(request.params.number);
      if (!order) return reply.code(404).send({ error: 'No such order.' });
      const done = work(order, request);
      if (!done) return reply.code(400).send({ error: 'status must be success or failed.' });
      await done;
      return answer(request, reply, order);
    };
  app.post(
    `${PATH}/orders/:number/settle`,
    onOrder((order, request) => {
      const status = textOf(request.body, 'status');
      return status === 'success' || status === 'failed' ? desk.settle(order, status) : undefined;
    }),
  );
  app.post(
    `${PATH}/orders/:number/tell`,
    onOrder((order) => desk.tell(order)),
  );
}

/** A form goes back to the page, everything else gets the JSON. */
function answer(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? reply.redirect(PATH, 303) : reply.send(body);
}

function paramsIn(body: unknown): Params {
  const entries = Object.entries(typeof body === 'object' && body !== null ? body : {});
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
