import { allowedRedirect, withQuery } from '../authorize-request';
import { textOf } from '../context';
import { openidOf } from '../users';
import type { PayContext } from './context';
import type { Obstacle, PayOrder } from './orders';
import { isSignedBy } from './rsa';

/** Why the cashier shows no order. */
export interface CashierError {
  readonly message: string;
  readonly english: string;
}

/** What was asked of the cashier, every check passed but whether the order can still be paid. */
export interface CashierRequest {
  readonly order: PayOrder;
  /** What the page's form repeats. */
  readonly fields: Readonly<Record<string, string>>;
  /** Where the person goes afterwards; undefined where the app named no place. */
  readonly redirect?: URL;
}

/** What the person does. */
export const ACTS = ['pay', 'insufficient', 'cancel'] as const;
/** One of them. */
export type Act = (typeof ACTS)[number];

/** What came of it, in the words of `wx.requestPayment`. */
export type Outcome = 'ok' | 'fail' | 'cancel';

/** The parameters of `wx.requestPayment`, and `appId`, which WeChat knows by itself. */
const PAYMENT_PARAMETERS = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const;

const ERRORS = {
  noOrder: { message: '支付订单不存在或已过期', english: 'No such order, or its prepay id is too old.' },
  badSign: { message: '支付验证签名失败', english: 'The paySign does not match the parameters.' },
  badRedirect: {
    message: 'redirect_url域名与后台配置不一致',
    english: 'The redirect_url is not on a registered domain (here: 127.0.0.1 or localhost, http or https).',
  },
  noPayer: { message: '没有选择付款人', english: 'Nobody was chosen to pay.' },
} satisfies Record<string, CashierError>;

/** Why an order cannot be paid, for the person in front of it. */
export const OBSTACLES: Record<Obstacle, CashierError> = {
  paid: { message: '该订单已支付', english: 'This order is paid.' },
  closed: { message: '该订单已关闭', english: 'This order is closed.' },
  expired: { message: '该订单已失效', english: 'The time to pay this order is over.' },
};

/** Checks the parameters of the cashier, which come as its query and again with its form, or from a mini-program. */
export function parseCashier(context: PayContext, source: unknown): CashierRequest | { error: CashierError } {
  const signed = PAYMENT_PARAMETERS.map((name) => [name, textOf(source, name)] as const).filter(
    ([, value]) => value !== '',
  );
  const prepayId = textOf(source, 'prepay_id') || textOf(source, 'package').replace(/^prepay_id=/, '');
  const order = context.orders.byPrepay(prepayId);
  if (!order) return { error: ERRORS.noOrder };
  // An order for a payer inside WeChat opens with the app's signature alone; the others have an address that opens it.
  if (order.tradeType === 'JSAPI' && !isPaySigned(order, source)) return { error: ERRORS.badSign };
  const redirectText = textOf(source, 'redirect_url');
  const redirect = redirectText === '' ? undefined : allowedRedirect(redirectText);
  if (redirectText !== '' && !redirect) return { error: ERRORS.badRedirect };
  const fields = { prepay_id: prepayId, ...Object.fromEntries(signed) };
  return { order, fields: redirect ? { ...fields, redirect_url: redirect.href } : fields, redirect };
}

/** Does what the person does; `userKey` says who pays where the order does not. */
export function actOn(
  context: PayContext,
  order: PayOrder,
  act: Act,
  userKey: string,
): { outcome: Outcome } | { error: CashierError } {
  if (act === 'cancel') return { outcome: 'cancel' };
  const obstacle = context.orders.obstacle(order);
  if (obstacle) return { error: OBSTACLES[obstacle] };
  const payer = context.users.find(userKey);
  const openid = order.request.payer?.openid ?? (payer && openidOf(context.orders.appOf(order), payer));
  if (openid === undefined) return { error: ERRORS.noPayer };
  if (act === 'insufficient') return { outcome: 'fail' };
  context.orders.pay(order, openid);
  return { outcome: 'ok' };
}

/**
 * Where the person goes next. Inside WeChat the app's page hears the outcome, so it is in the address; a phone's browser
 * comes back without a word, as it does from WeChat.
 */
export function wayBack({ order, redirect }: CashierRequest, outcome: Outcome): string | undefined {
  if (!redirect || order.tradeType !== 'JSAPI') return redirect?.href;
  return withQuery(redirect, [`err_msg=${encodeURIComponent(errMsgOf(outcome))}`]);
}

/** What `wx.requestPayment` reports. */
export function errMsgOf(outcome: Outcome): string {
  return outcome === 'ok' ? 'requestPayment:ok' : `requestPayment:fail${outcome === 'cancel' ? ' cancel' : ''}`;
}

function isPaySigned(order: PayOrder, source: unknown): boolean {
  const [appId, timeStamp, nonceStr, pack, signType, paySign] = PAYMENT_PARAMETERS.map((name) => textOf(source, name));
  if (appId !== order.request.appid || signType !== 'RSA' || pack !== `prepay_id=${order.prepayId}`) return false;
  const message = `${appId}\n${timeStamp}\n${nonceStr}\n${pack}\n`;
  return isSignedBy(order.merchant.publicKey, Buffer.from(message), paySign ?? '');
}
