/** An SDK by other people against the simulator, in both directions: neither knows the other's code. */
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Aes, Formatter, Rsa, Wechatpay } from 'wechatpay-axios-plugin';
import { buildSimulator } from '../app';
import {
  API_V3_KEY,
  CERTIFICATE_PUBLIC,
  DAY,
  HOUR,
  jsapiOrder,
  MCHID,
  MERCHANT,
  MERCHANT_KEYS,
  MINI,
  PLATFORM,
  PUBLIC_KEY_ID,
  PUBLIC_MODE_KEYS,
  SERIAL,
} from './fixture';
import type { Delivery } from './types';

let app: FastifyInstance;
let address: string;
const deliveries: Delivery[] = [];
/** How far the simulator's clock is from the SDK's, which is the machine's. */
let shift = 0;

beforeAll(async () => {
  app = buildSimulator({
    now: () => Date.now() + shift,
    merchants: [MERCHANT],
    platform: () => PLATFORM,
    deliver: async (delivery) => {
      deliveries.push(delivery);
      return 204;
    },
  });
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(async () => {
  deliveries.length = 0;
  await own('faults/reset', {});
});

afterAll(() => app.close());

type Certs = Record<string, string | Buffer>;

const pem = (key: typeof CERTIFICATE_PUBLIC) => key.export({ type: 'spki', format: 'pem' }).toString();

function client(certs: Certs = { [PUBLIC_KEY_ID]: pem(PUBLIC_MODE_KEYS.publicKey) }): Wechatpay {
  const privateKey = MERCHANT_KEYS.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return new Wechatpay({ baseURL: `${address}/`, mchid: MCHID, serial: SERIAL, privateKey, certs });
}

async function own(path: string, payload: object): Promise<unknown> {
  return (await app.inject({ method: 'POST', url: `/simulator/pay/${path}`, payload })).json();
}

/** Orders by the SDK, and pays with the SDK's paySign, `at` milliseconds from now. */
async function pay(out_trade_no: string, at = 0): Promise<void> {
  const { data } = await client().chain('v3/pay/transactions/jsapi').post(jsapiOrder({ out_trade_no }));
  const [timeStamp, nonceStr, pack] = [String(Formatter.timestamp()), Formatter.nonce(), `prepay_id=${data.prepay_id}`];
  const message = Formatter.joinedByLineFeed(MINI, timeStamp, nonceStr, pack);
  const paySign = Rsa.sign(message, MERCHANT_KEYS.privateKey);
  const parameters = { appId: MINI, timeStamp, nonceStr, package: pack, signType: 'RSA', paySign };
  shift = at;
  expect(await own('request-payment', parameters)).toEqual({ errMsg: 'requestPayment:ok' });
  shift = 0;
}

async function firstDelivery(): Promise<Delivery> {
  const deadline = Date.now() + 10_000;
  while (deliveries.length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
  const [delivery] = deliveries;
  if (!delivery) throw new Error('No notification came.');
  return delivery;
}

it('orders, queries and closes, verifying each answer', async () => {
  const wechatpay = client();
  const order = jsapiOrder({ out_trade_no: 'sdk_000001', description: '保温杯 "大"' });
  const ordered = await wechatpay.chain('v3/pay/transactions/jsapi').post(order);
  expect(ordered.data).toEqual({ prepay_id: expect.stringMatching(/^wx\d{14}/) });
  const one = wechatpay.chain('v3/pay/transactions/out-trade-no/{out_trade_no}');
  const options = { params: { mchid: MCHID }, out_trade_no: 'sdk_000001' };
  expect((await one.get(options)).data).toMatchObject({ trade_state: 'NOTPAY', amount: { total: 990 } });
  const close = wechatpay.chain('v3/pay/transactions/out-trade-no/{out_trade_no}/close');
  expect((await close.post({ mchid: MCHID }, { out_trade_no: 'sdk_000001' })).status).toBe(204);
  expect((await one.get(options)).data).toMatchObject({ trade_state: 'CLOSED' });
});

it('hears why it is refused', async () => {
  const refused = client().chain('v3/pay/transactions/native').post({ appid: MINI });
  await expect(refused).rejects.toMatchObject({ response: { status: 400, data: { code: 'PARAM_ERROR' } } });
});

it('verifies and opens a notification', async () => {
  await pay('sdk_000002');
  const { headers, body } = await firstDelivery();
  const message = Formatter.response(headers['Wechatpay-Timestamp'] ?? '', headers['Wechatpay-Nonce'] ?? '', body);
  const signature = headers['Wechatpay-Signature'] ?? '';
  expect(Rsa.verify(message, signature, PUBLIC_MODE_KEYS.publicKey)).toBe(true);
  expect(Rsa.verify(message, signature, CERTIFICATE_PUBLIC)).toBe(false);
  const { ciphertext, nonce, associated_data } = JSON.parse(body).resource;
  const content = JSON.parse(Aes.AesGcm.decrypt(ciphertext, API_V3_KEY, nonce, associated_data));
  expect(content).toMatchObject({
    out_trade_no: 'sdk_000002',
    trade_state: 'SUCCESS',
    payer: { openid: 'o-mini-lin' },
  });
});

it('fetches the certificate and verifies with it', async () => {
  const { data } = await client().chain('v3/certificates').get();
  const [{ serial_no, encrypt_certificate }] = data.data;
  const { ciphertext, nonce, associated_data } = encrypt_certificate;
  const certificate = Aes.AesGcm.decrypt(ciphertext, API_V3_KEY, nonce, associated_data);
  await own('faults', { signingKey: 'certificate' });
  const answer = await client({ [serial_no]: certificate })
    .chain('v3/certificates')
    .get();
  expect(answer.data.data[0].serial_no).toBe(serial_no);
  await expect(client().chain('v3/certificates').get()).rejects.toMatchObject({
    code: 'EV3_RES_HEADER_PLATFORM_SERIAL',
  });
});

it.each(['bad', 'other-key', 'probe'])('does not believe an answer whose signature is %s', async (answerSignature) => {
  await own('faults', { answerSignature });
  await expect(client().chain('v3/certificates').get()).rejects.toMatchObject({
    code: 'EV3_RES_HEADER_SIGNATURE_DIGEST',
  });
});

it('refunds', async () => {
  await pay('sdk_000003');
  const refund = {
    out_refund_no: 'rfd_sdk',
    out_trade_no: 'sdk_000003',
    amount: { refund: 90, total: 990, currency: 'CNY' },
  };
  const refunded = await client().chain('v3/refund/domestic/refunds').post(refund);
  expect(refunded.data).toMatchObject({ status: 'PROCESSING', amount: { refund: 90 } });
  const query = client().chain('v3/refund/domestic/refunds/{number}').get({ number: 'rfd_sdk' });
  expect((await query).data).toMatchObject({ out_refund_no: 'rfd_sdk', transaction_id: expect.any(String) });
});

it('reads a bill', async () => {
  // Paying is the one step that the SDK does not sign by the clock, so it can lie in the past.
  await pay('sdk_000004', -2 * DAY);
  const bill_date = new Date(Date.now() - 2 * DAY + 8 * HOUR).toISOString().slice(0, 10);
  const { data } = await client()
    .chain('v3/bill/tradebill')
    .get({ params: { bill_date, bill_type: 'ALL' } });
  const path = new URL(data.download_url);
  const token = path.searchParams.get('token');
  const file = await client().chain(path.pathname.slice(1)).get({ params: { token }, responseType: 'arraybuffer' });
  expect(createHash('sha1').update(file.data).digest('hex')).toBe(data.hash_value);
  const { rows, summary } = Formatter.castCsvBill(file.data) as { rows: object[]; summary: object };
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ 商户订单号: 'sdk_000004', 交易状态: 'SUCCESS', 订单金额: '9.90', 费率: '0.60%' });
  expect(summary).toMatchObject({ 总交易单数: '1', 应结订单总金额: '9.90', 订单总金额: '9.90' });
});
