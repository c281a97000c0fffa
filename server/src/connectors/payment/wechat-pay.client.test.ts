/** The client against the simulator, which shares no code with it, and its signatures against an SDK by other people. */
import { generateKeyPairSync } from 'node:crypto';
import { fastify } from 'fastify';
import { Formatter, Rsa } from 'wechatpay-axios-plugin';
import { MINI, MINUTE, PayBench, START, WEB } from '../../../test/support/pay-bench';
import { merchantPublicKey, merchantSettings, simulatedMerchant } from '../../../test/support/wechat-pay';
import { NoticeRefused } from './payment';
import { createWeChatPayClient } from './wechat-pay.client';

const problem = (expected: string) => expect.objectContaining({ name: 'PaymentError', problem: expected });

let bench: PayBench;
beforeEach(async () => {
  bench = await PayBench.start();
});
afterEach(() => bench.app.close());

describe('a payment', () => {
  it('opened again under its number is the same, by each channel', async () => {
    const client = bench.client();
    const web = { payer: undefined, clientAddress: '203.0.113.7' };
    for (const order of [
      bench.order('RG0001'),
      bench.order('RG0002', { ...web, channel: 'h5' }),
      bench.order('RG0003', { ...web, channel: 'native' }),
    ]) {
      const opened = await client.open(order);
      expect(await client.open(order)).toEqual(opened);
      const params = client.paramsOf(order, opened);
      expect(params.channel).toBe(order.channel);
      if (params.channel !== 'jsapi') expect(params).toEqual({ channel: order.channel, url: opened.handle });
      expect(await client.standingOf(order.number)).toEqual({ state: 'open' });
    }
  });

  it('is paid by parameters that the client of WeChat takes for ours', async () => {
    const client = bench.client();
    const order = bench.order('RG0001');
    const opened = await client.open(order);
    const params = client.paramsOf(order, opened);
    if (params.channel !== 'jsapi') throw new Error('It is for WeChat.');
    const { appId, timeStamp, nonceStr, package: pack, signType, paySign } = params;
    expect({ appId, pack, signType }).toEqual({ appId: MINI, pack: `prepay_id=${opened.handle}`, signType: 'RSA' });
    const message = Formatter.joinedByLineFeed(appId, timeStamp, nonceStr, pack);
    expect(Rsa.verify(message, paySign, merchantPublicKey())).toBe(true);
    expect(client.paramsOf(order, opened)).not.toEqual(params);
    expect(await bench.desk.pay({ ...params, nonceStr: 'another' })).toContain('fail');
    expect(await bench.desk.pay(params)).toBe('requestPayment:ok');
    expect(await client.standingOf('RG0001')).toEqual({
      state: 'paid',
      transactionId: expect.stringMatching(/^4200/),
      amountFen: 990,
      paidAt: new Date(START),
      appId: MINI,
      openid: 'o-mini-lin',
    });
    await expect(client.open(order)).rejects.toEqual(problem('already-paid'));
  });

  it('is closed, whether open, closed, or never opened; paid, it is told so', async () => {
    const client = bench.client();
    expect(await client.standingOf('RG0001')).toEqual({ state: 'unknown' });
    expect(await client.close('RG0001')).toBe('closed');
    const order = bench.order('RG0002');
    const params = client.paramsOf(order, await client.open(order));
    expect(await client.close('RG0002')).toBe('closed');
    expect(await client.close('RG0002')).toBe('closed');
    expect(await client.standingOf('RG0002')).toEqual({ state: 'closed' });
    expect(await bench.desk.pay(params)).toContain('fail');
    await expect(client.open(order)).rejects.toEqual(problem('already-closed'));
    await bench.paid('RG0003');
    expect(await client.close('RG0003')).toBe('paid');
    // The payer is quicker than the close.
    await client.open(bench.order('RG0004'));
    await bench.desk.faults({ payOnClose: 1 });
    expect(await client.close('RG0004')).toBe('paid');
  });

  it('is refused for the payer of another application, and with other terms under its number', async () => {
    const client = bench.client();
    const stranger = { payer: { appId: WEB, openid: 'o-mini-lin' } };
    await expect(client.open(bench.order('RG0001', stranger))).rejects.toEqual(problem('refused'));
    await client.open(bench.order('RG0002'));
    await expect(client.open(bench.order('RG0002', { amountFen: 1 }))).rejects.toEqual(problem('refused'));
  });
});

describe('money back', () => {
  it('goes in parts, each once under its number, never more than was paid', async () => {
    const client = bench.client();
    await bench.paid('RG0001');
    const part = { paymentNumber: 'RG0001', amountFen: 400, totalFen: 990, reason: '退货' };
    expect(await client.standingOfRefund('RG0001R1')).toEqual({ state: 'unknown' });
    expect(await client.refund({ ...part, number: 'RG0001R1' })).toEqual({ state: 'processing' });
    expect(await client.refund({ ...part, number: 'RG0001R1' })).toEqual({ state: 'processing' });
    await bench.advance(MINUTE);
    const succeeded = { state: 'succeeded', refundId: expect.any(String), refundedAt: new Date(bench.now) };
    expect(await client.standingOfRefund('RG0001R1')).toEqual(succeeded);
    expect(await client.refund({ ...part, number: 'RG0001R1' })).toEqual(succeeded);
    await client.refund({ ...part, number: 'RG0001R2', amountFen: 590 });
    await expect(client.refund({ ...part, number: 'RG0001R3', amountFen: 1 })).rejects.toEqual(problem('refused'));
    // What was paid stays paid.
    expect(await client.standingOf('RG0001')).toMatchObject({ state: 'paid', amountFen: 990 });
  });

  it.each(['退货'.repeat(100), '🎁'])('goes for the reason %s', async (reason) => {
    await bench.paid('RG0001');
    const refund = { number: 'RG0001R1', paymentNumber: 'RG0001', amountFen: 1, totalFen: 990, reason };
    expect(await bench.client().refund(refund)).toEqual({ state: 'processing' });
  });

  it.each([
    ['ABNORMAL', 'abnormal'],
    ['CLOSED', 'closed'],
  ])('ends as %s', async (refundOutcome, state) => {
    await bench.paid('RG0001');
    await bench.desk.faults({ refundOutcome });
    const refund = { number: 'RG0001R1', paymentNumber: 'RG0001', amountFen: 990, totalFen: 990 };
    await bench.client().refund(refund);
    await bench.advance(0);
    expect(await bench.client().standingOfRefund('RG0001R1')).toEqual({ state });
  });
});

describe('the bill of a day', () => {
  it('has what was paid and paid back; a day without either is empty, one that is not over has none yet', async () => {
    const client = bench.client();
    await bench.paid('RG0001');
    await client.refund({ number: 'RG0001R1', paymentNumber: 'RG0001', amountFen: 7, totalFen: 990 });
    await bench.desk.faults({ refundOutcome: 'CLOSED' });
    await bench.advance(0);
    await bench.desk.faults({ refundOutcome: 'SUCCESS' });
    await client.refund({ number: 'RG0001R2', paymentNumber: 'RG0001', amountFen: 8, totalFen: 990 });
    await bench.advance(0);
    bench.now = Date.parse('2026-03-02T01:00:00.000Z');
    expect(await client.billOf('2026-03-01')).toBeUndefined();
    bench.now = Date.parse('2026-03-03T04:00:00.000Z');
    expect(await client.billOf('2026-03-01')).toEqual([
      { kind: 'payment', number: 'RG0001', transactionId: expect.any(String), amountFen: 990 },
      { kind: 'refund', number: 'RG0001R2', transactionId: expect.any(String), amountFen: 8 },
    ]);
    expect(await client.billOf('2026-03-02')).toEqual([]);
  });
});

describe('an answer', () => {
  it.each(['bad', 'other-key', 'probe'])('whose signature is %s says nothing', async (answerSignature) => {
    await bench.desk.faults({ answerSignature });
    await expect(bench.client().open(bench.order('RG0001'))).rejects.toEqual(problem('busy'));
    await expect(bench.client().standingOf('RG0001')).rejects.toEqual(problem('busy'));
  });

  it('that fails, is lost or does not come leaves open what was done: asked again, it is the same', async () => {
    const client = bench.client({ timeoutMs: 300 });
    const order = bench.order('RG0001');
    for (const fault of [{ systemErrors: 1 }, { unanswered: 1 }, { lostAnswers: 1 }]) {
      await bench.desk.faults(fault);
      await expect(client.open(order)).rejects.toEqual(problem('busy'));
    }
    const opened = await client.open(order);
    expect(await client.open(order)).toEqual(opened);
    await expect(bench.client({ apiUrl: 'http://127.0.0.1:1' }).open(order)).rejects.toEqual(problem('busy'));
  });

  it('is asked for in vain with a key or clock that WeChat Pay does not take', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await expect(bench.client({ privateKey: other }).standingOf('RG0001')).rejects.toEqual(problem('misconfigured'));
    bench.skew = 6 * MINUTE;
    await expect(bench.client().standingOf('RG0001')).rejects.toEqual(problem('misconfigured'));
  });
});

describe('platform certificates', () => {
  beforeEach(() => bench.desk.faults({ signingKey: 'certificate' }));

  it('are fetched when one is unknown, and believed', async () => {
    const client = bench.certificateClient();
    await client.open(bench.order('RG0001'));
    expect(await client.standingOf('RG0001')).toEqual({ state: 'open' });
  });

  it('are fetched again once WeChat Pay has changed them, once a minute at most', async () => {
    const certificate = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const changed = await PayBench.start({ platform: () => ({ ...simulatedMerchant().platform(), certificate }) });
    await changed.desk.faults({ signingKey: 'certificate' });
    const options = {
      ...merchantSettings(bench.url, 'certificate'),
      appId: WEB,
      notifyUrl: 'http://127.0.0.1/callbacks/wechat-pay',
      wallNow: () => bench.now,
    };
    const client = createWeChatPayClient(options);
    expect(await client.standingOf('RG0001')).toEqual({ state: 'unknown' });
    options.apiUrl = changed.url;
    await expect(client.standingOf('RG0001')).rejects.toEqual(problem('busy'));
    bench.now += MINUTE;
    changed.now += MINUTE;
    expect(await client.standingOf('RG0001')).toEqual({ state: 'unknown' });
    await changed.app.close();
  });

  it('that are signed by one that is not among them are not believed', async () => {
    const nobody = fastify();
    nobody.get('/v3/*', (_request, reply) =>
      reply
        .headers({
          'wechatpay-timestamp': String(bench.now / 1000),
          'wechatpay-nonce': 'nonce',
          'wechatpay-signature': 'AAAA',
          'wechatpay-serial': '0123456789ABCDEF',
        })
        .send({ data: [] }),
    );
    const apiUrl = await nobody.listen({ host: '127.0.0.1', port: 0 });
    await expect(bench.certificateClient({ apiUrl }).standingOf('RG0001')).rejects.toEqual(problem('busy'));
    await nobody.close();
  });

  it('that are forged or encrypted with another key are not believed', async () => {
    await expect(bench.certificateClient({ apiV3Key: Buffer.alloc(32, 1) }).standingOf('RG0001')).rejects.toEqual(
      problem('misconfigured'),
    );
    await bench.desk.faults({ answerSignature: 'bad' });
    await expect(bench.certificateClient().standingOf('RG0001')).rejects.toEqual(problem('busy'));
    await bench.desk.faults({ answerSignature: 'good', signingKey: 'public-key' });
    // Signed by a key that the client does not have.
    await expect(bench.certificateClient().standingOf('RG0001')).rejects.toEqual(problem('busy'));
  });
});

describe('a notification', () => {
  /** Of a payment, as it came. */
  async function told(): Promise<{ headers: Record<string, string>; body: Buffer }> {
    await bench.paid('RG0001');
    return last();
  }

  /** The last one, as it arrives. */
  function last(): { headers: Record<string, string>; body: Buffer } {
    const delivery = bench.deliveries.at(-1);
    if (!delivery) throw new Error('Nothing was told.');
    const headers = Object.entries(delivery.headers).map(([name, value]) => [name.toLowerCase(), value]);
    return { headers: Object.fromEntries(headers), body: Buffer.from(delivery.body) };
  }

  it('is read when it is WeChat Pay’s, in either mode', async () => {
    for (const signingKey of ['public-key', 'certificate']) {
      await bench.desk.faults({ signingKey });
      await bench.paid(`RG-${signingKey}`);
      const { headers, body } = last();
      const client = signingKey === 'public-key' ? bench.client() : bench.certificateClient();
      expect(await client.readNotice(headers, body)).toEqual({
        kind: 'payment',
        noticeId: expect.any(String),
        number: `RG-${signingKey}`,
        merchantId: '1900000109',
        standing: expect.objectContaining({ state: 'paid', amountFen: 990, openid: 'o-mini-lin' }),
      });
    }
  });

  it('of a refund is read, too', async () => {
    await bench.paid('RG0001');
    await bench.client().refund({ number: 'RG0001R1', paymentNumber: 'RG0001', amountFen: 5, totalFen: 990 });
    await bench.advance(0);
    const { headers, body } = last();
    expect(await bench.client().readNotice(headers, body)).toMatchObject({
      kind: 'refund',
      number: 'RG0001R1',
      paymentNumber: 'RG0001',
      amountFen: 5,
      standing: { state: 'succeeded' },
    });
  });

  it('is refused when any byte of it was changed, left out or added', async () => {
    const { headers, body } = await told();
    const client = bench.client();
    const isRefused = async (changed: Record<string, string | undefined>, bytes: Buffer) =>
      client.readNotice(changed, bytes).then(
        () => false,
        (error: unknown) => error instanceof NoticeRefused,
      );
    for (let index = 0; index < body.length; index++) {
      const changed = Buffer.from(body);
      changed[index] = (changed[index] as number) ^ 1;
      expect([index, await isRefused(headers, changed)]).toEqual([index, true]);
    }
    expect(await isRefused(headers, body.subarray(0, -1))).toBe(true);
    expect(await isRefused(headers, Buffer.concat([body, Buffer.from(' ')]))).toBe(true);
    for (const name of ['timestamp', 'nonce', 'signature', 'serial'].map((part) => `wechatpay-${part}`)) {
      const value = headers[name] as string;
      expect([name, await isRefused({ ...headers, [name]: undefined }, body)]).toEqual([name, true]);
      for (let index = 0; index < value.length; index++) {
        const sign = value[index] === '1' ? '2' : '1';
        const changed = { ...headers, [name]: value.slice(0, index) + sign + value.slice(index + 1) };
        expect([name, index, await isRefused(changed, body)]).toEqual([name, index, true]);
      }
      expect([name, await isRefused({ ...headers, [name]: `${value} ` }, body)]).toEqual([name, true]);
    }
    // As it came, it is good: that was not the reason.
    expect(await isRefused(headers, body)).toBe(false);
  });

  it('is refused when it is old, or from the future', async () => {
    const { headers, body } = await told();
    for (const skew of [-5 * MINUTE - 1000, 5 * MINUTE + 1000]) {
      bench.skew = skew;
      await expect(bench.client().readNotice(headers, body)).rejects.toThrow(NoticeRefused);
    }
    bench.skew = 4 * MINUTE;
    await expect(bench.client().readNotice(headers, body)).resolves.toMatchObject({ number: 'RG0001' });
  });

  it.each([
    ['probes', { notificationSignature: 'probe' }],
    ['is signed by another key', { notificationSignature: 'other-key' }],
    ['is about another merchant', { wrongMchid: true }],
  ])('is refused when it %s', async (_what, faults) => {
    await bench.desk.faults(faults);
    const { headers, body } = await told();
    await expect(bench.client().readNotice(headers, body)).rejects.toThrow(NoticeRefused);
  });
});
