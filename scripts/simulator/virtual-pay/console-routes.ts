import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendPage } from '../authorize-routes';
import { textOf } from '../context';
import { openCashier } from './cashier';
import { cashierPage, VIRTUAL_PATH as PATH, resultPage, virtualPage } from './console-page';
import type { VirtualContext } from './context';
import { orderAnswer } from './orders';

/** `wx.requestVirtualPayment` without a phone, its cashier as a page, and what testers do behind WeChat's back. */
export function registerVirtualConsole(app: FastifyInstance, context: VirtualContext): void {
  const { orders, pushes, faults } = context;
  app.get(PATH, (_request, reply) => sendPage(reply, virtualPage(context)));

  app.post(`${PATH}/request-virtual-payment`, (request, reply) => {
    const opened = openCashier(context, request.body);
    if ('error' in opened) return reply.send({ errMsg: `requestVirtualPayment:fail ${opened.error}` });
    const act = textOf(request.body, 'act') || 'pay';
    if (act === 'cancel') return reply.send({ errMsg: 'requestVirtualPayment:fail cancel' });
    if (!orders.pay(opened.order)) return reply.send({ errMsg: 'requestVirtualPayment:fail 订单已支付' });
    return reply.send({ errMsg: 'requestVirtualPayment:ok' });
  });
  app.get(`${PATH}/cashier`, (request, reply) => {
    const opened = openCashier(context, request.query);
    if ('error' in opened) return sendPage(reply, resultPage(opened.error));
    return sendPage(reply, cashierPage(opened.order, request.query));
  });
  app.post(`${PATH}/cashier`, (request, reply) => {
    const opened = openCashier(context, request.body);
    if ('error' in opened) return sendPage(reply, resultPage(opened.error));
    if (textOf(request.body, 'act') !== 'pay') return sendPage(reply, resultPage('已取消支付'));
    return sendPage(reply, resultPage(orders.pay(opened.order) ? '支付成功' : '该订单已支付'));
  });

  app.get(`${PATH}/orders`, (_request, reply) =>
    reply.send({ orders: orders.all().map((order) => orderAnswer(orders, order)) }),
  );
  app.get(`${PATH}/pushes`, (_request, reply) => reply.send({ pushes: pushes.all() }));
  app.post<{ Params: { id: string } }>(`${PATH}/pushes/:id/send`, async (request, reply) => {
    const push = pushes.find(request.params.id);
    if (!push) return reply.code(404).send({ error: 'No such push.' });
    return answer(request, reply, { attempts: await pushes.send(push) });
  });

  app.get(`${PATH}/faults`, (_request, reply) => reply.send(faults.current));
  app.post(`${PATH}/faults`, (request, reply) => {
    const error = faults.set(request.body);
    return error === undefined ? answer(request, reply, faults.current) : reply.code(400).send({ error });
  });
  app.post(`${PATH}/faults/reset`, (request, reply) => {
    faults.reset();
    return answer(request, reply, faults.current);
  });
}

/** A form goes back to the page, everything else gets the JSON. */
function answer(request: FastifyRequest, reply: FastifyReply, body: object): FastifyReply {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? reply.redirect(PATH, 303) : reply.send(body);
}
