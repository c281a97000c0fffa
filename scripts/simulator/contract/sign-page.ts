import { escapeHtml, pageOf } from '../html';
import type { WeChatUser } from '../types';
import type { Contract } from './contracts';
import type { PapayMerchant } from './notices';
import type { Fields } from './xml';

/** What is to be signed, and by whom it may be. */
export function signPage(of: {
  merchant: PapayMerchant;
  asked: Fields;
  back: string;
  users: readonly WeChatUser[];
}): string {
  const { merchant, asked, back, users } = of;
  const hidden = Object.entries({ ...asked, back })
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
  const people = users.map(
    (
      user,
      index,
    ) => `<label><input type="radio" name="user" value="${escapeHtml(user.key)}"${index === 0 ? ' checked' : ''}>
<img src="${user.avatarUrl}" alt="" width="32" height="32"> ${escapeHtml(user.nickname)}</label>`,
  );
  return pageOf(
    '微信支付 扣费服务',
    `<p class="note">模拟器 · Simulator: no money moves</p>
<div class="card sheet"><h1>开通扣费服务</h1><p class="soft" lang="en">Agree to automatic payments</p>
<dl><div><dt>商户</dt><dd>${escapeHtml(merchant.name)}</dd></div>
<div><dt>账号</dt><dd>${escapeHtml(asked.contract_display_account ?? '')}</dd></div>
<div><dt>模板</dt><dd>${escapeHtml(merchant.papay.planId)}</dd></div></dl>
<p class="soft">到期前商户会通知你，可随时在微信「支付-钱包-支付设置-自动续费」中关闭。</p></div>
<form class="card" method="post" action="/papay/entrustweb">${hidden}
<fieldset class="payers"><legend>签约人 · who signs</legend>${people.join('')}</fieldset>
<button class="primary wide" type="submit">同意并开通 · Agree</button></form>
${wayBack(back, '暂不开通 · Not now')}`,
  );
}

/** It is signed. */
export function signedPage({ contractId, displayAccount }: Contract, back: string): string {
  return pageOf(
    '已开通扣费服务',
    `<div class="card sheet"><h1>已开通扣费服务</h1><p class="soft" lang="en">Automatic payments are on</p>
<dl><div><dt>账号</dt><dd>${escapeHtml(displayAccount)}</dd></div><div><dt>协议号</dt><dd><code>${contractId}</code></dd></div></dl></div>
${wayBack(back, '返回商家 · Back to the shop')}`,
  );
}

/** Why there is nothing to sign. */
export function refusalPage(message: string, back: string): string {
  return pageOf(
    '无法签约',
    `<div class="card error"><h1>${escapeHtml(message)}</h1><p class="soft" lang="en">This cannot be signed.</p></div>
${wayBack(back, '返回商家 · Back to the shop')}`,
  );
}

function wayBack(back: string, words: string): string {
  return back === '' ? '' : `<div class="card"><a class="big" href="${escapeHtml(back)}">${words}</a></div>`;
}
