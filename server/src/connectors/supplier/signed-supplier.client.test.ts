import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSignedSupplier, type SignedSupplierSettings } from './signed-supplier.client';
import { CallbackRefused } from './supplier';

const KEY = 'supplier-secret';
const NUMBER = '20260301000042A1B2C3D4';
const order = { number: NUMBER, item: 'credit-10', quantity: 1, account: '13800001234', amountFen: 1000 };

type Params = Record<string, string>;
/** Written out here: what the client makes is held against it. */
const signed = (params: Params, key = KEY): Params => {
  const names = Object.keys(params)
    .filter((name) => params[name] !== '')
    .sort();
  const text = `${names.map((name) => `${name}=${params[name]}`).join('&')}&key=${key}`;
  return { ...params, sign: createHash('md5').update(text).digest('hex') };
};
const words = (more: Params): Params => ({ merchant_id: '10001', order_no: NUMBER, timestamp: '1772337601', ...more });

describe('the client of suppliers', () => {
  let server: Server;
  let url: string;
  const calls: { path: string; type: string; body: string }[] = [];
  let answer: { status: number; body: string } | 'broken';
  const answers = (params: Params, key?: string) => {
    answer = { status: 200, body: JSON.stringify(signed(params, key)) };
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (part) => (body += part));
      request.on('end', () => {
        calls.push({ path: request.url ?? '', type: request.headers['content-type'] ?? '', body });
        if (answer === 'broken') return response.destroy();
        return response.writeHead(answer.status).end(answer.body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  });
  beforeEach(() => calls.splice(0));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const client = (over: Partial<SignedSupplierSettings> = {}) =>
    createSignedSupplier({
      ...{ url, merchant: '10001', key: KEY, format: 'form', wallNow: () => 1_772_337_600_999 },
      notifyUrl: 'https://m.example.com/callbacks/supplier/topup',
      ...over,
    });

  it('signs all that is not empty, sorted, in upper case, as a form or as JSON', async () => {
    answers(words({ status: 'accepted', supplier_no: 'SP1' }));
    expect(await client().place(order)).toEqual({ state: 'accepted', supplierRef: 'SP1' });
    expect(await client({ format: 'json' }).place(order)).toEqual({ state: 'accepted', supplierRef: 'SP1' });
    const sent = {
      ...{ merchant_id: '10001', order_no: NUMBER, timestamp: '1772337600', item: 'credit-10', quantity: '1' },
      ...{ account: '13800001234', amount: '1000', notify_url: 'https://m.example.com/callbacks/supplier/topup' },
      // By md5sum over the text of the pairs.
      sign: '999E5CFCF3FC6338263D578981D8D61F',
    };
    const [form, json] = calls;
    expect([form?.path, form?.type]).toEqual(['/api/order', 'application/x-www-form-urlencoded;charset=UTF-8']);
    expect(Object.fromEntries(new URLSearchParams(form?.body))).toEqual(sent);
    expect([json?.type, JSON.parse(json?.body ?? '')]).toEqual(['application/json', sent]);
  });

  it('reads how an order stands', async () => {
    const cards = [{ number: 'A-1', secret: 's', valid_until: '2026-12-31T16:00:00Z' }, { number: 'A-2' }];
    answers(words({ status: 'success', cards: JSON.stringify(cards) }));
    expect(await client().query(NUMBER)).toEqual({
      state: 'succeeded',
      codes: [
        { number: 'A-1', secret: 's', validUntil: new Date('2026-12-31T16:00:00Z') },
        { number: 'A-2', secret: '', validUntil: null },
      ],
    });
    answers(words({ status: 'failed', code: 'NUMBER_UNKNOWN', message: '号码不存在' }));
    expect(await client().query(NUMBER)).toEqual({ state: 'failed', code: 'NUMBER_UNKNOWN', message: '号码不存在' });
    answers(words({ status: 'absent' }));
    expect(await client().query(NUMBER)).toEqual({ state: 'absent' });
    // To be placed and not to be known is no answer.
    expect(await client().place(order)).toMatchObject({ state: 'unknown' });
    expect(calls[0]).toMatchObject({ path: '/api/query' });
  });

  it.each<[string, () => void]>([
    ['is signed with another secret', () => answers(words({ status: 'success' }), 'other-secret')],
    ['is about another order', () => answers({ ...words({ status: 'success' }), order_no: 'other' })],
    ['is for another merchant', () => answers({ ...words({ status: 'success' }), merchant_id: '10002' })],
    ['has a status that nobody knows', () => answers(words({ status: 'done' }))],
    ['has codes that cannot be read', () => answers(words({ status: 'success', cards: '[{}]' }))],
    ['has no signature', () => (answer = { status: 200, body: JSON.stringify(words({ status: 'failed' })) })],
    ['is no flat object', () => (answer = { status: 200, body: '{"status":{"a":1}}' })],
    ['is no JSON', () => (answer = { status: 200, body: '<html>' })],
    ['is an error', () => (answer = { status: 502, body: '' })],
    ['does not come', () => (answer = 'broken')],
  ])('takes for unknown what %s', async (_, prepare) => {
    prepare();
    expect(await client().place(order)).toMatchObject({ state: 'unknown' });
    expect(await client().query(NUMBER)).toMatchObject({ state: 'unknown' });
  });

  it('does not wait for ever', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const dead = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const waiting = client({ url: dead, timeoutMs: 50 });
    expect(await waiting.place(order)).toEqual({ state: 'unknown', message: 'The supplier did not answer.' });
    silent.closeAllConnections();
    silent.close();
  });

  const FORM = 'application/x-www-form-urlencoded';
  const told = words({ status: 'success', amount: '1000', account: '13800001234', note: '话费' });

  it('believes a callback that is signed over all of it, as a form or as JSON', () => {
    const notice = {
      ...{ number: NUMBER, merchant: '10001', amountFen: 1000, account: '13800001234' },
      standing: { state: 'succeeded', codes: [] },
    };
    expect(client().parseCallback(FORM, new URLSearchParams(signed(told)).toString())).toEqual(notice);
    expect(client().parseCallback('application/json', JSON.stringify(signed(told)))).toEqual(notice);
  });

  it.each<[string, string]>([
    ['a parameter was changed', new URLSearchParams({ ...signed(told), amount: '1' }).toString()],
    ['a parameter was added', `${new URLSearchParams(signed(told))}&extra=1`],
    ['a parameter comes twice', `${new URLSearchParams(signed(told))}&amount=1000`],
    ['it is not signed', new URLSearchParams(told).toString()],
    ['the amount is none', new URLSearchParams(signed({ ...told, amount: '10.00' })).toString()],
    ['it is for another merchant', new URLSearchParams(signed({ ...told, merchant_id: '1' })).toString()],
    ['it is empty', ''],
  ])('refuses a callback when %s', (_, body) => {
    expect(() => client().parseCallback(FORM, body)).toThrow(CallbackRefused);
  });
});
