/** An SDK by other people against the simulated API v2, and the pages of contracts and virtual payment. */
import type { FastifyInstance } from 'fastify';
import { Hash, Wechatpay } from 'wechatpay-axios-plugin';
import { buildSimulator } from '../app';
import { CERTIFICATE_PUBLIC, MCHID, MERCHANT, MINI, PLATFORM, PUBLIC_KEY_ID } from '../pay/fixture';
import type { Delivery, Papay } from '../pay/types';
import { fromXml } from './xml';

const papay: Papay = { apiKey: '8934e7d15453e97507ef794cf7b0519d', signType: 'MD5', planId: '12535' };
const virtualPay = {
  ...{ appid: MINI, offerId: '145', appKeys: { production: 'p', sandbox: 's' } },
  ...{ pushUrl: 'http://127.0.0.1/push', pushToken: 'Token' },
};

let app: FastifyInstance;
let sdk: Wechatpay;
const deliveries: Delivery[] = [];

beforeAll(async () => {
  app = buildSimulator({
    merchants: [{ ...MERCHANT, papay }],
    platform: () => PLATFORM,
    virtualPay,
    schedule: (_milliseconds, task) => task(),
    deliver: async (delivery) => {
      deliveries.push(delivery);
      return 200;
    },
  });
  const baseURL = `${await app.listen({ host: '127.0.0.1', port: 0 })}/`;
  const privateKey = PLATFORM.publicKeyMode.export({ type: 'pkcs8', format: 'pem' }).toString();
  const certs = { [PUBLIC_KEY_ID]: CERTIFICATE_PUBLIC.export({ type: 'spki', format: 'pem' }).toString() };
  sdk = new Wechatpay({ baseURL, mchid: MCHID, serial: 'A', privateKey, certs, secret: papay.apiKey });
});
afterAll(() => app.close());

const asked = (code: string) => ({
  ...{ appid: MINI, mch_id: MCHID, plan_id: '12535', contract_code: code, contract_display_account: '<b>林' },
  ...{ request_serial: '1', timestamp: String(Math.floor(Date.now() / 1000)), notify_url: 'http://127.0.0.1/told' },
});
const signed = (fields: Record<string, string>) => ({ ...fields, sign: Hash.sign('MD5', fields, papay.apiKey) });

describe('the SDK', () => {
  it('signs a contract, reads the notification and the query, and ends it', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/simulator/contract/sign',
      payload: { ...signed(asked('C1')), user: 'lin' },
    });
    const { contract_id } = response.json<{ contract_id: string }>();
    const { sign, ...told } = fromXml(deliveries.at(-1)?.body ?? '') as Record<string, string>;
    expect(told).toMatchObject({ change_type: 'ADD', contract_id });
    expect(sign).toBe(Hash.sign('MD5', told, papay.apiKey));
    const common = { appid: MINI, mch_id: MCHID, version: '1.0', contract_id };
    // It throws unless the answer is signed.
    const { data } = await sdk.chain('v2/papay/querycontract').post(common);
    expect(data).toMatchObject({ contract_state: '0', contract_code: 'C1', openid: 'o-mini-lin' });
    await sdk.chain('v2/papay/deletecontract').post({ ...common, contract_termination_remark: '取消' });
    const after = await sdk.chain('v2/papay/querycontract').post(common);
    expect(after.data).toMatchObject({ contract_state: '1', contract_termination_mode: '3' });
  });
});

describe('the pages', () => {
  it('show what was signed and what is wrong, with every text made safe', async () => {
    const query = new URLSearchParams(signed({ ...asked('C2'), version: '1.0' }));
    const page = await app.inject({ url: `/papay/entrustweb?${query}` });
    expect(page.body).toContain('&lt;b&gt;林');
    expect(page.body).not.toContain('<b>林');
    const spoilt = await app.inject({ url: `/papay/entrustweb?${query}1` });
    expect(spoilt.body).toContain('签名错误');
    for (const url of ['/simulator/contract', '/simulator/virtual-pay']) {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const body = url.endsWith('contract') ? 'failDebits=2&noRetries=true' : 'dropPushes=2&noRetries=true';
      const saved = await app.inject({ method: 'POST', url: `${url}/faults`, headers: form, payload: body });
      expect([url, saved.statusCode, saved.headers.location]).toEqual([url, 303, url]);
      const { body: shown } = await app.inject({ url });
      expect(shown).toContain('value="2"');
      expect(shown).not.toContain('<b>林');
      const refused = await app.inject({ method: 'POST', url: `${url}/faults`, payload: { nonsense: 1 } });
      expect(refused.statusCode).toBe(400);
      await app.inject({ method: 'POST', url: `${url}/faults/reset`, payload: {} });
    }
  });

  it('of virtual payment open for who signed in, with what was signed for them alone', async () => {
    const page = await app.inject({
      url: '/simulator/virtual-pay/cashier?mode=short_series_goods&signData=%7B%7D&user=lin',
    });
    expect(page.body).toContain('signData格式错误');
  });
});

it('tells the clock by which contracts count days, and moves it', async () => {
  const moved = await app.inject({ method: 'POST', url: '/simulator/clock', payload: { now: '2030-01-01T00:00:00Z' } });
  expect(moved.json<{ now: string }>().now).toMatch(/^2030-01-01T00:00:00/);
  expect((await app.inject({ url: '/simulator/clock' })).json<{ now: string }>().now).toMatch(/^2030-01-01/);
  const refused = await app.inject({ method: 'POST', url: '/simulator/clock', payload: { now: 'later' } });
  expect(refused.statusCode).toBe(400);
});
