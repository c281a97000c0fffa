import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSimulator } from '../app';
import { CERTIFICATE_PUBLIC, contentOf, MERCHANT, MINI, PayFixture, PLATFORM, PUBLIC_KEY_ID } from './fixture';

let sim: PayFixture;

beforeEach(() => {
  sim = new PayFixture();
});

afterEach(async () => {
  await sim.app.close();
});

const events = () => sim.deliveries.map((delivery) => contentOf(delivery).out_trade_no);

async function firstId(): Promise<string> {
  const { notifications } = await sim.own('GET', '/simulator/pay/notifications');
  return String((notifications as { id: string }[])[0]?.id);
}

describe('a notification', () => {
  it('tells of the payment, signed and encrypted', async () => {
    await sim.paid();
    const [delivery] = sim.deliveries;
    expect(sim.deliveries).toHaveLength(1);
    expect(delivery?.url).toBe('https://shop.example.com/callbacks/wechat-pay');
    expect(JSON.parse(delivery?.body ?? '')).toEqual({
      id: expect.stringMatching(/^EV-20250101080000\w+$/),
      create_time: '2025-01-01T08:00:00+08:00',
      event_type: 'TRANSACTION.SUCCESS',
      resource_type: 'encrypt-resource',
      summary: '支付成功',
      resource: {
        algorithm: 'AEAD_AES_256_GCM',
        original_type: 'transaction',
        associated_data: 'transaction',
        nonce: expect.stringMatching(/^.{12}$/),
        ciphertext: expect.any(String),
      },
    });
    expect(contentOf(delivery)).toEqual((await sim.query()).json);
    const headers = delivery?.headers ?? {};
    expect(headers['Wechatpay-Serial']).toBe(PUBLIC_KEY_ID);
    expect(sim.isSigned(headers, delivery?.body ?? '')).toBe(true);
    await sim.faults({ signingKey: 'certificate' });
    await sim.own('POST', `/simulator/pay/notifications/${await firstId()}/send`);
    expect(sim.isSigned(sim.deliveries[1]?.headers ?? {}, sim.deliveries[1]?.body ?? '', CERTIFICATE_PUBLIC)).toBe(
      true,
    );
  });

  it.each([200, 204])('is heard with %d, and comes once', async (status) => {
    sim.merchantAnswers = () => status;
    await sim.paid();
    await sim.advance(2 * 24 * 3_600_000);
    expect(sim.deliveries).toHaveLength(1);
  });

  it.each([500, 404, 302])('comes again at the documented intervals after %d', async (status) => {
    const start = sim.now;
    const times: number[] = [];
    sim.merchantAnswers = () => {
      times.push((sim.now - start) / 1000);
      return status;
    };
    await sim.paid();
    await sim.advance(3 * 24 * 3_600_000);
    const gaps = times.map((time, index) => time - (times[index - 1] ?? 0));
    const minutes = [3, 10, 20, 30, 30, 30, 60, 180, 180, 180, 360, 360].map((minute) => minute * 60);
    expect(gaps).toEqual([0, 15, 15, 30, ...minutes]);
    const ids = new Set(sim.deliveries.map(({ body }) => JSON.parse(body).id));
    expect(ids.size).toBe(1);
    for (const [index, { headers, body }] of sim.deliveries.entries()) {
      expect(sim.isSigned(headers, body)).toBe(true);
      expect(Number(headers['Wechatpay-Timestamp'])).toBe(start / 1000 + (times[index] ?? 0));
    }
  });

  it('stops coming once it is heard', async () => {
    let answers = 0;
    sim.merchantAnswers = () => (++answers < 3 ? Promise.reject(new Error('refused')) : 200);
    await sim.paid();
    await sim.advance(24 * 3_600_000);
    expect(sim.deliveries).toHaveLength(3);
    const { notifications } = await sim.own('GET', '/simulator/pay/notifications');
    expect(notifications).toMatchObject([
      {
        delivered: true,
        attempts: [
          { outcome: 'no answer' },
          { outcome: 'no answer' },
          { at: '2025-01-01T08:00:30+08:00', outcome: 200 },
        ],
      },
    ]);
  });

  it('is sent again by hand, which ends the retries when it is heard', async () => {
    await sim.faults({ dropNotifications: 1 });
    await sim.paid();
    expect(sim.deliveries).toHaveLength(0);
    const sent = await sim.own('POST', `/simulator/pay/notifications/${await firstId()}/send`);
    expect(sent).toMatchObject({ attempts: [{ outcome: 204 }] });
    await sim.advance(24 * 3_600_000);
    expect(sim.deliveries).toHaveLength(1);
    expect(await sim.own('POST', '/simulator/pay/notifications/nothing/send')).toMatchObject({ status: 404 });
  });

  it('ends with the simulator', async () => {
    await sim.order();
    const parameters = sim.paymentParameters(await sim.order());
    await sim.own('POST', '/simulator/pay/request-payment', parameters);
    await sim.app.close();
    await sim.advance(24 * 3_600_000);
    expect(sim.deliveries).toHaveLength(0);
  });
});

describe('misbehaviour', () => {
  it('drops attempts, which count as failed', async () => {
    await sim.faults({ dropNotifications: 2 });
    await sim.paid();
    await sim.advance(29_999);
    expect(sim.deliveries).toHaveLength(0);
    await sim.advance(1);
    expect(sim.deliveries).toHaveLength(1);
  });

  it('delays', async () => {
    await sim.faults({ delaySeconds: 90 });
    await sim.paid();
    await sim.advance(89_999);
    expect(sim.deliveries).toHaveLength(0);
    await sim.advance(1);
    expect(sim.deliveries).toHaveLength(1);
  });

  it('sends twice at once, under one id', async () => {
    await sim.faults({ doubleNotifications: true });
    await sim.paid();
    expect(sim.deliveries).toHaveLength(2);
    const [first, second] = sim.deliveries.map(({ body }) => JSON.parse(body).id);
    expect(first).toBe(second);
  });

  it('swaps two, and lets go of one that waits', async () => {
    await sim.faults({ reorderNotifications: true });
    for (const out_trade_no of ['ord_000001', 'ord_000002', 'ord_000003']) await sim.paid({ out_trade_no });
    expect(events()).toEqual(['ord_000002', 'ord_000001']);
    await sim.faults({ reorderNotifications: false });
    await sim.paid({ out_trade_no: 'ord_000004' });
    expect(events()).toEqual(['ord_000002', 'ord_000001', 'ord_000004', 'ord_000003']);
  });

  it.each(['bad', 'other-key', 'probe'])('signs in the way “%s”', async (notificationSignature) => {
    await sim.faults({ notificationSignature });
    await sim.paid();
    const { headers = {}, body = '' } = sim.deliveries[0] ?? {};
    expect(sim.isSigned(headers, body)).toBe(false);
    expect(headers['Wechatpay-Serial']).toBe(PUBLIC_KEY_ID);
    expect(sim.isSigned(headers, body, CERTIFICATE_PUBLIC)).toBe(notificationSignature === 'other-key');
    expect(headers['Wechatpay-Signature']?.startsWith('WECHATPAY/SIGNTEST/')).toBe(notificationSignature === 'probe');
  });

  it('tells of another amount or merchant, well signed', async () => {
    await sim.faults({ wrongAmount: true });
    await sim.paid();
    expect(contentOf(sim.deliveries[0])).toMatchObject({
      mchid: MERCHANT.mchid,
      amount: { total: 991, payer_total: 991 },
    });
    await sim.own('POST', '/simulator/pay/faults/reset');
    await sim.faults({ wrongMchid: true });
    await sim.paid({ out_trade_no: 'ord_000002' });
    expect(contentOf(sim.deliveries[1])).toMatchObject({ mchid: '1230000109', amount: { total: 990 } });
    for (const { headers, body } of sim.deliveries) expect(sim.isSigned(headers, body)).toBe(true);
  });
});

it('reaches a merchant over HTTP', async () => {
  const received: { url?: string; type?: string; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const type = request.headers['content-type'];
      received.push({ url: request.url, type, body: Buffer.concat(chunks).toString() });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const real = buildSimulator({ merchants: [{ ...MERCHANT, plainLoopback: true }], platform: () => PLATFORM });
  try {
    const body = JSON.stringify({
      appid: MINI,
      mchid: MERCHANT.mchid,
      description: '保温杯',
      out_trade_no: 'ord_000001',
      notify_url: `http://127.0.0.1:${port}/callbacks/wechat-pay`,
      amount: { total: 1 },
    });
    sim.now = Date.now();
    const path = '/v3/pay/transactions/native';
    const headers = { accept: '*/*', 'user-agent': 'test', authorization: sim.authorization('POST', path, body) };
    const ordered = await real.inject({ method: 'POST', url: path, headers, payload: body });
    const prepay_id = new URL(ordered.json().code_url).searchParams.get('prepay_id');
    await real.inject({ method: 'POST', url: '/simulator/pay/request-payment', payload: { prepay_id, user: 'lin' } });
    const deadline = Date.now() + 10_000;
    while (received.length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(received).toMatchObject([{ url: '/callbacks/wechat-pay', type: 'application/json' }]);
    expect(
      contentOf({ url: '', headers: {}, body: received[0]?.body ?? '', signal: AbortSignal.abort() }),
    ).toMatchObject({
      trade_type: 'NATIVE',
      payer: { openid: 'o-mini-lin' },
    });
  } finally {
    await real.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
