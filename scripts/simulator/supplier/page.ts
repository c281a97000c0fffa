import { escapeHtml, pageOf } from '../html';
import { type Behaviour, OUTCOMES } from './behaviour';
import type { SupplierDesk, SupplierOrder } from './desk';

/** Where people and tests find it. */
export const PATH = '/simulator/supplier';
/** The last ones; a page is for looking. */
const SHOWN = 50;

const NAMES: Record<keyof Behaviour, string> = {
  outcome: '新订单的结果 · what becomes of a new order',
  seconds: '受理后几秒出结果 · seconds until an accepted order ends',
  answerSignature: '应答签名 · signature of answers',
  callbackSignature: '回调签名 · signature of callbacks',
  duplicateCallbacks: '回调重复发送 · each callback twice',
  dropCallbacks: '接下来几次回调丢失 · next callbacks lost',
};
const CHOICES: Partial<Record<keyof Behaviour, readonly string[]>> = {
  outcome: OUTCOMES,
  answerSignature: ['good', 'bad'],
  callbackSignature: ['good', 'bad'],
  duplicateCallbacks: ['false', 'true'],
};

/** Orders with how often each was placed, and how the supplier behaves. */
export function supplierPage(desk: SupplierDesk): string {
  const orders = desk.all().slice(-SHOWN).reverse().map(orderRow).join('');
  return pageOf(
    '供应商模拟器',
    `<div class="card app"><img class="logo" src="/favicon.svg" alt="" width="48" height="48">
<div><h1>供应商模拟器 <span lang="en">Supplier simulator</span></h1>
<p class="soft">话费、流量与权益 · top-ups and benefits; 尾号 0000 的手机号充值失败 · phones ending in 0000 fail</p></div></div>
<div class="card"><h2>订单 Orders</h2>${orders === '' ? '<p class="soft">无 · none</p>' : `<ul class="rows">${orders}</ul>`}</div>
<div class="card"><h2>行为 Behaviour</h2>
<form method="post" action="${PATH}/behaviour" aria-label="行为">${fields(desk.behaviour.current)}
<button class="primary" type="submit">保存 · Save</button></form>
<form method="post" action="${PATH}/behaviour/reset"><button class="quiet" type="submit">全部恢复正常 · All well again</button></form></div>`,
    'wide',
  );
}

function orderRow({ number, item, quantity, account, amount, status, placed, callbacks }: SupplierOrder): string {
  const what = `${escapeHtml(item)} × ${quantity} ${escapeHtml(account)} ¥${(Number(amount) / 100).toFixed(2)}`;
  const ends =
    status === 'accepted'
      ? ['success', 'failed']
          .map((word) => `<button class="primary" name="status" value="${word}">${word}</button>`)
          .join(' ')
      : '';
  const path = `${PATH}/orders/${encodeURIComponent(number)}`;
  return `<li><code>${escapeHtml(number)}</code> ${status}<br>${what}<br>
<span class="soft">下单次数 · placed ${placed}；回调 · callbacks ${callbacks.join(' ') || '—'}</span>
<form class="row" method="post" action="${path}/settle">${ends}</form>
<form method="post" action="${path}/tell"><button class="primary" type="submit">发送回调 · Send the callback</button></form></li>`;
}

function fields(behaviour: Behaviour): string {
  return (Object.keys(NAMES) as (keyof Behaviour)[])
    .map((name) => {
      const value = String(behaviour[name]);
      const options = CHOICES[name]?.map(
        (choice) => `<option${choice === value ? ' selected' : ''}>${choice}</option>`,
      );
      const field = options
        ? `<select id="${name}" name="${name}">${options.join('')}</select>`
        : `<input type="text" inputmode="numeric" id="${name}" name="${name}" value="${value}">`;
      return `<p class="fault"><label for="${name}">${NAMES[name]}</label>${field}</p>`;
    })
    .join('');
}
