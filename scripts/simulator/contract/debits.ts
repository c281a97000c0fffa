import type { OrderBook, PayOrder } from '../pay/orders';
import { dayOf, stamp } from '../pay/time';
import type { SimulatorDeps } from '../types';
import { type Contract, type ContractBook, daysBetween } from './contracts';
import type { ContractFaultBoard } from './faults';
import type { NoticeDesk, PapayMerchant } from './notices';
import type { RuleClock } from './rule-clock';
import { V2Error } from './v2-error';
import type { Fields } from './xml';

/** A debit that was accepted. */
export interface Debit {
  readonly contract: Contract;
  readonly number: string;
  readonly appid: string;
  readonly amountFen: number;
  readonly body: string;
  readonly notifyUrl: string;
  state: 'ACCEPT' | 'SUCCESS' | 'PAY_FAIL';
  failure?: string;
  /** What was paid, for queries, refunds and bills of API v3. */
  order?: PayOrder;
}

/** How a debit ends: with the money, or with a code. */
export type DebitEnd = 'SUCCESS' | 'NOTENOUGH' | 'USER_ACCOUNT_ABNORMAL' | 'BANKERROR';

const NUMBER = /^[0-9A-Za-z_|*-]{6,32}$/;
/** A debit is not before the second day after its notice. */
const LEAST_DAYS = 2;

/** All debits, of all merchants. */
export class DebitBook {
  private readonly byNumber = new Map<string, Debit>();

  constructor(
    private readonly deps: Pick<SimulatorDeps, 'schedule'>,
    private readonly contracts: ContractBook,
    private readonly orders: OrderBook,
    private readonly clock: RuleClock,
    private readonly faults: ContractFaultBoard,
    private readonly desk: NoticeDesk,
  ) {}

  all(): readonly Debit[] {
    return [...this.byNumber.values()];
  }

  find(merchant: PapayMerchant, number: string): Debit | undefined {
    const debit = this.byNumber.get(number);
    return debit?.contract.merchant === merchant ? debit : undefined;
  }

  /** Accepts a debit; it ends in its time. @throws V2Error */
  apply(merchant: PapayMerchant, asked: Fields): Debit {
    const contract = this.contracts.find(asked.contract_id ?? '');
    if (contract?.merchant !== merchant) throw new V2Error('CONTRACT_NOT_EXIST', '签约协议不存在');
    const number = asked.out_trade_no ?? '';
    if (!NUMBER.test(number)) throw new V2Error('PARAM_ERROR', '商户订单号格式错误');
    if (this.byNumber.has(number)) throw new V2Error('OUT_TRADE_NO_USED', '商户订单号重复');
    const amountFen = Number(asked.total_fee);
    if (!/^\d{1,9}$/.test(asked.total_fee ?? '') || amountFen < 1) throw new V2Error('PARAM_ERROR', '金额错误');
    if (asked.trade_type !== 'PAP' || !asked.notify_url || !asked.body || !asked.spbill_create_ip) {
      throw new V2Error('PARAM_ERROR', '缺少参数');
    }
    if (asked.appid !== contract.appid) throw new V2Error('APPID_MCHID_NOT_MATCH', 'appid与签约时不一致');
    this.requireAllowed(contract, amountFen);
    const debit: Debit = {
      ...{ contract, number, amountFen, body: asked.body, appid: asked.appid, notifyUrl: asked.notify_url },
      state: 'ACCEPT',
    };
    this.byNumber.set(number, debit);
    if (this.faults.take('hangDebits')) return debit;
    const end = this.faults.take('failDebits') ? this.faults.current.debitFailure : 'SUCCESS';
    this.deps.schedule(this.faults.current.debitSeconds * 1000, () => void this.settle(debit, end));
    return debit;
  }

  /** Ends it, and the merchant hears of it; false where it had ended. */
  settle(debit: Debit, end: DebitEnd): boolean {
    if (debit.state !== 'ACCEPT') return false;
    const { contract } = debit;
    if (end === 'SUCCESS') {
      debit.state = 'SUCCESS';
      const notice = this.announced(contract, debit.amountFen);
      if (notice) notice.used = true;
      contract.debitDays.push(dayOf(this.clock.now()));
      debit.order = this.orders.recordDebit(contract.merchant, {
        ...{ appid: debit.appid, mchid: contract.merchant.mchid, description: debit.body },
        ...{ out_trade_no: debit.number, notify_url: debit.notifyUrl },
        amount: { total: debit.amountFen, currency: 'CNY' },
        payer: { openid: contract.openid },
      });
    } else {
      debit.state = 'PAY_FAIL';
      debit.failure = end;
    }
    this.desk.announce(contract.merchant, 'debit', debit.notifyUrl, this.noticeOf(debit));
    return true;
  }

  private requireAllowed(contract: Contract, amountFen: number): void {
    if (contract.ended) throw new V2Error('CONTRACT_TERMINATED', '签约协议已解约');
    const now = this.clock.now();
    if (contract.debitDays.includes(dayOf(now))) throw new V2Error('RULELIMIT', '同一协议每日只能扣款成功一次');
    if (!this.announced(contract, amountFen)) throw new V2Error('RULELIMIT', '未按要求预先通知用户扣费');
  }

  /** The notice that announced it, long enough ago; each announces one debit. */
  private announced(contract: Contract, amountFen: number) {
    return contract.notices.find(
      (notice) =>
        !notice.used &&
        amountFen <= notice.amountFen &&
        daysBetween(notice.at, this.clock.now()) >= Math.max(LEAST_DAYS, notice.days),
    );
  }

  private noticeOf(debit: Debit): Fields {
    const { contract } = debit;
    const common = { return_code: 'SUCCESS', appid: debit.appid, mch_id: contract.merchant.mchid };
    return { ...common, ...debitFields(debit) };
  }
}

/** A debit as the query and the notification tell it. */
export function debitFields(debit: Debit): Fields {
  const { contract, order, failure } = debit;
  const what = {
    openid: contract.openid,
    trade_type: 'PAP',
    out_trade_no: debit.number,
    contract_id: contract.contractId,
    trade_state: debit.state,
    total_fee: String(debit.amountFen),
    fee_type: 'CNY',
  };
  if (debit.state === 'PAY_FAIL') {
    return { result_code: 'SUCCESS', ...what, err_code: failure ?? '', err_code_des: '扣款失败', attach: '' };
  }
  if (!order?.payment) return { result_code: 'SUCCESS', ...what, trade_state_desc: '已接收，等待扣款' };
  const { transactionId, at } = order.payment;
  return {
    result_code: 'SUCCESS',
    ...what,
    trade_state: order.refunded ? 'REFUND' : 'SUCCESS',
    bank_type: 'OTHERS',
    cash_fee: String(debit.amountFen),
    transaction_id: transactionId,
    time_end: stamp(at),
  };
}
