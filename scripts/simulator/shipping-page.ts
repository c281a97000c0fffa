import { escapeHtml, pageOf } from './html';
import type { ToldShipping } from './shipping';

/** What WeChat was told of shipped orders, the latest first, for a person who looks. */
export function shippingPage(told: readonly ToldShipping[]): string {
  const cards = told.map(({ at, transactionId, openid, upload, isComplete }) => {
    const lines = upload.shipping_list.map(({ tracking_no, express_company, item_desc }) => {
      const parcel = tracking_no ? `<code>${escapeHtml(`${express_company ?? ''} ${tracking_no}`)}</code> ` : '';
      return `<p>${parcel}${escapeHtml(item_desc)}</p>`;
    });
    const state = isComplete ? '已全部发货 · all shipped' : '部分发货 · more to come';
    const where = `${new Date(at).toISOString()} · <code>${escapeHtml(openid)}</code> · ${state}`;
    return `<div class="card"><h2>${escapeHtml(transactionId)}</h2>${lines.join('')}<p class="soft">${where}</p></div>`;
  });
  const none = '<p class="note">还没有录入过 · nothing was told yet</p>';
  return pageOf('发货信息', `<h1>发货信息 <span lang="en">Shipped orders</span></h1>${cards.join('') || none}`);
}
