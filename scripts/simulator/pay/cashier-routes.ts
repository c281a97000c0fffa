import type { FastifyInstance } from 'fastify';
import { sendPage } from '../authorize-routes';
import { textOf } from '../context';
import { openidOf } from '../users';
import { ACTS, actOn, errMsgOf, OBSTACLES, parseCashier, wayBack } from './cashier';
import { cashierErrorPage, cashierPage, resultPage } from './cashier-page';
import type { PayContext } from './context';
import type { PayOrder } from './orders';

const PATH = '/pay/cashier';

/** What who pays sees, and `wx.requestPayment` for mini-programs that run without a phone. */
export function registerCashierRoutes(app: FastifyInstance, context: PayContext): void {
  app.get(PATH, (request, reply) => {
    const parsed = parseCashier(context, request.query);
    if ('error' in parsed) return sendPage(reply, cashierErrorPage(parsed.error));
    const obstacle = context.orders.obstacle(parsed.order);
    if (obstacle) return sendPage(reply, cashierErrorPage(OBSTACLES[obstacle], parsed.redirect?.href));
    return sendPage(reply, cashierPage(parsed, payerOf(context, parsed.order), context.users.all()));
  });

  app.post(PATH, (request, reply) => {
    const parsed = parseCashier(context, request.body);
    if ('error' in parsed) return sendPage(reply, cashierErrorPage(parsed.error));
    const result = actOn(context, parsed.order, actOf(request.body), textOf(request.body, 'user'));
    if ('error' in result) return sendPage(reply, cashierErrorPage(result.error, parsed.redirect?.href));
    const back = wayBack(parsed, result.outcome);
    if (back === undefined || result.outcome === 'fail')
      return sendPage(reply, resultPage(parsed, result.outcome, back));
    return reply.redirect(back, 303);
  });

  app.post('/simulator/pay/request-payment', (request, reply) => {
    const parsed = parseCashier(context, request.body);
    if ('error' in parsed) return reply.send({ errMsg: `${errMsgOf('fail')} ${parsed.error.message}` });
    const result = actOn(context, parsed.order, actOf(request.body), textOf(request.body, 'user'));
    if ('error' in result) return reply.send({ errMsg: `${errMsgOf('fail')} ${result.error.message}` });
    return reply.send({ errMsg: errMsgOf(result.outcome) });
  });
}

/** What the button says; a call without one pays. */
function actOf(body: unknown) {
  const given = textOf(body, 'act');
  return ACTS.find((act) => act === given) ?? 'pay';
}

/** The name of whom the order is for, or the openid of somebody unlisted. */
function payerOf({ orders, users }: PayContext, order: PayOrder): string | undefined {
  const openid = order.request.payer?.openid;
  if (openid === undefined) return undefined;
  const app = orders.appOf(order);
  return users.all().find((user) => openidOf(app, user) === openid)?.nickname ?? openid;
}
