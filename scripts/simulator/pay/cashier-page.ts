import { escapeHtml, pageOf } from '../html';
import type { WeChatUser } from '../types';
import type { CashierError, CashierRequest, Outcome } from './cashier';

const NOTE = '<p class="note">微信支付模拟器 · WeChat Pay simulator</p>';
const PATH = '/pay/cashier';

const MARKS = {
  good: '<circle cx="32" cy="32" r="32" fill="#067a3f"/><path d="M18 33l10 10 18-20" fill="none" stroke="#fff" stroke-width="6" stroke-linecap="round"/>',
  bad: '<circle cx="32" cy="32" r="32" fill="#b3261e"/><path d="M32 16v20M32 45v3" stroke="#fff" stroke-width="6" stroke-linecap="round"/>',
};

const RESULTS: Record<Outcome, readonly [title: string, english: string]> = {
  ok: ['支付成功', 'Paid'],
  fail: ['支付失败：零钱余额不足', 'Not paid: the balance is not enough'],
  cancel: ['已取消支付', 'Not paid: cancelled'],
};

/** The pay sheet. `payer` is who the order is for; without one `users` are offered. Plain forms without script. */
export function cashierPage(request: CashierRequest, payer: string | undefined, users: readonly WeChatUser[]): string {
  const { merchant, request: order } = request.order;
  const who =
    payer === undefined
      ? `<fieldset class="payers"><legend class="soft">付款人 <span lang="en">Who pays</span></legend>
${users.map(payerRow).join('')}</fieldset>`
      : row('付款人', 'Payer', payer);
  return pageOf(
    '微信支付',
    `${NOTE}
<form method="post" action="${PATH}" aria-label="支付">
${hidden(request.fields)}
<div class="card sheet">
<p>${escapeHtml(merchant.name)}</p>
<h1 class="amount">¥${(order.amount.total / 100).toFixed(2)}</h1>
<dl>${row('商品', 'Goods', order.description)}${row('订单号', 'Order', order.out_trade_no)}${row('付款方式', 'Paid from', '零钱')}
${payer === undefined ? '' : who}</dl>
${payer === undefined ? who : ''}
</div>
<button class="primary wide" type="submit" name="act" value="pay">立即支付 <span lang="en">Pay</span></button>
<button class="quiet" type="submit" name="act" value="insufficient">余额不足 <span class="soft" lang="en">Fail: not enough money</span></button>
<button class="quiet" type="submit" name="act" value="cancel" formnovalidate>取消支付 <span class="soft" lang="en">Cancel</span></button>
</form>`,
  );
}

/** What came of it; `back` leads to the app. What was not paid can be tried again. */
export function resultPage(request: CashierRequest, outcome: Outcome, back: string | undefined): string {
  const [message, english] = RESULTS[outcome];
  if (outcome === 'ok') return messagePage('good', { message, english }, back);
  const again = `${PATH}?${new URLSearchParams(request.fields).toString()}`;
  return messagePage('bad', { message, english }, back, again);
}

/** Why there is nothing to pay here. */
export function cashierErrorPage(error: CashierError, back?: string): string {
  return messagePage('bad', error, back);
}

function messagePage(
  mark: keyof typeof MARKS,
  { message, english }: CashierError,
  back?: string,
  again?: string,
): string {
  return pageOf(
    '微信支付',
    `${NOTE}
<div class="card error">
<svg class="mark" viewBox="0 0 64 64" aria-hidden="true">${MARKS[mark]}</svg>
<h1>${escapeHtml(message)}</h1>
<p class="soft" lang="en">${escapeHtml(english)}</p>
${link(again, '重新支付 · Try again')}
${link(back, '返回商家 · Back to the merchant')}
</div>`,
  );
}

function link(address: string | undefined, text: string): string {
  return address === undefined ? '' : `<p><a class="big" href="${escapeHtml(address)}">${text}</a></p>`;
}

function row(name: string, english: string, value: string): string {
  return `<div><dt>${name} <span class="soft" lang="en">${english}</span></dt><dd>${escapeHtml(value)}</dd></div>`;
}

function payerRow(user: WeChatUser): string {
  return `<label><input type="radio" name="user" value="${escapeHtml(user.key)}" required>
<img src="${escapeHtml(user.avatarUrl)}" alt="" width="32" height="32"> ${escapeHtml(user.nickname)}</label>`;
}

function hidden(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
}
