import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSimulator } from '../../../../scripts/simulator/app';
import { type WeChat, WeChatError, type WeChatProblem } from './wechat';
import { createWeChatClient, type WeChatClientOptions } from './wechat.client';

const apps = {
  miniProgram: { appId: 'wx00000000000000a1', secret: 'demo-mini-app-secret' },
  web: { appId: 'wx00000000000000b2', secret: 'demo-web-app-secret' },
};

async function expectProblem(call: Promise<unknown>, problem: WeChatProblem): Promise<void> {
  const error = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WeChatError);
  expect((error as WeChatError).problem).toBe(problem);
  // The addresses of WeChat hold secrets and codes.
  for (const secret of [apps.miniProgram.secret, apps.web.secret, 'http://'])
    expect(String(error)).not.toContain(secret);
}

describe('the WeChat client, against the simulator', () => {
  let now = Date.parse('2026-03-01T04:00:00.000Z');
  const simulator = buildSimulator({ now: () => now });
  let url: string;
  let asked: string[];
  let client: WeChat;
  beforeAll(async () => {
    simulator.addHook('onRequest', async (request) => {
      asked.push(request.url.split('?')[0] ?? '');
    });
    url = await simulator.listen({ host: '127.0.0.1', port: 0 });
  });
  beforeEach(() => {
    asked = [];
    client = clientOf({});
  });
  afterAll(() => simulator.close());

  function clientOf(options: Partial<WeChatClientOptions>): WeChat {
    return createWeChatClient({ apiUrl: url, openUrl: url, ...apps, wallNow: () => now, ...options });
  }
  async function codeFor(path: 'login' | 'phone-code', user: string): Promise<string> {
    const response = await fetch(`${url}/simulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ appid: apps.miniProgram.appId, user }),
    });
    return ((await response.json()) as { code: string }).code;
  }
  const stableTokensAsked = () => asked.filter((path) => path === '/cgi-bin/stable_token').length;

  it('exchanges the code of the mini-program, once', async () => {
    const code = await codeFor('login', 'lin');
    expect(await client.miniProgramIdentity(code)).toEqual({
      appId: apps.miniProgram.appId,
      openid: 'o-mini-lin',
      unionid: 'u-lin',
      sessionKey: expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
    });
    await expectProblem(client.miniProgramIdentity(code), 'code-used');
  });

  it('exchanges the code of the web, with the profile', async () => {
    expect(await client.webIdentity('demo:lin')).toMatchObject({
      appId: apps.web.appId,
      openid: 'o-web-lin',
      unionid: 'u-lin',
      nickname: '林小满',
    });
  });

  it('gets the phone number behind a code, once', async () => {
    const code = await codeFor('phone-code', 'lin');
    expect(await client.phoneNumber(code)).toBe('13800000001');
    await expectProblem(client.phoneNumber(code), 'code-used');
  });

  it.each([
    ['an unknown code', 'nonsense', 'code-invalid'],
    ['no code', '', 'code-invalid'],
    ['a busy WeChat', 'demo-fault:busy', 'busy'],
    ['a person of high risk', 'demo-fault:risk', 'user-refused'],
    ['too many calls', 'demo-fault:often', 'busy'],
  ] as const)('tells %s', async (_, code, problem) => {
    await expectProblem(client.miniProgramIdentity(code), problem);
    await expectProblem(client.webIdentity(code), problem);
    await expectProblem(client.phoneNumber(code), problem);
  });

  it('tells a code that is too old', async () => {
    const code = await codeFor('login', 'lin');
    now += 5 * 60 * 1000;
    await expectProblem(client.miniProgramIdentity(code), 'code-invalid');
  });

  it.each([
    { appId: 'wx-nobody', secret: 'x' },
    { appId: apps.miniProgram.appId, secret: 'wrong' },
  ])('tells the operator of wrong credentials: %p', async (miniProgram) => {
    const misconfigured = clientOf({ miniProgram });
    await expectProblem(misconfigured.miniProgramIdentity('demo:lin'), 'misconfigured');
    await expectProblem(misconfigured.phoneNumber('demo:lin'), 'misconfigured');
  });

  it('asks for one access token for many concurrent callers, and again shortly before it ends', async () => {
    // The simulator's token of the tests before is over.
    now += 3 * 3600 * 1000;
    await Promise.all(Array.from({ length: 10 }, () => client.phoneNumber('demo:lin')));
    expect(stableTokensAsked()).toBe(1);
    now += (7200 - 61) * 1000;
    await client.phoneNumber('demo:lin');
    expect(stableTokensAsked()).toBe(1);
    now += 2000;
    await Promise.all([client.phoneNumber('demo:lin'), client.phoneNumber('demo:chen')]);
    expect(stableTokensAsked()).toBe(2);
  });

  it('asks for a new access token when WeChat does not take the one it has any more', async () => {
    await client.phoneNumber('demo:lin');
    await fetch(`${url}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: apps.miniProgram.appId,
        secret: apps.miniProgram.secret,
        force_refresh: true,
      }),
    });
    const before = stableTokensAsked();
    await expectProblem(client.phoneNumber('demo:lin'), 'busy');
    expect(await client.phoneNumber('demo:lin')).toBe('13800000001');
    expect(stableTokensAsked()).toBe(before + 1);
  });

  const reward = {
    openid: 'o-mini-lin',
    templateId: 'demo-template-reward',
    page: 'packages/messages/index',
    fields: { thing1: '奖励到账', time2: '2026年3月1日 12:00', thing3: '您获得：20 积分。' },
  };

  it('sends a subscribe message for each accept, and says when there is none left', async () => {
    await expectProblem(client.sendSubscribeMessage(reward), 'no-consent');
    await fetch(`${url}/simulator/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user: 'lin', tmplId: reward.templateId }),
    });
    await client.sendSubscribeMessage(reward);
    await expectProblem(client.sendSubscribeMessage(reward), 'no-consent');
    const sent = (await (await fetch(`${url}/simulator/messages.json`)).json()) as object[];
    expect(sent).toMatchObject([{ openid: 'o-mini-lin', values: Object.values(reward.fields) }]);
  });

  it.each([
    { templateId: 'nothing' },
    { openid: 'o-web-lin' },
    { fields: { ...reward.fields, thing1: '一二三四五六七八九十一二三四五六七八九十一' } },
    { fields: { thing1: 'a' } },
  ])('tells the operator of a message that cannot be sent: %j', async (change) => {
    await expectProblem(client.sendSubscribeMessage({ ...reward, ...change }), 'message-invalid');
  });

  it('sends the browser to the authorisation page', () => {
    const target = new URL(client.authorizationUrl('https://member.example.com/', 'state-123'));
    expect(target.origin + target.pathname).toBe(`${url}/connect/oauth2/authorize`);
    expect(Object.fromEntries(target.searchParams)).toEqual({
      appid: apps.web.appId,
      redirect_uri: 'https://member.example.com/',
      response_type: 'code',
      scope: 'snsapi_userinfo',
      state: 'state-123',
    });
    expect(target.hash).toBe('#wechat_redirect');
  });
});

describe('the WeChat client, when WeChat misbehaves', () => {
  let server: Server | undefined;
  afterEach(
    () =>
      new Promise<void>((resolve) => {
        server?.closeAllConnections();
        if (server) server.close(() => resolve());
        else resolve();
        server = undefined;
      }),
  );

  async function clientOf(listener: RequestListener, timeoutMs = 5000): Promise<WeChat> {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
    const apiUrl = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
    return createWeChatClient({ apiUrl, openUrl: apiUrl, ...apps, wallNow: () => 0, timeoutMs });
  }

  it('says busy when nobody is there', async () => {
    const client = createWeChatClient({ apiUrl: 'http://127.0.0.1:1', openUrl: '', ...apps, wallNow: () => 0 });
    await expectProblem(client.miniProgramIdentity('code'), 'busy');
    await expectProblem(client.phoneNumber('code'), 'busy');
  });

  it('says busy when there is no answer in time', async () => {
    const client = await clientOf(() => undefined, 50);
    await expectProblem(client.miniProgramIdentity('code'), 'busy');
  });

  it('says busy when the answer never ends', async () => {
    const client = await clientOf((_, response) => void response.write('{"openid":'), 50);
    await expectProblem(client.miniProgramIdentity('code'), 'busy');
  });

  it.each([
    '<html>502 Bad Gateway</html>',
    '',
    '[]',
    'null',
    '{}',
    '{"errcode":0}',
    '{"openid":""}',
    '{"openid":"o 1 "}',
    `{"openid":"${'o'.repeat(129)}"}`,
    '{"openid":"o1","unionid":" u"}',
    '{"errcode":99999,"errmsg":"new"}',
  ])('says busy when the answer is %s', async (body) => {
    const client = await clientOf((_, response) => void response.end(body));
    await expectProblem(client.miniProgramIdentity('code'), 'busy');
  });

  it.each<[string, string | undefined, WeChatProblem, boolean]>([
    ['is busy', '{"errcode":-1}', 'busy', false],
    ['limits calls', '{"errcode":45009}', 'busy', false],
    ['does not answer', undefined, 'busy', true],
    ['answers something else', '<html>', 'busy', true],
    ['does not say that it did', '{}', 'busy', true],
  ])('knows whether a message may have been sent when WeChat %s', async (_, answer, problem, mayBeDone) => {
    const client = await clientOf((request, response) => {
      if (request.url?.startsWith('/cgi-bin/stable_token')) response.end('{"access_token":"t","expires_in":7200}');
      else if (answer !== undefined) response.end(answer);
    }, 200);
    const message = { openid: 'o1', templateId: 't1', page: 'p', fields: {} };
    await expect(client.sendSubscribeMessage(message)).rejects.toMatchObject({ problem, mayBeDone });
  });

  it('knows that nothing was sent when it could not even ask', async () => {
    const nowhere = createWeChatClient({ apiUrl: 'http://127.0.0.1:1', openUrl: '', ...apps, wallNow: () => 0 });
    const tokenless = await clientOf((_, response) => void response.end('<html>'));
    for (const client of [nowhere, tokenless]) {
      const message = { openid: 'o1', templateId: 't1', page: 'p', fields: {} };
      await expect(client.sendSubscribeMessage(message)).rejects.toMatchObject({ problem: 'busy', mayBeDone: false });
    }
  });

  const shipping = {
    ...{ transactionId: '42000001', openid: 'o1', description: '杯'.repeat(121) },
    parcels: [{ carrier: 'SF', number: 'SF1', receiverPhone: '138****1234' }],
    at: new Date('2026-03-01T04:00:00.000Z'),
  };

  it('tells how an order was shipped, in the words of WeChat', async () => {
    const told: unknown[] = [];
    const client = await clientOf((request, response) => {
      if (request.url?.startsWith('/cgi-bin/stable_token')) {
        return void response.end('{"access_token":"t","expires_in":7200}');
      }
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        told.push([request.url, JSON.parse(Buffer.concat(parts).toString())]);
        response.end('{"errcode":0,"errmsg":"ok"}');
      });
    });
    await client.uploadShipping(shipping);
    const { parcels } = shipping;
    await client.uploadShipping({
      ...shipping,
      parcels: [...parcels, { carrier: 'YTO', number: 'Y2' }],
      split: { isComplete: false },
    });
    await client.uploadShipping({ ...shipping, description: '话费', parcels: [] });
    const item_desc = '杯'.repeat(120);
    const first = {
      tracking_no: 'SF1',
      express_company: 'SF',
      item_desc,
      contact: { receiver_contact: '138****1234' },
    };
    const common = {
      order_key: { order_number_type: 2, transaction_id: '42000001' },
      upload_time: '2026-03-01T12:00:00.000+08:00',
      payer: { openid: 'o1' },
    };
    const url = '/wxa/sec/order/upload_shipping_info?access_token=t';
    const second = { tracking_no: 'Y2', express_company: 'YTO', item_desc };
    expect(told).toEqual([
      [url, { ...common, logistics_type: 1, delivery_mode: 1, shipping_list: [first] }],
      [
        url,
        { ...common, logistics_type: 1, delivery_mode: 2, is_all_delivered: false, shipping_list: [first, second] },
      ],
      [url, { ...common, logistics_type: 3, delivery_mode: 1, shipping_list: [{ item_desc: '话费' }] }],
    ]);
  });

  it.each<[number, WeChatProblem | undefined]>([
    [10060023, undefined],
    [10060001, 'busy'],
    [10060003, 'shipping-refused'],
    [10060004, 'shipping-refused'],
    [-1, 'busy'],
  ])('says what %d means of a shipping', async (errcode, problem) => {
    const client = await clientOf((request, response) => {
      const isToken = request.url?.startsWith('/cgi-bin/stable_token');
      response.end(isToken ? '{"access_token":"t","expires_in":7200}' : JSON.stringify({ errcode }));
    });
    if (problem) await expectProblem(client.uploadShipping(shipping), problem);
    else await client.uploadShipping(shipping);
  });

  it('asks again for an access token after it did not get one', async () => {
    let calls = 0;
    const client = await clientOf((request, response) => {
      if (!request.url?.startsWith('/cgi-bin/stable_token')) {
        return void response.end('{"errcode":0,"phone_info":{"purePhoneNumber":"13812345678"}}');
      }
      calls++;
      response.end(calls === 1 ? '{"errcode":-1}' : '{"access_token":"t","expires_in":7200}');
    });
    const both = await Promise.allSettled([client.phoneNumber('a'), client.phoneNumber('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await client.phoneNumber('c')).toBe('13812345678');
    expect(calls).toBe(2);
  });
});
