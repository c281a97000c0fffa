import { escapeHtml, pageOf } from './html';
import type { WeChatApp, WeChatUser } from './types';
import { openidOf } from './users';

const CALLS: readonly (readonly [method: string, path: string, what: string])[] = [
  ['GET', '/sns/jscode2session', '小程序登录 · sign-in of a mini-program'],
  ['GET', '/connect/oauth2/authorize', '网页授权 · web authorisation'],
  ['GET', '/sns/oauth2/access_token', '网页授权换 token · code to token'],
  ['GET', '/sns/userinfo', '用户资料 · profile'],
  ['POST', '/cgi-bin/stable_token', "接口凭证 · the app's own token"],
  ['POST', '/wxa/business/getuserphonenumber', '手机号 · phone number'],
  ['POST', '/cgi-bin/message/subscribe/send', '订阅消息 · subscribe message'],
  ['POST', '/wxa/sec/order/upload_shipping_info', '发货信息录入 · how an order was shipped'],
  ['POST', '/simulator/login', 'wx.login() {appid, user} → {code}'],
  ['POST', '/simulator/phone-code', 'getPhoneNumber {user} → {code}'],
  ['POST', '/simulator/subscribe', 'requestSubscribeMessage {user, tmplId} → accept'],
  ['GET', '/simulator/messages', '已发送的订阅消息 · messages that were sent'],
  ['GET', '/simulator/shipping', '已录入的发货信息 · shipped orders that were told'],
  ['POST', '/v3/pay/transactions/{jsapi,h5,native}', '微信支付 API v3 · WeChat Pay, with queries, refunds and bills'],
  ['GET', '/pay/cashier', '收银台 · where one pays'],
  ['GET', '/simulator/pay', '支付控制台 · orders, notifications and faults'],
  ['GET', '/papay/entrustweb', '委托代扣签约 · where one agrees to automatic payments'],
  ['POST', '/papay/{querycontract,deletecontract}', '委托代扣协议 · contracts'],
  ['POST', '/v3/papay/contracts/{id}/notify', '预扣费通知 · notice before a debit'],
  ['POST', '/pay/{pappayapply,paporderquery}', '委托代扣扣款 · debits'],
  ['GET', '/simulator/contract', '扣费服务 · contracts, debits and faults'],
  ['POST', '/simulator/clock', '规则时钟 {now} · the clock by which contracts count days'],
  ['POST', '/xpay/{query_order,refund_order,notify_provide_goods}', '虚拟支付 · virtual payment'],
  ['GET', '/simulator/virtual-pay', '虚拟支付控制台 · its orders, pushes and faults'],
  ['POST', '/poll', '快递100 订阅 · Kuaidi100, subscribing to a parcel'],
  ['POST', '/poll/query.do', '快递100 查询 · asking about a parcel'],
  ['GET', '/simulator/courier', '快递控制台 · parcels, callbacks and faults'],
  ['POST', '/supplier/{order,query}', '充值与权益供应商 · supplier of top-ups and benefits'],
  ['GET', '/simulator/supplier', '供应商控制台 · its orders and how it behaves'],
  ['GET', '/healthz', '健康检查 · health'],
];

/** What the simulator is, for a person who opens it. `origin` is where it was reached. */
export function indexPage(origin: string, apps: readonly WeChatApp[], users: readonly WeChatUser[]): string {
  const web = apps.find((app) => app.kind === 'web');
  const calls = CALLS.map(([method, path, what]) => `${code(`${method} ${path}`)}<br>${escapeHtml(what)}`);
  const appRows = apps.map(
    (app) => `${app.kind === 'mini' ? '小程序' : '公众号'} ${code(app.appid)}<br> ${code(app.secret)}`,
  );
  const userRows = users.map((user) => {
    const openids = apps.map((app) => code(openidOf(app, user))).join(' ');
    return `${escapeHtml(user.nickname)} ${code(user.key)}<br>${code(user.phone)} ${openids}`;
  });
  return pageOf(
    '微信模拟器',
    `<div class="card app"><img class="logo" src="/favicon.svg" alt="" width="48" height="48">
<div><h1>微信模拟器 <span lang="en">WeChat simulator</span></h1>
<p class="soft">离线说微信的登录与支付协议 · speaks WeChat's protocols of sign-in and payment, offline</p></div></div>
${section('接口 Calls', calls)}
<div class="card"><h2>试一试 Try it</h2>
<p>万能 code ${code('demo:<key>')}，故障 ${['busy', 'risk', 'often'].map((fault) => code(`demo-fault:${fault}`)).join(' ')}</p>
<a class="big" href="/simulator/messages">已发送的订阅消息 · Messages that were sent</a><br>
${web ? `<a class="big" href="${escapeHtml(tryPath(origin, web))}">打开授权页 · Open the authorisation page</a><br>` : ''}
<a class="big" href="/simulator/pay">打开支付控制台 · Open the pay console</a><br>
<a class="big" href="/simulator/contract">扣费服务（自动续费） · Automatic payments</a><br>
<a class="big" href="/simulator/virtual-pay">打开虚拟支付控制台 · Open the virtual payment console</a><br>
<a class="big" href="/simulator/shipping">已录入的发货信息 · Shipped orders</a><br>
<a class="big" href="/simulator/courier">打开快递控制台 · Open the courier console</a><br>
<a class="big" href="/simulator/supplier">打开供应商控制台 · Open the supplier console</a></div>
${section('应用 Apps', appRows)}
${section('用户 Users', userRows)}`,
    'wide',
  );
}

/** The authorisation page with this very page as the place to return to, so that one can look at it alone. */
function tryPath(origin: string, app: WeChatApp): string {
  const query = new URLSearchParams({
    appid: app.appid,
    redirect_uri: `${origin}/`,
    response_type: 'code',
    scope: 'snsapi_userinfo',
    state: 'try',
  });
  return `/connect/oauth2/authorize?${query.toString()}`;
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** A card with a list; `rows` are HTML already escaped. */
function section(title: string, rows: readonly string[]): string {
  return `<div class="card"><h2>${escapeHtml(title)}</h2><ul class="rows">${rows.map((row) => `<li>${row}</li>`).join('')}</ul></div>`;
}
