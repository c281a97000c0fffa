import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { textOf } from '../context';
import type { CourierContext } from './context';
import { isPhoneEnough } from './parcels';
import { resultOf } from './result';

const MAX_NUMBER = 32;

const subscriptionRules = z.object({
  company: z.string().regex(/^[a-z]+$/),
  number: z.string().min(6).max(MAX_NUMBER),
  key: z.string(),
  parameters: z.object({
    callbackurl: z.url(),
    salt: z.string().default(''),
    resultv2: z.string().optional(),
    phone: z.string().default(''),
  }),
});
const queryRules = z.object({
  com: z.string().regex(/^[a-z]+$/),
  num: z.string().min(6).max(MAX_NUMBER),
  phone: z.string().default(''),
  resultv2: z.string().optional(),
});

/** What Kuaidi100 answers. */
type Answer = Record<string, unknown>;

const refusal = (returnCode: string, message: string): Answer => ({ result: false, returnCode, message });

/** The calls of a merchant's server: subscribing and asking. */
export function registerCourierApi(app: FastifyInstance, context: CourierContext): void {
  app.post('/poll', (request, reply) =>
    answer(context, reply, '500', () => subscribe(context, textOf(request.body, 'param'))),
  );
  app.post('/poll/query.do', (request, reply) => answer(context, reply, '502', () => query(context, request.body)));
}

/** Kuaidi100 refuses with status 200, in JSON. */
function answer({ faults }: CourierContext, reply: FastifyReply, busy: string, work: () => Answer): FastifyReply {
  if (faults.take('garbledAnswers')) return reply.type('text/html').send('<html>502 Bad Gateway</html>');
  return reply.send(faults.take('busyAnswers') ? refusal(busy, '服务器繁忙') : work());
}

function subscribe({ deps, parcels, teller }: CourierContext, param: string): Answer {
  const parsed = subscriptionRules.safeParse(jsonOf(param));
  if (!parsed.success) return refusal('701', 'POLL:订阅方的订阅数据存在错误');
  const { company, number, key, parameters } = parsed.data;
  if (key !== deps.courier.key) return refusal('600', 'POLL:您不是合法的订阅者');
  if (!isPhoneEnough(company, parameters.phone)) return refusal('701', 'POLL:缺少电话号码');
  const parcel = parcels.get(company, number);
  if (parcel.subscription) return refusal('501', 'POLL:重复订阅');
  const { callbackurl: callbackUrl, salt, resultv2 } = parameters;
  parcel.subscription = { callbackUrl, salt, withStates: resultv2 === '4' };
  if (parcel.scans.length > 0) teller.announce(parcel, parcel.subscription, 'polling');
  return { result: true, returnCode: '200', message: '提交成功' };
}

function query({ deps, parcels }: CourierContext, form: unknown): Answer {
  const [customer, param, sign] = ['customer', 'param', 'sign'].map((name) => textOf(form, name));
  const { courier } = deps;
  if (customer !== courier.customer) return refusal('600', '您不是合法的订阅者');
  const expected = createHash('md5').update(`${param}${courier.key}${courier.customer}`).digest('hex').toUpperCase();
  if (sign !== expected) return refusal('503', '验证签名失败');
  const parsed = queryRules.safeParse(jsonOf(param ?? ''));
  if (!parsed.success) return refusal('400', '找不到对应公司');
  const { com, num, phone, resultv2 } = parsed.data;
  if (!isPhoneEnough(com, phone)) return refusal('408', '快递公司参数异常：验证码错误');
  const parcel = parcels.find(com, num);
  if (!parcel || parcel.scans.length === 0) return refusal('500', '查询无结果，请隔段时间再查');
  return resultOf(parcel, resultv2 === '4');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
