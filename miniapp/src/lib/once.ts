import Taro from '@tarojs/taro';
import { ApiError } from './errors';

const STORAGE_KEY = 'rungs.once';
/** What the member has not tried again by then they no longer mean. */
const KEPT_MS = 3 * 24 * 3600 * 1000;

interface Refusable {
  userErrors: { code: string; message: string; field?: string[] | null }[];
}

type Pending = Record<string, { key: string; since: number }>;

/**
 * The idempotency key of a call: made and stored before it is sent, and the same for another try, also after a restart.
 * `intent` tells what is to happen once, so it names the day where the same input means something else tomorrow.
 */
export function keyFor(mutation: string, intent: object): string {
  const pending = pendingCalls();
  const name = nameOf(mutation, intent);
  const known = pending[name];
  if (known) return known.key;
  const made = { key: newKey(), since: Date.now() };
  Taro.setStorageSync(STORAGE_KEY, { ...pending, [name]: made });
  return made.key;
}

/** Whether the outcome of such a call is still unknown: it was sent, and no answer came. */
export function isPending(mutation: string, intent: object): boolean {
  return nameOf(mutation, intent) in pendingCalls();
}

/** The outcome of the call is known: doing the same again is another call. */
export function forget(mutation: string, intent: object): void {
  const { [nameOf(mutation, intent)]: _, ...others } = pendingCalls();
  Taro.setStorageSync(STORAGE_KEY, others);
}

/**
 * Sends a mutation under the key of its intent and gives its payload. The key is kept for another try only while the
 * outcome is unknown. Throws `ApiError`; a refusal is one of kind `refused`.
 */
export async function once<Payload extends Refusable>(
  mutation: string,
  intent: object,
  send: (idempotencyKey: string) => Promise<Payload>,
): Promise<Payload> {
  const payload = await send(keyFor(mutation, intent));
  forget(mutation, intent);
  return accepted(payload);
}

/** The payload of a mutation that was done. Throws the `ApiError` of kind `refused` of one that was not. */
export function accepted<Payload extends Refusable>(payload: Payload): Payload {
  const [problem] = payload.userErrors;
  if (!problem) return payload;
  const { code, message, field } = problem;
  throw new ApiError('refused', { code, message, field: field?.[0] });
}

const nameOf = (mutation: string, intent: object) => `${mutation} ${JSON.stringify(intent)}`;

/** Read from storage every time: another tab may have sent something meanwhile. */
function pendingCalls(): Pending {
  const stored: unknown = Taro.getStorageSync(STORAGE_KEY);
  const known = (typeof stored === 'object' && stored !== null ? stored : {}) as Pending;
  return Object.fromEntries(Object.entries(known).filter(([, { since }]) => Date.now() - since < KEPT_MS));
}

/** Unlike any other of this member; a key gives nobody any right, so it need not be hard to guess. */
function newKey(): string {
  const part = () => Math.floor(Math.random() * 2 ** 48).toString(36);
  return `${Date.now().toString(36)}-${part()}-${part()}`;
}
