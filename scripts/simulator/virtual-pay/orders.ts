import { stamp } from '../pay/time';
import type { SimulatorDeps } from '../types';
import type { VirtualFaultBoard } from './faults';
import type { PushDesk } from './pushes';

/** Where an order stands, as WeChat numbers it. */
export const STATUS = { created: 1, paid: 2, delivered: 4, refunded: 5, refundFailed: 7 } as const;

/** Money that came, or that goes back. */
export interface VirtualOrder {
  readonly number: string;
  readonly kind: 'payment' | 'refund';
  readonly openid: string;
  readonly env: number;
  readonly productId: string;
  readonly amountFen: number;
  readonly wxOrderId: string;
  readonly attach: string;
  /** Of a refund: the payment. */
  readonly of?: VirtualOrder;
  status: number;
  paidAt?: number;
  updatedAt: number;
}

/** Why a call is refused. */
export class VirtualError extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
    this.name = 'VirtualError';
  }
}

/** What a refund asks for. */
export interface VirtualRefund {
  readonly order_id: string;
  readonly refund_order_id: string;
  readonly left_fee: number;
  readonly refund_fee: number;
}

/** All orders and refunds of the account. */
export class VirtualBook {
  private readonly byNumber = new Map<string, VirtualOrder>();

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random' | 'schedule'>,
    private readonly faults: VirtualFaultBoard,
    private readonly pushes: PushDesk,
  ) {}

  all(): readonly VirtualOrder[] {
    return [...this.byNumber.values()];
  }

  /** @throws VirtualError where there is none of this payer in this environment */
  find(number: string, openid: string | undefined, env: number): VirtualOrder {
    const order = this.byNumber.get(number);
    if (!order) throw new VirtualError(268500004, '订单不存在');
    if (openid !== undefined && order.openid !== openid) throw new VirtualError(268490001, 'openid错误');
    if (order.env !== env) throw new VirtualError(268447747, 'env错误');
    return order;
  }

  /** The payer opens the cashier; the same again is the same order. */
  create(order: Pick<VirtualOrder, 'number' | 'openid' | 'env' | 'productId' | 'amountFen' | 'attach'>): VirtualOrder {
    const known = this.byNumber.get(order.number);
    if (known) return known;
    const made: VirtualOrder = {
      ...{ ...order, kind: 'payment', wxOrderId: this.givenNumber('VP') },
      ...{ status: STATUS.created, updatedAt: this.deps.now() },
    };
    this.byNumber.set(order.number, made);
    if (this.faults.current.prematurePushes) this.tellPaid(made);
    return made;
  }

  /** The money comes, and the mini-program's server hears of it; its answer is the delivery. False: it is paid already. */
  pay(order: VirtualOrder): boolean {
    if (order.status !== STATUS.created) return false;
    order.status = STATUS.paid;
    order.paidAt = this.deps.now();
    order.updatedAt = order.paidAt;
    if (!this.faults.current.prematurePushes) this.tellPaid(order);
    return true;
  }

  deliver(order: VirtualOrder): void {
    if (order.kind !== 'payment' || order.paidAt === undefined) throw new VirtualError(268490002, '订单未支付');
    if (order.status === STATUS.delivered) throw new VirtualError(268490004, '重复操作');
    if (order.status === STATUS.paid) order.status = STATUS.delivered;
  }

  leftOf(order: VirtualOrder): number {
    const parts = this.all().filter((one) => one.of === order && one.status !== STATUS.refundFailed);
    return order.amountFen - parts.reduce((sum, { amountFen }) => sum + amountFen, 0);
  }

  /** Takes a refund; it ends in its time. @throws VirtualError */
  refund(order: VirtualOrder, asked: VirtualRefund): VirtualOrder {
    const known = this.byNumber.get(asked.refund_order_id);
    if (known) {
      if (known.of !== order || known.amountFen !== asked.refund_fee) throw new VirtualError(268490002, '退款单号重复');
      throw new VirtualError(268490014, '退款操作进行中，稍后可以使用相同参数重试');
    }
    if (order.paidAt === undefined) throw new VirtualError(268490002, '订单未支付');
    const left = this.leftOf(order);
    if (asked.left_fee !== left) throw new VirtualError(268490016, '退款的left_fee字段与实际不符');
    if (asked.refund_fee < 1 || asked.refund_fee > left) throw new VirtualError(268490002, '退款金额错误');
    const { openid, env, productId, attach } = order;
    const refund: VirtualOrder = {
      ...{ number: asked.refund_order_id, kind: 'refund', openid, env, productId, attach, of: order },
      ...{ amountFen: asked.refund_fee, wxOrderId: this.givenNumber('VR') },
      ...{ status: STATUS.created, updatedAt: this.deps.now() },
    };
    this.byNumber.set(refund.number, refund);
    const isDone = !this.faults.take('failRefunds');
    this.deps.schedule(this.faults.current.refundSeconds * 1000, () => this.settle(refund, isDone));
    return refund;
  }

  private settle(refund: VirtualOrder, isDone: boolean): void {
    const { of: order } = refund;
    if (refund.status !== STATUS.created || !order) return;
    refund.status = isDone ? STATUS.refunded : STATUS.refundFailed;
    refund.updatedAt = this.deps.now();
    if (isDone && this.leftOf(order) === 0) order.status = STATUS.refunded;
    const seconds = Math.floor(refund.updatedAt / 1000);
    this.pushes.announce({
      Event: 'xpay_refund_notify',
      OpenId: refund.openid,
      WxRefundId: refund.wxOrderId,
      MchRefundId: refund.number,
      WxOrderId: order.wxOrderId,
      MchOrderId: order.number,
      RefundFee: refund.amountFen,
      RetCode: isDone ? 0 : 1,
      RetMsg: isDone ? 'success' : '退款失败',
      RefundStartTimestamp: seconds,
      RefundSuccTimestamp: seconds,
      WxpayRefundTransactionId: `5030${refund.wxOrderId}`,
    });
  }

  private tellPaid(order: VirtualOrder): void {
    const { openid, number, env, productId, amountFen, attach, wxOrderId } = order;
    const paid = Math.floor((order.paidAt ?? this.deps.now()) / 1000);
    const event = {
      Event: 'xpay_goods_deliver_notify',
      OpenId: openid,
      OutTradeNo: number,
      Env: env,
      WeChatPayInfo: { MchOrderNo: wxOrderId, TransactionId: `4200${wxOrderId}`, PaidTime: paid },
      GoodsInfo: { ProductId: productId, Quantity: 1, OrigPrice: amountFen, ActualPrice: amountFen, Attach: attach },
    };
    this.pushes.announce(event, () => {
      if (order.status === STATUS.paid) order.status = STATUS.delivered;
    });
  }

  private givenNumber(prefix: string): string {
    return `${prefix}${stamp(this.deps.now())}${this.deps.random(6).toString('hex')}`;
  }
}

/** An order as the query answers it. */
export function orderAnswer(book: VirtualBook, order: VirtualOrder): Record<string, unknown> {
  const seconds = (at: number | undefined) => (at === undefined ? 0 : Math.floor(at / 1000));
  return {
    order_id: order.number,
    create_time: seconds(order.updatedAt),
    update_time: seconds(order.updatedAt),
    status: order.status,
    biz_type: 0,
    order_fee: order.amountFen,
    coupon_fee: 0,
    paid_fee: order.paidAt === undefined ? 0 : order.amountFen,
    order_type: order.kind === 'payment' ? 0 : 1,
    refund_fee: order.kind === 'payment' ? order.amountFen - book.leftOf(order) : order.amountFen,
    paid_time: seconds(order.paidAt),
    provide_time: 0,
    env_type: order.env === 0 ? 1 : 2,
    left_fee: order.kind === 'payment' ? book.leftOf(order) : 0,
    wx_order_id: order.wxOrderId,
  };
}
