import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { DAY, HOUR, OTHER, PayFixture } from './fixture';

let sim: PayFixture;

beforeEach(() => {
  sim = new PayFixture();
});

afterEach(async () => {
  await sim.app.close();
});

const TRADE = '/v3/bill/tradebill?bill_date=2025-01-01';

/** One paid order, one paid and half refunded, one unpaid; then the next day at ten. */
async function trade(): Promise<void> {
  await sim.paid({ description: '杯,“大”', attach: '会员' });
  sim.now += HOUR;
  await sim.paid({ out_trade_no: 'ord_000002', amount: { total: 1001 } });
  await sim.order({ out_trade_no: 'ord_000003' });
  sim.now += HOUR;
  await sim.refund({ out_trade_no: 'ord_000002', amount: { refund: 500, total: 1001, currency: 'CNY' } });
  await sim.advance(DAY);
}

async function fileOf(url: string): Promise<string> {
  const { json } = await sim.get(url);
  expect(json).toEqual({ hash_type: 'SHA1', hash_value: expect.any(String), download_url: expect.any(String) });
  const address = new URL(String(json.download_url));
  const reply = await sim.get(address.pathname + address.search);
  expect(reply.status).toBe(200);
  expect(reply.headers).not.toHaveProperty('wechatpay-signature');
  expect(createHash('sha1').update(reply.text).digest('hex')).toBe(json.hash_value);
  return reply.text;
}

it('lists what was paid and refunded on a day, and the sums', async () => {
  await trade();
  const lines = (await fileOf(`${TRADE}&bill_type=ALL`)).split('\r\n');
  const ids = lines.map((line) =>
    line
      .match(/`(4200\d+|5030\d+)/g)
      ?.join(' ')
      .replaceAll('`', ''),
  );
  const masked = lines.map((line) => line.replace(/`(4200|5030)\d{24}/g, '`$1'));
  expect(masked).toEqual([
    '\ufeff交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注',
    '`2025-01-01 08:00:00,`wx00000000000000a1,`1900000109,`0,`,`4200,`ord_000001,`o-mini-lin,`JSAPI,`SUCCESS,`OTHERS,`CNY,`9.90,`0.00,`0,`0,`0.00,`0.00,`,`,`杯,“大”,`会员,`0.06000,`0.60%,`9.90,`0.00,`',
    '`2025-01-01 09:00:00,`wx00000000000000a1,`1900000109,`0,`,`4200,`ord_000002,`o-mini-lin,`JSAPI,`SUCCESS,`OTHERS,`CNY,`10.01,`0.00,`0,`0,`0.00,`0.00,`,`,`保温杯,`,`0.06000,`0.60%,`10.01,`0.00,`',
    '`2025-01-01 10:00:00,`wx00000000000000a1,`1900000109,`0,`,`4200,`ord_000002,`o-mini-lin,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5030,`rfd_1,`5.00,`0.00,`ORIGINAL,`SUCCESS,`保温杯,`,`-0.03000,`0.60%,`0.00,`5.00,`',
    '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额',
    '`3,`19.91,`5.00,`0.00,`0.09000,`19.91,`5.00',
    '',
  ]);
  expect(ids[1]).toBe((await sim.query()).json.transaction_id);
  expect(ids[3]).toContain((await sim.get('/v3/refund/domestic/refunds/rfd_1')).json.refund_id);
});

it('gives payments or refunds alone, and packed files', async () => {
  await trade();
  const states = async (type: string) =>
    [...(await fileOf(`${TRADE}&bill_type=${type}`)).matchAll(/`JSAPI,`(\w+)/g)].map((match) => match[1]);
  expect(await states('SUCCESS')).toEqual(['SUCCESS', 'SUCCESS']);
  expect(await states('REFUND')).toEqual(['REFUND']);
  expect((await sim.get(`${TRADE}&bill_type=OTHER`)).json).toMatchObject({ code: 'PARAM_ERROR' });

  const { json } = await sim.get(`${TRADE}&tar_type=GZIP`);
  const { pathname, search } = new URL(String(json.download_url));
  const response = await sim.app.inject({
    url: pathname + search,
    headers: { accept: '*/*', 'user-agent': 'test', authorization: sim.authorization('GET', pathname + search, '') },
  });
  expect(createHash('sha1').update(gunzipSync(response.rawPayload)).digest('hex')).toBe(json.hash_value);
});

it('lists how the money moved', async () => {
  await trade();
  const lines = (await fileOf('/v3/bill/fundflowbill?bill_date=2025-01-01')).split('\r\n');
  expect(lines.map((line) => line.replace(/`1?(4200|5030)\d{24}/g, '`$1'))).toEqual([
    '\ufeff记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号',
    '`2025-01-01 08:00:00,`4200,`4200,`交易,`交易,`收入,`9.90,`9.90,`system,`,`ord_000001',
    '`2025-01-01 09:00:00,`4200,`4200,`交易,`交易,`收入,`10.01,`19.91,`system,`,`ord_000002',
    '`2025-01-01 10:00:00,`5030,`5030,`退款,`退款,`支出,`5.00,`14.91,`system,`,`rfd_1',
    '资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额',
    '`3,`2,`19.91,`1,`5.00',
    '',
  ]);
});

it('has a bill from ten the next morning, Beijing time, for three months', async () => {
  await sim.paid();
  expect((await sim.get(TRADE)).json).toMatchObject({ code: 'PARAM_ERROR' });
  sim.now = Date.UTC(2025, 0, 2, 2) - 1;
  expect((await sim.get(TRADE)).json).toMatchObject({ code: 'STATEMENT_CREATING' });
  sim.now += 1;
  expect((await sim.get(TRADE)).status).toBe(200);
  sim.now += 91 * DAY;
  expect((await sim.get(TRADE)).status).toBe(200);
  sim.now += DAY;
  expect((await sim.get(TRADE)).json).toMatchObject({ code: 'PARAM_ERROR' });
});

it.each(['2025-1-1', '2025-02-30', '20250101', '', 'x'])('refuses the day “%s”', async (day) => {
  sim.now += 100 * DAY;
  expect((await sim.get(`/v3/bill/tradebill?bill_date=${day}`)).json).toMatchObject({
    code: 'PARAM_ERROR',
    detail: { field: '/query/bill_date' },
  });
});

it('counts a payment late in the evening for its day in Beijing', async () => {
  sim.now = Date.UTC(2025, 0, 1, 15, 59);
  await sim.paid();
  sim.now = Date.UTC(2025, 0, 1, 16, 1);
  await sim.paid({ out_trade_no: 'ord_000002' });
  sim.now = Date.UTC(2025, 0, 3, 12);
  expect(await fileOf(TRADE)).toContain('`2025-01-01 23:59:00');
  const second = await fileOf('/v3/bill/tradebill?bill_date=2025-01-02');
  expect(second).toContain('`2025-01-02 00:01:00');
  expect(second).not.toContain('ord_000001');
});

it('has no bill for a day, or a merchant, without trade', async () => {
  await trade();
  expect((await sim.get('/v3/bill/tradebill?bill_date=2024-12-31')).json).toMatchObject({ code: 'NO_STATEMENT_EXIST' });
  expect((await sim.get(TRADE, OTHER)).json).toMatchObject({ code: 'NO_STATEMENT_EXIST' });
});

it('gives the file to its merchant alone, signed for, within five minutes', async () => {
  await trade();
  const address = new URL(String((await sim.get(TRADE)).json.download_url));
  const path = address.pathname + address.search;
  expect((await sim.get(path, OTHER)).status).toBe(400);
  expect((await sim.app.inject({ url: path, headers: { accept: '*/*', 'user-agent': 'test' } })).statusCode).toBe(401);
  sim.now += 5 * 60_000 - 1;
  expect((await sim.get(path)).status).toBe(200);
  sim.now += 1;
  expect((await sim.get(path)).status).toBe(400);
});
