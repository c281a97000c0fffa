import { escapeHtml } from './html';

/** The last ones: a page is for looking. */
const SHOWN = 50;

/** The latest first, not too many. */
export function last<T>(items: readonly T[]): T[] {
  return items.slice(-SHOWN).reverse();
}

/** Fen as yuan. */
export function money(fen: number): string {
  return `¥${(fen / 100).toFixed(2)}`;
}

/** What is meant for programs. */
export function code(text: string): string {
  return `<code>${escapeHtml(text)}</code>`;
}

/** A card with a list; `rows` are HTML already escaped. */
export function section(title: string, rows: readonly string[]): string {
  const list = rows.map((row) => `<li>${row}</li>`).join('');
  return `<div class="card"><h2>${title}</h2>${list === '' ? '<p class="soft">无 · none</p>' : `<ul class="rows">${list}</ul>`}</div>`;
}

/** The card by which faults are switched at `path`. */
export function faultCard<F extends Record<string, unknown>>(
  path: string,
  names: Readonly<Record<keyof F & string, string>>,
  faults: F,
  choices: Partial<Record<keyof F, readonly string[]>>,
): string {
  const fields = (Object.keys(names) as (keyof F & string)[]).map((name) => {
    const value = String(faults[name]);
    const options = choices[name]?.map((choice) => `<option${choice === value ? ' selected' : ''}>${choice}</option>`);
    const field = options
      ? `<select id="${name}" name="${name}">${options.join('')}</select>`
      : `<input type="text" inputmode="numeric" id="${name}" name="${name}" value="${value}">`;
    return `<p class="fault"><label for="${name}">${names[name]}</label>${field}</p>`;
  });
  return `<div class="card"><h2>故障 Faults</h2>
<form method="post" action="${path}/faults" aria-label="故障">${fields.join('')}
<button class="primary" type="submit">保存 · Save</button></form>
<form method="post" action="${path}/faults/reset"><button class="quiet" type="submit">全部恢复正常 · All well again</button></form></div>`;
}
