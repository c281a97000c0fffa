import { z } from 'zod';
import { parameterError } from './errors';
import type { Merchant } from './types';

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);
const MAX_NOTIFY_URL = 255;

/** Length in characters, not in bytes. */
function text(max: number) {
  return z
    .string()
    .min(1, '此字段为必填项')
    .refine((value) => [...value].length <= max, `字符数最大为${max}`);
}

const fen = z.int('须为整数，单位为分').min(1, '最小为1');
const currency = z.literal('CNY', '仅支持CNY');
const outTradeNo = z.string().regex(/^[0-9A-Za-z_\-|*]{6,32}$/, '须为6至32个字符：数字、大小写字母、_-|*');

/** Order of fields is order of comparison: the same order asked for again must come out the same. */
const order = z.object({
  appid: text(32),
  mchid: text(32),
  description: text(127),
  out_trade_no: outTradeNo,
  time_expire: z
    .string()
    .refine((value) => RFC3339.test(value) && !Number.isNaN(Date.parse(value)), '须为rfc3339格式')
    .optional(),
  attach: text(128).optional(),
  notify_url: z.string(),
  amount: z.object({ total: fen, currency: currency.default('CNY') }),
});
const device = z.object({ payer_client_ip: text(45) });

/** The parameters of the three ways to order, by the last part of their path. */
export const ORDER_RULES = {
  jsapi: order.extend({ payer: z.object({ openid: text(128) }) }),
  h5: order.extend({ scene_info: device.extend({ h5_info: z.object({ type: text(32) }) }) }),
  native: order.extend({ scene_info: device.optional() }),
};

/** What every way to order has, and `payer` for jsapi. */
export type OrderRequest = z.infer<typeof order> & { readonly payer?: { readonly openid: string } };

/** The parameters of a refund. */
export const REFUND_RULES = z
  .object({
    transaction_id: text(32).optional(),
    out_trade_no: outTradeNo.optional(),
    out_refund_no: z.string().regex(/^[0-9A-Za-z_\-|*@]{1,64}$/, '须为1至64个字符：数字、大小写字母、_-|*@'),
    reason: text(80).optional(),
    notify_url: z.string().optional(),
    amount: z.object({ refund: fen, total: fen, currency }),
  })
  .refine(({ transaction_id, out_trade_no }) => transaction_id !== undefined || out_trade_no !== undefined, {
    path: ['out_trade_no'],
    message: 'transaction_id与out_trade_no二选一',
  });

/** A refund as a merchant asks for it. */
export type RefundRequest = z.infer<typeof REFUND_RULES>;

/** The parameters of closing. */
export const CLOSE_RULES = z.object({ mchid: text(32) });

/**
 * A JSON body by its rules; what they do not name is left out.
 * @throws PayError PARAM_ERROR, also for characters of four bytes, such as emoji, anywhere
 */
export function parseBody<T>(rules: z.ZodType<T>, bytes: Buffer): T {
  const parsed = rules.safeParse(jsonOf(bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw parameterError(`/body/${issue?.path.join('/') ?? ''}`, issue?.message ?? '');
}

function jsonOf(bytes: Buffer): unknown {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw parameterError('/body', '须为UTF-8');
  }
  let fourBytes = false;
  try {
    const parsed: unknown = JSON.parse(source, (_key, value) => {
      // Half of a pair is how JavaScript holds them, and alone it is no character at all.
      if (typeof value === 'string' && /[\ud800-\udfff]/.test(value)) fourBytes = true;
      return value;
    });
    if (!fourBytes) return parsed;
  } catch {
    throw parameterError('/body', '不是合法的JSON');
  }
  throw parameterError('/body', '仅支持1至3字节的UTF-8字符');
}

/** @throws PayError PARAM_ERROR unless WeChat Pay would notify this address */
export function requireNotifyUrl(url: string, merchant: Merchant): void {
  if (!isNotifyUrl(url, merchant)) throw parameterError('/body/notify_url', '须为https地址，且不能携带参数');
}

function isNotifyUrl(text: string, merchant: Merchant): boolean {
  if (text.length > MAX_NOTIFY_URL || !URL.canParse(text)) return false;
  if (/[?#\s]/.test(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return false;
  return (
    url.protocol === 'https:' || (merchant.plainLoopback && url.protocol === 'http:' && LOOPBACK.has(url.hostname))
  );
}
