import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  CallbackRefused,
  type Courier,
  CourierError,
  type CourierProblem,
  type ParcelEvent,
  type ParcelState,
  type TrackedParcel,
  type TrackingCallback,
} from './courier';

/** An account at Kuaidi100. */
export interface Kuaidi100Settings {
  apiUrl: string;
  customer: string;
  key: string;
  /** Signs callbacks. */
  salt: string;
  /** Where callbacks go. */
  callbackUrl: string;
  timeoutMs?: number;
}

/** Events with states of their own, in the finest division that there is. */
const WITH_STATES = '4';

// By the codes of Kuaidi100's states; those of three and four digits divide those of one.
const STATES: ReadonlyMap<string, ParcelState> = new Map([
  ...all('SENT', 101, 102),
  ...all('PICKED_UP', 1, 103),
  // Handed to another carrier and in customs, it is still on its way.
  ...all('ON_THE_WAY', 0, 1001, 1002, 1003, 7, 8, 10, 11, 12),
  ...all('DELIVERING', 5, 501),
  ...all('SIGNED', 3, 301, 302, 303, 304),
  ...all('PROBLEM', 2, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 13, 14, 401),
  ...all('SENT_BACK', 6),
  ...all('RETURNED', 4),
]);

/** What Kuaidi100 answers when it does not do what was asked. */
const PROBLEMS: Readonly<Record<string, CourierProblem>> = {
  400: 'refused',
  408: 'refused',
  503: 'misconfigured',
  600: 'misconfigured',
  601: 'misconfigured',
  700: 'refused',
  701: 'refused',
  702: 'refused',
};
const NOTHING_YET = '500';
const SUBSCRIBED_BEFORE = '501';

const MAX_TEXT = 500;

const code = z.union([z.string(), z.number()]).transform(String);
const item = z.object({
  context: z.string(),
  time: z.string().optional(),
  ftime: z.string().optional(),
  statusCode: code.nullish(),
});
const result = z.object({ state: code.optional(), data: z.array(item) });
const failure = z.object({ result: z.literal(false), returnCode: code, message: z.string().optional() });
const subscribed = z.object({ result: z.literal(true) });
const callback = z.object({
  status: z.string().optional(),
  lastResult: z.object({
    com: z.string(),
    nu: z.string(),
    state: code.optional(),
    data: z.array(item).nullish(),
  }),
});

/** The client of Kuaidi100 (快递100). Nothing is retried here. */
export function createKuaidi100Client(settings: Kuaidi100Settings): Courier {
  const { customer, key, salt, callbackUrl: callbackurl } = settings;
  return {
    async subscribe({ carrier: company, number, phone }) {
      const parameters = { callbackurl, salt, resultv2: WITH_STATES, ...(phone && { phone }) };
      const param = JSON.stringify({ company, number, key, parameters });
      const answer = await post(settings, '/poll', { schema: 'json', param });
      const failed = failure.safeParse(answer);
      if (failed.success && failed.data.returnCode === SUBSCRIBED_BEFORE) return;
      parsed(subscribed, answer);
    },
    async query({ carrier: com, number: num, phone }: TrackedParcel) {
      const param = JSON.stringify({ com, num, ...(phone && { phone }), resultv2: WITH_STATES });
      const answer = await post(settings, '/poll/query.do', { customer, param, sign: md5(param + key + customer) });
      const failed = failure.safeParse(answer);
      if (failed.success && failed.data.returnCode === NOTHING_YET) return [];
      return eventsOf(parsed(result, answer));
    },
    readCallback({ param, sign }) {
      if (typeof param !== 'string' || typeof sign !== 'string')
        throw new CallbackRefused('Its form has no param or sign.');
      if (!isSame(md5(param + salt), sign.toUpperCase())) throw new CallbackRefused('Its signature is not good.');
      return readCallback(param);
    },
  };
}

function all(state: ParcelState, ...codes: number[]): [string, ParcelState][] {
  return codes.map((one) => [String(one), state]);
}

function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex').toUpperCase();
}

function isSame(expected: string, given: string): boolean {
  const [ours, theirs] = [Buffer.from(expected), Buffer.from(given)];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

async function post(
  { apiUrl, timeoutMs }: Kuaidi100Settings,
  path: string,
  form: Record<string, string>,
): Promise<unknown> {
  try {
    const response = await fetch(apiUrl + path, {
      method: 'POST',
      body: new URLSearchParams(form),
      signal: AbortSignal.timeout(timeoutMs ?? 8000),
    });
    return await response.json();
  } catch {
    // Unreachable, too slow, or not JSON.
    throw new CourierError('busy', 'Kuaidi100 did not answer.');
  }
}

function parsed<T>(schema: z.ZodType<T>, answer: unknown): T {
  const failed = failure.safeParse(answer);
  if (failed.success) {
    const { returnCode, message } = failed.data;
    const words = `Kuaidi100 answered ${returnCode} ${message ?? ''}`.trim();
    throw new CourierError(PROBLEMS[returnCode] ?? 'busy', words);
  }
  const read = schema.safeParse(answer);
  if (!read.success) throw new CourierError('busy', 'Kuaidi100 answered something unexpected.');
  return read.data;
}

function readCallback(param: string): TrackingCallback {
  let content: unknown;
  try {
    content = JSON.parse(param);
  } catch {
    throw new CallbackRefused('Its param is not JSON.');
  }
  const read = callback.safeParse(content);
  if (!read.success) throw new CallbackRefused('Its param is not what Kuaidi100 tells.');
  const { status, lastResult } = read.data;
  const events = eventsOf({ state: lastResult.state, data: lastResult.data ?? [] });
  return { carrier: lastResult.com, number: lastResult.nu, events, isLost: status === 'abort' };
}

/** Earliest first; what has no time is left out. The state of the whole is that of the latest. */
function eventsOf({ state, data }: z.infer<typeof result>): ParcelEvent[] {
  const events = data.flatMap(({ context, time, ftime, statusCode }): ParcelEvent[] => {
    const at = beijingTime(ftime ?? time ?? '');
    const text = [...context.trim()].slice(0, MAX_TEXT).join('');
    return at ? [{ at, text, state: STATES.get(statusCode ?? '') }] : [];
  });
  // As they come, the latest is first; a stable order keeps those of one second in theirs.
  const ordered = events.reverse().sort((a, b) => a.at.getTime() - b.at.getTime());
  const latest = ordered.at(-1);
  if (latest && !latest.state) latest.state = STATES.get(state ?? '');
  return ordered;
}

/** `2026-03-01 12:00:00`, in China; undefined when it is no time. */
function beijingTime(text: string): Date | undefined {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text.trim()) ?? [];
  const at = new Date(`${day}T${time}+08:00`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
