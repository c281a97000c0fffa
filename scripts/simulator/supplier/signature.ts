import { createHash } from 'node:crypto';

/** Parameters of a call, an answer or a callback. */
export type Params = Readonly<Record<string, string>>;

/** MD5 in upper-case hexadecimal over all that is not empty, by name: `a=1&b=2&key=<secret>`. */
export function sign(params: Params, secret: string): string {
  const rest = Object.entries(params).filter(([name, value]) => name !== 'sign' && value !== '');
  rest.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = [...rest, ['key', secret]].map(([name, value]) => `${name}=${value}`).join('&');
  return createHash('md5').update(text, 'utf8').digest('hex').toUpperCase();
}

/** The parameters with their signature; `spoilt`: with another. */
export function signed(params: Params, secret: string, spoilt: boolean): Params {
  return { ...params, sign: sign(params, spoilt ? `${secret}?` : secret) };
}
