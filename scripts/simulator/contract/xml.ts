import { createHash, createHmac } from 'node:crypto';
import type { Papay } from '../pay/types';

/** What a call of API v2 says, by name. */
export type Fields = Readonly<Record<string, string>>;

/** As WeChat Pay writes it: texts in CDATA, numbers bare. */
export function toXml(fields: Fields): string {
  const lines = Object.entries(fields).map(([name, value]) =>
    /^\d+$/.test(value)
      ? `<${name}>${value}</${name}>`
      : `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`,
  );
  return `<xml>\n${lines.join('\n')}\n</xml>`;
}

/** A flat document by hand, sign by sign; undefined for anything else. */
export function fromXml(text: string): Fields | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('<xml>') || !trimmed.endsWith('</xml>')) return undefined;
  const fields: Record<string, string> = {};
  let rest = trimmed.slice('<xml>'.length, -'</xml>'.length).trim();
  while (rest !== '') {
    const open = rest.indexOf('>');
    const name = rest.slice(1, open);
    if (rest[0] !== '<' || !/^[a-z_0-9]+$/.test(name) || name in fields) return undefined;
    const end = rest.indexOf(`</${name}>`, open);
    if (end < 0) return undefined;
    const value = textIn(rest.slice(open + 1, end));
    if (value === undefined) return undefined;
    fields[name] = value;
    rest = rest.slice(end + name.length + 3).trim();
  }
  return fields;
}

function textIn(raw: string): string | undefined {
  if (raw.startsWith('<![CDATA[') && raw.endsWith(']]>')) return raw.slice(9, -3);
  if (raw.includes('<')) return undefined;
  return raw.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** The signature of fields by a merchant's key of API v2. */
export function signatureOf(fields: Fields, { apiKey, signType }: Papay): string {
  let text = '';
  for (const name of Object.keys(fields).sort()) {
    if (name !== 'sign' && fields[name] !== '') text += `${name}=${fields[name]}&`;
  }
  text += `key=${apiKey}`;
  const digest = signType === 'MD5' ? createHash('md5').update(text) : createHmac('sha256', apiKey).update(text);
  return digest.digest('hex').toUpperCase();
}
