import type { FastifyInstance, FastifyRequest } from 'fastify';
import { textOf } from '../context';
import { type Answer, bytesOf, forMerchant, type MerchantCall, speakApiV3 } from './api-routes';
import { BILL_TYPES } from './bills';
import type { PayContext } from './context';
import { parameterError } from './errors';
import { type PayOrder, requireOwn, transactionOf } from './orders';
import { refundOf } from './refunds';
import { CLOSE_RULES, ORDER_RULES, parseBody, REFUND_RULES } from './rules';
import type { Merchant } from './types';

/** The calls of a merchant's server. Register it under the prefix /v3. */
export async function registerMerchantRoutes(scope: FastifyInstance, context: PayContext): Promise<void> {
  speakApiV3(scope, context);
  const get = (path: string, call: MerchantCall) => scope.get(path, forMerchant(context, call));
  const post = (path: string, call: MerchantCall) => scope.post(path, forMerchant(context, call));

  post('/pay/transactions/jsapi', (merchant, request) => {
    const order = context.orders.place(merchant, 'JSAPI', parseBody(ORDER_RULES.jsapi, bytesOf(request)));
    return { body: { prepay_id: order.prepayId } };
  });
  post('/pay/transactions/h5', (merchant, request) => {
    const order = context.orders.place(merchant, 'MWEB', parseBody(ORDER_RULES.h5, bytesOf(request)));
    return { body: { h5_url: cashierUrl(request, order) } };
  });
  post('/pay/transactions/native', (merchant, request) => {
    const order = context.orders.place(merchant, 'NATIVE', parseBody(ORDER_RULES.native, bytesOf(request)));
    // WeChat's is a weixin:// address for its scanner; this one opens in any browser.
    return { body: { code_url: cashierUrl(request, order) } };
  });

  get('/pay/transactions/out-trade-no/:number', (merchant, request) => {
    requireOwn(merchant, required(request.query, 'mchid'));
    return { body: transactionOf(context.orders.byOutTradeNo(merchant, textOf(request.params, 'number'))) };
  });
  get('/pay/transactions/id/:id', (merchant, request) => {
    requireOwn(merchant, required(request.query, 'mchid'));
    return { body: transactionOf(context.orders.byTransactionId(merchant, textOf(request.params, 'id'))) };
  });
  post('/pay/transactions/out-trade-no/:number/close', (merchant, request) => {
    requireOwn(merchant, parseBody(CLOSE_RULES, bytesOf(request)).mchid);
    context.orders.close(merchant, textOf(request.params, 'number'));
    return {};
  });

  post('/refund/domestic/refunds', (merchant, request) => {
    const refund = context.refunds.request(merchant, parseBody(REFUND_RULES, bytesOf(request)));
    return { body: refundOf(refund) };
  });
  get('/refund/domestic/refunds/:number', (merchant, request) => {
    return { body: refundOf(context.refunds.find(merchant, textOf(request.params, 'number'))) };
  });

  get('/bill/tradebill', (merchant, request) => tradeBill(context, merchant, request));
  get('/bill/fundflowbill', (merchant, request) => {
    const day = required(request.query, 'bill_date');
    return billAnswer(request, context.bills.fundFlow(merchant, day, isGzip(request)));
  });
  get('/billdownload/file', (merchant, request) => {
    return { body: context.bills.file(merchant, textOf(request.query, 'token')) };
  });
  get('/certificates', (merchant) => ({ body: context.platform.certificatesFor(merchant) }));
}

function tradeBill(context: PayContext, merchant: Merchant, request: FastifyRequest): Answer {
  const given = textOf(request.query, 'bill_type') || 'ALL';
  const type = BILL_TYPES.find((known) => known === given);
  if (!type) throw parameterError('/query/bill_type', `可选取值：${BILL_TYPES.join('、')}`);
  const day = required(request.query, 'bill_date');
  return billAnswer(request, context.bills.trade(merchant, day, type, isGzip(request)));
}

function billAnswer(request: FastifyRequest, { token, hash }: { token: string; hash: string }): Answer {
  const download_url = `${originOf(request)}/v3/billdownload/file?token=${token}`;
  return { body: { download_url, hash_type: 'SHA1', hash_value: hash } };
}

function isGzip(request: FastifyRequest): boolean {
  return textOf(request.query, 'tar_type') === 'GZIP';
}

function required(query: unknown, name: string): string {
  const value = textOf(query, name);
  if (value === '') throw parameterError(`/query/${name}`, '此字段为必填项');
  return value;
}

function cashierUrl(request: FastifyRequest, order: PayOrder): string {
  return `${originOf(request)}/pay/cashier?prepay_id=${order.prepayId}`;
}

function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
