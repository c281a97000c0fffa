import { createHash } from 'node:crypto';
import { escapeHtml } from './html';

/** The simulator's icon: rungs in WeChat green. */
export const ICON_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="12" fill="#067a3f"/>' +
  '<path d="M15 36V26M24 36V18M33 36V11" stroke="#fff" stroke-width="5" stroke-linecap="round"/></svg>';

/** A picture for a person: the first character of the nickname on a colour that follows from the key. */
export function avatarSvg(key: string, nickname: string): string {
  // These bytes of the digest give the demo's people colours that are well apart.
  const hue = createHash('sha256').update(key).digest().readUInt16BE(25) % 360;
  const initial = escapeHtml([...nickname][0] ?? '?');
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="96" height="96">' +
    `<rect width="96" height="96" fill="hsl(${hue} 45% 38%)"/>` +
    `<circle cx="80" cy="14" r="34" fill="hsl(${(hue + 40) % 360} 50% 48%)" opacity=".55"/>` +
    '<text x="48" y="50" fill="#fff" font-size="46" text-anchor="middle" dominant-baseline="central" ' +
    `font-family="PingFang SC,Noto Sans CJK SC,Microsoft YaHei,sans-serif">${initial}</text></svg>`
  );
}
