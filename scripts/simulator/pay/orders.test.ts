import { DAY, HOUR, jsapiOrder, MCHID, MINI, OTHER, PayFixture } from './fixture';

let sim: PayFixture;

beforeEach(() => {
  sim = new PayFixture();
});

afterEach(async () => {
  await sim.app.close();
});

const JSAPI = '/v3/pay/transactions/jsapi';
const DEVICE = { payer_client_ip: '127.0.0.1' };

describe('ordering', () => {
  it('takes an order of each kind', async () => {
    expect((await sim.post(JSAPI, jsapiOrder())).json).toEqual({
      prepay_id: expect.stringMatching(/^wx20250101080000\w+$/),
    });
    const h5 = await sim.post('/v3/pay/transactions/h5', {
      ...jsapiOrder({ out_trade_no: 'ord_000002', payer: undefined }),
      scene_info: { ...DEVICE, h5_info: { type: 'Wap' } },
    });
    const native = await sim.post('/v3/pay/transactions/native', jsapiOrder({ out_trade_no: 'ord_000003' }));
    for (const address of [h5.json.h5_url, native.json.code_url]) {
      const page = await sim.app.inject(String(address));
      expect(page.body).toContain('name="act" value="pay"');
    }
  });

  it('shows an unpaid order', async () => {
    await sim.order({ attach: '会员' });
    expect((await sim.query()).json).toEqual({
      appid: MINI,
      mchid: MCHID,
      out_trade_no: 'ord_000001',
      attach: '会员',
      trade_state: 'NOTPAY',
      trade_state_desc: '订单未支付',
      promotion_detail: [],
      payer: {},
      amount: { total: 990, currency: 'CNY' },
    });
  });

  it.each([
    [{ description: 'x'.repeat(127) }],
    [{ description: '杯'.repeat(127) }],
    [{ out_trade_no: 'aB3_-|' }],
    [{ out_trade_no: '*'.repeat(32) }],
    [{ amount: { total: 1 } }],
    [{ attach: 'x'.repeat(128) }],
    [{ time_expire: '2025-01-01T08:00:01+08:00' }],
    [{ description: 'é中' }],
    [{ unknown: 1 }],
  ])('accepts %j', async (over) => {
    expect((await sim.post(JSAPI, jsapiOrder(over))).status).toBe(200);
  });

  it.each([
    [{ description: '' }, '/body/description'],
    [{ description: 'x'.repeat(128) }, '/body/description'],
    [{ description: undefined }, '/body/description'],
    [{ out_trade_no: 'short' }, '/body/out_trade_no'],
    [{ out_trade_no: 'x'.repeat(33) }, '/body/out_trade_no'],
    [{ out_trade_no: 'ord 00001' }, '/body/out_trade_no'],
    [{ out_trade_no: 'ord@00001' }, '/body/out_trade_no'],
    [{ notify_url: 'https://shop.example.com/?a=1' }, '/body/notify_url'],
    [{ notify_url: 'https://shop.example.com/#a' }, '/body/notify_url'],
    [{ notify_url: 'http://shop.example.com/' }, '/body/notify_url'],
    [{ notify_url: 'http://127.0.0.1:4000/' }, '/body/notify_url'],
    [{ notify_url: '/callbacks' }, '/body/notify_url'],
    [{ notify_url: undefined }, '/body/notify_url'],
    [{ amount: { total: 0 } }, '/body/amount/total'],
    [{ amount: { total: 9.5 } }, '/body/amount/total'],
    [{ amount: { total: '990' } }, '/body/amount/total'],
    [{ amount: { total: 990, currency: 'USD' } }, '/body/amount/currency'],
    [{ payer: {} }, '/body/payer/openid'],
    [{ payer: { openid: 'o-web-lin' } }, '/body/payer/openid'],
    [{ payer: { openid: 'o-mini-' } }, '/body/payer/openid'],
    [{ attach: 'x'.repeat(129) }, '/body/attach'],
    [{ time_expire: '2025-01-01 09:00:00' }, '/body/time_expire'],
    [{ time_expire: '2025-01-01T08:00:00+08:00' }, '/body/time_expire'],
    [{ description: '杯😀' }, '/body'],
    [{ attach: '\ud83d' }, '/body'],
  ])('refuses %j', async (over, field) => {
    const reply = await sim.post(JSAPI, jsapiOrder(over));
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ code: 'PARAM_ERROR', detail: { field, location: 'body' } });
    expect((await sim.query()).status).toBe(404);
  });

  it.each(['', 'null', '[]', '{"a":', '"text"'])('refuses the body %s', async (body) => {
    const reply = await sim.call('POST', JSAPI, body);
    expect(reply.json).toMatchObject({ code: 'PARAM_ERROR' });
  });

  it('asks a phone’s browser for its address and kind', async () => {
    const body = jsapiOrder({ payer: undefined });
    expect((await sim.post('/v3/pay/transactions/h5', body)).json).toMatchObject({
      detail: { field: '/body/scene_info' },
    });
    expect((await sim.post('/v3/pay/transactions/h5', { ...body, scene_info: DEVICE })).json).toMatchObject({
      detail: { field: '/body/scene_info/h5_info' },
    });
  });

  it('refuses another merchant’s number and apps that are not bound', async () => {
    expect((await sim.post(JSAPI, jsapiOrder({ mchid: '1900000110' }))).json).toMatchObject({
      code: 'INVALID_REQUEST',
    });
    expect((await sim.post(JSAPI, jsapiOrder({ appid: 'wx0000000000000000' }))).json).toMatchObject({
      code: 'APPID_MCHID_NOT_MATCH',
    });
  });

  it('notifies this machine without encryption where the merchant is a demo’s', async () => {
    const body = jsapiOrder({ mchid: OTHER.mchid, notify_url: 'http://127.0.0.1:4000/callbacks/wechat-pay' });
    expect((await sim.post(JSAPI, body, OTHER)).status).toBe(200);
    const elsewhere = { ...body, out_trade_no: 'ord_000002', notify_url: 'http://shop.example.com/' };
    expect((await sim.post(JSAPI, elsewhere, OTHER)).json).toMatchObject({ code: 'PARAM_ERROR' });
  });
});

describe('the same number again', () => {
  it('is the same order with the same parameters, however written', async () => {
    const first = await sim.order();
    const reversed = Object.fromEntries(Object.entries(jsapiOrder()).reverse());
    expect((await sim.post(JSAPI, JSON.stringify(reversed, null, 2))).json).toEqual({ prepay_id: first });
    sim.now += 2 * HOUR - 1;
    expect(await sim.order()).toBe(first);
    sim.now += 1;
    expect(await sim.order()).not.toBe(first);
  });

  it.each([
    [{ description: '水杯' }],
    [{ amount: { total: 991, currency: 'CNY' } }],
    [{ payer: { openid: 'o-mini-chen' } }],
    [{ attach: '' }],
    [{ attach: 'a' }],
    [{ notify_url: 'https://shop.example.com/other' }],
  ])('is refused with %j', async (over) => {
    await sim.order();
    const reply = await sim.post(JSAPI, jsapiOrder(over));
    expect(reply.status).toBe(400);
    expect(['INVALID_REQUEST', 'PARAM_ERROR']).toContain(reply.json.code);
    expect((await sim.query()).json).toMatchObject({ amount: { total: 990 } });
  });

  it('is refused in another way to pay', async () => {
    await sim.order();
    expect((await sim.post('/v3/pay/transactions/native', jsapiOrder())).json).toMatchObject({
      code: 'INVALID_REQUEST',
    });
  });

  it('is refused after closing and after paying', async () => {
    await sim.order();
    await sim.close();
    const closed = await sim.post(JSAPI, jsapiOrder());
    expect(closed).toMatchObject({ status: 400, json: { code: 'ORDER_CLOSED' } });
    await sim.paid({ out_trade_no: 'ord_000002' });
    const paid = await sim.post(JSAPI, jsapiOrder({ out_trade_no: 'ord_000002' }));
    expect(paid).toMatchObject({ status: 400, json: { code: 'ORDERPAID' } });
  });

  it('is another order for another merchant', async () => {
    await sim.order();
    expect((await sim.query('ord_000001', OTHER)).json).toMatchObject({ code: 'ORDER_NOT_EXIST' });
  });
});

describe('a paid order', () => {
  it('is found by both numbers', async () => {
    await sim.paid();
    const { json } = await sim.query();
    expect(json).toMatchObject({
      trade_state: 'SUCCESS',
      trade_type: 'JSAPI',
      success_time: '2025-01-01T08:00:00+08:00',
      payer: { openid: 'o-mini-lin' },
      amount: { total: 990, payer_total: 990 },
    });
    expect(json.transaction_id).toMatch(/^4200\d{24}$/);
    const path = `/v3/pay/transactions/id/${String(json.transaction_id)}?mchid=`;
    expect((await sim.get(path + MCHID)).json).toEqual(json);
    expect((await sim.get(path + String(OTHER.mchid), OTHER)).status).toBe(404);
  });

  it('asks for the merchant’s own number in a query', async () => {
    await sim.order();
    expect((await sim.get('/v3/pay/transactions/out-trade-no/ord_000001')).json).toMatchObject({
      code: 'PARAM_ERROR',
      detail: { field: '/query/mchid', location: 'query' },
    });
    expect((await sim.get('/v3/pay/transactions/out-trade-no/ord_000001?mchid=1900000110')).json).toMatchObject({
      code: 'INVALID_REQUEST',
    });
  });
});

describe('closing', () => {
  it('is 204 without a body, and ends the order', async () => {
    const prepayId = await sim.order();
    expect(await sim.close()).toMatchObject({ status: 204, text: '' });
    expect((await sim.query()).json).toMatchObject({ trade_state: 'CLOSED', trade_state_desc: '订单已关闭' });
    const result = await sim.own('POST', '/simulator/pay/request-payment', sim.paymentParameters(prepayId));
    expect(result.errMsg).toBe('requestPayment:fail 该订单已关闭');
    expect(await sim.close()).toMatchObject({ status: 400, json: { code: 'ORDER_CLOSED' } });
  });

  it('is refused for what is paid or unknown', async () => {
    await sim.paid();
    expect(await sim.close()).toMatchObject({ status: 400, json: { code: 'ORDERPAID' } });
    expect(await sim.close('ord_000009')).toMatchObject({ status: 404, json: { code: 'ORDER_NOT_EXIST' } });
    const body = { mchid: '1900000110' };
    const reply = await sim.post('/v3/pay/transactions/out-trade-no/ord_000001/close', body);
    expect(reply.json).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('loses to a payer who is quicker', async () => {
    await sim.order();
    await sim.faults({ payOnClose: 1 });
    expect(await sim.close()).toMatchObject({ status: 400, json: { code: 'ORDERPAID' } });
    await sim.advance(0);
    expect(sim.deliveries).toHaveLength(1);
    expect((await sim.query()).json).toMatchObject({ trade_state: 'SUCCESS', payer: { openid: 'o-mini-lin' } });
  });
});

describe('time', () => {
  it.each([
    ['its end', { time_expire: '2025-01-01T08:15:00+08:00' }, 15 * 60_000],
    ['two hours of the prepay id', {}, 2 * HOUR],
    ['two hours of the prepay id, whatever the end', { time_expire: '2025-01-03T08:00:00+08:00' }, 2 * HOUR],
  ])('ends paying at %s', async (_what, over, after) => {
    const parameters = sim.paymentParameters(await sim.order(over));
    sim.now += after;
    const late = await sim.own('POST', '/simulator/pay/request-payment', parameters);
    expect(late.errMsg).toBe('requestPayment:fail 该订单已失效');
    sim.now -= 1;
    expect((await sim.own('POST', '/simulator/pay/request-payment', parameters)).errMsg).toBe('requestPayment:ok');
  });

  it('ends paying after seven days, with however new a prepay id', async () => {
    await sim.order();
    sim.now += 7 * DAY;
    const parameters = sim.paymentParameters(await sim.order());
    const late = await sim.own('POST', '/simulator/pay/request-payment', parameters);
    expect(late.errMsg).toBe('requestPayment:fail 该订单已失效');
  });
});
