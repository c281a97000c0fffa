import { z } from 'zod';
import {
  type BillingProvider,
  NoticeRefused,
  PaymentError,
  type PaymentNotice,
  type PaymentOrder,
  type PaymentStanding,
  type RefundStanding,
} from './payment';
import { readTradeBill } from './wechat-pay-bill';
import { unseal } from './wechat-pay-keys';
import { newNonce, type WeChatPaySettings, WeChatPayTransport } from './wechat-pay-transport';

/** The client's settings: the merchant, and the address that is told of what happens to payments. */
export interface WeChatPayOptions extends WeChatPaySettings {
  /** The application that opens payments outside WeChat; those inside name the payer's. */
  appId: string;
  notifyUrl: string;
}

const MAX_DESCRIPTION = 127;

const prepaid = z.object({ prepay_id: z.string().min(1) });
const h5Address = z.object({ h5_url: z.url() });
const codeAddress = z.object({ code_url: z.string().min(1) });
const nothing = z.undefined();
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const transaction = z.object({
  mchid: z.string(),
  appid: z.string(),
  out_trade_no: z.string(),
  trade_state: z.string(),
  transaction_id: z.string().optional(),
  success_time: time.optional(),
  payer: z.object({ openid: z.string().optional() }).optional(),
  amount: z.object({ total: z.int().optional() }).optional(),
});

const refundStatus = z.object({
  status: z.enum(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']),
  refund_id: z.string(),
  success_time: time.optional(),
});

const refundNotice = z.object({
  mchid: z.string(),
  out_trade_no: z.string(),
  out_refund_no: z.string(),
  refund_id: z.string(),
  refund_status: z.enum(['SUCCESS', 'CLOSED', 'ABNORMAL']),
  success_time: time.optional(),
  amount: z.object({ refund: z.int() }),
});

const notice = z.object({
  id: z.string().min(1),
  event_type: z.string(),
  resource: z.object({
    algorithm: z.literal('AEAD_AES_256_GCM'),
    ciphertext: z.string(),
    nonce: z.string(),
    associated_data: z.string().optional(),
  }),
});

const bill = z.object({ hash_type: z.literal('SHA1'), hash_value: z.string(), download_url: z.url() });

/** The client of WeChat Pay, API v3. Nothing is retried here. */
export function createWeChatPayClient(options: WeChatPayOptions): BillingProvider {
  const transport = new WeChatPayTransport(options);
  const { merchantId } = options;
  const byNumber = (number: string) => `/v3/pay/transactions/out-trade-no/${encodeURIComponent(number)}`;
  const standingOf = async (number: string): Promise<PaymentStanding> => {
    try {
      const path = `${byNumber(number)}?mchid=${merchantId}`;
      return standingIn(await transport.call('GET', path, transaction));
    } catch (error) {
      if (isMissing(error, 'ORDER_NOT_EXIST', 'ORDERNOTEXIST')) return { state: 'unknown' };
      throw error;
    }
  };
  return {
    open: (order) => open(transport, options, order),
    paramsOf({ channel, payer }, { handle }) {
      if (channel === 'virtual' || channel === 'debit') throw notOurs(channel);
      if (channel !== 'jsapi') return { channel, url: handle };
      const appId = payer?.appId ?? options.appId;
      const timeStamp = String(Math.floor(options.wallNow() / 1000));
      const nonceStr = newNonce();
      const body = `prepay_id=${handle}`;
      const paySign = transport.sign([appId, timeStamp, nonceStr, body]);
      return { channel, appId, timeStamp, nonceStr, package: body, signType: 'RSA', paySign };
    },
    standingOf,
    async close(number) {
      try {
        await transport.call('POST', `${byNumber(number)}/close`, nothing, { mchid: merchantId });
        return 'closed';
      } catch (error) {
        if (!(error instanceof PaymentError) || error.problem === 'busy' || error.problem === 'misconfigured')
          throw error;
        const { state } = await standingOf(number);
        if (state === 'paid') return 'paid';
        // What was never opened cannot be paid; should it be opened yet, its time is over or the money is paid back.
        if (state !== 'open') return 'closed';
        throw error;
      }
    },
    refund: async ({ number, paymentNumber, amountFen, totalFen, reason }) =>
      refundIn(
        await transport.call('POST', '/v3/refund/domestic/refunds', refundStatus, {
          out_trade_no: paymentNumber,
          out_refund_no: number,
          // One of emoji alone is none to WeChat Pay.
          reason: plainText(reason ?? '', 80) || undefined,
          notify_url: options.notifyUrl,
          amount: { refund: amountFen, total: totalFen, currency: 'CNY' },
        }),
      ),
    async standingOfRefund(number) {
      try {
        const path = `/v3/refund/domestic/refunds/${encodeURIComponent(number)}`;
        return refundIn(await transport.call('GET', path, refundStatus));
      } catch (error) {
        if (isMissing(error, 'RESOURCE_NOT_EXISTS')) return { state: 'unknown' };
        throw error;
      }
    },
    async readNotice(headers, body) {
      await transport.verify(headers, body);
      return readNotice(options, body);
    },
    async billOf(date) {
      try {
        const found = await transport.call('GET', `/v3/bill/tradebill?bill_date=${date}&bill_type=ALL`, bill);
        return readTradeBill(await transport.download(found.download_url, found.hash_value));
      } catch (error) {
        if (isMissing(error, 'STATEMENT_CREATING')) return undefined;
        // A day without any payment or refund has no file.
        if (isMissing(error, 'NO_STATEMENT_EXIST')) return [];
        throw error;
      }
    },
  };
}

async function open(transport: WeChatPayTransport, options: WeChatPayOptions, order: PaymentOrder) {
  const { number, amountFen, description, channel, payer, clientAddress, expiresAt } = order;
  const body = {
    appid: payer?.appId ?? options.appId,
    mchid: options.merchantId,
    description: plainText(description, MAX_DESCRIPTION),
    out_trade_no: number,
    time_expire: `${expiresAt.toISOString().slice(0, 19)}+00:00`,
    notify_url: options.notifyUrl,
    amount: { total: amountFen, currency: 'CNY' },
  };
  if (channel === 'virtual' || channel === 'debit') throw notOurs(channel);
  const path = `/v3/pay/transactions/${channel}`;
  if (channel === 'jsapi') {
    const payment = { ...body, payer: { openid: payer?.openid } };
    return { handle: (await transport.call('POST', path, prepaid, payment)).prepay_id };
  }
  if (channel === 'native') return { handle: (await transport.call('POST', path, codeAddress, body)).code_url };
  const scene_info = { payer_client_ip: clientAddress, h5_info: { type: 'Wap' } };
  return { handle: (await transport.call('POST', path, h5Address, { ...body, scene_info })).h5_url };
}

function notOurs(channel: string): PaymentError {
  return new PaymentError('misconfigured', `WeChat Pay is asked for a payment of the channel ${channel}.`);
}

function standingIn(found: z.infer<typeof transaction>): PaymentStanding {
  const { trade_state, transaction_id, success_time, amount, payer } = found;
  if (trade_state === 'CLOSED' || trade_state === 'REVOKED') return { state: 'closed' };
  // REFUND: it was paid, and something of it was paid back.
  if (trade_state !== 'SUCCESS' && trade_state !== 'REFUND') return { state: 'open' };
  if (!transaction_id || !success_time || amount?.total === undefined) {
    throw new PaymentError('busy', 'WeChat Pay tells of a payment without its id, time or amount.');
  }
  return {
    state: 'paid',
    transactionId: transaction_id,
    amountFen: amount.total,
    paidAt: success_time,
    appId: found.appid,
    openid: payer?.openid,
  };
}

function refundIn({ status, refund_id, success_time }: z.infer<typeof refundStatus>): RefundStanding {
  if (status === 'PROCESSING') return { state: 'processing' };
  if (status === 'CLOSED') return { state: 'closed' };
  if (status === 'ABNORMAL' || !success_time) return { state: 'abnormal' };
  return { state: 'succeeded', refundId: refund_id, refundedAt: success_time };
}

/** The content of a notification whose signature was checked. */
function readNotice({ apiV3Key, merchantId }: WeChatPayOptions, body: Buffer): PaymentNotice {
  try {
    const { id: noticeId, event_type, resource } = notice.parse(JSON.parse(body.toString('utf8')));
    const { associated_data: associatedData = '', ...sealed } = resource;
    const content: unknown = JSON.parse(unseal(apiV3Key, { ...sealed, associatedData }));
    const read = event_type.startsWith('REFUND.')
      ? refundNoticeOf(noticeId, content)
      : paymentNoticeOf(noticeId, content);
    if (read.kind === 'other' || read.merchantId !== merchantId) throw new Error('it is another merchant’s');
    return read;
  } catch (error) {
    if (error instanceof PaymentError) throw error;
    throw new NoticeRefused(`The notification cannot be read: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
}

function paymentNoticeOf(noticeId: string, content: unknown): PaymentNotice {
  const found = transaction.parse(content);
  const { out_trade_no: number, mchid } = found;
  return { kind: 'payment', noticeId, number, merchantId: mchid, standing: standingIn(found) };
}

function refundNoticeOf(noticeId: string, content: unknown): PaymentNotice {
  const found = refundNotice.parse(content);
  const { out_refund_no: number, out_trade_no: paymentNumber, mchid, amount, refund_status: status } = found;
  const standing = refundIn({ status, refund_id: found.refund_id, success_time: found.success_time });
  return { kind: 'refund', noticeId, number, paymentNumber, merchantId: mchid, amountFen: amount.refund, standing };
}

function isMissing(error: unknown, ...codes: string[]): boolean {
  return error instanceof PaymentError && error.code !== undefined && codes.includes(error.code);
}

/** WeChat Pay takes characters of up to three bytes: no emoji, and no more than so many bytes. */
function plainText(text: string, maxBytes: number): string {
  let plain = '';
  let bytes = 0;
  for (const sign of text.replace(/[\u{10000}-\u{10FFFF}]/gu, '')) {
    bytes += Buffer.byteLength(sign);
    if (bytes > maxBytes) break;
    plain += sign;
  }
  return plain;
}
