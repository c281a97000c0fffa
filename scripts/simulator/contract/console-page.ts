import { faultCard, last, money, section } from '../console-parts';
import { escapeHtml, pageOf } from '../html';
import { billTime } from '../pay/time';
import type { ContractContext } from './context';
import type { Contract } from './contracts';
import type { Debit } from './debits';
import { CONTRACT_FAULT_CHOICES, type ContractFaults } from './faults';
import type { V2Notice } from './notices';

/** Where the page is. */
export const CONSOLE_PATH = '/simulator/contract';

const FAULT_NAMES: Record<keyof ContractFaults, string> = {
  failDebits: '接下来几次扣款失败 · next debits fail',
  debitFailure: '扣款失败原因 · why',
  hangDebits: '接下来几次扣款结果未知 · next debits stay under way',
  debitSeconds: '扣款处理秒数 · seconds a debit is under way',
  systemErrors: '接下来几次调用返回 SYSTEMERROR · next calls fail',
  lostAnswers: '接下来几次调用已受理但无应答 · next calls done, answer lost',
  answerSignature: '应答签名 · signature of answers',
  dropContractNotices: '接下来几次签约/解约通知丢失 · next notifications of contracts lost',
  dropDebitNotices: '接下来几次扣款通知丢失 · next notifications of debits lost',
  noRetries: '通知不重发 · what is lost stays lost',
  doubleNotices: '通知重复发送 · each attempt twice',
  reorderNotices: '通知顺序颠倒 · swapped with the next one',
  noticeSignature: '通知签名 · signature of notifications',
  wrongAmount: '通知金额不符 · amount one fen off',
  anyHour: '任何时间都可发扣费通知 · notices before a debit at any hour',
};

/** Contracts, as the person who signed them sees them inside WeChat; debits, notifications and faults. */
export function contractPage({ contracts, debits, desk, faults, clock }: ContractContext): string {
  return pageOf(
    '自动扣费',
    `<div class="card app"><img class="logo" src="/favicon.svg" alt="" width="48" height="48">
<div><h1>扣费服务 <span lang="en">Automatic payments</span></h1>
<p class="soft">规则时钟 · clock of the rules: ${billTime(clock.now())}</p></div></div>
${section('已签约 Contracts', last(contracts.all()).map(contractRow))}
${section('扣款 Debits', last(debits.all()).map(debitRow))}
${section('通知 Notifications', last(desk.all()).map(noticeRow))}
${faultCard(CONSOLE_PATH, FAULT_NAMES, faults.current, CONTRACT_FAULT_CHOICES)}`,
    'wide',
  );
}

function contractRow({ contractId, displayAccount, merchant, openid, signedAt, ended, notices }: Contract): string {
  const state = ended ? `已关闭 ${billTime(ended.at)}（${escapeHtml(ended.remark)}）` : '生效中 · in force';
  const told = notices.map(({ at, days, amountFen }) => `${billTime(at)} +${days}d ${money(amountFen)}`).join('<br>');
  const cancel = ended
    ? ''
    : `<form method="post" action="${CONSOLE_PATH}/contracts/${contractId}/cancel"><button class="primary" type="submit">关闭扣费服务 · Cancel inside WeChat</button></form>`;
  return `${escapeHtml(merchant.name)} ${escapeHtml(displayAccount)} <code>${contractId}</code><br>${state}<br>
<span class="soft">${billTime(signedAt)} ${escapeHtml(openid)}<br>${told}</span>${cancel}`;
}

function debitRow({ number, amountFen, state, failure, body }: Debit): string {
  const ends = state === 'ACCEPT' ? ['SUCCESS', 'NOTENOUGH', 'USER_ACCOUNT_ABNORMAL'] : [];
  const buttons = ends.map((end) => `<button class="primary" name="end" value="${end}">${end}</button>`);
  return `<code>${escapeHtml(number)}</code> ${state} ${failure ?? ''}<br>${money(amountFen)} ${escapeHtml(body)}
<form class="row" method="post" action="${CONSOLE_PATH}/debits/${encodeURIComponent(number)}/settle">${buttons.join(' ')}</form>`;
}

function noticeRow({ id, about, fields, url, attempts, delivered }: V2Notice): string {
  const tries = attempts.map(({ at, outcome }) => `${at} ${outcome}`).join('<br>');
  const what = about === 'contract' ? fields.change_type : fields.trade_state;
  return `<code>${about} ${escapeHtml(what ?? '')}</code> ${delivered ? '已送达 · delivered' : '未送达 · not delivered'}<br>
<code>${escapeHtml(url)}</code><br><span class="soft">${tries}</span>
<form method="post" action="${CONSOLE_PATH}/notices/${id}/send"><button class="primary" type="submit">重新发送 · Send again</button></form>`;
}
