import { PaymentError, type PaymentProviders } from '../../src/connectors/payment/payment';
import {
  callOffPayment,
  createPayment,
  debitBy,
  goodsId,
  type PaymentHandler,
  type PaymentRow,
  paramsFor,
  payByOf,
  paymentsOf,
  receiveNotice,
  reconcileBills,
  requestRefund,
  workOnPayments,
} from '../../src/modules/payments';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { Refusal } from '../../src/platform/errors';
import { createLog } from '../../src/platform/log';
import { createFieldCipher } from '../../src/platform/secrets';
import { describeOnEachDatabase } from '../support/databases';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

jest.setTimeout(60_000);

const MINI = 'wx00000000000000a1';
const cipher = createFieldCipher(Buffer.from('5a'.repeat(32), 'hex'));
const log = createLog('silent');

describeOnEachDatabase('payments by several adapters', (kind) => {
  let server: TestServer;
  let memberId: number;
  let key = 0;
  /** What the handlers heard, in order. */
  let heard: string[];
  let answer: 'accepted' | 'refund';

  beforeAll(async () => {
    server = await startTestServer(kind);
    await server.signIn('lin');
    const text = "SELECT member_id AS id FROM identity WHERE subject = 'o-mini-lin'";
    memberId = Number((await server.database.reader.query(text))[0].id);
  });
  afterAll(() => server.close());
  beforeEach(() => {
    heard = [];
    answer = 'accepted';
  });
  afterEach(async () => {
    await server.virtualDesk.faults({ dropPushes: 0, noRetries: false, prematurePushes: false });
    await server.contractDesk.faults({ hangDebits: 0, failDebits: 0, dropDebitNotices: 0, noRetries: false });
  });

  const handler: PaymentHandler = {
    async paid(_tx, { subject }) {
      heard.push(`paid ${subject}`);
      return answer;
    },
    async closed(_tx, { subject, failure }) {
      heard.push(`closed ${subject} ${failure}`);
    },
    async refundClosed(_tx, { subject }) {
      heard.push(`refund closed ${subject}`);
    },
  };
  const settling = (database: Database = server.database) => ({
    database,
    handlers: { planPeriod: handler, planRenewal: handler },
    wallNow: server.clock.wallNow(),
    log,
  });
  const work = (over: { database?: Database; providers?: PaymentProviders } = {}) =>
    workOnPayments({ ...settling(over.database), providers: over.providers ?? server.providers });
  const parts = () => ({
    database: server.database,
    providers: server.providers,
    cipher,
    apps: { miniProgram: MINI, web: 'wx00000000000000b2' },
    wallNow: server.clock.wallNow(),
  });
  const newSubject = () => {
    key += 1;
    return `S${key}`;
  };
  const create = (payment: Omit<Parameters<typeof createPayment>[1], 'memberId' | 'amountFen' | 'description'>) =>
    inTransaction(server.database, (tx) =>
      createPayment(tx, { ...payment, memberId, amountFen: 1990, description: '月度会员' }, server.clock.wallNow()),
    );
  const rowOf = async (purpose: PaymentRow['purpose'], subject: string) => {
    const [row] = await paymentsOf(server.database, purpose, [subject]);
    if (!row) throw new Error('There is no payment.');
    return row;
  };

  /** Asks for a virtual payment, and signs what the client needs. */
  async function virtual() {
    const subject = newSubject();
    const payBy = await payByOf(parts(), { id: memberId, address: '127.0.0.1' }, 'MINI_PROGRAM', 'virtualPay');
    if (!payBy) throw new Error('It cannot be paid.');
    await create({ ...payBy, purpose: 'planPeriod', subject, goods: goodsId('month', 1990) });
    const params = await paramsFor(parts(), { purpose: 'planPeriod', subject, field: 'subscriptionId' });
    return { subject, params };
  }

  /** A contract whose next debit was announced, on the day on which it may be made. */
  async function contract(): Promise<string> {
    key += 1;
    const order = { contractCode: `C${key}`, displayAccount: '林', requestSerial: key };
    const contractId = await server.contractDesk.sign(server.contracts.signParams(order), 'lin');
    await server.contracts.notifyDebit(contractId, { amountFen: 1990, days: 2 });
    server.clock.advance({ days: 2 });
    return contractId;
  }

  const debit = async (contractId: string) => {
    const subject = newSubject();
    await create({ ...debitBy(MINI, contractId), purpose: 'planRenewal', subject });
    return subject;
  };

  /** What was heard of one payment. */
  const heardOf = (subject: string) => heard.filter((words) => words.split(' ').includes(subject));

  it('keeps the session’s key encrypted, the last one alone, and signs with it', async () => {
    const keys = async () => {
      const rows: { session_key: string | null; provider: string }[] = await server.database.reader.query(
        'SELECT provider, session_key FROM identity WHERE session_key IS NOT NULL AND member_id = ?',
        [memberId],
      );
      expect(rows.map(({ provider }) => provider)).toEqual([`wechat:${MINI}`]);
      return rows[0]?.session_key;
    };
    const first = await keys();
    expect(first).toMatch(/^k1\./);
    await server.signIn('lin');
    expect(await keys()).not.toBe(first);
    const { params } = await virtual();
    expect(params).toMatchObject({ channel: 'virtual', mode: 'short_series_goods' });
    expect(server.logLines.join('')).not.toContain('session_key');
  });

  it('asks for virtual payment in the mini-program alone, and of who has signed in there', async () => {
    const member = { id: memberId, address: '127.0.0.1' };
    expect(await payByOf(parts(), member, 'H5', 'virtualPay')).toMatchObject({ adapter: 'wechatPay', channel: 'h5' });
    expect(await payByOf(parts(), member, 'MINI_PROGRAM')).toMatchObject({ adapter: 'wechatPay', channel: 'jsapi' });
    const { wechatPay } = server.providers;
    const without = { ...parts(), providers: { wechatPay } };
    expect(await payByOf(without, member, 'MINI_PROGRAM', 'virtualPay')).toBeUndefined();
    await server.database.writer.query('UPDATE identity SET session_key = NULL');
    const before = await tableRows(server.database);
    await expect(payByOf(parts(), member, 'MINI_PROGRAM', 'virtualPay')).rejects.toEqual(
      new Refusal('PAYMENT_NOT_OFFERED', 'Sign in to the mini-program again, then pay.', ['channel']),
    );
    expect(await tableRows(server.database)).toEqual(before);
    await server.signIn('lin');
  });

  it('takes a virtual payment of which nobody tells once, and tells that it was delivered', async () => {
    await server.virtualDesk.faults({ dropPushes: 1, noRetries: true });
    const { subject, params } = await virtual();
    expect(await server.virtualDesk.pay(params, 'lin')).toBe('requestVirtualPayment:ok');
    await server.runPayTimers();
    server.clock.advance({ minutes: 1 });
    const other = await server.anotherInstance();
    await Promise.all([work(), work({ database: other })]);
    expect(heard).toEqual([`paid ${subject}`]);
    expect(await rowOf('planPeriod', subject)).toMatchObject({ state: 'PAID', adapter: 'virtualPay', checkAt: null });
    expect((await server.virtualDesk.orders()).at(-1)).toMatchObject({ status: 4 });
  });

  it('takes a push, and once more what is pushed twice; what is for nobody stays open', async () => {
    const { subject, params } = await virtual();
    await server.virtualDesk.pay(params, 'lin');
    // The server of this test sells no plans: it must not take the money for anything.
    const before = await tableRows(server.database, 'payment', 'payment_notice');
    await server.runPayTimers();
    const push = (await server.virtualDesk.pushes()).at(-1);
    expect(push).toMatchObject({ delivered: false, attempts: [{ outcome: 500 }] });
    expect(await tableRows(server.database, 'payment', 'payment_notice')).toEqual(before);
    const provider = server.providers.virtualPay;
    if (!provider) throw new Error('There is no virtual payment.');
    const { number } = await rowOf('planPeriod', subject);
    const payer = { appId: MINI, openid: 'o-mini-lin' };
    const standing = await provider.standingOf(number, payer);
    const notice = { kind: 'payment', noticeId: `xpay-${number}`, number, merchantId: '', standing } as const;
    const told = { ...provider, readNotice: async () => notice };
    for (let times = 0; times < 2; times++) {
      expect(await receiveNotice({ ...settling(), provider: told }, {}, Buffer.alloc(0))).toEqual({ accepted: true });
    }
    expect(heard).toEqual([`paid ${subject}`]);
    expect(await rowOf('planPeriod', subject)).toMatchObject({ state: 'PAID', checkAt: null });
  });

  it('gives money back that comes after a virtual payment was given up', async () => {
    await server.virtualDesk.faults({ dropPushes: 1, noRetries: true });
    const { subject, params } = await virtual();
    server.clock.advance({ minutes: 16 });
    await work();
    expect(heardOf(subject)).toEqual([`closed ${subject} null`]);
    answer = 'refund';
    await server.virtualDesk.pay(params, 'lin');
    await server.runPayTimers();
    server.clock.advance({ hours: 1 });
    await work();
    await server.runPayTimers();
    server.clock.advance({ hours: 1 });
    await work();
    expect(heardOf(subject)).toEqual([`closed ${subject} null`, `paid ${subject}`]);
    expect(await rowOf('planPeriod', subject)).toMatchObject({ state: 'PAID', refundedFen: 1990 });
    const [refund] = await server.database.reader.query('SELECT state FROM payment_refund ORDER BY id DESC LIMIT 1');
    expect(refund).toEqual({ state: 'SUCCEEDED' });
  });

  it('debits once, whoever asks, with lost answers and notices', async () => {
    const subject = await debit(await contract());
    await server.contractDesk.faults({ lostAnswers: 1, dropDebitNotices: 1, noRetries: true });
    const other = await server.anotherInstance();
    await Promise.all([work(), work({ database: other })]);
    await server.runPayTimers();
    server.clock.advance({ minutes: 2 });
    await Promise.all([work(), work({ database: other })]);
    expect(heard).toEqual([`paid ${subject}`]);
    const { number } = await rowOf('planRenewal', subject);
    expect((await server.contractDesk.debits()).filter(({ out_trade_no }) => out_trade_no === number)).toHaveLength(1);
  });

  it('closes a debit that fails, and says why', async () => {
    const contractId = await contract();
    await server.contractDesk.faults({ failDebits: 1, debitFailure: 'NOTENOUGH' });
    const failing = await debit(contractId);
    await work();
    await server.runPayTimers();
    server.clock.advance({ minutes: 2 });
    await work();
    expect(heard).toEqual([`closed ${failing} NOTENOUGH`]);
    await server.contracts.end(contractId, '取消');
    const refused = await debit(contractId);
    await work();
    expect(heard.at(-1)).toBe(`closed ${refused} CONTRACT_TERMINATED`);
    expect(await rowOf('planRenewal', refused)).toMatchObject({ state: 'CLOSED', failure: 'CONTRACT_TERMINATED' });
  });

  it('gives a debit back that was on its way when it was called off, and asks for none that was called off before', async () => {
    const contractId = await contract();
    const callOff = async (subject: string) => {
      const row = await rowOf('planRenewal', subject);
      await inTransaction(server.database, (tx) => callOffPayment(tx, row, server.clock.wallNow()));
    };
    const never = await debit(contractId);
    await callOff(never);
    await work();
    expect(heard).toEqual([`closed ${never} null`]);
    await server.contractDesk.faults({ hangDebits: 1 });
    const subject = await debit(contractId);
    await work();
    await callOff(subject);
    await work();
    expect(heard).toHaveLength(1);
    answer = 'refund';
    await server.contractDesk.settle((await rowOf('planRenewal', subject)).number, 'SUCCESS');
    server.clock.advance({ hours: 2 });
    await work();
    await server.runPayTimers();
    server.clock.advance({ hours: 2 });
    await work();
    expect(heard).toEqual([`closed ${never} null`, `paid ${subject}`]);
    expect(await rowOf('planRenewal', subject)).toMatchObject({ state: 'PAID', refundedFen: 1990 });
    expect((await server.contractDesk.debits()).some(({ out_trade_no }) => out_trade_no === never)).toBe(false);
  });

  it('does not ask for a debit whose time is over, nor believes another contract’s money', async () => {
    const contractId = await contract();
    const late = await debit(contractId);
    server.clock.advance({ days: 2 });
    await work();
    expect(heard).toEqual([`closed ${late} null`]);
    const subject = await debit(contractId);
    const provider = server.providers.contract;
    if (!provider) throw new Error('There are no debits.');
    const paid = { state: 'paid', transactionId: '4200', amountFen: 1990, paidAt: new Date(), appId: MINI } as const;
    const lying = { ...provider, standingOf: async () => ({ ...paid, contractId: 'another' }) };
    await work({ providers: { ...server.providers, contract: lying } });
    expect(heard).toHaveLength(1);
    expect(await rowOf('planRenewal', subject)).toMatchObject({ problem: 'Paid by another contract.', checkAt: null });
    const failing = { ...provider, open: async () => Promise.reject(new PaymentError('misconfigured', 'no')) };
    const waiting = await debit(contractId);
    expect(await work({ providers: { ...server.providers, contract: failing } })).toMatchObject({ failed: 1 });
    expect(await rowOf('planRenewal', waiting)).toMatchObject({ state: 'CREATED', problem: 'no' });
  });

  it('finds debits and what went back of them on WeChat Pay’s bill', async () => {
    const subject = await debit(await contract());
    await work();
    await server.runPayTimers();
    server.clock.advance({ minutes: 2 });
    await work();
    const row = await rowOf('planRenewal', subject);
    await inTransaction(server.database, (tx) => requestRefund(tx, row, 990, 'test', server.clock.wallNow()));
    await work();
    await server.runPayTimers();
    server.clock.advance({ days: 4 });
    await work();
    await reconcileBills({ ...settling(), providers: server.providers });
    const bills = await tableRows(server.database, 'payment_bill');
    expect(new Set(bills.payment_bill?.map((bill) => (bill as { adapter: string }).adapter))).toEqual(
      new Set(['wechatPay']),
    );
    const billed = await rowOf('planRenewal', subject);
    expect(billed.billedOn).toMatch(/^2026-/);
    const differing = bills.payment_bill?.filter((bill) =>
      (bill as { differences: string }).differences.includes(row.number),
    );
    expect(differing).toEqual([]);
  });

  it('refuses notifications of contracts and debits that are forged or about nothing of ours', async () => {
    await contract();
    await server.runPayTimers();
    const [told] = (await server.contractDesk.notices()).filter(({ about }) => about === 'contract').slice(-1);
    // Whoever sells plans here would know of it.
    expect(told).toMatchObject({ delivered: false, attempts: [{ outcome: 404 }] });
    const before = await tableRows(server.database);
    for (const [path, body, status] of [
      ['wechat-pay/contract', '<xml><return_code>SUCCESS</return_code></xml>', 400],
      ['wechat-pay/debit', '<xml><return_code>SUCCESS</return_code></xml>', 400],
      ['wechat-pay/debit', '', 400],
      ['wechat-push?signature=1&timestamp=1&nonce=1', '{}', 400],
    ] as const) {
      const response = await fetch(`${server.url}/callbacks/${path}`, { method: 'POST', body });
      expect([path, response.status]).toEqual([path, status]);
      if (path !== 'wechat-push?signature=1&timestamp=1&nonce=1') expect(await response.text()).toContain('FAIL');
    }
    expect((await fetch(`${server.url}/callbacks/wechat-push?echostr=1`)).status).toBe(400);
    expect(await tableRows(server.database)).toEqual(before);
  });
});
