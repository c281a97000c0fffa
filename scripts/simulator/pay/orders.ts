import type { AppDirectory } from '../apps';
import type { SimulatorDeps, WeChatApp } from '../types';
import { PayError, parameterError } from './errors';
import type { PayFaultBoard } from './faults';
import type { Notifier } from './notifications';
import { givenNumber } from './numbers';
import { type OrderRequest, requireNotifyUrl } from './rules';
import { rfc3339, stamp } from './time';
import type { Merchant } from './types';

const PREPAY_TTL_MS = 2 * 60 * 60 * 1000;
const ORDER_TTL_MS = 7 * 24 * 60 * 60 * 1000;
const STEM = /^[A-Za-z0-9_-]{1,40}$/;

/** How the person pays: inside WeChat, from a phone's browser, by a code on a screen, by a contract. */
export type TradeType = 'JSAPI' | 'MWEB' | 'NATIVE' | 'PAP';

interface Payment {
  readonly transactionId: string;
  readonly at: number;
  readonly openid: string;
}

/** One order of a merchant. */
export interface PayOrder {
  readonly merchant: Merchant;
  readonly tradeType: TradeType;
  readonly request: OrderRequest;
  readonly createdAt: number;
  prepayId: string;
  prepayUntil: number;
  closed: boolean;
  payment?: Payment;
  /** Some of the money went back, or is about to. */
  refunded: boolean;
}

/** Why an order cannot be paid now. */
export type Obstacle = 'paid' | 'closed' | 'expired';

const STATES = {
  SUCCESS: '支付成功',
  REFUND: '订单发生过退款，退款详情请查询退款单',
  NOTPAY: '订单未支付',
  CLOSED: '订单已关闭',
};

/** All orders, of all merchants. */
export class OrderBook {
  private readonly byNumber = new Map<string, PayOrder>();
  private readonly byPrepayId = new Map<string, PayOrder>();
  private readonly byTransaction = new Map<string, PayOrder>();

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random'>,
    private readonly apps: AppDirectory,
    private readonly faults: PayFaultBoard,
    private readonly notifier: Notifier,
  ) {}

  all(): readonly PayOrder[] {
    return [...this.byNumber.values()];
  }

  /**
   * Takes an order, or finds it where the same was ordered before; past two hours that brings a new prepay id.
   * @throws PayError PARAM_ERROR, INVALID_REQUEST, APPID_MCHID_NOT_MATCH, ORDER_CLOSED, ORDERPAID
   */
  place(merchant: Merchant, tradeType: TradeType, request: OrderRequest): PayOrder {
    requireOwn(merchant, request.mchid);
    this.requireParties(merchant, request);
    requireNotifyUrl(request.notify_url, merchant);
    const known = this.byNumber.get(keyOf(merchant, request.out_trade_no));
    if (known) return this.placeAgain(known, tradeType, request);
    const now = this.deps.now();
    if (request.time_expire !== undefined && Date.parse(request.time_expire) <= now) {
      throw parameterError('/body/time_expire', '支付结束时间须晚于当前时间');
    }
    const order: PayOrder = {
      merchant,
      tradeType,
      request,
      createdAt: now,
      prepayId: '',
      prepayUntil: 0,
      closed: false,
      refunded: false,
    };
    this.byNumber.set(keyOf(merchant, request.out_trade_no), order);
    this.renewPrepay(order);
    return order;
  }

  /** Money that a contract paid: from now on an order like any other. Its merchant hears of it by API v2. */
  recordDebit(merchant: Merchant, request: OrderRequest & { payer: { openid: string } }): PayOrder {
    const at = this.deps.now();
    const payment = { transactionId: givenNumber('4200', this.deps), at, openid: request.payer.openid };
    const order: PayOrder = {
      ...{ merchant, tradeType: 'PAP', request, createdAt: at, prepayId: '', prepayUntil: 0 },
      ...{ closed: false, refunded: false, payment },
    };
    this.byNumber.set(keyOf(merchant, request.out_trade_no), order);
    this.byTransaction.set(payment.transactionId, order);
    return order;
  }

  /** @throws PayError ORDER_NOT_EXIST */
  byOutTradeNo(merchant: Merchant, outTradeNo: string): PayOrder {
    const order = this.byNumber.get(keyOf(merchant, outTradeNo));
    if (!order) throw new PayError('ORDER_NOT_EXIST');
    return order;
  }

  /** @throws PayError ORDER_NOT_EXIST */
  byTransactionId(merchant: Merchant, transactionId: string): PayOrder {
    const order = this.byTransaction.get(transactionId);
    if (order?.merchant !== merchant) throw new PayError('ORDER_NOT_EXIST');
    return order;
  }

  /** What was paid, of whichever merchant. */
  paid(transactionId: string): PayOrder | undefined {
    return this.byTransaction.get(transactionId);
  }

  byPrepay(prepayId: string): PayOrder | undefined {
    return this.byPrepayId.get(prepayId);
  }

  /** @throws PayError ORDER_NOT_EXIST, ORDERPAID, ORDER_CLOSED */
  close(merchant: Merchant, outTradeNo: string): void {
    const order = this.byOutTradeNo(merchant, outTradeNo);
    if (!this.obstacle(order) && this.faults.take('payOnClose')) {
      this.pay(order, order.request.payer?.openid ?? `${this.appOf(order).openidPrefix}quick`);
    }
    if (order.payment) throw new PayError('ORDERPAID');
    if (order.closed) throw new PayError('ORDER_CLOSED');
    order.closed = true;
  }

  /** Why it cannot be paid now, or undefined. */
  obstacle(order: PayOrder): Obstacle | undefined {
    if (order.payment) return 'paid';
    if (order.closed) return 'closed';
    const { time_expire } = order.request;
    const until = time_expire === undefined ? order.createdAt + ORDER_TTL_MS : Date.parse(time_expire);
    return this.deps.now() >= Math.min(until, order.prepayUntil) ? 'expired' : undefined;
  }

  /** The money comes from the owner of `openid`, and the merchant hears of it. Only where there is no obstacle. */
  pay(order: PayOrder, openid: string): void {
    order.payment = { transactionId: givenNumber('4200', this.deps), at: this.deps.now(), openid };
    this.byTransaction.set(order.payment.transactionId, order);
    this.notifier.announce({
      merchant: order.merchant,
      url: order.request.notify_url,
      eventType: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
      originalType: 'transaction',
      content: transactionOf(order),
    });
  }

  appOf(order: PayOrder): WeChatApp {
    const app = this.apps.find(order.request.appid);
    if (!app) throw new PayError('APPID_MCHID_NOT_MATCH');
    return app;
  }

  private placeAgain(order: PayOrder, tradeType: TradeType, request: OrderRequest): PayOrder {
    if (order.payment) throw new PayError('ORDERPAID');
    if (order.closed) throw new PayError('ORDER_CLOSED');
    if (order.tradeType !== tradeType || JSON.stringify(order.request) !== JSON.stringify(request)) {
      throw new PayError('INVALID_REQUEST', '请求重入时，参数与首次请求时不一致');
    }
    if (this.deps.now() >= order.prepayUntil) this.renewPrepay(order);
    return order;
  }

  private renewPrepay(order: PayOrder): void {
    const now = this.deps.now();
    this.byPrepayId.delete(order.prepayId);
    order.prepayId = `wx${stamp(now)}${this.deps.random(10).toString('hex')}`;
    order.prepayUntil = now + PREPAY_TTL_MS;
    this.byPrepayId.set(order.prepayId, order);
  }

  private requireParties(merchant: Merchant, { appid, payer }: OrderRequest): void {
    const app = merchant.appids.includes(appid) ? this.apps.find(appid) : undefined;
    if (!app) throw new PayError('APPID_MCHID_NOT_MATCH');
    const { openidPrefix } = app;
    if (payer && !(payer.openid.startsWith(openidPrefix) && STEM.test(payer.openid.slice(openidPrefix.length)))) {
      throw parameterError('/body/payer/openid', 'appid和openid不匹配');
    }
  }
}

/** @throws PayError INVALID_REQUEST where a merchant names another one */
export function requireOwn(merchant: Merchant, mchid: string): void {
  if (mchid !== merchant.mchid) throw new PayError('INVALID_REQUEST', '商户号与签名的商户号不一致');
}

/** `trade_state` of an order. */
export function stateOf(order: PayOrder): keyof typeof STATES {
  if (order.payment) return order.refunded ? 'REFUND' : 'SUCCESS';
  return order.closed ? 'CLOSED' : 'NOTPAY';
}

/** An order as queries and notifications show it. */
export function transactionOf(order: PayOrder): Record<string, unknown> {
  const { merchant, request, payment, tradeType } = order;
  const { total, currency } = request.amount;
  const state = stateOf(order);
  const common = {
    appid: request.appid,
    mchid: merchant.mchid,
    out_trade_no: request.out_trade_no,
    attach: request.attach ?? '',
    trade_state: state,
    trade_state_desc: STATES[state],
    promotion_detail: [],
  };
  if (!payment) return { ...common, payer: {}, amount: { total, currency } };
  return {
    ...common,
    transaction_id: payment.transactionId,
    trade_type: tradeType,
    bank_type: 'OTHERS',
    success_time: rfc3339(payment.at),
    payer: { openid: payment.openid },
    amount: { total, payer_total: total, currency, payer_currency: currency },
  };
}

function keyOf(merchant: Merchant, outTradeNo: string): string {
  return `${merchant.mchid} ${outTradeNo}`;
}
