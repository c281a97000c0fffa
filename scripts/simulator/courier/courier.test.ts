import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { buildSimulator } from '../app';
import type { Delivery } from '../pay/types';

/** The demo's account, written out: on purpose not read from the code under test. */
const CUSTOMER = 'DEMO0KUAIDI100CUSTOMER0000000000';
const KEY = 'demo-kuaidi100-key';
const CALLBACK = 'https://shop.example.com/callbacks/kuaidi100';
const PARCEL = { com: 'yuantong', num: 'YT1234567890' };
const md5 = (text: string) => createHash('md5').update(text).digest('hex').toUpperCase();

let now: number;
let timers: { at: number; task: () => void }[];
let deliveries: Delivery[];
let answers: number;
let app: FastifyInstance;

beforeEach(() => {
  // 08:00 in Beijing.
  now = Date.UTC(2025, 0, 1);
  timers = [];
  deliveries = [];
  answers = 200;
  app = buildSimulator({
    now: () => now,
    schedule: (milliseconds, task) => void timers.push({ at: now + milliseconds, task }),
    deliver: async (delivery) => {
      deliveries.push(delivery);
      return answers;
    },
  });
});
afterEach(() => app.close());

async function form(url: string, fields: Record<string, string>): Promise<Record<string, unknown>> {
  const response = await app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  expect(response.statusCode).toBe(200);
  return response.json();
}

async function own(url: string, payload?: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await app.inject({ method: payload ? 'POST' : 'GET', url: `/simulator/courier${url}`, payload });
  return { status: response.statusCode, body: response.json() };
}

const subscribe = (over: object = {}, parameters: object = {}) => {
  const given = { callbackurl: CALLBACK, salt: 'salt', resultv2: '4', ...parameters };
  const param = JSON.stringify({ company: PARCEL.com, number: PARCEL.num, key: KEY, parameters: given, ...over });
  return form('/poll', { schema: 'json', param });
};
const query = (over: object = {}, changed: Record<string, string> = {}) => {
  const param = JSON.stringify({ com: PARCEL.com, num: PARCEL.num, resultv2: '4', ...over });
  return form('/poll/query.do', { customer: CUSTOMER, param, sign: md5(`${param}${KEY}${CUSTOMER}`), ...changed });
};
const scan = (over: object = {}) => own('/scan', { ...PARCEL, ...over });

/** Lets time pass; timers that come due run in their order. */
async function advance(milliseconds: number): Promise<void> {
  now += milliseconds;
  for (;;) {
    const next = timers.sort((a, b) => a.at - b.at).find(({ at }) => at <= now);
    if (!next) return;
    timers = timers.filter((timer) => timer !== next);
    next.task();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

interface Told {
  status: string;
  lastResult: { state: string; ischeck: string; data: { context: string; ftime: string; statusCode?: string }[] };
}
/** What was called back, the signature checked. */
const told = (): Told[] =>
  deliveries.map(({ url, body }) => {
    const fields = new URLSearchParams(body);
    const param = fields.get('param') ?? '';
    expect([url, fields.get('sign')]).toEqual([CALLBACK, md5(`${param}salt`)]);
    return JSON.parse(param) as Told;
  });

describe('a query', () => {
  it('finds nothing before the carrier wrote something down, then all of it, the latest first', async () => {
    expect(await query()).toMatchObject({ result: false, returnCode: '500' });
    await scan();
    now += 3_600_000;
    await scan();
    const found = await query();
    expect(found).toMatchObject({ message: 'ok', status: '200', state: '0', ischeck: '0', nu: PARCEL.num });
    expect(found.data).toMatchObject([
      { ftime: '2025-01-01 09:00:00', status: '在途', statusCode: '0' },
      { ftime: '2025-01-01 08:00:00', status: '揽收', statusCode: '1' },
    ]);
    const plain = await query({ resultv2: undefined });
    expect((plain.data as object[])[0]).not.toHaveProperty('statusCode');
  });

  it('is refused with a wrong signature, account or form', async () => {
    await scan();
    expect(await query({}, { sign: md5('x') })).toMatchObject({ returnCode: '503' });
    expect(await query({}, { customer: 'OTHER' })).toMatchObject({ returnCode: '600' });
    expect(await query({ num: '1' })).toMatchObject({ returnCode: '400' });
    expect(await query({ com: 'shunfeng' })).toMatchObject({ returnCode: '408' });
    expect(await query({ com: 'shunfeng', phone: '1234' })).toMatchObject({ returnCode: '500' });
  });
});

describe('a subscription', () => {
  it('is told of each scan, until the parcel is signed for', async () => {
    expect(await subscribe()).toMatchObject({ result: true, returnCode: '200' });
    expect(await subscribe()).toMatchObject({ result: false, returnCode: '501' });
    for (let step = 0; step < 4; step++) {
      await scan();
      await advance(60_000);
    }
    expect(told().map(({ status, lastResult }) => [status, lastResult.state, lastResult.data.length])).toEqual([
      ['polling', '1', 1],
      ['polling', '0', 2],
      ['polling', '5', 3],
      ['shutdown', '3', 4],
    ]);
    expect(told().at(-1)?.lastResult.ischeck).toBe('1');
  });

  it('is told at once of what is known already', async () => {
    await scan({ state: '2', context: '包裹破损', at: '2024-12-31T12:00:00+08:00' });
    await subscribe();
    await advance(0);
    expect(told()).toMatchObject([
      { lastResult: { state: '2', data: [{ context: '包裹破损', ftime: '2024-12-31 12:00:00', statusCode: '2' }] } },
    ]);
  });

  it('is refused with a wrong key or form, or without a phone where the carrier asks for one', async () => {
    expect(await subscribe({ key: 'other' })).toMatchObject({ result: false, returnCode: '600' });
    expect(await subscribe({ number: '1' })).toMatchObject({ returnCode: '701' });
    expect(await subscribe({}, { callbackurl: 'nowhere' })).toMatchObject({ returnCode: '701' });
    expect(await subscribe({ company: 'zhongtong' })).toMatchObject({ returnCode: '701' });
    expect(await subscribe({ company: 'zhongtong' }, { phone: '1234' })).toMatchObject({ returnCode: '200' });
  });

  it('ends when it is given up, and can be made again', async () => {
    expect((await own('/abort', PARCEL)).status).toBe(404);
    await subscribe();
    expect((await own('/abort', PARCEL)).status).toBe(200);
    await advance(0);
    expect(told()).toMatchObject([{ status: 'abort' }]);
    expect(await subscribe()).toMatchObject({ returnCode: '200' });
  });
});

describe('callbacks', () => {
  it('are made again half an hour after each failure, three times, or by hand', async () => {
    answers = 500;
    await subscribe();
    await scan();
    await advance(0);
    for (let retry = 0; retry < 5; retry++) await advance(1_800_000);
    expect(deliveries).toHaveLength(4);
    const { callbacks } = (await own('/callbacks')).body as { callbacks: { id: string; delivered: boolean }[] };
    expect(callbacks).toMatchObject([{ delivered: false }]);
    answers = 200;
    const sent = await own(`/callbacks/${callbacks[0]?.id}/send`, {});
    expect(sent.body).toMatchObject({ attempts: [{ outcome: 200 }] });
    expect((await own('/callbacks/cb_9/send', {})).status).toBe(404);
  });

  it('misbehave as told', async () => {
    await subscribe();
    expect((await own('/faults', { reorderCallbacks: true })).body).toMatchObject({ reorderCallbacks: true });
    await scan();
    await scan();
    await advance(0);
    expect(told().map(({ lastResult }) => lastResult.state)).toEqual(['0', '1']);
    await own('/faults/reset', {});
    await own('/faults', { dropCallbacks: 1, doubleCallbacks: true });
    await scan();
    await advance(0);
    expect(told().slice(2)).toMatchObject([{ lastResult: { state: '5' } }]);
    deliveries = [];
    await own('/faults', { callbackSignature: 'bad', doubleCallbacks: false });
    await scan();
    await advance(0);
    const fields = new URLSearchParams(deliveries[0]?.body);
    expect(fields.get('sign')).not.toBe(md5(`${fields.get('param')}salt`));
    expect((await own('/faults', { typo: true })).status).toBe(400);
  });

  it('do not hinder calls from being answered badly', async () => {
    await own('/faults', { busyAnswers: 2, garbledAnswers: 1 });
    const page = await app.inject({ method: 'POST', url: '/poll', payload: {} });
    expect(page.body).toContain('502 Bad Gateway');
    expect(await subscribe()).toMatchObject({ returnCode: '500' });
    expect(await query()).toMatchObject({ returnCode: '502' });
    expect(await subscribe()).toMatchObject({ returnCode: '200' });
  });
});

it('has a page on which one moves parcels along', async () => {
  await subscribe();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const payload = new URLSearchParams({ ...PARCEL, state: '', context: '' }).toString();
  const moved = await app.inject({ method: 'POST', url: '/simulator/courier/scan', headers, payload });
  expect([moved.statusCode, moved.headers.location]).toEqual([303, '/simulator/courier']);
  await scan({ context: '<b>' });
  const page = (await app.inject('/simulator/courier')).body;
  expect(page).toContain(PARCEL.num);
  expect(page).toContain('&lt;b&gt;');
  expect((await own('/scan', { com: '?', num: PARCEL.num })).status).toBe(400);
  const { parcels } = (await own('/parcels')).body;
  expect(parcels).toMatchObject([{ nu: PARCEL.num, state: '0', subscribed: true }]);
});
