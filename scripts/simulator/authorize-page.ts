import type { AuthorizeError, AuthorizeRequest } from './authorize-request';
import { escapeHtml, pageOf } from './html';
import type { WeChatUser } from './types';

const NOTE = '<p class="note">微信模拟器 · WeChat simulator, for demos</p>';

/** The page on which one chooses whom to be. Plain forms without script, so it works in any browser and any test. */
export function authorizePage(request: AuthorizeRequest, users: readonly WeChatUser[]): string {
  const isSilent = request.scope === 'snsapi_base';
  const asked = isSilent ? '获取你的微信身份标识' : '获取你的昵称、头像';
  const english = isSilent ? 'wants to know your WeChat id' : 'wants to see your nickname and picture';
  return pageOf(
    '微信授权',
    `${NOTE}
<div class="card app">
<img class="logo" src="/favicon.svg" alt="" width="48" height="48">
<div><h1>${escapeHtml(request.app.name)}</h1>
<p>申请${asked}</p>
<p class="soft" lang="en">This app ${english}. Choose who you are.</p></div>
</div>
<form class="card list" method="post" action="/connect/oauth2/authorize" aria-label="选择身份">
${hiddenFields(request)}
<ul>${users.map(personRow).join('')}</ul>
</form>
<form class="card other" method="post" action="/connect/oauth2/authorize" aria-label="其他人">
${hiddenFields(request)}
<label for="other-user">用一个新的微信号 <span class="soft" lang="en">Anyone else, by any name</span></label>
<div class="row">
<input type="text" id="other-user" name="user" required maxlength="40" autocomplete="off" autocapitalize="none"
 spellcheck="false" placeholder="如 xiaoming">
<button class="primary" type="submit">允许</button>
</div>
</form>
<form method="post" action="/connect/oauth2/authorize" aria-label="拒绝授权">
${hiddenFields(request)}
<button class="quiet" type="submit" name="refuse" value="1">拒绝 <span class="soft" lang="en">Refuse</span></button>
</form>`,
  );
}

/** The page for a request that WeChat would not accept. */
export function authorizeErrorPage(error: AuthorizeError): string {
  const code = error.code === undefined ? '' : `<p class="code">错误码：${error.code}</p>`;
  return pageOf(
    '微信授权',
    `${NOTE}
<div class="card error">
<svg class="mark" viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="32" fill="#b3261e"/>
<path d="M32 16v20M32 45v3" stroke="#fff" stroke-width="6" stroke-linecap="round"/></svg>
<h1>${escapeHtml(error.message)}</h1>
${code}
<p class="soft" lang="en">${escapeHtml(error.english)}</p>
</div>`,
  );
}

function personRow(user: WeChatUser): string {
  const remark = user.remark === '' ? '' : `<span class="remark">${escapeHtml(user.remark)}</span>`;
  return `<li><button class="person" type="submit" name="user" value="${escapeHtml(user.key)}">
<img src="${escapeHtml(user.avatarUrl)}" alt="" width="40" height="40">
<span><span class="name">${escapeHtml(user.nickname)}</span> ${remark}</span></button></li>`;
}

function hiddenFields(request: AuthorizeRequest): string {
  const fields = {
    appid: request.app.appid,
    redirect_uri: request.redirectUri.href,
    response_type: 'code',
    scope: request.scope,
    state: request.state,
  };
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`)
    .join('');
}
