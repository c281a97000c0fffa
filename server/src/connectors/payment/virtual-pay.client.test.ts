import { MINI, PayBench, START } from '../../../test/support/pay-bench';
import { plainVirtualPay } from '../../../test/support/wechat-pay';
import { createWeChatClient } from '../wechat/wechat.client';
import { createWeChatPush } from '../wechat/wechat-push';
import { NoticeRefused, PaymentError, type PaymentProvider } from './payment';

const payer = { appId: MINI, openid: 'o-mini-lin' };
let bench: PayBench;

async function start(over = {}): Promise<void> {
  bench = await PayBench.start(over);
}
beforeEach(() => start());
afterEach(() => bench.app.close());

const problem = (kind: string) => expect.objectContaining({ name: 'PaymentError', problem: kind });

async function sessionKey(): Promise<string> {
  const miniProgram = { appId: MINI, secret: 'demo-mini-app-secret' };
  const urls = { apiUrl: bench.url, openUrl: bench.url };
  const client = createWeChatClient({ ...urls, miniProgram, web: miniProgram, wallNow: () => bench.now });
  const { sessionKey: key } = await client.miniProgramIdentity('demo:lin');
  if (!key) throw new Error('WeChat gave no key.');
  return key;
}

const order = (number: string) =>
  bench.order(number, { amountFen: 1990, channel: 'virtual', goods: 'month_1990', payer });

async function params(number: string, over: object = {}, client: PaymentProvider = bench.virtual()) {
  const key = await sessionKey();
  return client.paramsOf({ ...order(number), sessionKey: key, ...over }, { handle: '' });
}

async function paid(number: string): Promise<void> {
  expect(await bench.virtualDesk.pay(await params(number), 'lin')).toBe('requestVirtualPayment:ok');
  await bench.advance(0);
}

/** The last push, as it came. */
function last(): { query: Record<string, string>; body: Buffer } {
  const delivery = bench.deliveries.at(-1);
  if (!delivery) throw new Error('Nothing was pushed.');
  return { query: Object.fromEntries(new URL(delivery.url).searchParams), body: Buffer.from(delivery.body) };
}

/** What reading something comes to, in a word. */
async function outcome(read: () => Promise<unknown>): Promise<string> {
  return read().then(
    () => 'read',
    (error: unknown) => {
      if (error instanceof NoticeRefused) return 'refused';
      if (error instanceof PaymentError) return error.problem;
      throw error;
    },
  );
}

describe('a virtual payment', () => {
  it('is signed for the client, paid once, pushed, found by asking and delivered', async () => {
    const client = bench.virtual();
    expect(await client.open(order('RGVIRTUAL1'))).toEqual({ handle: '' });
    expect(await client.standingOf('RGVIRTUAL1', payer)).toEqual({ state: 'unknown' });
    const signed = await params('RGVIRTUAL1');
    expect(signed).toMatchObject({ channel: 'virtual', mode: 'short_series_goods' });
    expect(await bench.virtualDesk.pay(signed, 'lin', 'cancel')).toContain('cancel');
    expect(await client.standingOf('RGVIRTUAL1', payer)).toEqual({ state: 'open' });
    expect(await client.close('RGVIRTUAL1', payer)).toBe('closed');
    await paid('RGVIRTUAL1');
    expect(await bench.virtualDesk.pay(await params('RGVIRTUAL1'), 'lin')).toContain('fail');
    const standing = await client.standingOf('RGVIRTUAL1', payer);
    const is = { state: 'paid', amountFen: 1990, paidAt: new Date(START), appId: MINI, openid: 'o-mini-lin' };
    expect(standing).toEqual({ ...is, transactionId: expect.stringMatching(/^VP/) });
    expect(await client.close('RGVIRTUAL1', payer)).toBe('paid');
    await client.delivered?.('RGVIRTUAL1', payer);
    await client.delivered?.('RGVIRTUAL1', payer);
    expect((await bench.virtualDesk.orders())[0]).toMatchObject({ status: 4 });
    const { query, body } = last();
    expect(await client.readNotice(query, body)).toMatchObject({ kind: 'payment', number: 'RGVIRTUAL1', standing });
  });

  it('is not paid when anything of what was signed was changed, nor with an old key, nor at another price', async () => {
    const signed = await params('RGVIRTUAL1');
    for (const name of ['mode', 'signData', 'paySig', 'signature'] as const) {
      const changed = { ...signed, [name]: `${(signed as Record<string, string>)[name]} ` };
      expect([name, await bench.virtualDesk.pay(changed, 'lin')]).toEqual([name, expect.stringContaining('fail')]);
    }
    expect(await bench.virtualDesk.pay(signed, 'chen')).toContain('fail');
    await sessionKey();
    expect(await bench.virtualDesk.pay(signed, 'lin')).toContain('signature');
    expect(await bench.virtualDesk.pay(await params('RGVIRTUAL1', { amountFen: 1 }), 'lin')).toContain('价格');
    expect(await bench.virtualDesk.orders()).toEqual([]);
  });

  it('of the sandbox is not taken for money, and keys are not mixed up', async () => {
    const sandbox = bench.virtual({ sandbox: true, appKey: 'sD8nH3vLq6yC5jF0' });
    expect(await bench.virtualDesk.pay(await params('RGVIRTUAL1', {}, sandbox), 'lin')).toContain('ok');
    expect(await sandbox.standingOf('RGVIRTUAL1', payer)).toMatchObject({ state: 'paid' });
    await expect(bench.virtual().standingOf('RGVIRTUAL1', payer)).rejects.toEqual(problem('misconfigured'));
    const wrong = bench.virtual({ appKey: 'sD8nH3vLq6yC5jF0' });
    await expect(wrong.standingOf('RGVIRTUAL1', payer)).rejects.toEqual(problem('misconfigured'));
    expect(() => bench.virtual().paramsOf(order('RGVIRTUAL2'), { handle: '' })).toThrow(PaymentError);
  });

  it('is given back in part and whole, once for each number', async () => {
    await paid('RGVIRTUAL1');
    const client = bench.virtual();
    const refund = (number: string, amountFen: number) =>
      client.refund({ number, paymentNumber: 'RGVIRTUAL1', payer, amountFen, totalFen: 1990 });
    expect(await refund('RGVIRTUAL1R1', 990)).toEqual({ state: 'processing' });
    expect(await refund('RGVIRTUAL1R1', 990)).toEqual({ state: 'processing' });
    await expect(refund('RGVIRTUAL1R2', 1001)).rejects.toEqual(problem('refused'));
    await bench.advance(0);
    const standing = await client.standingOfRefund('RGVIRTUAL1R1', payer);
    expect(standing).toEqual({ state: 'succeeded', refundId: expect.any(String), refundedAt: new Date(START) });
    const { query, body } = last();
    const about = { number: 'RGVIRTUAL1R1', paymentNumber: 'RGVIRTUAL1', amountFen: 990 };
    expect(await client.readNotice(query, body)).toMatchObject({ kind: 'refund', ...about, standing });
    await bench.virtualDesk.faults({ failRefunds: 1 });
    await refund('RGVIRTUAL1R2', 1000);
    await bench.advance(0);
    expect(await client.standingOfRefund('RGVIRTUAL1R2', payer)).toEqual({ state: 'closed' });
    await refund('RGVIRTUAL1R3', 1000);
    await bench.advance(0);
    expect(await client.standingOf('RGVIRTUAL1', payer)).toMatchObject({ state: 'paid', amountFen: 1990 });
    await expect(refund('RGVIRTUAL1R4', 1)).rejects.toEqual(problem('refused'));
    expect(await client.standingOfRefund('RGVIRTUAL1R5', payer)).toEqual({ state: 'unknown' });
  });

  it('says busy when WeChat does not answer', async () => {
    await bench.virtualDesk.faults({ busyAnswers: 1 });
    await expect(bench.virtual().standingOf('RGVIRTUAL1', payer)).rejects.toEqual(problem('busy'));
    const nobody = bench.virtual({ apiUrl: 'http://127.0.0.1:9' });
    await expect(nobody.standingOf('RGVIRTUAL1', payer)).rejects.toEqual(problem('busy'));
  });
});

describe('an encrypted push', () => {
  it('is refused when any byte of it was changed, left out or added, or is old', async () => {
    await paid('RGVIRTUAL1');
    const client = bench.virtual();
    const { query, body } = last();
    const about = JSON.parse(body.toString()) as { Encrypt: string };
    for (let index = body.indexOf(about.Encrypt); index < body.length; index++) {
      const changed = Buffer.from(body);
      changed[index] = (changed[index] as number) ^ 1;
      expect([index, await outcome(() => client.readNotice(query, changed))]).toEqual([index, 'refused']);
    }
    expect(await outcome(() => client.readNotice(query, body.subarray(0, -1)))).toBe('refused');
    for (const name of ['msg_signature', 'timestamp', 'nonce']) {
      for (const changed of [undefined, '', `${query[name]}0`, `0${query[name]?.slice(1)}`]) {
        if (changed === query[name]) continue;
        const other = { ...query, [name]: changed };
        expect([name, changed, await outcome(() => client.readNotice(other, body))]).toEqual([
          name,
          changed,
          'refused',
        ]);
      }
    }
    expect(await outcome(() => client.readNotice(query, body))).toBe('read');
    for (const skew of [-301_000, 301_000]) {
      bench.skew = skew;
      expect(await outcome(() => client.readNotice(query, body))).toBe('refused');
    }
  });

  it('is refused when it is forged, plain, or for another application', async () => {
    await bench.virtualDesk.faults({ pushSignature: 'bad' });
    await paid('RGVIRTUAL1');
    expect(await outcome(() => bench.virtual().readNotice(last().query, last().body))).toBe('refused');
    await bench.virtualDesk.faults({ pushSignature: 'good' });
    await paid('RGVIRTUAL2');
    const { query, body } = last();
    const event = Buffer.from(JSON.stringify((await bench.virtualDesk.pushes())[1]?.message));
    expect(await outcome(() => bench.virtual().readNotice(query, event))).toBe('refused');
    const settings = { token: 'PushTokenOfTests', wallNow: () => bench.now };
    const encodingAesKey = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
    const push = createWeChatPush({ ...settings, appId: 'wx00000000000000b2', encodingAesKey });
    expect(await outcome(() => bench.virtual({ push }).readNotice(query, body))).toBe('refused');
  });

  it('answers the check of the address, for WeChat alone', async () => {
    await paid('RGVIRTUAL1');
    const { signature, timestamp, nonce } = last().query;
    const push = createWeChatPush({ appId: MINI, token: 'PushTokenOfTests', wallNow: () => bench.now });
    expect(push.echo({ signature, timestamp, nonce, echostr: '123' })).toBe('123');
    expect(push.echo({ signature, timestamp, nonce: `${nonce}0`, echostr: '123' })).toBeUndefined();
    expect(push.echo({ timestamp, nonce, echostr: '123' })).toBeUndefined();
  });
});

describe('a push in the clear', () => {
  beforeEach(async () => {
    await bench.app.close();
    await start({ virtualPay: plainVirtualPay });
  });

  it('is never believed for more than WeChat says when it is asked', async () => {
    await paid('RGVIRTUAL1');
    const client = bench.virtual({ plain: true });
    const { query, body } = last();
    const standing = await client.standingOf('RGVIRTUAL1', payer);
    const event = JSON.parse(body.toString()) as Record<string, unknown>;
    const read = (change: object) => client.readNotice(query, Buffer.from(JSON.stringify({ ...event, ...change })));
    // What it says of the money is not looked at.
    const goods = { ProductId: 'year_1', Quantity: 1, OrigPrice: 1, ActualPrice: 1 };
    expect(await read({ GoodsInfo: goods })).toMatchObject({ standing });
    expect(await outcome(() => read({ OutTradeNo: 'RGVIRTUAL2' }))).toBe('busy');
    expect(await outcome(() => read({ OpenId: 'o-mini-chen' }))).toBe('busy');
    expect(await outcome(() => read({ OpenId: undefined }))).toBe('refused');
    expect(await read({ Event: 'user_enter_tempsession' })).toEqual({ kind: 'other' });
    expect(await outcome(() => client.readNotice({ ...query, signature: '0'.repeat(40) }, body))).toBe('refused');
    expect(await outcome(() => client.readNotice(query, Buffer.from('{')))).toBe('refused');
  });

  it('that comes before the money is to come again', async () => {
    await bench.virtualDesk.faults({ prematurePushes: true });
    await bench.virtualDesk.pay(await params('RGVIRTUAL1'), 'lin', 'cancel');
    await bench.advance(0);
    const client = bench.virtual({ plain: true });
    expect(await outcome(() => client.readNotice(last().query, last().body))).toBe('busy');
  });

  it.each([
    ['is lost', { dropPushes: 1, noRetries: true }, 0],
    ['comes late', { dropPushes: 1 }, 1],
    ['comes twice', { doublePushes: true }, 2],
  ])('that %s leaves the answer to a query as it is', async (_how, faults, count) => {
    await bench.virtualDesk.faults(faults);
    await paid('RGVIRTUAL1');
    await bench.advance(5_000);
    expect(bench.deliveries).toHaveLength(count);
    expect(await bench.virtual().standingOf('RGVIRTUAL1', payer)).toMatchObject({ state: 'paid' });
  });

  it('of a refund that overtakes that of the payment is read by itself', async () => {
    await bench.virtualDesk.faults({ reorderPushes: true });
    await paid('RGVIRTUAL1');
    const client = bench.virtual({ plain: true });
    await client.refund({ number: 'RGVIRTUAL1R1', paymentNumber: 'RGVIRTUAL1', payer, amountFen: 1, totalFen: 1990 });
    await bench.advance(0);
    await bench.advance(0);
    const kinds = [];
    for (const { url, body } of bench.deliveries) {
      const query = Object.fromEntries(new URL(url).searchParams);
      kinds.push((await client.readNotice(query, Buffer.from(body))).kind);
    }
    expect(kinds).toEqual(['refund', 'payment']);
  });
});
