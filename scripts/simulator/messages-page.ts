import { escapeHtml, pageOf } from './html';
import type { SentMessage } from './subscribe';

/** What phones have shown, the latest first, for a person who looks. */
export function messagesPage(messages: readonly SentMessage[]): string {
  const cards = messages.map(({ sentAt, openid, title, page, values }) => {
    const lines = values.map((value) => `<p>${escapeHtml(value)}</p>`).join('');
    const where = `${new Date(sentAt).toISOString()} · <code>${escapeHtml(openid)}</code> · <code>${escapeHtml(page)}</code>`;
    return `<div class="card"><h2>${escapeHtml(title)}</h2>${lines}<p class="soft">${where}</p></div>`;
  });
  const none = '<p class="note">还没有发送过 · nothing was sent yet</p>';
  return pageOf('订阅消息', `<h1>订阅消息 <span lang="en">Subscribe messages</span></h1>${cards.join('') || none}`);
}
