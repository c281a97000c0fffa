import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { SimulatorDeps } from '../types';
import { PayError, parameterError } from './errors';
import type { OrderBook, PayOrder } from './orders';
import type { Refund, RefundBook } from './refunds';
import { billTime, dayOf, hourOf } from './time';
import type { Merchant } from './types';

/** The bill of a day is made the next morning. */
const READY_HOUR = 10;
const KEPT_MS = 92 * 24 * 60 * 60 * 1000;
const TOKEN_TTL_MS = 5 * 60 * 1000;
/** Six per thousand, in hundredths of a per cent. */
const RATE = '0.60%';

const TRADE_COLUMNS =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,' +
  '微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const TRADE_TOTALS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const FLOW_COLUMNS =
  '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';
const FLOW_TOTALS = '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额';

/** What one may ask of the trade bill. */
export const BILL_TYPES = ['ALL', 'SUCCESS', 'REFUND'] as const;
/** One of them. */
export type BillType = (typeof BILL_TYPES)[number];

/** One movement of a merchant's money. */
interface Movement {
  readonly at: number;
  readonly order: PayOrder;
  readonly refund?: Refund;
}

/** What a bill call answers, but for the address of the file. */
interface BillFile {
  readonly token: string;
  /** SHA1 of the file as it is before compression. */
  readonly hash: string;
}

interface StoredFile {
  readonly merchant: Merchant;
  readonly bytes: Buffer;
  readonly until: number;
}

/** Bills of past days, and their files, each to be fetched within five minutes. */
export class Bills {
  private readonly files = new Map<string, StoredFile>();

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'now' | 'random'>,
    private readonly orders: OrderBook,
    private readonly refunds: RefundBook,
  ) {}

  /** @throws PayError PARAM_ERROR, STATEMENT_CREATING, NO_STATEMENT_EXIST */
  trade(merchant: Merchant, day: string, type: BillType, gzip: boolean): BillFile {
    const movements = this.movementsOf(merchant, day).filter(
      ({ refund }) => type === 'ALL' || (type === 'REFUND') === (refund !== undefined),
    );
    const rows = movements.map(tradeRow);
    const sum = (amount: (movement: Movement) => number) => movements.reduce((total, one) => total + amount(one), 0);
    const paid = sum(({ order, refund }) => (refund ? 0 : order.request.amount.total));
    const refunded = sum(({ refund }) => refund?.request.amount.refund ?? 0);
    const totals = [rows.length, yuan(paid), yuan(refunded), yuan(0), fee(sum(feeOf)), yuan(paid), yuan(refunded)];
    return this.store(merchant, [TRADE_COLUMNS, ...rows.map(line), TRADE_TOTALS, line(totals)], rows.length, gzip);
  }

  /** @throws PayError PARAM_ERROR, STATEMENT_CREATING, NO_STATEMENT_EXIST */
  fundFlow(merchant: Merchant, day: string, gzip: boolean): BillFile {
    let balance = 0;
    const flows = this.movementsOf(merchant, day)
      // Money that a refund did not take has not moved.
      .filter(({ refund }) => refund === undefined || refund.status !== 'CLOSED')
      .map(({ at, order, refund }) => {
        const amount = refund ? refund.request.amount.refund : order.request.amount.total;
        balance += refund ? -amount : amount;
        const number = refund ? refund.refundId : order.payment?.transactionId;
        const [name, direction] = refund ? ['退款', '支出'] : ['交易', '收入'];
        const voucher = refund ? refund.request.out_refund_no : order.request.out_trade_no;
        const row = [billTime(at), number, `1${number}`, name, name, direction, yuan(amount), yuan(balance)];
        return { refund, amount, row: [...row, 'system', '', voucher] };
      });
    const incomes = flows.filter(({ refund }) => !refund);
    const expenses = flows.filter(({ refund }) => refund);
    const sumOf = (some: typeof flows) => yuan(some.reduce((sum, { amount }) => sum + amount, 0));
    const totals = [flows.length, incomes.length, sumOf(incomes), expenses.length, sumOf(expenses)];
    const lines = [FLOW_COLUMNS, ...flows.map(({ row }) => line(row)), FLOW_TOTALS, line(totals)];
    return this.store(merchant, lines, flows.length, gzip);
  }

  /** @throws PayError INVALID_REQUEST where the token is not this merchant's or too old */
  file(merchant: Merchant, token: string): Buffer {
    const stored = this.files.get(token);
    if (stored?.merchant !== merchant || this.deps.now() >= stored.until) {
      throw new PayError('INVALID_REQUEST', '账单下载地址已失效');
    }
    return stored.bytes;
  }

  private movementsOf(merchant: Merchant, day: string): Movement[] {
    this.requirePast(day);
    const payments = this.orders.all().flatMap((order) => (order.payment ? [{ at: order.payment.at, order }] : []));
    const refunds = this.refunds.all().map((refund) => ({ at: refund.createdAt, order: refund.order, refund }));
    return [...payments, ...refunds]
      .filter(({ at, order }) => order.merchant === merchant && dayOf(at) === day)
      .sort((a, b) => a.at - b.at);
  }

  private requirePast(day: string): void {
    const now = this.deps.now();
    const isDay = /^\d{4}-\d\d-\d\d$/.test(day) && dayOf(Date.parse(`${day}T12:00:00+08:00`) || 0) === day;
    if (!isDay || day >= dayOf(now) || day < dayOf(now - KEPT_MS)) {
      throw parameterError('/query/bill_date', '账单日期须为今天之前三个月内的一天，格式yyyy-MM-DD');
    }
    const isYesterday = day === dayOf(now - 24 * 60 * 60 * 1000);
    if (isYesterday && hourOf(now) < READY_HOUR) throw new PayError('STATEMENT_CREATING');
  }

  private store(merchant: Merchant, lines: readonly string[], rows: number, gzip: boolean): BillFile {
    if (rows === 0) throw new PayError('NO_STATEMENT_EXIST');
    const now = this.deps.now();
    for (const [token, { until }] of this.files) if (now >= until) this.files.delete(token);
    const plain = Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);
    const token = this.deps.random(24).toString('base64url');
    this.files.set(token, { merchant, bytes: gzip ? gzipSync(plain) : plain, until: now + TOKEN_TTL_MS });
    return { token, hash: createHash('sha1').update(plain).digest('hex') };
  }
}

function tradeRow(movement: Movement): readonly (string | number | undefined)[] {
  const { at, order, refund } = movement;
  const { merchant, request, payment, tradeType } = order;
  const head = [billTime(at), request.appid, merchant.mchid, 0, '', payment?.transactionId, request.out_trade_no];
  const payer = [payment?.openid, tradeType, refund ? 'REFUND' : 'SUCCESS', 'OTHERS', request.amount.currency];
  const total = yuan(refund ? 0 : request.amount.total);
  const back = yuan(refund?.request.amount.refund ?? 0);
  const refundPart = refund
    ? [refund.refundId, refund.request.out_refund_no, back, yuan(0), 'ORIGINAL', billStatus(refund)]
    : [0, 0, yuan(0), yuan(0), '', ''];
  const rest = [request.description, request.attach ?? '', fee(feeOf(movement)), RATE, total, back, ''];
  return [...head, ...payer, total, yuan(0), ...refundPart, ...rest];
}

function billStatus({ status }: Refund): string {
  if (status === 'ABNORMAL') return 'CHANGE';
  return status === 'CLOSED' ? 'FAIL' : status;
}

/** In fen, given back with the money. */
function feeOf({ order, refund }: Movement): number {
  const amount = refund ? -refund.request.amount.refund : order.request.amount.total;
  return Math.sign(amount) * Math.round((Math.abs(amount) * 6) / 1000);
}

function fee(fen: number): string {
  return (fen / 100).toFixed(5);
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

/** A row as it is in the file: a backtick before each value, so that no spreadsheet takes a number for one. */
function line(values: readonly (string | number | undefined)[]): string {
  return values.map((value) => `\`${String(value ?? '').replace(/[\r\n]+/g, ' ')}`).join(',');
}
