import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { WeChatError } from '../wechat/wechat';
import { type AccessTokenOptions, cachedAccessToken, STALE_TOKEN } from '../wechat/wechat-call';
import type { WeChatPush } from '../wechat/wechat-push';
import {
  NoticeRefused,
  type ParamsOrder,
  type Payer,
  PaymentError,
  type PaymentNotice,
  type PaymentParams,
  type PaymentProblem,
  type PaymentProvider,
  type PaymentStanding,
  type RefundOrder,
  type RefundStanding,
} from './payment';

/** The client's settings: the mini-program, its account of virtual payment, and how WeChat pushes. */
export interface VirtualPayOptions extends AccessTokenOptions {
  /** 支付应用 id of the account. */
  offerId: string;
  /** Of the environment: production and sandbox have their own. */
  appKey: string;
  sandbox: boolean;
  push: WeChatPush;
}

const PROBLEMS: Readonly<Record<number, PaymentProblem>> = {
  [-1]: 'busy',
  40013: 'misconfigured',
  40125: 'misconfigured',
  48001: 'misconfigured',
  45009: 'busy',
  45011: 'busy',
  268490003: 'misconfigured',
  268490011: 'busy',
  268490012: 'busy',
  268490014: 'busy',
  268490015: 'busy',
  // What is left was another when we asked.
  268490016: 'busy',
  268447747: 'misconfigured',
  268447748: 'misconfigured',
  268447749: 'misconfigured',
};
/** What a query answers of which WeChat knows nothing: the payer never opened the cashier. */
const UNKNOWN_ORDER = new Set(['268490001', '268490002', '268500004']);
const DONE_BEFORE = '268490004';

const PAYMENT = 0;
const REFUND = 1;
const OPEN = new Set([0, 1]);
/** Paid, being delivered, delivered, given back, not given back: it was paid in all of them. */
const PAID = new Set([2, 3, 4, 5, 7, 8, 9, 10]);
const CLOSED = 6;
const REFUNDED = new Set([5, 8]);
const REFUND_FAILED = 7;
const ENV_TYPE = { production: 1, sandbox: 2 };
/** 其他 and 其它: neither a complaint nor the payer's own asking is known here. */
const REFUND_REASON = '5';
const REFUND_FROM = '3';

const orderAnswer = z.object({
  order: z.object({
    order_id: z.string(),
    status: z.int(),
    order_type: z.int(),
    env_type: z.int(),
    order_fee: z.int(),
    left_fee: z.int().optional(),
    paid_time: z.int().optional(),
    update_time: z.int().optional(),
    wx_order_id: z.string().optional(),
  }),
});
type VirtualOrder = z.infer<typeof orderAnswer>['order'];
const anything = z.object({});

const text = z.string().min(1);
const event = z.object({ MsgType: z.literal('event'), Event: text });
const delivery = z.object({ OpenId: text, OutTradeNo: text });
const refundEvent = z.object({ OpenId: text, MchRefundId: text, MchOrderId: text, RefundFee: z.int() });

/** The client of virtual payment (虚拟支付, xpay). Nothing is retried here. */
export function createVirtualPayClient(options: VirtualPayOptions): PaymentProvider {
  const xpay = new XPay(options);
  return {
    async open({ goods, payer }) {
      if (!goods || !payer?.openid) throw new PaymentError('misconfigured', 'It names no goods or no payer.');
      // WeChat hears of it when the payer opens the cashier.
      return { handle: '' };
    },
    paramsOf: (order) => paramsOf(options, order),
    standingOf: (number, payer) => xpay.standingOf(number, payer),
    async close(number, payer) {
      // There is no closing: it can be paid later still, and whoever asked hears of that.
      return (await xpay.standingOf(number, payer)).state === 'paid' ? 'paid' : 'closed';
    },
    refund: (order) => xpay.refund(order),
    standingOfRefund: (number, payer) => xpay.standingOfRefund(number, payer),
    delivered: (number) => xpay.delivered(number),
    async readNotice(query, body) {
      return readEvent(xpay, options, options.push.read(query, body));
    },
  };
}

function paramsOf({ offerId, appKey, sandbox }: VirtualPayOptions, order: ParamsOrder): PaymentParams {
  const { number, amountFen, goods, sessionKey } = order;
  if (!number || !amountFen || !goods || !sessionKey) {
    throw new PaymentError('misconfigured', 'A virtual payment is signed for goods, and with the payer’s session.');
  }
  const signData = JSON.stringify({
    offerId,
    buyQuantity: 1,
    env: sandbox ? 1 : 0,
    currencyType: 'CNY',
    productId: goods,
    goodsPrice: amountFen,
    outTradeNo: number,
    attach: goods,
  });
  const paySig = hmac(appKey, `requestVirtualPayment&${signData}`);
  return { channel: 'virtual', mode: 'short_series_goods', signData, paySig, signature: hmac(sessionKey, signData) };
}

function hmac(key: string, words: string): string {
  return createHmac('sha256', key).update(words).digest('hex');
}

/** Signed calls of virtual payment. */
class XPay {
  private readonly accessToken: ReturnType<typeof cachedAccessToken>;

  constructor(private readonly options: VirtualPayOptions) {
    this.accessToken = cachedAccessToken(options);
  }

  async standingOf(number: string, payer?: Payer): Promise<PaymentStanding> {
    const order = await this.find(number, payer);
    if (!order) return { state: 'unknown' };
    if (order.order_type !== PAYMENT) throw new PaymentError('refused', 'It is no payment to WeChat.');
    if (OPEN.has(order.status)) return { state: 'open' };
    if (order.status === CLOSED) return { state: 'closed' };
    const { wx_order_id: transactionId, paid_time: paid, order_fee: amountFen } = order;
    if (!PAID.has(order.status) || !transactionId || !paid) {
      throw new PaymentError('busy', `WeChat tells of a payment in the state ${order.status}, or without its number.`);
    }
    const appId = this.options.miniProgram.appId;
    return { state: 'paid', transactionId, amountFen, paidAt: new Date(paid * 1000), appId, openid: payer?.openid };
  }

  async standingOfRefund(number: string, payer?: Payer): Promise<RefundStanding> {
    const order = await this.find(number, payer);
    if (!order) return { state: 'unknown' };
    if (order.order_type !== REFUND) throw new PaymentError('refused', 'It is no refund to WeChat.');
    if (order.status === REFUND_FAILED || order.status === CLOSED) return { state: 'closed' };
    if (!REFUNDED.has(order.status)) return { state: 'processing' };
    const at = order.update_time ?? order.paid_time ?? Math.floor(this.options.wallNow() / 1000);
    return { state: 'succeeded', refundId: order.wx_order_id ?? number, refundedAt: new Date(at * 1000) };
  }

  /** WeChat wants to know what is left: the first asking of a refund may have been heard. */
  async refund({ number, paymentNumber, payer, amountFen }: RefundOrder): Promise<RefundStanding> {
    const known = await this.standingOfRefund(number, payer);
    if (known.state !== 'unknown') return known;
    const order = await this.find(paymentNumber, payer);
    if (order?.left_fee === undefined) throw new PaymentError('refused', 'WeChat knows of no such payment.');
    await this.call('/xpay/refund_order', anything, {
      openid: payer?.openid,
      order_id: paymentNumber,
      refund_order_id: number,
      left_fee: order.left_fee,
      refund_fee: amountFen,
      biz_meta: '',
      refund_reason: REFUND_REASON,
      req_from: REFUND_FROM,
      env: this.env,
    });
    return { state: 'processing' };
  }

  async delivered(number: string): Promise<void> {
    try {
      await this.call('/xpay/notify_provide_goods', anything, { order_id: number, env: this.env });
    } catch (error) {
      if (!(error instanceof PaymentError) || error.code !== DONE_BEFORE) throw error;
    }
  }

  /** What WeChat has under a number of ours; what was paid in another environment is not to be taken for money. */
  private async find(number: string, payer?: Payer): Promise<VirtualOrder | undefined> {
    const asked = { openid: payer?.openid, env: this.env, order_id: number };
    const order = await this.call('/xpay/query_order', orderAnswer, asked).then(
      (answer) => answer.order,
      (error: unknown) => {
        if (error instanceof PaymentError && UNKNOWN_ORDER.has(error.code ?? '')) return undefined;
        throw error;
      },
    );
    if (!order) return undefined;
    if (order.order_id !== number) throw new PaymentError('busy', 'WeChat answered about another order.');
    const envType = this.options.sandbox ? ENV_TYPE.sandbox : ENV_TYPE.production;
    if (order.env_type !== envType) throw new PaymentError('misconfigured', 'The order is of another environment.');
    return order;
  }

  private get env(): number {
    return this.options.sandbox ? 1 : 0;
  }

  private async call<T>(path: string, answer: z.ZodType<T>, body: object): Promise<T> {
    const token = await this.accessToken.get().catch((error: WeChatError) => {
      throw new PaymentError(error.problem === 'misconfigured' ? 'misconfigured' : 'busy', error.message);
    });
    const words = JSON.stringify(body);
    const query = new URLSearchParams({ access_token: token, pay_sig: hmac(this.options.appKey, `${path}&${words}`) });
    const received = await this.post(`${path}?${query}`, words);
    const failed = z.object({ errcode: z.number(), errmsg: z.string().optional() }).safeParse(received);
    if (failed.success && failed.data.errcode !== 0) {
      const { errcode, errmsg } = failed.data;
      if (STALE_TOKEN.has(errcode)) this.accessToken.forget(token);
      const problem = STALE_TOKEN.has(errcode) ? 'busy' : (PROBLEMS[errcode] ?? 'refused');
      throw new PaymentError(problem, `WeChat answered ${errcode} ${errmsg ?? ''}`.trim(), String(errcode));
    }
    const parsed = answer.safeParse(received);
    if (!parsed.success) throw new PaymentError('busy', 'WeChat answered something unexpected.');
    return parsed.data;
  }

  private async post(path: string, body: string): Promise<unknown> {
    try {
      const response = await fetch(this.options.apiUrl + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(this.options.timeoutMs ?? 5000),
      });
      return await response.json();
    } catch {
      // The address holds secrets and is not repeated.
      throw new PaymentError('busy', 'WeChat did not answer.');
    }
  }
}

/** A push is a hint to look: how things stand is asked. Throws PaymentError (busy) for what does not stand so yet. */
async function readEvent(xpay: XPay, options: VirtualPayOptions, message: unknown): Promise<PaymentNotice> {
  const kind = event.safeParse(message);
  if (!kind.success) return { kind: 'other' };
  const merchantId = options.offerId;
  if (kind.data.Event === 'xpay_goods_deliver_notify') {
    const { OpenId: openid, OutTradeNo: number } = read(delivery, message);
    const standing = await xpay.standingOf(number, { appId: options.miniProgram.appId, openid });
    if (standing.state !== 'paid')
      throw new PaymentError('busy', `WeChat pushes that ${number} is paid, and denies it.`);
    return { kind: 'payment', noticeId: `xpay-${standing.transactionId}`, number, merchantId, standing };
  }
  if (kind.data.Event !== 'xpay_refund_notify') return { kind: 'other' };
  const refund = read(refundEvent, message);
  const number = refund.MchRefundId;
  const standing = await xpay.standingOfRefund(number, { appId: options.miniProgram.appId, openid: refund.OpenId });
  const noticeId = `xpay-${number}-${standing.state}`;
  const about = { number, paymentNumber: refund.MchOrderId, amountFen: refund.RefundFee };
  return { kind: 'refund', noticeId, ...about, merchantId, standing };
}

function read<T>(schema: z.ZodType<T>, message: unknown): T {
  const found = schema.safeParse(message);
  if (!found.success) throw new NoticeRefused(`The message cannot be read: ${z.prettifyError(found.error)}.`);
  return found.data;
}
