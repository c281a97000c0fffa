import { jsapiOrder, OTHER_KEYS, PayFixture } from './fixture';

let sim: PayFixture;

beforeEach(() => {
  sim = new PayFixture();
});

afterEach(async () => {
  await sim.app.close();
});

const PATH = '/pay/cashier';
const BACK = 'http://127.0.0.1:4000/orders/1?a=1+2#top';

async function page(query: Record<string, string>): Promise<string> {
  const response = await sim.app.inject({ url: PATH, query });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toContain('text/html');
  return response.body;
}

/** Presses a button: where the browser is sent, and the page where it stays. */
async function press(fields: Record<string, string>): Promise<{ location?: string; body: string }> {
  const response = await sim.app.inject({
    method: 'POST',
    url: PATH,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  expect(response.statusCode).toBe(response.headers.location === undefined ? 200 : 303);
  return { location: response.headers.location, body: response.body };
}

async function nativePrepay(): Promise<string> {
  const { json } = await sim.post('/v3/pay/transactions/native', jsapiOrder({ payer: undefined }));
  return new URL(String(json.code_url)).searchParams.get('prepay_id') ?? '';
}

/** The hidden fields of the page's form. */
function fieldsOf(html: string): Record<string, string> {
  const inputs = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  return Object.fromEntries(inputs.map((match) => [match[1], match[2]?.replaceAll('&amp;', '&')]));
}

describe('paying inside WeChat', () => {
  it('shows what is paid to whom, by whom, and loads nothing from elsewhere', async () => {
    const html = await page(sim.paymentParameters(await sim.order({ description: '<b>杯</b>' })));
    expect(html).toContain('¥9.90');
    expect(html).toContain('阶梯会员商城');
    expect(html).toContain('&lt;b&gt;杯&lt;/b&gt;');
    expect(html).toContain('林小满');
    expect(html).not.toContain('name="user"');
    expect(html).not.toContain('<script');
    const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(loaded.filter((address) => !address.startsWith('/'))).toEqual([]);
  });

  it('pays by the form, and returns with the outcome', async () => {
    const html = await page({ ...sim.paymentParameters(await sim.order()), redirect_url: BACK });
    const { location } = await press({ ...fieldsOf(html), act: 'pay' });
    expect(location).toBe('http://127.0.0.1:4000/orders/1?a=1+2&err_msg=requestPayment%3Aok#top');
    expect((await sim.query()).json).toMatchObject({ trade_state: 'SUCCESS' });
    expect(await page(fieldsOf(html))).toContain('该订单已支付');
    expect((await press({ ...fieldsOf(html), act: 'pay' })).body).toContain('该订单已支付');
    await sim.advance(0);
    expect(sim.deliveries).toHaveLength(1);
  });

  it('cancels, or fails for want of money, and can be tried again', async () => {
    const fields = { ...sim.paymentParameters(await sim.order()), redirect_url: BACK };
    expect((await press({ ...fields, act: 'cancel' })).location).toContain('err_msg=requestPayment%3Afail%20cancel');
    const failed = await press({ ...fields, act: 'insufficient' });
    expect(failed.body).toContain('零钱余额不足');
    expect(failed.body).toContain('err_msg=requestPayment%3Afail#top');
    await sim.advance(0);
    expect(sim.deliveries).toHaveLength(0);
    expect((await sim.query()).json).toMatchObject({ trade_state: 'NOTPAY' });
    const again = /href="(\/pay\/cashier[^"]*)"/.exec(failed.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(fieldsOf((await sim.app.inject(again)).body)).toMatchObject(fields);
    expect((await press({ ...fields, act: 'pay' })).location).toContain('requestPayment%3Aok');
  });

  it('stays when there is no place to go back to', async () => {
    const fields = sim.paymentParameters(await sim.order());
    expect((await press({ ...fields, act: 'cancel' })).body).toContain('已取消支付');
    expect((await press({ ...fields, act: 'pay' })).body).toContain('支付成功');
  });

  it.each([
    ['timeStamp', '1'],
    ['nonceStr', 'other'],
    ['appId', 'wx00000000000000b2'],
    ['signType', 'MD5'],
    ['signType', ''],
    ['paySign', ''],
    ['paySign', 'AAAA'],
  ])('refuses a changed %s', async (name, value) => {
    const fields = { ...sim.paymentParameters(await sim.order()), [name]: value };
    expect(await page(fields)).toContain('支付验证签名失败');
    expect((await press({ ...fields, act: 'pay' })).body).toContain('支付验证签名失败');
    expect((await sim.own('POST', '/simulator/pay/request-payment', fields)).errMsg).toBe(
      'requestPayment:fail 支付验证签名失败',
    );
    expect((await sim.query()).json).toMatchObject({ trade_state: 'NOTPAY' });
  });

  it('refuses another key, another order’s signature, and none', async () => {
    const prepay_id = await sim.order();
    expect(await page(sim.paymentParameters(prepay_id, OTHER_KEYS.privateKey))).toContain('支付验证签名失败');
    const other = sim.paymentParameters(await sim.order({ out_trade_no: 'ord_000002' }));
    expect(await page({ ...other, prepay_id })).toContain('支付验证签名失败');
    expect(await page({ prepay_id })).toContain('支付验证签名失败');
    expect(await page(sim.paymentParameters('wx0'))).toContain('支付订单不存在');
  });
});

describe('paying from a browser or by a code', () => {
  it('asks who pays, and returns without a word', async () => {
    const html = await page({ prepay_id: await nativePrepay(), redirect_url: BACK });
    expect(html).toContain('name="user" value="chen"');
    const fields = fieldsOf(html);
    expect((await press({ ...fields, act: 'pay' })).body).toContain('没有选择付款人');
    expect((await press({ ...fields, act: 'cancel' })).location).toBe(BACK);
    expect((await press({ ...fields, act: 'pay', user: 'chen' })).location).toBe(BACK);
    expect((await sim.query()).json).toMatchObject({ trade_type: 'NATIVE', payer: { openid: 'o-mini-chen' } });
  });

  it.each(['https://example.com/', 'http://localhost.example.com/', '//localhost/', 'javascript:alert(1)'])(
    'does not return to %s',
    async (redirect_url) => {
      const fields = { prepay_id: await nativePrepay(), redirect_url };
      expect(await page(fields)).toContain('redirect_url');
      expect((await press({ ...fields, act: 'pay', user: 'lin' })).location).toBeUndefined();
      expect((await sim.query()).json).toMatchObject({ trade_state: 'NOTPAY' });
    },
  );
});

describe('wx.requestPayment', () => {
  it.each([
    ['cancel', 'requestPayment:fail cancel', 'NOTPAY'],
    ['insufficient', 'requestPayment:fail', 'NOTPAY'],
    ['pay', 'requestPayment:ok', 'SUCCESS'],
  ])('reports %s as %s', async (act, errMsg, trade_state) => {
    const parameters = sim.paymentParameters(await sim.order());
    expect((await sim.own('POST', '/simulator/pay/request-payment', { ...parameters, act })).errMsg).toBe(errMsg);
    expect((await sim.query()).json).toMatchObject({ trade_state });
  });
});

describe('the console', () => {
  it('shows orders, refunds and notifications, escaped, and its forms lead back to it', async () => {
    await sim.faults({ refundSeconds: 60, dropNotifications: 1 });
    await sim.paid({ description: '<i>杯</i>' });
    await sim.refund({ reason: '<i>坏</i>' });
    const html = (await sim.app.inject('/simulator/pay')).body;
    for (const shown of [
      'ord_000001',
      'rfd_1',
      '&lt;i&gt;杯',
      '&lt;i&gt;坏',
      'TRANSACTION.SUCCESS',
      '未送达',
      'dropped',
    ]) {
      expect(html).toContain(shown);
    }
    expect(html).not.toContain('<i>');
    const forms = [...html.matchAll(/<form[^>]*action="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(forms).toHaveLength(4);
    const post = (url: string, payload: string) =>
      sim.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      });
    for (const [index, url] of forms.entries()) {
      const response = await post(url, index === 0 ? 'status=ABNORMAL' : '');
      expect(response.headers.location).toBe('/simulator/pay');
    }
    expect((await sim.get('/v3/refund/domestic/refunds/rfd_1')).json).toMatchObject({ status: 'ABNORMAL' });
    expect(sim.deliveries).toHaveLength(1);
  });

  it('takes every fault as the form sends it', async () => {
    const before = await sim.own('GET', '/simulator/pay/faults');
    const html = (await sim.app.inject('/simulator/pay')).body;
    const names = [...html.matchAll(/<(?:select|input)[^>]* name="(\w+)"/g)].map((match) => match[1] ?? '');
    expect([...names, 'status'].sort()).toEqual(Object.keys(before).sort());
    const fields = Object.fromEntries(names.map((name) => [name, String(before[name])]));
    const payload = new URLSearchParams({ ...fields, wrongAmount: 'true', systemErrors: '3' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await sim.app.inject({ method: 'POST', url: '/simulator/pay/faults', headers, payload });
    expect(await sim.own('GET', '/simulator/pay/faults')).toEqual({ ...before, wrongAmount: true, systemErrors: 3 });
  });
});
