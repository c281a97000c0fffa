import { escapeHtml, pageOf } from '../html';
import { billTime } from '../pay/time';
import type { Callback } from './callbacks';
import type { CourierContext } from './context';
import { COURIER_FAULT_CHOICES, type CourierFaults } from './faults';
import { nextOf, SCANS, type SimulatedParcel } from './parcels';

const PATH = '/simulator/courier';
/** The last ones; a page is for looking. */
const SHOWN = 50;

const FAULT_NAMES: Record<keyof CourierFaults, string> = {
  busyAnswers: '接下来几次调用返回繁忙 · next calls answered that it is busy',
  garbledAnswers: '接下来几次调用返回网页 · next calls answered by a page',
  callbackSignature: '推送签名 · signature of callbacks',
  dropCallbacks: '接下来几次推送丢失 · next attempts to call back lost',
  doubleCallbacks: '推送重复发送 · each attempt twice',
  reorderCallbacks: '推送顺序颠倒 · swapped with the next one',
};

/** Parcels, callbacks and faults, with what one can do about each. */
export function courierPage({ parcels, teller, faults }: CourierContext): string {
  return pageOf(
    '快递模拟器',
    `<div class="card app"><img class="logo" src="/favicon.svg" alt="" width="48" height="48">
<div><h1>快递模拟器 <span lang="en">Courier simulator</span></h1>
<p class="soft">说快递100的协议：查询、订阅与推送 · speaks Kuaidi100's protocol: queries, subscriptions and callbacks</p></div></div>
${section('包裹 Parcels', last(parcels.all()).map(parcelRow))}
<div class="card"><h2>推动一个包裹 Move a parcel</h2><form method="post" action="${PATH}/scan" aria-label="推动">
<p class="row"><input type="text" name="com" placeholder="yuantong" aria-label="快递公司编码" required>
<input type="text" name="num" placeholder="单号" aria-label="单号" required></p>
<button class="primary" type="submit">下一步 · Next step</button></form></div>
${section('推送 Callbacks', last(teller.all()).map(callbackRow))}
<div class="card"><h2>故障 Faults</h2>
<form method="post" action="${PATH}/faults" aria-label="故障">${faultFields(faults.current)}
<button class="primary" type="submit">保存 · Save</button></form>
<form method="post" action="${PATH}/faults/reset"><button class="quiet" type="submit">全部恢复正常 · All well again</button></form></div>`,
    'wide',
  );
}

function parcelRow(parcel: SimulatedParcel): string {
  const { com, num, scans, subscription } = parcel;
  const next = nextOf(parcel);
  const options = Object.entries(SCANS).map(
    ([code, { status }]) => `<option value="${code}"${code === next ? ' selected' : ''}>${code} ${status}</option>`,
  );
  const lines = last(scans).map(({ at, context }) => `${billTime(at)} ${escapeHtml(context)}`);
  const watched = subscription ? '已订阅 · subscribed' : '未订阅 · not subscribed';
  return `${code(com)} ${code(num)} ${watched}<br><span class="soft">${lines.join('<br>')}</span>
<form class="row" method="post" action="${PATH}/scan" aria-label="${escapeHtml(num)}">
<input type="hidden" name="com" value="${escapeHtml(com)}"><input type="hidden" name="num" value="${escapeHtml(num)}">
<select name="state" aria-label="状态">${options.join('')}</select>
<button class="primary" type="submit">推动 · Move</button></form>`;
}

function callbackRow({ id, com, num, url, attempts, delivered }: Callback): string {
  const tries = attempts.map(({ at, outcome }) => `${billTime(at)} ${outcome}`).join('<br>');
  return `${code(com)} ${code(num)} ${delivered ? '已送达 · delivered' : '未送达 · not delivered'}<br>${code(url)}<br>
<span class="soft">${tries}</span>
<form method="post" action="${PATH}/callbacks/${id}/send"><button class="primary" type="submit">重新发送 · Send again</button></form>`;
}

function faultFields(faults: CourierFaults): string {
  return (Object.keys(FAULT_NAMES) as (keyof CourierFaults)[])
    .map((name) => {
      const value = String(faults[name]);
      const choices = COURIER_FAULT_CHOICES[name];
      const options = choices?.map((choice) => `<option${choice === value ? ' selected' : ''}>${choice}</option>`);
      const field = options
        ? `<select id="${name}" name="${name}">${options.join('')}</select>`
        : `<input type="text" inputmode="numeric" id="${name}" name="${name}" value="${value}">`;
      return `<p class="fault"><label for="${name}">${FAULT_NAMES[name]}</label>${field}</p>`;
    })
    .join('');
}

function last<T>(items: readonly T[]): T[] {
  return items.slice(-SHOWN).reverse();
}

function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** A card with a list; `rows` are HTML already escaped. */
function section(title: string, rows: readonly string[]): string {
  const list = rows.map((row) => `<li>${row}</li>`).join('');
  return `<div class="card"><h2>${title}</h2>${list === '' ? '<p class="soft">无 · none</p>' : `<ul class="rows">${list}</ul>`}</div>`;
}
