import { z } from 'zod';
import { NoticeRefused, PaymentError, type PaymentProvider, type PaymentStanding } from '../payment/payment';
import { type WeChatPaySettings, WeChatPayTransport } from '../payment/wechat-pay-transport';
import type {
  ContractEndedBy,
  ContractName,
  ContractNotice,
  ContractOrder,
  ContractParams,
  ContractProvider,
  ContractStanding,
} from './contract';
import { type PapaySettings, PapayTransport } from './papay-transport';

/** The client's settings: the merchant at both APIs, the template of the contract, and where it is told what happens. */
export interface PapayOptions extends Omit<PapaySettings, 'apiUrl' | 'merchantId'> {
  merchant: WeChatPaySettings;
  /** The template (委托代扣模板) that the merchant was given. */
  planId: string;
  /** Where a browser inside WeChat signs; the same host as the calls unless given. */
  entrustUrl?: string;
  apps: { miniProgram: string; web: string };
  contractNotifyUrl: string;
  debitNotifyUrl: string;
  /** The same merchant's client of API v3: it gives money back. */
  refunds: Pick<PaymentProvider, 'refund' | 'standingOfRefund'>;
}

/** WeChat's own mini-program in which contracts are signed. */
const SIGNING_APP = 'wxbd687630cd02ce1d';
const SIGNING_PATH = 'pages/index/index';
/** The address that a debit is said to come from: a server has no other. */
const SERVER_ADDRESS = '127.0.0.1';
const MAX_BODY = 127;
/** Asked for before: the query tells what became of it. */
const KNOWN = new Set(['ORDERPAID', 'OUT_TRADE_NO_USED', 'ORDER_ACCEPTED']);
const NO_CONTRACT = new Set(['CONTRACT_NOT_EXIST', 'CONTRACT_NOT_EXISTED', 'CONTRACTNOTEXIST']);
const ENDED_ALREADY = new Set(['CONTRACT_TERMINATED', 'CONTRACT_NOT_EFFECTIVE', 'CONTRACT_INVALID']);
const NO_ORDER = new Set(['ORDERNOTEXIST', 'ORDER_NOT_EXIST']);
const ENDED_BY: Readonly<Record<string, ContractEndedBy>> = {
  1: 'provider',
  2: 'member',
  3: 'merchant',
  4: 'merchant',
  5: 'provider',
};

const CHINA = '+08:00';
/** Both forms are seen: seconds since 1970, or China's date and time. */
const time = z.string().transform((text, context): Date => {
  const seconds = /^\d{9,11}$/.test(text) ? Number(text) * 1000 : Number.NaN;
  const at = Number.isNaN(seconds) ? Date.parse(`${text.replace(' ', 'T')}${CHINA}`) : seconds;
  if (Number.isNaN(at)) context.addIssue(`${text} is no time`);
  return new Date(at);
});
/** `20260301120000`, in China. */
const stamp = z
  .string()
  .regex(/^\d{14}$/)
  .transform((text) => new Date(text.replace(/^(....)(..)(..)(..)(..)(..)$/, `$1-$2-$3T$4:$5:$6${CHINA}`)));
const fen = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);
const text = z.string().min(1);

const contractAnswer = z.object({
  contract_id: text,
  contract_code: text,
  contract_state: z.enum(['0', '1']),
  contract_signed_time: time,
  contract_terminated_time: time.optional().catch(undefined),
  contract_termination_mode: z.string().optional(),
  openid: z.string().optional(),
});

const contractNotice = z.object({
  plan_id: text,
  contract_code: text,
  contract_id: text,
  change_type: z.enum(['ADD', 'DELETE']),
  operate_time: time,
  openid: z.string().optional(),
  contract_termination_mode: z.string().optional(),
});

const paidOrder = z.object({
  appid: text,
  out_trade_no: text,
  transaction_id: text,
  total_fee: fen,
  time_end: stamp,
  openid: z.string().optional(),
  contract_id: z.string().optional(),
});

/** The client of contracts and of debits by them (委托代扣, API v2). Nothing is retried here. */
export function createPapayClient(options: PapayOptions): { contracts: ContractProvider; debits: PaymentProvider } {
  const { apiUrl, merchantId } = options.merchant;
  const transport = new PapayTransport({ ...options, apiUrl, merchantId });
  return { contracts: contractsOf(options, transport), debits: debitsOf(options, transport) };
}

function contractsOf(options: PapayOptions, transport: PapayTransport): ContractProvider {
  const v3 = new WeChatPayTransport(options.merchant);
  const { merchantId } = options.merchant;
  const common = { appid: options.apps.miniProgram, mch_id: merchantId };
  return {
    signParams: (order) => signParams(options, transport, order),
    async standingOf(name) {
      const asked = { ...common, ...nameOf(options, name), version: '1.0' };
      return answered(NO_CONTRACT, { state: 'unsigned' }, async () =>
        standingIn(parsed(contractAnswer, await transport.call('/papay/querycontract', asked))),
      );
    },
    async notifyDebit(contractId, { amountFen, days, appId }) {
      await v3.call('POST', `/v3/papay/contracts/${encodeURIComponent(contractId)}/notify`, z.undefined(), {
        mchid: merchantId,
        appid: appId ?? options.apps.miniProgram,
        deduct_duration: { count: days, unit: 'DAY' },
        estimated_amount: { amount: amountFen, currency: 'CNY' },
      });
    },
    async end(contractId, reason) {
      const contract_termination_remark = [...reason].slice(0, 80).join('') || '会员取消';
      const asked = { ...common, contract_id: contractId, contract_termination_remark, version: '1.0' };
      await answered(ENDED_ALREADY, {}, () => transport.call('/papay/deletecontract', asked));
    },
    readNotice: (body) => contractNoticeOf(options, transport.read(body)),
  };
}

function nameOf({ planId }: PapayOptions, name: ContractName): Record<string, string> {
  if ('contractId' in name) return { contract_id: name.contractId };
  return { plan_id: planId, contract_code: name.contractCode };
}

function signParams(options: PapayOptions, transport: PapayTransport, order: ContractOrder): ContractParams {
  const params = (appid: string) => ({
    appid,
    mch_id: options.merchant.merchantId,
    plan_id: options.planId,
    contract_code: order.contractCode,
    contract_display_account: order.displayAccount.replace(/[^\p{L}\p{N}*]/gu, '').slice(0, 32) || '会员',
    request_serial: String(order.requestSerial),
    timestamp: String(Math.floor(options.merchant.wallNow() / 1000)),
    notify_url: options.contractNotifyUrl,
  });
  const page = new URLSearchParams(transport.signed({ ...params(options.apps.web), version: '1.0', return_web: '1' }));
  return {
    appId: SIGNING_APP,
    path: SIGNING_PATH,
    extraData: transport.signed(params(options.apps.miniProgram)),
    url: `${options.entrustUrl ?? options.merchant.apiUrl}/papay/entrustweb?${page}`,
  };
}

function standingIn(found: z.infer<typeof contractAnswer>): ContractStanding {
  const { contract_code: contractCode, contract_id: contractId } = found;
  if (found.contract_state === '0') {
    const signed = { contractCode, contractId, signedAt: found.contract_signed_time, openid: found.openid };
    return { state: 'signed', ...signed };
  }
  const endedBy = ENDED_BY[found.contract_termination_mode ?? ''] ?? 'unknown';
  return { state: 'ended', contractCode, contractId, endedBy, endedAt: found.contract_terminated_time };
}

function contractNoticeOf({ planId }: PapayOptions, params: Record<string, string>): ContractNotice {
  const found = contractNotice.safeParse(params);
  if (!found.success) throw new NoticeRefused(`The notification cannot be read: ${z.prettifyError(found.error)}.`);
  const { change_type: change, operate_time: at, contract_termination_mode: mode, openid } = found.data;
  if (found.data.plan_id !== planId) throw new NoticeRefused('It is about another template of contracts.');
  const named = { contractCode: found.data.contract_code, contractId: found.data.contract_id };
  const endedBy = change === 'DELETE' ? (ENDED_BY[mode ?? ''] ?? 'unknown') : undefined;
  return { kind: 'contract', change, ...named, at, openid, endedBy };
}

function debitsOf(options: PapayOptions, transport: PapayTransport): PaymentProvider {
  const { merchantId } = options.merchant;
  const appOf = (payer?: { appId: string }) => payer?.appId ?? options.apps.miniProgram;
  const standingOf: PaymentProvider['standingOf'] = (number, payer) =>
    answered(NO_ORDER, { state: 'unknown' }, async () => {
      const asked = { appid: appOf(payer), mch_id: merchantId, out_trade_no: number };
      return debitIn(await transport.call('/pay/paporderquery', asked));
    });
  return {
    async open({ number, amountFen, description, payer }) {
      const contract_id = payer?.contractId;
      if (!contract_id) throw new PaymentError('misconfigured', 'A debit names no contract.');
      const asked = {
        appid: appOf(payer),
        mch_id: merchantId,
        body: plainText(description, MAX_BODY),
        out_trade_no: number,
        total_fee: String(amountFen),
        spbill_create_ip: SERVER_ADDRESS,
        notify_url: options.debitNotifyUrl,
        trade_type: 'PAP',
        contract_id,
      };
      await answered(KNOWN, {}, () => transport.call('/pay/pappayapply', asked));
      return { handle: '' };
    },
    paramsOf() {
      throw new PaymentError('misconfigured', 'Nobody pays a debit by hand.');
    },
    standingOf,
    async close(number, payer) {
      const { state } = await standingOf(number, payer);
      if (state === 'paid') return 'paid';
      if (state === 'open') throw new PaymentError('busy', 'The debit is under way: it cannot be stopped.');
      return 'closed';
    },
    refund: options.refunds.refund,
    standingOfRefund: options.refunds.standingOfRefund,
    async readNotice(_headers, body) {
      const params = transport.read(body);
      const number = params.out_trade_no;
      if (!number || params.trade_type !== 'PAP') throw new NoticeRefused('It is about no debit.');
      let standing: PaymentStanding;
      try {
        standing = debitIn(params);
      } catch (error) {
        if (!(error instanceof PaymentError)) throw error;
        throw new NoticeRefused(error.message);
      }
      const noticeId = `papay-${params.transaction_id || number}-${standing.state}`.slice(0, 64);
      return { kind: 'payment', noticeId, number, merchantId, standing };
    },
  };
}

/** How a debit stands by an answer or a notification. What is not known to have failed is under way. */
function debitIn(params: Record<string, string>): PaymentStanding {
  const { result_code, trade_state: state, err_code } = params;
  if (result_code === 'FAIL' || state === 'PAY_FAIL' || state === 'PAYERROR' || state === 'CLOSED') {
    return { state: 'closed', failure: err_code || state || 'UNKNOWN' };
  }
  // A notification may leave the state out: then it tells of money.
  if (state !== undefined && state !== 'SUCCESS' && state !== 'REFUND') return { state: 'open' };
  const paid = parsed(paidOrder, params);
  return {
    state: 'paid',
    transactionId: paid.transaction_id,
    amountFen: paid.total_fee,
    paidAt: paid.time_end,
    appId: paid.appid,
    openid: paid.openid,
    contractId: paid.contract_id,
  };
}

/** What a call comes to; one of these codes means what `instead` says. */
async function answered<T>(codes: ReadonlySet<string>, instead: T, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof PaymentError && codes.has(error.code ?? '')) return instead;
    throw error;
  }
}

function parsed<T>(schema: z.ZodType<T>, params: unknown): T {
  const found = schema.safeParse(params);
  if (!found.success) throw new PaymentError('busy', 'WeChat Pay tells something unexpected.');
  return found.data;
}

/** API v2 takes characters of up to three bytes: no emoji, and no more than so many bytes. */
function plainText(words: string, maxBytes: number): string {
  let plain = '';
  for (const sign of words.replace(/[\u{10000}-\u{10FFFF}]/gu, '')) {
    if (Buffer.byteLength(plain + sign) > maxBytes) break;
    plain += sign;
  }
  return plain;
}
