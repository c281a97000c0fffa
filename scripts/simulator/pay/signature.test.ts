import { X509Certificate } from 'node:crypto';
import { seal } from './aead';
import {
  CERTIFICATE_PUBLIC,
  DAY,
  jsapiOrder,
  MCHID,
  MINUTE,
  OTHER,
  OTHER_KEYS,
  PayFixture,
  PUBLIC_KEY_ID,
  unseal,
} from './fixture';

let sim: PayFixture;

beforeEach(() => {
  sim = new PayFixture();
});

afterEach(async () => {
  await sim.app.close();
});

const PATH = '/v3/pay/transactions/jsapi';
const QUERY = `/v3/pay/transactions/out-trade-no/ord_000001?mchid=${MCHID}`;

describe('the signature of a request', () => {
  it('is good over method, address, time, nonce and the very bytes of the body', async () => {
    const body = `${JSON.stringify(jsapiOrder(), null, 3).replace('保温杯', '保\\u6e29杯')} \n`;
    expect((await sim.post(PATH, body)).status).toBe(200);
    expect((await sim.get(QUERY)).json).toMatchObject({ trade_state: 'NOTPAY' });
  });

  it.each([
    ['another key', { key: OTHER_KEYS.privateKey }],
    ['a body with a space more', { signedBody: `${JSON.stringify(jsapiOrder())} ` }],
    ['an empty body', { signedBody: '' }],
    ['another path', { signedUrl: '/v3/pay/transactions/native' }],
    ['an unknown merchant', { mchid: '1900000111' }],
    ['the serial of another certificate', { serial: '0'.repeat(40) }],
  ])('is refused over %s, and nothing is ordered', async (_what, signing) => {
    const reply = await sim.post(PATH, jsapiOrder(), signing);
    expect(reply.status).toBe(401);
    expect(reply.json).toEqual({ code: 'SIGN_ERROR', message: expect.any(String), detail: expect.any(Object) });
    expect(sim.isSigned(reply.headers, reply.text)).toBe(true);
    expect((await sim.get(QUERY)).json).toMatchObject({ code: 'ORDER_NOT_EXIST' });
  });

  it('covers the query', async () => {
    await sim.order();
    expect((await sim.get(QUERY, { signedUrl: QUERY.split('?', 1)[0] })).status).toBe(401);
    expect((await sim.get(QUERY, { signedUrl: `${QUERY}&a=1` })).status).toBe(401);
  });

  it.each([-300, 300])('may be %d seconds off, and no more', async (seconds) => {
    const now = Math.floor(sim.now / 1000);
    expect((await sim.get(QUERY, { timestamp: now + seconds })).status).toBe(404);
    const reply = await sim.get(QUERY, { timestamp: now + seconds + Math.sign(seconds) });
    expect(reply.json).toMatchObject({ code: 'SIGN_ERROR', message: expect.stringContaining('5分钟') });
  });

  it('is good once for a nonce and a merchant', async () => {
    expect((await sim.get(QUERY, { nonce: 'n1' })).status).toBe(404);
    expect((await sim.get(QUERY, { nonce: 'n1' })).json).toMatchObject({ code: 'SIGN_ERROR' });
    sim.now += 4 * MINUTE;
    expect((await sim.get(QUERY, { nonce: 'n1' })).json).toMatchObject({ code: 'SIGN_ERROR' });
    expect((await sim.query('ord_000001', { ...OTHER, nonce: 'n1' })).status).toBe(404);
  });

  it('uses up no nonce when it is wrong', async () => {
    await sim.get(QUERY, { nonce: 'n1', key: OTHER_KEYS.privateKey });
    expect((await sim.get(QUERY, { nonce: 'n1' })).status).toBe(404);
  });

  it.each(['mchid', 'nonce_str', 'signature', 'timestamp', 'serial_no'])('needs %s', async (name) => {
    const good = sim.authorization('GET', QUERY, '');
    const authorization = good.replace(new RegExp(`${name}="[^"]*",?`), '').replace(/,$/, '');
    expect((await sim.get(QUERY, { headers: { authorization } })).status).toBe(401);
    expect((await sim.get(QUERY, { headers: { authorization: good } })).status).toBe(404);
  });

  it.each([
    (good: string) => good.replace('SHA256', 'MD5'),
    (good: string) => good.replace('WECHATPAY2-', 'wechatpay2-'),
    (good: string) => `${good},mchid="1900000110"`,
    (good: string) => `${good} trailing`,
    (good: string) => good.replace(/==",/, '",'),
    () => '',
  ])('refuses a header that is not exactly one (%#)', async (spoil) => {
    const authorization = spoil(sim.authorization('GET', QUERY, ''));
    expect((await sim.get(QUERY, { headers: { authorization } })).status).toBe(401);
  });

  it('takes the fields in any order, as documented', async () => {
    const [scheme = '', list = ''] = sim.authorization('GET', QUERY, '').split(' ');
    const authorization = `${scheme} ${list.split(',').reverse().join(',')}`;
    expect((await sim.get(QUERY, { headers: { authorization } })).status).toBe(404);
  });

  it('asks for Accept and User-Agent', async () => {
    for (const name of ['accept', 'user-agent']) {
      expect((await sim.get(QUERY, { headers: { [name]: '' } })).json).toMatchObject({ code: 'PARAM_ERROR' });
    }
  });
});

describe('the signature of an answer', () => {
  it('is on every one, refusals and empty ones included', async () => {
    const replies = [
      await sim.post(PATH, jsapiOrder()),
      await sim.close(),
      await sim.get('/v3/nothing'),
      await sim.post(PATH, '{'),
      await sim.get('/v3/certificates'),
    ];
    expect(replies.map(({ status }) => status)).toEqual([200, 204, 404, 400, 200]);
    for (const { headers, text } of replies) {
      expect(sim.isSigned(headers, text)).toBe(true);
      expect(sim.isSigned(headers, `${text} `)).toBe(false);
      expect(headers).toMatchObject({
        'wechatpay-serial': PUBLIC_KEY_ID,
        'wechatpay-timestamp': String(sim.now / 1000),
        'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
      });
    }
  });

  it('comes from the certificate when switched, whose serial /v3/certificates tells', async () => {
    await sim.faults({ signingKey: 'certificate' });
    const reply = await sim.get('/v3/certificates');
    expect(sim.isSigned(reply.headers, reply.text, CERTIFICATE_PUBLIC)).toBe(true);
    const [entry] = reply.json.data as Record<string, unknown>[];
    expect(reply.headers['wechatpay-serial']).toBe(entry?.serial_no);
    const certificate = new X509Certificate(unseal(entry?.encrypt_certificate));
    expect(certificate.serialNumber).toBe(entry?.serial_no);
    expect(certificate.publicKey.equals(CERTIFICATE_PUBLIC)).toBe(true);
    expect(certificate.verify(CERTIFICATE_PUBLIC)).toBe(true);
    expect(entry?.encrypt_certificate).toMatchObject({ associated_data: 'certificate' });
    expect(Date.parse(certificate.validFrom)).toBe(sim.now - DAY);
    expect(Date.parse(String(entry?.effective_time))).toBe(sim.now - DAY);
    expect(Date.parse(certificate.validTo)).toBe(Date.parse(String(entry?.expire_time)));
  });

  it.each(['bad', 'other-key', 'probe'])('is no good when told to be %s', async (answerSignature) => {
    await sim.faults({ answerSignature });
    const { headers, text } = await sim.query();
    expect(sim.isSigned(headers, text)).toBe(false);
    expect(headers['wechatpay-serial']).toBe(PUBLIC_KEY_ID);
    expect(String(headers['wechatpay-signature']).startsWith('WECHATPAY/SIGNTEST/')).toBe(answerSignature === 'probe');
    expect(sim.isSigned(headers, text, CERTIFICATE_PUBLIC)).toBe(answerSignature === 'other-key');
  });
});

it("encrypts as WeChat Pay's published example", () => {
  const sealed = seal('a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb', 'uluk4a9R25RW', 'associatedData', 'message');
  expect(sealed.ciphertext).toBe('ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI=');
});
