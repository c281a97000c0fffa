import { PaymentError } from '../../src/connectors/payment/payment';
import { stockFaults } from '../../src/modules/mall/stock.store';
import { ProgramCatalogue } from '../../src/modules/programs';
import { createPaymentWork } from '../../src/payment-work';
import { decodeId } from '../../src/platform/ids';
import { createLog } from '../../src/platform/log';
import { describeOnEachDatabase } from '../support/databases';
import { record } from '../support/events';
import { orderWithCash, shelve } from '../support/mall';
import { faultsOf } from '../support/proofs';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

// A whole server for each test, on a machine that may be busy.
jest.setTimeout(60_000);

const program = `
program: shop
name: Shop
timeZone: Asia/Shanghai
points: { pendingFor: P0D }
tracks:
  - code: growth
    name: Growth
    primary: true
    basis: { kind: growth }
    validity: P1Y
    downgrade: { policy: oneStep, grace: P30D }
    levels:
      - { code: base, name: Base, threshold: 0, color: "#111111" }
rules:
  - { code: order-points, on: order.completed, grant: { points: { perYuan: 1 } } }
`;
const MONEY = ['payment', 'payment_refund', 'payment_notice', 'mall_order', 'mall_sku', 'stock_entry', 'journal'];

describeOnEachDatabase('payments', (kind) => {
  let server: TestServer;
  let lin: string;
  let skuId: string;
  beforeEach(async () => {
    server = await startTestServer(kind, { program });
    const event = { eventId: 'first', type: 'order.completed', amountFen: 100_000 };
    await record(server, await server.partnerToken(), [event]);
    lin = (await server.signIn('lin')).accessToken;
    skuId = await shelve(server);
  });
  afterEach(async () => {
    // Whatever was told: what is stored is what the journal and the stock ledger prove.
    expect(await faultsOf(server.database)).toEqual([]);
    expect(await stockFaults(server.database)).toEqual([]);
    await server.close();
  });

  const rowsOf = async <T>(query: string): Promise<T[]> => server.database.reader.query(query);
  interface Payment {
    number: string;
    state: string;
    refunded: number;
    problem: string | null;
  }
  const paymentOf = async (orderId: string): Promise<Payment> => {
    const [row] = await rowsOf<Payment>(
      `SELECT number, state, refunded_fen AS refunded, problem FROM payment WHERE subject = '${decodeId('MallOrder', orderId)}'`,
    );
    if (!row) throw new Error('It has no payment.');
    return { ...row, refunded: Number(row.refunded) };
  };
  const refunds = async () => (await rowsOf<{ state: string }>('SELECT state FROM payment_refund')).map((r) => r.state);
  const stateOf = async (orderId: string) => {
    const [row] = await rowsOf<{ state: string }>(
      `SELECT state FROM mall_order WHERE id = ${decodeId('MallOrder', orderId)}`,
    );
    return row?.state;
  };
  const stock = async () => {
    const [row] = await rowsOf<Record<string, unknown>>('SELECT available, reserved, sold FROM mall_sku');
    return [Number(row?.available), Number(row?.reserved), Number(row?.sold)];
  };
  const points = async () => {
    type Answer = { me: { points: { available: number; held: number } } };
    // The clock may have outrun the token.
    const { accessToken: token } = await server.signIn('lin');
    const { data } = await server.graphql<Answer>('{ me { points { available held } } }', { token });
    return data.me.points;
  };
  const cancel = (orderId: string, key: string) =>
    mutate(server, 'mallOrderCancel', { idempotencyKey: key, orderId }, { token: lin });

  /** Places an order and pays it at WeChat Pay; we have not heard of it yet. */
  async function payUnheard(): Promise<string> {
    const { orderId, params } = await orderWithCash(server, lin, skuId);
    if (!params) throw new Error('It cannot be paid.');
    expect(await server.payDesk.pay(params)).toBe('requestPayment:ok');
    return orderId;
  }
  async function pay(): Promise<string> {
    const orderId = await payUnheard();
    await server.runPayTimers();
    expect(await stateOf(orderId)).toBe('PAID');
    return orderId;
  }
  const lastNotice = async () => {
    const notice = (await server.payDesk.notices()).at(-1);
    if (!notice) throw new Error('Nothing was told.');
    return notice;
  };
  /** The same server at another place, with a provider that does as told. */
  async function elsewhere(provider = server.payments) {
    const database = await server.anotherInstance();
    const programs = new ProgramCatalogue(database, server.clock);
    const log = createLog('silent');
    return createPaymentWork({ database, clock: server.clock, programs, provider, log });
  }

  it('are taken once, by each channel', async () => {
    expect(await stock()).toEqual([10, 0, 0]);
    for (const channel of ['MINI_PROGRAM', 'H5', 'NATIVE'] as const) {
      const { orderId, params } = await orderWithCash(server, lin, skuId, channel);
      if (!params) throw new Error('It cannot be paid.');
      expect(await stateOf(orderId)).toBe('PENDING_PAYMENT');
      expect(await server.payDesk.pay(params, 'lin')).toBe('requestPayment:ok');
      await server.runPayTimers();
      expect(await stateOf(orderId)).toBe('PAID');
      expect(await paymentOf(orderId)).toMatchObject({ state: 'PAID', refunded: 0, problem: null });
    }
    expect(await stock()).toEqual([7, 0, 3]);
    expect(await points()).toEqual({ available: 850, held: 0 });
  });

  it('are told of again and again, twice at once: it counts once', async () => {
    await server.payDesk.faults({ doubleNotifications: true });
    await pay();
    const before = await tableRows(server.database, ...MONEY);
    const { id } = await lastNotice();
    expect(await server.payDesk.tell(id)).toEqual([204, 204]);
    expect(await tableRows(server.database, ...MONEY)).toEqual(before);
  });

  it.each([
    ['signed by another key', { notificationSignature: 'other-key' }],
    ['with a spoilt signature', { notificationSignature: 'bad' }],
    ['that only probes', { notificationSignature: 'probe' }],
    ['about another merchant', { wrongMchid: true }],
  ])('are not believed when told %s', async (_how, faults) => {
    await payUnheard();
    const before = await tableRows(server.database);
    await server.payDesk.faults(faults);
    await server.runPayTimers();
    expect((await lastNotice()).attempts.map(({ outcome }) => outcome)).toEqual([400]);
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
    const orderId = await payUnheard();
    await server.payDesk.faults({ wrongAmount: true });
    await server.runPayTimers();
    expect((await lastNotice()).attempts.map(({ outcome }) => outcome)).toEqual([409]);
    expect(await stateOf(orderId)).toBe('PENDING_PAYMENT');
    expect(await paymentOf(orderId)).toMatchObject({ state: 'OPEN', problem: 'Paid 991 fen, asked for 990.' });
    expect(server.logLines.some((line) => line.includes('a payment notification does not fit'))).toBe(true);
    server.clock.advance({ seconds: 30 });
    await server.workOnPayments();
    expect(await stateOf(orderId)).toBe('PAID');
    expect(await paymentOf(orderId)).toMatchObject({ state: 'PAID', problem: null });
  });

  it('by another payer than asked for are left to people', async () => {
    const orderId = await payUnheard();
    await server.database.writer.query("UPDATE payment SET openid = 'o-mini-chen'");
    await server.runPayTimers();
    expect((await lastNotice()).attempts.map(({ outcome }) => outcome)).toEqual([409]);
    server.clock.advance({ seconds: 30 });
    await server.workOnPayments();
    expect(await stateOf(orderId)).toBe('PENDING_PAYMENT');
    expect(await paymentOf(orderId)).toMatchObject({ state: 'OPEN', problem: 'Paid by somebody else.' });
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
    const { id, attempts } = await lastNotice();
    expect(attempts.map(({ outcome }) => outcome)).toEqual([404]);
    const { orderId } = await orderWithCash(server, lin, skuId);
    await server.database.writer.query(`UPDATE payment SET number = '${number}'`);
    expect(await server.payDesk.tell(id)).toEqual([204]);
    expect(await stateOf(orderId)).toBe('PAID');
  });

  it('that nobody told us of are found by asking', async () => {
    await server.payDesk.faults({ dropNotifications: 100 });
    const orderId = await payUnheard();
    await server.runPayTimers();
    await server.workOnPayments();
    expect(await stateOf(orderId)).toBe('PENDING_PAYMENT');
    server.clock.advance({ seconds: 30 });
    expect(await server.workOnPayments()).toEqual({ orders: 0, looked: 1, failed: 0 });
    expect(await stateOf(orderId)).toBe('PAID');
  });

  it('that nobody makes are closed in time, and points and stock are free again', async () => {
    const { orderId, params } = await orderWithCash(server, lin, skuId);
    expect([await stock(), await points()]).toEqual([[9, 1, 0], { available: 950, held: 50 }]);
    server.clock.advance({ minutes: 16 });
    await server.workOnPayments();
    expect(await stateOf(orderId)).toBe('CANCELLED');
    expect(await paymentOf(orderId)).toMatchObject({ state: 'CLOSED' });
    expect([await stock(), await points()]).toEqual([[10, 0, 0], { available: 1000, held: 0 }]);
    if (params) expect(await server.payDesk.pay(params)).toContain('fail');
  });

  it('stay open while WeChat Pay does not answer', async () => {
    const { orderId } = await orderWithCash(server, lin, skuId);
    server.clock.advance({ minutes: 16 });
    await server.payDesk.faults({ systemErrors: 1 });
    expect(await server.workOnPayments()).toMatchObject({ failed: 1 });
    expect(await stateOf(orderId)).toBe('PENDING_PAYMENT');
    expect(await stock()).toEqual([9, 1, 0]);
    server.clock.advance({ minutes: 1 });
    await server.workOnPayments();
    expect(await stateOf(orderId)).toBe('CANCELLED');
  });

  it('that come after the order was called off go back by themselves, once', async () => {
    const orderId = await payUnheard();
    expect(refusalsOf(await cancel(orderId, 'c1'))).toEqual([]);
    expect(await points()).toEqual({ available: 1000, held: 0 });
    const other = await elsewhere();
    await Promise.all([server.workOnPayments(), other.run(), server.runPayTimers()]);
    await server.workOnPayments();
    expect(await stateOf(orderId)).toBe('CANCELLED');
    expect(await paymentOf(orderId)).toMatchObject({ state: 'PAID', refunded: 990 });
    await server.runPayTimers();
    expect(await refunds()).toEqual(['SUCCEEDED']);
    for (const { id } of await server.payDesk.notices()) expect(await server.payDesk.tell(id)).toEqual([204]);
    expect(await refunds()).toEqual(['SUCCEEDED']);
    expect([await stock(), await points()]).toEqual([[10, 0, 0], { available: 1000, held: 0 }]);
  });

  it('by a payer who is quicker than the close go back, too', async () => {
    const { orderId } = await orderWithCash(server, lin, skuId);
    await cancel(orderId, 'c1');
    await server.payDesk.faults({ payOnClose: 1 });
    await server.workOnPayments();
    await server.runPayTimers();
    expect([await stateOf(orderId), await refunds()]).toEqual(['CANCELLED', ['SUCCEEDED']]);
  });

  it('told of after we took them for closed go back', async () => {
    const orderId = await payUnheard();
    await cancel(orderId, 'c1');
    await server.database.writer.query("UPDATE payment SET state = 'CLOSED', check_at = NULL");
    await server.runPayTimers();
    expect(await paymentOf(orderId)).toMatchObject({ state: 'PAID', refunded: 990 });
    await server.workOnPayments();
    await server.runPayTimers();
    expect([await stateOf(orderId), await refunds()]).toEqual(['CANCELLED', ['SUCCEEDED']]);
  });

  describe('paid back', () => {
    it('go once, though the answer is lost and two servers work', async () => {
      const orderId = await pay();
      expect(refusalsOf(await cancel(orderId, 'c1'))).toEqual([]);
      expect(await refunds()).toEqual(['REQUESTED']);
      await server.payDesk.faults({ lostAnswers: 1 });
      const other = await elsewhere();
      await Promise.all([server.workOnPayments(), other.run()]);
      server.clock.advance({ minutes: 1 });
      await Promise.all([server.workOnPayments(), other.run()]);
      await server.runPayTimers();
      expect(await refunds()).toEqual(['SUCCEEDED']);
      const told = (await server.payDesk.notices()).filter((notice) => notice.event_type === 'REFUND.SUCCESS');
      expect(told).toHaveLength(1);
      expect(await points()).toEqual({ available: 1000, held: 0 });
    });

    it('are under way until WeChat Pay says so, told or asked', async () => {
      const orderId = await pay();
      await server.payDesk.faults({ refundSeconds: 120, dropNotifications: 100 });
      await cancel(orderId, 'c1');
      await server.workOnPayments();
      expect(await refunds()).toEqual(['PROCESSING']);
      server.clock.advance({ minutes: 5 });
      await server.runPayTimers();
      expect(await refunds()).toEqual(['PROCESSING']);
      await server.workOnPayments();
      expect(await refunds()).toEqual(['SUCCEEDED']);
    });

    it('wait for people when the account of the payer does not take them', async () => {
      const orderId = await pay();
      await server.payDesk.faults({ refundOutcome: 'ABNORMAL' });
      await cancel(orderId, 'c1');
      await server.workOnPayments();
      await server.runPayTimers();
      expect(await refunds()).toEqual(['ABNORMAL']);
      server.clock.advance({ hours: 2 });
      expect(await server.workOnPayments()).toMatchObject({ looked: 0 });
      // They have settled it in the merchant platform.
      const { content } = await lastNotice();
      await server.payDesk.settle(String(content.refund_id), 'SUCCESS');
      await server.runPayTimers();
      expect(await refunds()).toEqual(['SUCCEEDED']);
    });

    it('are tried again while the merchant has not enough money', async () => {
      const orderId = await pay();
      await cancel(orderId, 'c1');
      const poor = await elsewhere({
        ...server.payments,
        refund: async () => {
          throw new PaymentError('not-enough-money', '基本账户余额不足', 'NOT_ENOUGH');
        },
      });
      expect(await poor.run()).toMatchObject({ looked: 1, failed: 1 });
      expect(await rowsOf('SELECT state, problem FROM payment_refund')).toEqual([
        { state: 'REQUESTED', problem: '基本账户余额不足' },
      ]);
      server.clock.advance({ minutes: 1 });
      await server.workOnPayments();
      await server.runPayTimers();
      expect(await rowsOf('SELECT state, problem FROM payment_refund')).toEqual([
        { state: 'SUCCEEDED', problem: null },
      ]);
    });

    it('of which we know nothing are not ours', async () => {
      const orderId = await pay();
      const { number: paymentNumber } = await paymentOf(orderId);
      const before = await tableRows(server.database);
      await server.payments.refund({ number: `${paymentNumber}R1`, paymentNumber, amountFen: 1, totalFen: 990 });
      await server.runPayTimers();
      expect((await lastNotice()).attempts.map(({ outcome }) => outcome)).toEqual([404]);
      expect(await tableRows(server.database)).toEqual(before);
    });
  });

  it('of which one cannot be recorded do not hold up the others', async () => {
    await server.payDesk.faults({ dropNotifications: 100 });
    const broken = await payUnheard();
    const whole = await payUnheard();
    await server.database.writer.query(
      `UPDATE payment SET subject = '999' WHERE subject = '${decodeId('MallOrder', broken)}'`,
    );
    server.clock.advance({ seconds: 30 });
    expect(await server.workOnPayments()).toEqual({ orders: 0, looked: 2, failed: 1 });
    expect([await stateOf(broken), await stateOf(whole)]).toEqual(['PENDING_PAYMENT', 'PAID']);
  });

  it('show how many wait', async () => {
    await orderWithCash(server, lin, skuId);
    const metrics = async () => (await fetch(`${server.url}/metrics`)).text();
    expect(await metrics()).toContain('rungs_payments_waiting{kind="payments"} 1');
    expect(await metrics()).toContain('rungs_payments_waiting{kind="refunds"} 0');
  });

  describe('and the bills of WeChat Pay', () => {
    const bills = async () => {
      const fields = 'date paidFen refundedFen lines differences { kind number oursFen theirsFen }';
      const query = `{ paymentBills(first: 10) { edges { node { ${fields} } } } }`;
      type Answer = { paymentBills: { edges: { node: { date: string; differences: object[] } }[] } };
      const { data, errors } = await server.graphql<Answer>(query, { token: 'demo-viewer' });
      if (errors) throw new Error(JSON.stringify(errors));
      return data.paymentBills.edges.map(({ node }) => node);
    };

    it('agree, day by day, those on which nothing happened too', async () => {
      await pay();
      const orderId = await pay();
      await cancel(orderId, 'c1');
      await server.workOnPayments();
      await server.runPayTimers();
      server.clock.advance({ days: 3 });
      const other = await elsewhere();
      await Promise.all([server.workOnPayments(), other.run()]);
      const nothing = { paidFen: 0, refundedFen: 0, lines: 0, differences: [] };
      expect(await bills()).toEqual([
        { date: '2026-03-03', ...nothing },
        { date: '2026-03-02', ...nothing },
        { date: '2026-03-01', paidFen: 1980, refundedFen: 990, lines: 3, differences: [] },
      ]);
      expect(server.logLines.some((line) => line.includes('the bill differs'))).toBe(false);
      // Once an hour is often enough, and a day is done once.
      const before = await tableRows(server.database);
      await server.workOnPayments();
      server.clock.advance({ hours: 1 });
      await server.workOnPayments();
      expect(await tableRows(server.database)).toEqual(before);
    });

    it('tell of a payment that we had missed: it is settled', async () => {
      await server.payDesk.faults({ dropNotifications: 100 });
      const orderId = await payUnheard();
      await server.runPayTimers();
      // The job has given it up.
      await server.database.writer.query('UPDATE payment SET check_at = NULL');
      await server.database.writer.query('UPDATE mall_order SET due_at = NULL');
      server.clock.advance({ days: 1 });
      await server.workOnPayments();
      expect(await stateOf(orderId)).toBe('PAID');
      expect(await bills()).toEqual([{ date: '2026-03-01', paidFen: 990, refundedFen: 0, lines: 1, differences: [] }]);
    });

    it('differ: both sides are kept and logged', async () => {
      const orderId = await pay();
      const { number } = await paymentOf(orderId);
      await server.database.writer.query("UPDATE payment SET number = 'RGNOTTHEIRS'");
      server.clock.advance({ days: 4 });
      await server.workOnPayments();
      const found = (await bills()).filter(({ differences }) => differences.length > 0);
      expect(found.map(({ date, differences }) => [date, differences])).toEqual([
        ['2026-03-03', [{ kind: 'PAYMENT', number: 'RGNOTTHEIRS', oursFen: 990, theirsFen: null }]],
        ['2026-03-01', [{ kind: 'PAYMENT', number, oursFen: null, theirsFen: 990 }]],
      ]);
      expect(server.logLines.filter((line) => line.includes('the bill differs'))).toHaveLength(2);
    });

    it('are for staff alone', async () => {
      const { errors } = await server.graphql('{ paymentBills(first: 1) { edges { node { date } } } }', { token: lin });
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    });
  });
});
