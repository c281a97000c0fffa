import { contentOf, DAY, OTHER, PayFixture } from './fixture';

let sim: PayFixture;

beforeEach(async () => {
  sim = new PayFixture();
  await sim.paid();
  sim.deliveries.length = 0;
});

afterEach(async () => {
  await sim.app.close();
});

const path = (number: string) => `/v3/refund/domestic/refunds/${number}`;

describe('a refund', () => {
  it('is accepted first and done later', async () => {
    const reply = await sim.refund({ reason: '不想要了' });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      refund_id: expect.stringMatching(/^5030\d{24}$/),
      out_refund_no: 'rfd_1',
      out_trade_no: 'ord_000001',
      transaction_id: expect.stringMatching(/^4200\d{24}$/),
      status: 'PROCESSING',
      create_time: '2025-01-01T08:00:00+08:00',
      amount: { total: 990, refund: 100, payer_total: 990, payer_refund: 100, currency: 'CNY' },
    });
    expect(reply.json).not.toHaveProperty('success_time');
    expect((await sim.query()).json).toMatchObject({ trade_state: 'REFUND' });
    sim.now += 5000;
    await sim.advance(0);
    expect((await sim.get(path('rfd_1'))).json).toEqual({
      ...reply.json,
      status: 'SUCCESS',
      success_time: '2025-01-01T08:00:05+08:00',
    });
  });

  it('is told to the merchant when it is done', async () => {
    await sim.refund();
    expect(sim.deliveries).toHaveLength(0);
    await sim.advance(0);
    const [delivery] = sim.deliveries;
    expect(delivery?.url).toBe('https://shop.example.com/callbacks/wechat-pay');
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
      event_type: 'REFUND.SUCCESS',
      resource_type: 'encrypt-resource',
      resource: { original_type: 'refund', associated_data: 'refund' },
    });
    expect(contentOf(delivery)).toEqual({
      mchid: '1900000109',
      refund_id: expect.any(String),
      out_refund_no: 'rfd_1',
      out_trade_no: 'ord_000001',
      transaction_id: expect.any(String),
      refund_status: 'SUCCESS',
      success_time: '2025-01-01T08:00:00+08:00',
      user_received_account: '支付用户零钱',
      amount: { total: 990, refund: 100, payer_total: 990, payer_refund: 100 },
    });
  });

  it('needs no address to tell it to', async () => {
    await sim.refund({ notify_url: undefined });
    await sim.advance(0);
    expect((await sim.get(path('rfd_1'))).json).toMatchObject({ status: 'SUCCESS' });
    expect(sim.deliveries).toHaveLength(0);
  });

  it('may name the payment by WeChat Pay’s number', async () => {
    const { transaction_id } = (await sim.query()).json;
    const reply = await sim.refund({ out_trade_no: undefined, transaction_id });
    expect(reply.json).toMatchObject({ out_trade_no: 'ord_000001', status: 'PROCESSING' });
  });

  it('is the same one when asked for again, and no other', async () => {
    const first = await sim.refund();
    expect((await sim.refund()).json).toEqual(first.json);
    const more = await sim.refund({ amount: { refund: 101, total: 990, currency: 'CNY' } });
    expect(more).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
    expect((await sim.get(path('rfd_1'))).json).toMatchObject({ amount: { refund: 100 } });
  });

  it('comes in parts whose sum is at most what was paid', async () => {
    const part = (out_refund_no: string, refund: number) =>
      sim.refund({ out_refund_no, amount: { refund, total: 990, currency: 'CNY' } });
    expect((await part('a', 500)).status).toBe(200);
    expect((await part('b', 491)).json).toMatchObject({ code: 'INVALID_REQUEST' });
    expect((await part('b', 490)).status).toBe(200);
    expect((await part('c', 1)).json).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('comes in at most fifty parts', async () => {
    for (let part = 0; part < 50; part++) {
      const reply = await sim.refund({ out_refund_no: `p${part}`, amount: { refund: 1, total: 990, currency: 'CNY' } });
      expect(reply.status).toBe(200);
    }
    const reply = await sim.refund({ out_refund_no: 'p50', amount: { refund: 1, total: 990, currency: 'CNY' } });
    expect(reply.json).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('comes within a year', async () => {
    sim.now += 365 * DAY;
    expect((await sim.refund()).status).toBe(200);
    sim.now += 1;
    expect((await sim.refund({ out_refund_no: 'late' })).json).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it.each([
    [{ out_refund_no: '' }, '/body/out_refund_no'],
    [{ out_refund_no: 'x'.repeat(65) }, '/body/out_refund_no'],
    [{ out_trade_no: undefined }, '/body/out_trade_no'],
    [{ reason: 'x'.repeat(81) }, '/body/reason'],
    [{ reason: '😀' }, '/body'],
    [{ notify_url: 'https://shop.example.com/?a' }, '/body/notify_url'],
    [{ amount: { refund: 0, total: 990, currency: 'CNY' } }, '/body/amount/refund'],
    [{ amount: { refund: 1, total: 990 } }, '/body/amount/currency'],
  ])('is refused with %j', async (over, field) => {
    expect((await sim.refund(over)).json).toMatchObject({ code: 'PARAM_ERROR', detail: { field } });
    expect((await sim.query()).json).toMatchObject({ trade_state: 'SUCCESS' });
  });

  it('is refused for another total, an unpaid order, an unknown one and another merchant’s', async () => {
    const total = await sim.refund({ amount: { refund: 1, total: 1, currency: 'CNY' } });
    expect(total).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } });
    await sim.order({ out_trade_no: 'ord_000002' });
    expect((await sim.refund({ out_trade_no: 'ord_000002' })).json).toMatchObject({ code: 'INVALID_REQUEST' });
    const unknown = await sim.refund({ out_trade_no: 'ord_000009' });
    expect(unknown).toMatchObject({ status: 404, json: { code: 'RESOURCE_NOT_EXISTS' } });
    expect(await sim.get(path('rfd_1'))).toMatchObject({ status: 404, json: { code: 'RESOURCE_NOT_EXISTS' } });
    await sim.refund();
    expect((await sim.get(path('rfd_1'), OTHER)).status).toBe(404);
  });
});

describe('a refund that does not go through', () => {
  it.each(['ABNORMAL', 'CLOSED'] as const)('ends %s after its time', async (refundOutcome) => {
    await sim.faults({ refundOutcome, refundSeconds: 60 });
    await sim.refund();
    await sim.advance(59_999);
    expect((await sim.get(path('rfd_1'))).json).toMatchObject({ status: 'PROCESSING' });
    expect(sim.deliveries).toHaveLength(0);
    await sim.advance(1);
    expect((await sim.get(path('rfd_1'))).json).toMatchObject({ status: refundOutcome });
    expect(JSON.parse(sim.deliveries[0]?.body ?? '').event_type).toBe(`REFUND.${refundOutcome}`);
    expect(contentOf(sim.deliveries[0])).toMatchObject({ refund_status: refundOutcome });
    expect(contentOf(sim.deliveries[0])).not.toHaveProperty('success_time');
  });

  it('leaves the money to be refunded again when closed, and not when abnormal', async () => {
    const all = { amount: { refund: 990, total: 990, currency: 'CNY' } };
    await sim.faults({ refundOutcome: 'CLOSED' });
    await sim.refund(all);
    await sim.advance(0);
    expect((await sim.query()).json).toMatchObject({ trade_state: 'SUCCESS' });
    await sim.faults({ refundOutcome: 'ABNORMAL' });
    expect((await sim.refund({ ...all, out_refund_no: 'rfd_2' })).status).toBe(200);
    await sim.advance(0);
    expect((await sim.refund({ ...all, out_refund_no: 'rfd_3' })).json).toMatchObject({ code: 'INVALID_REQUEST' });
    expect((await sim.query()).json).toMatchObject({ trade_state: 'REFUND' });
  });

  it('is settled by hand, once', async () => {
    await sim.faults({ refundSeconds: 60 });
    const { refund_id } = (await sim.refund()).json;
    const settle = (status: string) =>
      sim.own('POST', `/simulator/pay/refunds/${String(refund_id)}/settle`, { status });
    expect(await settle('PROCESSING')).toMatchObject({ status: 400 });
    expect(await settle('ABNORMAL')).toMatchObject({ status: 200 });
    await sim.advance(60_000);
    expect((await sim.get(path('rfd_1'))).json).toMatchObject({ status: 'ABNORMAL' });
    expect(await settle('SUCCESS')).toMatchObject({ status: 200 });
    expect(await settle('CLOSED')).toMatchObject({ status: 409 });
    await sim.advance(0);
    const events = sim.deliveries.map(({ body }) => JSON.parse(body).event_type);
    expect(events).toEqual(['REFUND.ABNORMAL', 'REFUND.SUCCESS']);
    expect(await sim.own('POST', '/simulator/pay/refunds/nothing/settle', { status: 'SUCCESS' })).toMatchObject({
      status: 404,
    });
  });
});
