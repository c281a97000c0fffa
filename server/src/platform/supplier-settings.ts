import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigurationError } from './errors';

const SHAPE = '[{"code":"topup","url":"https://supplier.example.com/api","merchant":"10001","key":"…"}]';
const text = (longest: number) => `must be a text of 1 to ${longest} characters`;
const account = z.strictObject({
  code: z
    .string('must be the name by which products call the supplier')
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - and _'),
  url: z.url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://supplier.example.com/api' }),
  merchant: z.string(text(64)).min(1, text(64)).max(64, text(64)),
  key: z
    .string('must be the secret that the supplier gave you')
    .min(8, 'must be the secret that the supplier gave you, 8 characters or more'),
  format: z.enum(['form', 'json'], 'must be form or json').default('form'),
});

/** An account with a supplier of benefits or top-ups, as its operator sets it. */
export type SupplierAccount = z.infer<typeof account>;

/**
 * The accounts of `SUPPLIERS`: a JSON list, or the file that `file:` names; unset, there are none. Throws
 * ConfigurationError with the variable and the fix, and without a word of what it holds: there are keys in it.
 */
export function supplierAccounts(value: string | undefined): SupplierAccount[] {
  if (value === undefined) return [];
  const parsed = z.array(account).safeParse(listIn(value.startsWith('file:') ? contentOf(value.slice(5)) : value));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = (issue?.path ?? []).map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
    const words = place.length === 0 ? `must be a list: ${SHAPE}` : issue?.message;
    throw new ConfigurationError(`SUPPLIERS${place.join('')} ${words}.`);
  }
  const codes = parsed.data.map(({ code }) => code);
  const twice = codes.find((code, index) => codes.indexOf(code) < index);
  if (twice !== undefined) throw new ConfigurationError(`SUPPLIERS names ${twice} twice: give each another code.`);
  return parsed.data.map((one) => ({ ...one, url: one.url.replace(/\/$/, '') }));
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigurationError(`SUPPLIERS names ${path}, which cannot be read: give the path of a JSON file.`);
  }
}

function listIn(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    throw new ConfigurationError(`SUPPLIERS is no JSON: write ${SHAPE}, or file:/path/to/suppliers.json.`);
  }
}
