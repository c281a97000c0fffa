import { PaymentError } from '../../src/connectors/payment/payment';
import { decodeId } from '../../src/platform/ids';
import { describeOnEachDatabase } from '../support/databases';
import { PaymentBench } from '../support/payments';
import { orderWithCash } from '../support/shelf';
import { tableRows } from '../support/table-rows';
import type { TestServer } from '../support/test-server';

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const MONEY = ['payment', 'payment_refund', 'payment_notice', 'mall_order', 'mall_sku', 'stock_entry', 'journal'];

describeOnEachDatabase('payments', (kind) => {
  let bench: PaymentBench;
  let server: TestServer;
  beforeEach(async () => {
    bench = await PaymentBench.start(kind);
    server = bench.server;
  });
  afterEach(() => bench.proveAndClose());

  it('are taken once, by each channel', async () => {
    expect(await bench.stock()).toEqual([10, 0, 0]);
    for (const channel of ['MINI_PROGRAM', 'H5', 'NATIVE'] as const) {
      const { orderId, params } = await orderWithCash(server, bench.token, bench.skuId, channel);
      if (!params) throw new Error('It cannot be paid.');
      expect(await bench.stateOf(orderId)).toBe('PENDING_PAYMENT');
      expect(await server.payDesk.pay(params, 'lin')).toBe('requestPayment:ok');
      await server.runPayTimers();
      expect(await bench.stateOf(orderId)).toBe('PAID');
      expect(await bench.paymentOf(orderId)).toMatchObject({ state: 'PAID', refunded: 0, problem: null });
    }
    expect(await bench.stock()).toEqual([7, 0, 3]);
    expect(await bench.points()).toEqual({ available: 850, held: 0 });
  });

  it('are told of again and again, twice at once: it counts once', async () => {
    await server.payDesk.faults({ doubleNotifications: true });
    await bench.pay();
    const before = await tableRows(server.database, ...MONEY);
    const { id } = await bench.lastNotice();
    expect(await server.payDesk.tell(id)).toEqual([204, 204]);
    expect(await tableRows(server.database, ...MONEY)).toEqual(before);
  });

  it.each([
    ['signed by another key', { notificationSignature: 'other-key' }],
    ['with a spoilt signature', { notificationSignature: 'bad' }],
    ['that only probes', { notificationSignature: 'probe' }],
    ['about another merchant', { wrongMchid: true }],
  ])('are not believed when told %s', async (_how, faults) => {
    await bench.payUnheard();
    const before = await tableRows(server.database);
    await server.payDesk.faults(faults);
    await server.runPayTimers();
    expect(await bench.lastOutcomes()).toEqual([400]);
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('are not believed from anybody else', async () => {
    const before = await tableRows(server.database);
    const post = async (body: string, headers: Record<string, string> = {}) => {
      const response = await fetch(`${server.url}/callbacks/wechat-pay`, { method: 'POST', body, headers });
      return [response.status, ((await response.json()) as { code: string }).code];
    };
    expect(await post('{}')).toEqual([400, 'FAIL']);
    expect(await post('')).toEqual([400, 'FAIL']);
    expect(await post('{}', { 'content-type': 'application/x-www-form-urlencoded' })).toEqual([400, 'FAIL']);
    expect(await post('x'.repeat(70_000))).toEqual([413, 'FAIL']);
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('of another amount do not count; what WeChat Pay tells when asked does', async () => {
    const orderId = await bench.payUnheard();
    await server.payDesk.faults({ wrongAmount: true });
    await server.runPayTimers();
    expect(await bench.lastOutcomes()).toEqual([409]);
    expect(await bench.stateOf(orderId)).toBe('PENDING_PAYMENT');
    expect(await bench.paymentOf(orderId)).toMatchObject({ state: 'OPEN', problem: 'Paid 991 fen, asked for 990.' });
    expect(server.logLines.some((line) => line.includes('a payment notification does not fit'))).toBe(true);
    server.clock.advance({ seconds: 30 });
    await server.workOnPayments();
    expect(await bench.stateOf(orderId)).toBe('PAID');
    expect(await bench.paymentOf(orderId)).toMatchObject({ state: 'PAID', problem: null });
  });

  it('by another payer than asked for are left to people', async () => {
    const orderId = await bench.payUnheard();
    await bench.write("UPDATE payment SET openid = 'o-mini-chen'");
    await server.runPayTimers();
    expect(await bench.lastOutcomes()).toEqual([409]);
    server.clock.advance({ seconds: 30 });
    await server.workOnPayments();
    expect(await bench.stateOf(orderId)).toBe('PENDING_PAYMENT');
    expect(await bench.paymentOf(orderId)).toMatchObject({ state: 'OPEN', problem: 'Paid by somebody else.' });
  });

  it('that are told before they are stored are told again', async () => {
    const number = 'RGBEFORETHECOMMIT';
    const order = {
      number,
      amountFen: 990,
      description: '咖啡券',
      channel: 'jsapi' as const,
      payer: { appId: 'wx00000000000000a1', openid: 'o-mini-lin' },
      expiresAt: new Date(server.clock.wallNow().getTime() + 900_000),
    };
    await server.payDesk.pay(server.payments.paramsOf(order, await server.payments.open(order)));
    await server.runPayTimers();
    const { id, attempts } = await bench.lastNotice();
    expect(attempts.map(({ outcome }) => outcome)).toEqual([404]);
    const { orderId } = await orderWithCash(server, bench.token, bench.skuId);
    await bench.write(`UPDATE payment SET number = '${number}'`);
    expect(await server.payDesk.tell(id)).toEqual([204]);
    expect(await bench.stateOf(orderId)).toBe('PAID');
  });

  it('that nobody told us of are found by asking', async () => {
    await server.payDesk.faults({ dropNotifications: 100 });
    const orderId = await bench.payUnheard();
    await server.runPayTimers();
    await server.workOnPayments();
    expect(await bench.stateOf(orderId)).toBe('PENDING_PAYMENT');
    server.clock.advance({ seconds: 30 });
    expect(await server.workOnPayments()).toEqual({ orders: 0, looked: 1, failed: 0 });
    expect(await bench.stateOf(orderId)).toBe('PAID');
  });

  it('that nobody makes are closed in time, and points and stock are free again', async () => {
    const { orderId, params } = await orderWithCash(server, bench.token, bench.skuId);
    expect([await bench.stock(), await bench.points()]).toEqual([[9, 1, 0], { available: 950, held: 50 }]);
    server.clock.advance({ minutes: 16 });
    await server.workOnPayments();
    expect(await bench.stateOf(orderId)).toBe('CANCELLED');
    expect(await bench.paymentOf(orderId)).toMatchObject({ state: 'CLOSED' });
    expect([await bench.stock(), await bench.points()]).toEqual([[10, 0, 0], { available: 1000, held: 0 }]);
    if (params) expect(await server.payDesk.pay(params)).toContain('fail');
  });

  it('stay open while WeChat Pay does not answer', async () => {
    const { orderId } = await orderWithCash(server, bench.token, bench.skuId);
    server.clock.advance({ minutes: 16 });
    await server.payDesk.faults({ systemErrors: 1 });
    expect(await server.workOnPayments()).toMatchObject({ failed: 1 });
    expect(await bench.stateOf(orderId)).toBe('PENDING_PAYMENT');
    expect(await bench.stock()).toEqual([9, 1, 0]);
    server.clock.advance({ minutes: 1 });
    await server.workOnPayments();
    expect(await bench.stateOf(orderId)).toBe('CANCELLED');
  });

  it('that come after the order was called off go back by themselves, once', async () => {
    const orderId = await bench.payUnheard();
    expect(await bench.cancel(orderId)).toEqual([]);
    expect(await bench.points()).toEqual({ available: 1000, held: 0 });
    const other = await bench.elsewhere();
    await Promise.all([server.workOnPayments(), other.run(), server.runPayTimers()]);
    await server.workOnPayments();
    expect(await bench.stateOf(orderId)).toBe('CANCELLED');
    expect(await bench.paymentOf(orderId)).toMatchObject({ state: 'PAID', refunded: 990 });
    await server.runPayTimers();
    expect(await bench.refunds()).toEqual(['SUCCEEDED']);
    for (const { id } of await server.payDesk.notices()) expect(await server.payDesk.tell(id)).toEqual([204]);
    expect(await bench.refunds()).toEqual(['SUCCEEDED']);
    expect([await bench.stock(), await bench.points()]).toEqual([[10, 0, 0], { available: 1000, held: 0 }]);
  });

  it('by a payer who is quicker than the close go back, too', async () => {
    const { orderId } = await orderWithCash(server, bench.token, bench.skuId);
    await bench.cancel(orderId);
    await server.payDesk.faults({ payOnClose: 1 });
    await server.workOnPayments();
    await server.runPayTimers();
    expect([await bench.stateOf(orderId), await bench.refunds()]).toEqual(['CANCELLED', ['SUCCEEDED']]);
  });

  it('told of after we took them for closed go back', async () => {
    const orderId = await bench.payUnheard();
    await bench.cancel(orderId);
    await bench.write("UPDATE payment SET state = 'CLOSED', check_at = NULL");
    await server.runPayTimers();
    expect(await bench.paymentOf(orderId)).toMatchObject({ state: 'PAID', refunded: 990 });
    await server.workOnPayments();
    await server.runPayTimers();
    expect([await bench.stateOf(orderId), await bench.refunds()]).toEqual(['CANCELLED', ['SUCCEEDED']]);
  });

  describe('paid back', () => {
    it('go once, though the answer is lost and two servers work', async () => {
      const orderId = await bench.pay();
      expect(await bench.cancel(orderId)).toEqual([]);
      expect(await bench.refunds()).toEqual(['REQUESTED']);
      await server.payDesk.faults({ lostAnswers: 1 });
      const other = await bench.elsewhere();
      await Promise.all([server.workOnPayments(), other.run()]);
      server.clock.advance({ minutes: 1 });
      await Promise.all([server.workOnPayments(), other.run()]);
      await server.runPayTimers();
      expect(await bench.refunds()).toEqual(['SUCCEEDED']);
      const told = (await server.payDesk.notices()).filter((notice) => notice.event_type === 'REFUND.SUCCESS');
      expect(told).toHaveLength(1);
      expect(await bench.points()).toEqual({ available: 1000, held: 0 });
    });

    it('are under way until WeChat Pay says so, told or asked', async () => {
      const orderId = await bench.pay();
      await server.payDesk.faults({ refundSeconds: 120, dropNotifications: 100 });
      await bench.cancel(orderId);
      await server.workOnPayments();
      expect(await bench.refunds()).toEqual(['PROCESSING']);
      server.clock.advance({ minutes: 5 });
      await server.runPayTimers();
      expect(await bench.refunds()).toEqual(['PROCESSING']);
      await server.workOnPayments();
      expect(await bench.refunds()).toEqual(['SUCCEEDED']);
    });

    it('wait for people when the account of the payer does not take them', async () => {
      const orderId = await bench.pay();
      await server.payDesk.faults({ refundOutcome: 'ABNORMAL' });
      await bench.cancel(orderId);
      await server.workOnPayments();
      await server.runPayTimers();
      expect(await bench.refunds()).toEqual(['ABNORMAL']);
      server.clock.advance({ hours: 2 });
      expect(await server.workOnPayments()).toMatchObject({ looked: 0 });
      // They have settled it in the merchant platform.
      const { content } = await bench.lastNotice();
      await server.payDesk.settle(String(content.refund_id), 'SUCCESS');
      await server.runPayTimers();
      expect(await bench.refunds()).toEqual(['SUCCEEDED']);
    });

    it('are tried again while the merchant has not enough money', async () => {
      const orderId = await bench.pay();
      await bench.cancel(orderId);
      const poor = await bench.elsewhere({
        ...server.payments,
        refund: async () => {
          throw new PaymentError('not-enough-money', '基本账户余额不足', 'NOT_ENOUGH');
        },
      });
      expect(await poor.run()).toMatchObject({ looked: 1, failed: 1 });
      expect(await bench.rows('SELECT state, problem FROM payment_refund')).toEqual([
        { state: 'REQUESTED', problem: '基本账户余额不足' },
      ]);
      server.clock.advance({ minutes: 1 });
      await server.workOnPayments();
      await server.runPayTimers();
      expect(await bench.rows('SELECT state, problem FROM payment_refund')).toEqual([
        { state: 'SUCCEEDED', problem: null },
      ]);
    });

    it('go for as long a reason as may be given', async () => {
      const orderId = await bench.pay();
      expect(await bench.cancel(orderId, '长'.repeat(200))).toEqual([]);
      await server.workOnPayments();
      await server.runPayTimers();
      expect(await bench.refunds()).toEqual(['SUCCEEDED']);
    });

    it('of which we know nothing are not ours', async () => {
      const orderId = await bench.pay();
      const { number: paymentNumber } = await bench.paymentOf(orderId);
      const before = await tableRows(server.database);
      await server.payments.refund({ number: `${paymentNumber}R1`, paymentNumber, amountFen: 1, totalFen: 990 });
      await server.runPayTimers();
      expect(await bench.lastOutcomes()).toEqual([404]);
      expect(await tableRows(server.database)).toEqual(before);
    });
  });

  it('of which one cannot be recorded do not hold up the others', async () => {
    await server.payDesk.faults({ dropNotifications: 100 });
    const broken = await bench.payUnheard();
    const whole = await bench.payUnheard();
    await bench.write(`UPDATE payment SET subject = '999' WHERE subject = '${decodeId('MallOrder', broken)}'`);
    server.clock.advance({ seconds: 30 });
    expect(await server.workOnPayments()).toEqual({ orders: 0, looked: 2, failed: 1 });
    expect([await bench.stateOf(broken), await bench.stateOf(whole)]).toEqual(['PENDING_PAYMENT', 'PAID']);
  });

  it('show how many wait', async () => {
    await orderWithCash(server, bench.token, bench.skuId);
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
    expect(await metrics()).toContain('rungs_payments_waiting{kind="payments"} 1');
    expect(await metrics()).toContain('rungs_payments_waiting{kind="refunds"} 0');
  });
});
