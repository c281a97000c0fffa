import type { SimulatorDeps } from '../types';
import { PayError } from './errors';
import type { PayFaultBoard } from './faults';
import type { Notifier } from './notifications';
import { givenNumber } from './numbers';
import type { OrderBook, PayOrder } from './orders';
import { type RefundRequest, requireNotifyUrl } from './rules';
import { rfc3339 } from './time';
import type { Merchant } from './types';

const MAX_AGE_MS = 365 * 24 * 60 * 60 * 1000;
const MAX_PARTS = 50;

/** How a refund ends. An abnormal one has not reached the payer; staff of the merchant settle it later. */
export type RefundOutcome = 'SUCCESS' | 'ABNORMAL' | 'CLOSED';

/** One refund of an order. */
export interface Refund {
  readonly refundId: string;
  readonly order: PayOrder;
  readonly request: RefundRequest;
  readonly createdAt: number;
  status: 'PROCESSING' | RefundOutcome;
  settledAt?: number;
}

const SUMMARIES: Record<RefundOutcome, string> = { SUCCESS: '退款成功', ABNORMAL: '退款异常', CLOSED: '退款关闭' };

/** All refunds, of all merchants. */
export class RefundBook {
  private readonly byNumber = new Map<string, Refund>();

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random' | 'schedule'>,
    private readonly orders: OrderBook,
    private readonly faults: PayFaultBoard,
    private readonly notifier: Notifier,
  ) {}

  all(): readonly Refund[] {
    return [...this.byNumber.values()];
  }

  /**
   * Takes a refund, or finds it where the same was asked before. It settles in its time.
   * @throws PayError PARAM_ERROR, INVALID_REQUEST, RESOURCE_NOT_EXISTS
   */
  request(merchant: Merchant, request: RefundRequest): Refund {
    if (request.notify_url !== undefined) requireNotifyUrl(request.notify_url, merchant);
    const key = keyOf(merchant, request.out_refund_no);
    const known = this.byNumber.get(key);
    if (known) {
      if (JSON.stringify(known.request) === JSON.stringify(request)) return known;
      throw new PayError('INVALID_REQUEST', '请求参数与之前的退款请求不一致，请核实后再试');
    }
    const order = this.orderOf(merchant, request);
    this.requireRefundable(order, request);
    const refund: Refund = {
      refundId: givenNumber('5030', this.deps),
      order,
      request,
      createdAt: this.deps.now(),
      status: 'PROCESSING',
    };
    this.byNumber.set(key, refund);
    order.refunded = true;
    const { refundSeconds } = this.faults.current;
    // What holds when it settles counts, and somebody may have settled it by hand.
    this.deps.schedule(refundSeconds * 1000, () => {
      if (refund.status === 'PROCESSING') this.settle(refund, this.faults.current.refundOutcome);
    });
    return refund;
  }

  /** @throws PayError RESOURCE_NOT_EXISTS */
  find(merchant: Merchant, outRefundNo: string): Refund {
    const refund = this.byNumber.get(keyOf(merchant, outRefundNo));
    if (!refund) throw new PayError('RESOURCE_NOT_EXISTS', '退款单查询失败');
    return refund;
  }

  byRefundId(refundId: string): Refund | undefined {
    return this.all().find((refund) => refund.refundId === refundId);
  }

  /** Ends a refund and tells the merchant; whether it could still end so. */
  settle(refund: Refund, outcome: RefundOutcome): boolean {
    const isOpen = refund.status === 'PROCESSING' || (refund.status === 'ABNORMAL' && outcome !== 'ABNORMAL');
    if (!isOpen) return false;
    refund.status = outcome;
    refund.settledAt = this.deps.now();
    if (outcome === 'CLOSED') refund.order.refunded = this.partsOf(refund.order).length > 0;
    const { merchant } = refund.order;
    if (refund.request.notify_url === undefined) return true;
    this.notifier.announce({
      merchant,
      url: refund.request.notify_url,
      eventType: `REFUND.${outcome}`,
      summary: SUMMARIES[outcome],
      originalType: 'refund',
      content: noticeOf(refund),
    });
    return true;
  }

  private orderOf(merchant: Merchant, request: RefundRequest): PayOrder {
    try {
      return request.transaction_id === undefined
        ? this.orders.byOutTradeNo(merchant, request.out_trade_no ?? '')
        : this.orders.byTransactionId(merchant, request.transaction_id);
    } catch {
      throw new PayError('RESOURCE_NOT_EXISTS', '订单不存在');
    }
  }

  private requireRefundable(order: PayOrder, { amount }: RefundRequest): void {
    const { payment } = order;
    if (!payment) throw new PayError('INVALID_REQUEST', '订单未支付');
    if (amount.total !== order.request.amount.total) {
      throw new PayError('INVALID_REQUEST', '订单金额与下单时不一致，请核实后再试');
    }
    if (this.deps.now() - payment.at > MAX_AGE_MS) throw new PayError('INVALID_REQUEST', '订单已超过可退款的最大期限');
    const parts = this.partsOf(order);
    if (parts.length >= MAX_PARTS) throw new PayError('INVALID_REQUEST', '部分退款次数超过限制');
    const refunded = parts.reduce((sum, part) => sum + part.request.amount.refund, 0);
    if (refunded + amount.refund > amount.total) throw new PayError('INVALID_REQUEST', '申请退款金额超过可退金额');
  }

  /** Refunds that count; a closed one leaves the money where it was. */
  private partsOf(order: PayOrder): readonly Refund[] {
    return this.all().filter((refund) => refund.order === order && refund.status !== 'CLOSED');
  }
}

/** A refund as the calls answer it. */
export function refundOf(refund: Refund): Record<string, unknown> {
  const { request, status } = refund;
  const { refund: part, total, currency } = request.amount;
  return {
    ...identityOf(refund),
    channel: 'ORIGINAL',
    user_received_account: '支付用户零钱',
    create_time: rfc3339(refund.createdAt),
    ...successTime(refund),
    status,
    funds_account: 'UNSETTLED',
    amount: {
      total,
      refund: part,
      payer_total: total,
      payer_refund: part,
      settlement_total: total,
      settlement_refund: part,
      discount_refund: 0,
      currency,
    },
    promotion_detail: [],
  };
}

function noticeOf(refund: Refund): Record<string, unknown> {
  const { refund: part, total } = refund.request.amount;
  return {
    mchid: refund.order.merchant.mchid,
    ...identityOf(refund),
    refund_status: refund.status,
    ...successTime(refund),
    user_received_account: '支付用户零钱',
    amount: { total, refund: part, payer_total: total, payer_refund: part },
  };
}

function identityOf({ refundId, order, request }: Refund): Record<string, unknown> {
  return {
    refund_id: refundId,
    out_refund_no: request.out_refund_no,
    transaction_id: order.payment?.transactionId,
    out_trade_no: order.request.out_trade_no,
  };
}

function successTime({ status, settledAt }: Refund): object {
  return status === 'SUCCESS' && settledAt !== undefined ? { success_time: rfc3339(settledAt) } : {};
}

function keyOf(merchant: Merchant, outRefundNo: string): string {
  return `${merchant.mchid} ${outRefundNo}`;
}
