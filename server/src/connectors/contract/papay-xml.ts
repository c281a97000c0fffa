import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** The parameters of a call or notification of API v2: a flat list of texts. */
export type V2Params = Readonly<Record<string, string>>;

/** How API v2 signs. */
export type V2SignType = 'MD5' | 'HMAC-SHA256';

const MAX_BYTES = 64 * 1024;
const NAME = /^[a-z][a-z0-9_]{0,63}$/;
const ELEMENT = /\s*<([a-z][a-z0-9_]*)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>\s*/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** As API v2 wants it: `<xml>` and one element for each parameter. Throws for a name that is none. */
export function writeXml(params: V2Params): string {
  const elements = Object.entries(params).map(([name, value]) => {
    if (!NAME.test(name)) throw new Error(`${name} is no name of a parameter`);
    return `<${name}>${escaped(value)}</${name}>`;
  });
  return `<xml>${elements.join('')}</xml>`;
}

/**
 * Reads what `writeXml` and API v2 write, and nothing else: one level, no attributes, no document type, no entities but the
 * five, each name once. Throws Error with the reason.
 */
export function readXml(body: Buffer): Record<string, string> {
  if (body.length > MAX_BYTES) throw new Error('it is too long');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(body).trim();
  const inner = /^(?:<\?xml [^<>?]*\?>\s*)?<xml>([\s\S]*)<\/xml>$/.exec(text)?.[1];
  if (inner === undefined) throw new Error('it is no <xml> document');
  const params = new Map<string, string>();
  let at = 0;
  while (at < inner.length) {
    ELEMENT.lastIndex = at;
    const found = ELEMENT.exec(inner);
    if (!found) {
      if (inner.slice(at).trim() === '') break;
      throw new Error('it is not a flat list of elements');
    }
    const [, name = '', cdata, plain] = found;
    if (params.has(name)) throw new Error(`${name} is there twice`);
    params.set(name, cdata ?? unescaped(plain ?? ''));
    at = ELEMENT.lastIndex;
  }
  return Object.fromEntries(params);
}

/** The signature over all parameters that are not empty, in the order of their names, and the key. */
export function signV2(params: V2Params, key: string, signType: V2SignType): string {
  const pairs = Object.entries(params)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  const text = [...pairs, `key=${key}`].join('&');
  const hash = signType === 'MD5' ? createHash('md5') : createHmac('sha256', key);
  return hash.update(text).digest('hex').toUpperCase();
}

/** Whether `sign` is the signature of the others, in constant time. */
export function isSignedV2(params: V2Params, key: string, signType: V2SignType): boolean {
  const given = Buffer.from(params.sign ?? '');
  const ours = Buffer.from(signV2(params, key, signType));
  return given.length === ours.length && timingSafeEqual(given, ours);
}

function escaped(text: string): string {
  return text.replace(/[<>&]/g, (sign) => ({ '<': '&lt;', '>': '&gt;' })[sign] ?? '&amp;');
}

function unescaped(text: string): string {
  return text.replace(/&([^;&]*);?/g, (entity, name: string) => {
    const sign = entity.endsWith(';') ? ENTITIES[name] : undefined;
    if (sign === undefined) throw new Error(`${entity} is no entity of XML`);
    return sign;
  });
}
