import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  type AskedStanding,
  CallbackRefused,
  type SuppliedCode,
  type Supplier,
  type SupplyNotice,
  type SupplyOrder,
  type SupplyStanding,
} from './supplier';

/** Settings of an account with a supplier. */
export interface SignedSupplierSettings {
  /** Where `/order` and `/query` are, with no slash at the end. */
  url: string;
  merchant: string;
  /** The secret that both sides sign with. */
  key: string;
  /** How calls are written. */
  format: 'form' | 'json';
  /** Where the supplier tells what came of it. */
  notifyUrl: string;
  wallNow: () => number;
  timeoutMs?: number;
}

type Params = Readonly<Record<string, string>>;

/** What no supplier writes more of. */
const MAX_TEXT = 64 * 1024;

const flat = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const cards = z.array(
  z.object({
    number: z.string().min(1).max(256),
    secret: z.string().max(256).default(''),
    valid_until: z.iso.datetime({ offset: true }).nullish(),
  }),
);

/** Thrown for what cannot be believed or read. */
class NotBelieved extends Error {}

/**
 * A supplier of the protocol that is common among them: a POST of parameters with `sign`, the MD5 in upper-case hexadecimal
 * of all parameters that are not empty, sorted by name, as `k=v` joined by `&`, and `&key=` with the secret at the end;
 * answers are flat JSON signed alike. `sign` of others may be in lower case.
 */
export function createSignedSupplier(settings: SignedSupplierSettings): Supplier {
  const { merchant, notifyUrl, wallNow } = settings;
  const stamp = () => String(Math.floor(wallNow() / 1000));
  const ask = (path: string, number: string, params: Params) =>
    call(settings, path, { merchant_id: merchant, order_no: number, timestamp: stamp(), ...params });
  return {
    merchant,
    place: (order) => known(async () => standingOf(await ask('/order', order.number, paramsOf(order, notifyUrl)))),
    query: (number) =>
      known(async () => {
        const answer = await ask('/query', number, {});
        return answer.status === 'absent' ? { state: 'absent' } : standingOf(answer);
      }),
    parseCallback(contentType, body) {
      try {
        return noticeOf(settings, paramsIn(contentType, body));
      } catch (error) {
        if (error instanceof NotBelieved) throw new CallbackRefused(error.message);
        throw error;
      }
    },
  };
}

// Upper case is what we write.
function signatureOf(params: Params, key: string): string {
  const pairs = Object.keys(params)
    .filter((name) => name !== 'sign' && params[name] !== '')
    .sort()
    .map((name) => `${name}=${params[name]}`);
  const text = `${pairs.join('&')}&key=${key}`;
  return createHash('md5').update(text).digest('hex').toUpperCase();
}

function paramsOf({ item, quantity, account, amountFen }: SupplyOrder, notifyUrl: string): Params {
  return { item, quantity: String(quantity), account: account ?? '', amount: String(amountFen), notify_url: notifyUrl };
}

/** Whatever goes wrong: it may have been done. */
async function known<T extends AskedStanding>(work: () => Promise<T>): Promise<T | SupplyStanding> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotBelieved) return { state: 'unknown', message: error.message };
    return { state: 'unknown', message: 'The supplier did not answer.' };
  }
}

async function call(settings: SignedSupplierSettings, path: string, params: Params): Promise<Params> {
  const signed = { ...params, sign: signatureOf(params, settings.key) };
  const isForm = settings.format === 'form';
  const response = await fetch(settings.url + path, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'user-agent': 'Rungs',
      ...(!isForm && { 'content-type': 'application/json' }),
    },
    body: isForm ? new URLSearchParams(signed) : JSON.stringify(signed),
    redirect: 'error',
    signal: AbortSignal.timeout(settings.timeoutMs ?? 10_000),
  });
  const text = await response.text();
  if (response.status !== 200) throw new NotBelieved(`The supplier answered ${response.status}.`);
  const answer = paramsIn('application/json', text);
  believe(settings, answer);
  if (answer.order_no !== params.order_no) throw new NotBelieved('The supplier answered about another order.');
  return answer;
}

/** Throws unless the supplier signed all of it, for us. */
function believe({ merchant, key }: SignedSupplierSettings, params: Params): void {
  const given = Buffer.from((params.sign ?? '').toUpperCase());
  const wanted = Buffer.from(signatureOf(params, key));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted))
    throw new NotBelieved('The signature is wrong.');
  if (params.merchant_id !== merchant) throw new NotBelieved('It is about another merchant.');
}

function paramsIn(contentType: string | undefined, text: string): Params {
  if (text.length > MAX_TEXT) throw new NotBelieved('It is too long.');
  if (!contentType?.startsWith('application/json')) {
    const pairs = [...new URLSearchParams(text)];
    const params = Object.fromEntries(pairs);
    // One of two values would go unsigned.
    if (Object.keys(params).length < pairs.length) throw new NotBelieved('A parameter comes twice.');
    return params;
  }
  const parsed = flat.safeParse(jsonOf(text));
  if (!parsed.success) throw new NotBelieved('It is no flat JSON object.');
  return Object.fromEntries(
    Object.entries(parsed.data).map(([name, value]) => [name, value === null ? '' : String(value)]),
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function standingOf(params: Params): SupplyStanding {
  const { status, supplier_no: ref = '' } = params;
  const supplierRef = ref === '' ? {} : { supplierRef: ref.slice(0, 64) };
  if (status === 'accepted') return { state: 'accepted', ...supplierRef };
  if (status === 'success') return { state: 'succeeded', ...supplierRef, codes: codesIn(params.cards ?? '') };
  if (status === 'failed') {
    const { code = '', message = '' } = params;
    return { state: 'failed', code, message: message === '' ? 'The supplier could not do it.' : message };
  }
  throw new NotBelieved('The supplier’s status is none that is known.');
}

/** A list as JSON text, so that the signature covers it. */
function codesIn(text: string): SuppliedCode[] {
  if (text === '') return [];
  const parsed = cards.safeParse(jsonOf(text));
  if (!parsed.success) throw new NotBelieved('The supplier’s card codes cannot be read.');
  return parsed.data.map(({ number, secret, valid_until: until }) => ({
    ...{ number, secret },
    validUntil: until ? new Date(until) : null,
  }));
}

function noticeOf(settings: SignedSupplierSettings, params: Params): SupplyNotice {
  believe(settings, params);
  const { order_no: number = '', merchant_id: merchant = '', amount = '', account = '' } = params;
  if (!/^\d{1,15}$/.test(amount)) throw new NotBelieved('The amount is no number of fen.');
  const notice = { number, merchant, amountFen: Number(amount), standing: standingOf(params) };
  return account === '' ? notice : { ...notice, account };
}
