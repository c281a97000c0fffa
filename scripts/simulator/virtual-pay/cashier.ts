import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { textOf } from '../context';
import type { VirtualContext } from './context';
import type { VirtualOrder } from './orders';

const signDataRules = z.strictObject({
  offerId: z.string(),
  buyQuantity: z.literal(1),
  env: z.union([z.literal(0), z.literal(1)]),
  currencyType: z.literal('CNY'),
  productId: z.string().min(1),
  goodsPrice: z.int().min(1),
  outTradeNo: z.string().regex(/^[0-9A-Za-z_-]{8,32}$/),
  attach: z.string(),
});

/** What hmac of a text is, in hexadecimal. */
export function hmacOf(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/**
 * What `wx.requestVirtualPayment` checks before it shows the cashier: both signatures over the very text, the account, and
 * the price of what is published. A published id ends in its price here.
 */
export function openCashier(context: VirtualContext, source: unknown): { order: VirtualOrder } | { error: string } {
  const [mode, signData, user] = ['mode', 'signData', 'user'].map((name) => textOf(source, name)) as [
    string,
    string,
    string,
  ];
  const payer = context.openidOf(user);
  if (mode !== 'short_series_goods' || payer === undefined) return { error: 'mode或付款人错误' };
  const found = signDataRules.safeParse(jsonOf(signData));
  if (!found.success) return { error: 'signData格式错误' };
  const { offerId, env, productId, goodsPrice: amountFen, outTradeNo: number, attach } = found.data;
  const { appKeys } = context.account;
  const paySig = hmacOf(env === 0 ? appKeys.production : appKeys.sandbox, `requestVirtualPayment&${signData}`);
  if (textOf(source, 'paySig') !== paySig) return { error: 'paySig签名错误' };
  const sessionKey = context.sessionKeys.get(payer);
  if (sessionKey === undefined || textOf(source, 'signature') !== hmacOf(sessionKey, signData)) {
    return { error: 'signature签名错误，请重新登录' };
  }
  if (offerId !== context.account.offerId) return { error: 'offerId错误' };
  if (!productId.endsWith(`_${amountFen}`)) return { error: '道具价格与发布的不一致' };
  const order = context.orders.create({ number, openid: payer, env, productId, amountFen, attach });
  if (order.openid !== payer || order.amountFen !== amountFen) return { error: '订单号重复' };
  return { order };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
