import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { buildSimulator } from '../app';

type Params = Record<string, string>;

/** Written out once more: the simulator's own must agree. */
function signed(params: Params, secret = 'demo-supplier-secret'): Params {
  const given = Object.keys(params).filter((name) => params[name] !== '' && name !== 'sign');
  const text = given.sort().reduce((sum, name) => `${sum}${name}=${params[name]}&`, '');
  const sign = createHash('md5').update(`${text}key=${secret}`).digest('hex').toUpperCase();
  return { ...params, sign };
}

const order = (over: Params = {}): Params => ({
  ...{ merchant_id: 'rungs-demo', order_no: 'SO000001', item: 'credit-10', quantity: '1', account: '13800001234' },
  ...{ amount: '1000', notify_url: 'http://127.0.0.1:1/callbacks/supplier/demo', timestamp: '1735689600', ...over },
});

describe('the simulated supplier', () => {
  let app: FastifyInstance;
  let now: number;
  let timers: { at: number; task: () => void }[];
  let told: Params[];
  let takes: number;
  beforeEach(() => {
    now = Date.UTC(2025, 0, 1);
    [timers, told, takes] = [[], [], 200];
    app = buildSimulator({
      now: () => now,
      schedule: (milliseconds, task) => void timers.push({ at: now + milliseconds, task }),
      deliver: async ({ body }) => {
        told.push(Object.fromEntries(new URLSearchParams(body)));
        return takes;
      },
    });
  });
  afterEach(() => app.close());

  const call = async (path: 'order' | 'query', params: Params) => {
    const response = await app.inject({ method: 'POST', url: `/supplier/${path}`, payload: params });
    return { status: response.statusCode, ...(response.json() as Params) };
  };
  const own = async (path: string, payload?: object) =>
    (await app.inject({ method: payload ? 'POST' : 'GET', url: `/simulator/supplier${path}`, payload })).json();
  const advance = async (seconds: number) => {
    now += seconds * 1000;
    for (let next = timers.shift(); next; next = timers.shift()) {
      if (next.at > now) {
        timers.unshift(next);
        return;
      }
      next.task();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('accepts, and tells of the success after two seconds, signed over all of it', async () => {
    expect(await call('order', signed(order()))).toMatchObject({ status: 'accepted', order_no: 'SO000001' });
    await advance(1);
    expect(told).toEqual([]);
    await advance(1);
    expect(told).toMatchObject([{ status: 'success', amount: '1000', account: '13800001234' }]);
    expect(told[0]).toEqual(signed(told[0] ?? {}));
    expect(await call('query', signed({ merchant_id: 'rungs-demo', order_no: 'SO000001' }))).toMatchObject({
      status: 'success',
    });
  });

  it('counts how often a number was placed, and takes it once', async () => {
    for (let times = 0; times < 3; times++) await call('order', signed(order()));
    expect(await own('/orders')).toMatchObject({ orders: [{ number: 'SO000001', placed: 3, status: 'accepted' }] });
  });

  it('fails for phones that end in 0000, and gives codes where there is no phone', async () => {
    await call('order', signed(order({ account: '13800000000' })));
    await call('order', signed(order({ order_no: 'SO000002', account: '', quantity: '2' })));
    await advance(2);
    expect(told.map(({ status }) => status)).toEqual(['failed', 'success']);
    expect(JSON.parse(told[1]?.cards ?? '')).toHaveLength(2);
  });

  it('refuses what is not signed, and has not heard of other numbers', async () => {
    const refused = await app.inject({ method: 'POST', url: '/supplier/order', payload: signed(order(), 'other') });
    expect([refused.statusCode, refused.json()]).toEqual([403, { code: 'SIGN_ERROR' }]);
    expect(await call('query', signed(order()))).toMatchObject({ status: 'absent' });
  });

  it('tells again what was not taken, twice when told to, and loses callbacks when told to', async () => {
    takes = 500;
    await own('/behaviour', { seconds: 0, duplicateCallbacks: true, dropCallbacks: 1 });
    await call('order', signed(order()));
    await advance(0);
    takes = 200;
    await advance(15);
    await advance(3600);
    expect(await own('/orders')).toMatchObject({ orders: [{ callbacks: ['dropped', 500, 200, 200] }] });
  });

  it.each([
    ['success', { status: 'success' }, { status: 'success' }],
    ['failed', { status: 'failed', code: 'NUMBER_UNKNOWN' }, { status: 'failed' }],
    ['absent', { status: 'accepted' }, { status: 'absent' }],
  ])('answers %s when told to', async (outcome, placed, asked) => {
    await own('/behaviour', { outcome });
    expect(await call('order', signed(order()))).toMatchObject(placed);
    expect(await call('query', signed(order()))).toMatchObject(asked);
  });

  it('shows its orders and its behaviour to people, and takes no nonsense', async () => {
    await call('order', signed(order()));
    const page = await app.inject({ method: 'GET', url: '/simulator/supplier' });
    expect(page.body).toContain('SO000001');
    const response = await app.inject({
      method: 'POST',
      url: '/simulator/supplier/behaviour',
      payload: { outcome: 'perhaps' },
    });
    expect(response.statusCode).toBe(400);
    expect(await own('/orders/SO000001/settle', { status: 'failed' })).toMatchObject({ status: 'failed' });
    expect(told).toMatchObject([{ status: 'failed' }]);
  });
});
