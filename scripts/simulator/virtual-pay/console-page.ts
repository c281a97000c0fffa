import { faultCard, last, money, section } from '../console-parts';
import { textOf } from '../context';
import { escapeHtml, pageOf } from '../html';
import type { VirtualContext } from './context';
import { VIRTUAL_FAULT_CHOICES, type VirtualFaults } from './faults';
import type { VirtualOrder } from './orders';
import type { Push } from './pushes';

/** Where the page is. */
export const VIRTUAL_PATH = '/simulator/virtual-pay';
const REPEATED = ['mode', 'signData', 'paySig', 'signature', 'user'];

const FAULT_NAMES: Record<keyof VirtualFaults, string> = {
  busyAnswers: '接下来几次调用返回系统错误 · next calls fail',
  failRefunds: '接下来几次退款失败 · next refunds fail',
  refundSeconds: '退款处理秒数 · seconds a refund takes',
  dropPushes: '接下来几次推送丢失 · next pushes lost',
  noRetries: '推送不重试 · what is lost stays lost',
  doublePushes: '推送重复 · each push twice',
  reorderPushes: '推送顺序颠倒 · swapped with the next one',
  pushSignature: '推送签名 · signature of pushes',
  prematurePushes: '支付前就推送 · pushes before anything is paid',
};

/** Orders, refunds, pushes and faults. */
export function virtualPage({ account, orders, pushes, faults }: VirtualContext): string {
  return pageOf(
    '虚拟支付模拟器',
    `<div class="card app"><img class="logo" src="/favicon.svg" alt="" width="48" height="48">
<div><h1>虚拟支付模拟器 <span lang="en">Virtual payment simulator</span></h1>
<p class="soft">offerId <code>${escapeHtml(account.offerId)}</code> <code>${escapeHtml(account.pushUrl)}</code></p></div></div>
${section('订单 Orders', last(orders.all()).map(orderRow))}
${section('推送 Pushes', last(pushes.all()).map(pushRow))}
${faultCard(VIRTUAL_PATH, FAULT_NAMES, faults.current, VIRTUAL_FAULT_CHOICES)}`,
    'wide',
  );
}

/** What who pays sees. */
export function cashierPage({ productId, amountFen }: VirtualOrder, source: unknown): string {
  const hidden = REPEATED.map(
    (name) => `<input type="hidden" name="${name}" value="${escapeHtml(textOf(source, name))}">`,
  ).join('');
  return pageOf(
    '虚拟支付',
    `<p class="note">模拟器 · Simulator: no money moves</p>
<div class="card sheet"><h1>${escapeHtml(productId)}</h1><p class="amount">${money(amountFen)}</p></div>
<form method="post" action="${VIRTUAL_PATH}/cashier">${hidden}
<button class="primary wide" name="act" value="pay">支付 · Pay</button>
<button class="quiet" name="act" value="cancel">取消 · Cancel</button></form>`,
  );
}

/** What came of it. */
export function resultPage(message: string): string {
  return pageOf('虚拟支付', `<div class="card error"><h1>${escapeHtml(message)}</h1></div>`);
}

function orderRow({ number, kind, openid, productId, amountFen, status }: VirtualOrder): string {
  return `<code>${escapeHtml(number)}</code> ${kind} ${status}<br>${money(amountFen)} ${escapeHtml(productId)}<br>
<span class="soft">${escapeHtml(openid)}</span>`;
}

function pushRow({ id, message, attempts, delivered }: Push): string {
  const tries = attempts.map(({ at, outcome }) => `${at} ${outcome}`).join('<br>');
  return `<code>${escapeHtml(String(message.Event))}</code> ${delivered ? '已送达 · delivered' : '未送达 · not delivered'}<br>
<span class="soft">${tries}</span>
<form method="post" action="${VIRTUAL_PATH}/pushes/${id}/send"><button class="primary" type="submit">重新推送 · Push again</button></form>`;
}
