import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { textOf } from '../context';
import { WeChatError } from '../errors';
import { hmacOf } from './cashier';
import type { VirtualContext } from './context';
import { orderAnswer, VirtualError } from './orders';

const env = z.union([z.literal(0), z.literal(1)]);
const queryRules = z.object({ openid: z.string(), env, order_id: z.string() });
const refundRules = z.object({
  openid: z.string(),
  order_id: z.string(),
  refund_order_id: z.string().regex(/^[0-9A-Za-z_-]{8,32}$/),
  left_fee: z.int(),
  refund_fee: z.int(),
  biz_meta: z.string(),
  refund_reason: z.enum(['0', '1', '2', '3', '4', '5']),
  req_from: z.enum(['1', '2', '3']),
  env,
});
const provideRules = z.object({ order_id: z.string(), env });

/** The calls of the mini-program's server. Register it in a scope of its own: the signature is over the very text. */
export async function registerXpayRoutes(scope: FastifyInstance, context: VirtualContext): Promise<void> {
  const { orders } = context;
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  const post = <T extends { env: 0 | 1 }>(path: string, rules: z.ZodType<T>, call: (asked: T) => object) =>
    scope.post(path, answering(context, path, rules, call));

  post('/xpay/query_order', queryRules, (asked) => {
    return { order: orderAnswer(orders, orders.find(asked.order_id, asked.openid, asked.env)) };
  });
  post('/xpay/refund_order', refundRules, (asked) => {
    const order = orders.find(asked.order_id, asked.openid, asked.env);
    const refund = orders.refund(order, asked);
    return {
      refund_order_id: refund.number,
      refund_wx_order_id: refund.wxOrderId,
      pay_order_id: order.number,
      pay_wx_order_id: order.wxOrderId,
    };
  });
  post('/xpay/notify_provide_goods', provideRules, (asked) => {
    orders.deliver(orders.find(asked.order_id, undefined, asked.env));
    return {};
  });
}

function answering<T extends { env: 0 | 1 }>(
  context: VirtualContext,
  path: string,
  rules: z.ZodType<T>,
  call: (asked: T) => object,
) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    try {
      return reply.send({ errcode: 0, errmsg: 'ok', ...call(checked(context, path, rules, request)) });
    } catch (error) {
      if (error instanceof VirtualError) return reply.send({ errcode: error.errcode, errmsg: error.message });
      throw error;
    }
  };
}

function checked<T extends { env: 0 | 1 }>(
  context: VirtualContext,
  path: string,
  rules: z.ZodType<T>,
  request: FastifyRequest,
): T {
  const appid = context.stableTokens.appidOf(textOf(request.query, 'access_token'));
  if (appid !== context.account.appid) throw new WeChatError(48001);
  const text = typeof request.body === 'string' ? request.body : '';
  const asked = rules.safeParse(jsonOf(text));
  if (!asked.success) throw new VirtualError(268490002, `请求参数字段错误 ${asked.error.issues[0]?.path.join('.')}`);
  const { appKeys } = context.account;
  const key = asked.data.env === 0 ? appKeys.production : appKeys.sandbox;
  if (textOf(request.query, 'pay_sig') !== hmacOf(key, `${path}&${text}`))
    throw new VirtualError(268490003, '签名错误');
  if (context.faults.take('busyAnswers')) throw new VirtualError(-1, '系统错误');
  return asked.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WeChatError(47001);
  }
}
