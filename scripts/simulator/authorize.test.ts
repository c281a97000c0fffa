import { Fixture, MINI, WEB, without } from './fixture';

const PATH = '/connect/oauth2/authorize';
const REQUEST = {
  appid: WEB.appid,
  redirect_uri: 'http://127.0.0.1:4000/sign-in',
  response_type: 'code',
  scope: 'snsapi_userinfo',
  state: 'abc123',
};

let sim: Fixture;

beforeEach(() => {
  sim = new Fixture();
});

afterEach(async () => {
  await sim.app.close();
});

async function page(query: Record<string, string>): Promise<string> {
  const response = await sim.app.inject({ url: PATH, query });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toContain('text/html');
  return response.body;
}

/** Submits the form of the page; where the browser is sent, or undefined. */
async function submit(fields: Record<string, string>): Promise<string | undefined> {
  const response = await sim.app.inject({
    method: 'POST',
    url: PATH,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
  expect(response.statusCode).toBe(response.headers.location === undefined ? 200 : 302);
  return response.headers.location;
}

async function target(fields: Record<string, string>): Promise<URL> {
  return new URL((await submit(fields)) ?? '');
}

describe('the authorisation page', () => {
  it('offers every user, a free field and a refusal', async () => {
    const html = await page(REQUEST);
    for (const key of ['lin', 'chen', 'zhou', 'wu', 'zhao', 'sun', 'qian', 'guest']) {
      expect(html).toContain(`name="user" value="${key}"`);
      expect(html).toContain(`src="/avatars/${key}.svg"`);
    }
    expect(html).toContain('林小满');
    expect(html).toMatch(/<input type="text" id="other-user" name="user"/);
    expect(html).toContain('name="refuse"');
  });

  it('loads nothing from elsewhere and runs no script', async () => {
    const html = await page(REQUEST);
    const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '');
    expect(loaded.filter((address) => !address.startsWith('/'))).toEqual([]);
    expect(html).not.toContain('<script');
  });

  it('says what each scope asks for', async () => {
    expect(await page(REQUEST)).toContain('获取你的昵称、头像');
    expect(await page({ ...REQUEST, scope: 'snsapi_base' })).toContain('获取你的微信身份标识');
  });

  it('escapes what it was given', async () => {
    const state = `"><script>alert('1')</script>&amp;`;
    const html = await page({ ...REQUEST, state, redirect_uri: `http://localhost/?a='"<b>` });
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>');
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;"');
  });

  it.each([
    [{ appid: '' }, '10012'],
    [{ appid: 'wx0000000000000000' }, '40013'],
    [{ appid: MINI.appid }, '10016'],
    [{ redirect_uri: '' }, '10011'],
    [{ redirect_uri: '/sign-in' }, '10003'],
    [{ redirect_uri: 'https://example.com/' }, '10003'],
    [{ redirect_uri: 'http://localhost.example.com/' }, '10003'],
    [{ redirect_uri: 'http://localhost@example.com/' }, '10003'],
    [{ redirect_uri: 'http://example.com#@localhost/' }, '10003'],
    [{ redirect_uri: 'http://user:secret@localhost/' }, '10003'],
    [{ redirect_uri: '//localhost/' }, '10003'],
    [{ redirect_uri: 'javascript://localhost/%0aalert(1)' }, '10003'],
    [{ response_type: 'token' }, 'response_type参数错误'],
    [{ scope: '' }, '10010'],
    [{ scope: 'snsapi_login' }, '10005'],
    [{ state: 'x'.repeat(129) }, 'state参数错误'],
  ])('shows the error of %j, and its form goes nowhere either', async (over, shown) => {
    const html = await page({ ...REQUEST, ...over });
    expect(html).toContain(shown);
    expect(html).not.toContain('<form');
    expect(await submit({ ...REQUEST, ...over, user: 'lin' })).toBeUndefined();
  });

  it('asks for each parameter but the state', async () => {
    for (const name of ['appid', 'redirect_uri', 'response_type', 'scope']) {
      expect(await page(without(REQUEST, name))).not.toContain('<form');
    }
    expect(await page(without(REQUEST, 'state'))).toContain('<form');
  });
});

describe('choosing', () => {
  it('returns a code that signs this user in, once', async () => {
    const url = await target({ ...REQUEST, user: 'wu' });
    expect(`${url.origin}${url.pathname}`).toBe(REQUEST.redirect_uri);
    expect(url.searchParams.get('state')).toBe('abc123');
    const code = url.searchParams.get('code') ?? '';
    expect(await sim.accessToken(code)).toMatchObject({ openid: 'o-web-wu', unionid: 'u-wu' });
    expect(await sim.accessToken(code)).toMatchObject({ errcode: 40163 });
  });

  it('gives a code that is no sign-in code of the mini-program, and dies after five minutes', async () => {
    const code = (await target({ ...REQUEST, user: 'wu' })).searchParams.get('code') ?? '';
    expect(await sim.jscode2session(code)).toMatchObject({ errcode: 40029 });
    sim.now += 5 * 60_000;
    expect(await sim.accessToken(code)).toMatchObject({ errcode: 40029 });
  });

  it('keeps the profile shut for snsapi_base', async () => {
    const url = await target({ ...REQUEST, scope: 'snsapi_base', user: 'wu' });
    const token = await sim.accessToken(url.searchParams.get('code') ?? '');
    expect(token).toMatchObject({ openid: 'o-web-wu', scope: 'snsapi_base' });
    expect(token).not.toHaveProperty('unionid');
    const query = { access_token: String(token.access_token), openid: 'o-web-wu' };
    expect(await sim.get('/sns/userinfo', query)).toMatchObject({ errcode: 48001 });
  });

  it('takes anyone by name', async () => {
    const code = (await target({ ...REQUEST, user: ' 小明 ' })).searchParams.get('code') ?? '';
    const token = await sim.accessToken(code);
    const query = { access_token: String(token.access_token), openid: String(token.openid) };
    expect(await sim.get('/sns/userinfo', query)).toMatchObject({ nickname: '小明', openid: token.openid });
    expect(await submit({ ...REQUEST, user: '  ' })).toBeUndefined();
  });

  it.each(['a b&c=d#e?f', '中文', '%20+', `<'">`])('brings the state %s back as it was', async (state) => {
    expect((await target({ ...REQUEST, state, user: 'lin' })).searchParams.get('state')).toBe(state);
  });

  it.each([
    ['http://localhost:4000/', /^http:\/\/localhost:4000\/\?code=\w+&state=abc123$/],
    ['http://localhost:4000/?a=1+2&b=%20%2F', /^http:\/\/localhost:4000\/\?a=1\+2&b=%20%2F&code=\w+&state=abc123$/],
    ['http://localhost:4000/#/pages/me?x=1', /^http:\/\/localhost:4000\/\?code=\w+&state=abc123#\/pages\/me\?x=1$/],
    ['https://127.0.0.1/p?a=1#f', /^https:\/\/127\.0\.0\.1\/p\?a=1&code=\w+&state=abc123#f$/],
  ])('keeps query and fragment of %s', async (redirect_uri, expected) => {
    expect(await submit({ ...REQUEST, redirect_uri, user: 'lin' })).toMatch(expected);
  });

  it('sends no state where none came', async () => {
    expect(await submit({ ...without(REQUEST, 'state'), user: 'lin' })).toMatch(/\/sign-in\?code=\w+$/);
  });

  it('returns without code on a refusal', async () => {
    expect(await submit({ ...REQUEST, refuse: '1' })).toBe('http://127.0.0.1:4000/sign-in?state=abc123');
  });
});

describe('pictures and index', () => {
  it('draws everybody, escaped', async () => {
    const response = await sim.app.inject('/avatars/lin.svg');
    expect(response.headers['content-type']).toContain('image/svg+xml');
    expect(response.body).toContain('>林</text>');
    expect((await sim.app.inject(`/avatars/${encodeURIComponent('<x>')}.svg`)).body).toContain('>&lt;</text>');
    expect((await sim.app.inject('/avatars/lin.png')).statusCode).toBe(404);
    expect((await sim.app.inject('/favicon.ico')).statusCode).toBe(200);
  });

  it('lists what it simulates and links to a page that works', async () => {
    const response = await sim.app.inject({ url: '/', headers: { host: '127.0.0.1:4001' } });
    expect(response.body).toContain('/sns/jscode2session');
    const link = /href="(\/connect[^"]*)"/.exec(response.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await sim.app.inject(link)).body).toContain('<form');
  });
});
