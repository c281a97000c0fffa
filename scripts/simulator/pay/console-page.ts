import { code, faultCard, last, money, section } from '../console-parts';
import { escapeHtml, pageOf } from '../html';
import type { PayContext } from './context';
import { FAULT_CHOICES, type Faults } from './faults';
import type { Notification } from './notifications';
import { type PayOrder, stateOf } from './orders';
import type { Refund } from './refunds';
import { billTime } from './time';

const PATH = '/simulator/pay';

const FAULT_NAMES: Record<keyof Faults, string> = {
  signingKey: '签名用的密钥 · which key signs',
  systemErrors: '接下来几次调用返回 SYSTEM_ERROR · next calls answered with 500',
  unanswered: '接下来几次调用不应答 · next calls never answered',
  lostAnswers: '接下来几次调用已受理但无应答 · next calls done, answer lost',
  answerSignature: '应答签名 · signature of answers',
  payOnClose: '接下来几次关单时用户抢先支付 · next closes lose to the payer',
  refundOutcome: '退款结果 · how refunds end',
  refundSeconds: '退款处理秒数 · seconds a refund is PROCESSING',
  dropNotifications: '接下来几次通知丢失 · next attempts to notify lost',
  delaySeconds: '通知延迟秒数 · seconds before a notification',
  doubleNotifications: '通知重复发送 · each attempt twice',
  reorderNotifications: '通知顺序颠倒 · swapped with the next one',
  notificationSignature: '通知签名 · signature of notifications',
  wrongAmount: '通知金额不符 · amount one fen off',
  wrongMchid: '通知商户号不符 · another mchid',
};

/** Orders, refunds, notifications and faults, with what one can do about each. */
export function consolePage({ deps, orders, refunds, notifier, faults }: PayContext): string {
  const merchants = deps.merchants.map(
    ({ mchid, name, serialNo }) => `${escapeHtml(name)} ${code(mchid)} ${code(serialNo)}`,
  );
  return pageOf(
    '微信支付模拟器',
    `<div class="card app"><img class="logo" src="/favicon.svg" alt="" width="48" height="48">
<div><h1>微信支付模拟器 <span lang="en">WeChat Pay simulator</span></h1>
<p class="soft">订单、退款、通知与故障 · orders, refunds, notifications and faults</p></div></div>
${section('商户 Merchants', merchants)}
${section('订单 Orders', last(orders.all()).map(orderRow))}
${section('退款 Refunds', last(refunds.all()).map(refundRow))}
${section('通知 Notifications', last(notifier.all()).map(notificationRow))}
${faultCard(PATH, FAULT_NAMES, faults.current, FAULT_CHOICES)}`,
    'wide',
  );
}

function orderRow(order: PayOrder): string {
  const { request, merchant, tradeType, createdAt } = order;
  const what = `${money(request.amount.total)} ${escapeHtml(request.description)}`;
  return `${code(request.out_trade_no)} ${stateOf(order)}<br>${what}<br>
<span class="soft">${billTime(createdAt)} ${tradeType} ${merchant.mchid}</span>`;
}

function refundRow({ refundId, request, status }: Refund): string {
  const outcomes =
    status === 'PROCESSING' ? ['SUCCESS', 'ABNORMAL', 'CLOSED'] : status === 'ABNORMAL' ? ['SUCCESS'] : [];
  const buttons = outcomes.map(
    (outcome) => `<button class="primary" name="status" value="${outcome}">${outcome}</button>`,
  );
  return `${code(request.out_refund_no)} ${status}<br>${money(request.amount.refund)} ${escapeHtml(request.reason ?? '')}
<form class="row" method="post" action="${PATH}/refunds/${refundId}/settle">${buttons.join(' ')}</form>`;
}

function notificationRow({ id, eventType, url, attempts, delivered }: Notification): string {
  const tries = attempts.map(({ at, outcome }) => `${at} ${outcome}`).join('<br>');
  return `${code(eventType)} ${delivered ? '已送达 · delivered' : '未送达 · not delivered'}<br>${code(url)}<br>
<span class="soft">${tries}</span>
<form method="post" action="${PATH}/notifications/${id}/send"><button class="primary" type="submit">重新发送 · Send again</button></form>`;
}
