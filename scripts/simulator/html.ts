/** Text made safe for element content and for attribute values in double or single quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/**
 * What the simulator's pages may do: no script, nothing from elsewhere. Forms may end on this machine alone, because
 * the answer to the authorisation form is a redirect to the app.
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "img-src 'self' data:",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self' http://127.0.0.1:* http://localhost:* https://127.0.0.1:* https://localhost:*",
].join('; ');

/**
 * Colours with contrast of at least 4.5 in both appearances. WeChat's own green under white text has 2.3, so the light
 * appearance takes a darker one and the dark appearance puts dark text on the original.
 */
const STYLE = `
:root{color-scheme:light dark;--page:#ededed;--card:#fff;--text:#191919;--soft:#5f5f5f;--line:#e3e3e3;--press:#f2f2f2;
--accent:#067a3f;--on-accent:#fff;--field:#737373;--warn:#b3261e;--note:#e6f4ec}
@media (prefers-color-scheme:dark){:root{--page:#111;--card:#1c1c1e;--text:#e8e8e8;--soft:#a6a6a6;--line:#2e2e30;
--press:#28282b;--accent:#07c160;--on-accent:#00240f;--field:#8a8a8a;--warn:#ff8a80;--note:#12291d}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 -apple-system,"PingFang SC","Noto Sans CJK SC",
"Microsoft YaHei",system-ui,sans-serif;-webkit-text-size-adjust:100%}
main{max-width:480px;margin:0 auto;padding:12px 16px 0}
main.wide{max-width:840px}
.note{margin:0 0 12px;padding:6px 12px;border-radius:8px;background:var(--note);color:var(--text);font-size:13px}
.card{background:var(--card);border-radius:12px;margin:0 0 12px;padding:12px 16px}
.app{display:flex;gap:12px;align-items:center}
.logo{flex:none;width:48px;height:48px;border-radius:12px}
h1{margin:0;font-size:18px;line-height:1.4;font-weight:600;overflow-wrap:anywhere}
h2{margin:0 0 6px;font-size:15px}
p{margin:4px 0}
.soft{color:var(--soft);font-size:13px}
.list{padding:0;overflow:hidden}
.list ul{list-style:none;margin:0;padding:0}
.list li+li{border-top:1px solid var(--line);margin-left:68px}
.list li+li .person{margin-left:-68px;width:calc(100% + 68px)}
button{font:inherit;color:inherit;cursor:pointer;min-height:44px;border:0;border-radius:8px}
.person{display:flex;align-items:center;gap:12px;width:100%;min-height:56px;padding:8px 16px;background:none;
text-align:left;border-radius:0}
.person:hover,.person:active,.quiet:hover{background:var(--press)}
.person img{flex:none;width:40px;height:40px;border-radius:6px}
.person span{min-width:0;display:block}
.person .name{font-weight:500}
.person .remark{color:var(--soft);font-size:13px;line-height:1.4}
.other label{display:block;font-size:15px;margin-bottom:8px}
.row{display:flex;gap:8px}
input[type=text]{flex:1;min-width:0;min-height:44px;font:inherit;color:inherit;background:var(--card);
border:1px solid var(--field);border-radius:8px;padding:0 12px}
::placeholder{color:var(--soft);opacity:1}
.primary{background:var(--accent);color:var(--on-accent);padding:0 20px;font-weight:500}
.quiet{display:block;width:100%;background:var(--card);color:var(--text)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.person:focus-visible{outline-offset:-3px}
.error{text-align:center;padding:48px 16px}
.mark{width:64px;height:64px;margin-bottom:16px}
.code{color:var(--warn);font-variant-numeric:tabular-nums}
.rows{list-style:none;margin:0;padding:0;font-size:14px}
.rows li{padding:6px 0;border-top:1px solid var(--line)}
code{font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.sheet{text-align:center}
.amount{font-size:40px;font-variant-numeric:tabular-nums}
.sheet dl{margin:12px 0 0;text-align:left}
.sheet dl div,.fault{display:flex;gap:12px;justify-content:space-between;align-items:center;padding:8px 0;
border-top:1px solid var(--line)}
.sheet dd{margin:0;text-align:right;overflow-wrap:anywhere}
.payers{border:0;border-top:1px solid var(--line);margin:0;padding:8px 0 0;text-align:left}
.payers label{display:flex;gap:12px;align-items:center;min-height:44px}
.payers img{border-radius:6px}
.primary.wide{display:block;width:100%;margin-bottom:12px}
.quiet{margin-bottom:8px}
.fault input,.fault select{flex:none;width:130px;min-height:44px;font:inherit;color:inherit;background:var(--card);
border:1px solid var(--field);border-radius:8px;padding:0 8px}
a{color:var(--accent)}
a.big{display:inline-block;min-height:44px;line-height:44px}
`;

/** A whole page. `body` is HTML already escaped; `title` is text. */
export function pageOf(title: string, body: string, mainClass = ''): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${STYLE}</style>
</head>
<body><main class="${mainClass}">${body}</main></body>
</html>`;
}
