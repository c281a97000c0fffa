import { buildSimulator } from './app';
import { DEMO_APPS } from './apps';
import { Fixture, MINI, MINUTE, WEB, without } from './fixture';

let sim: Fixture;

beforeEach(() => {
  sim = new Fixture();
});

afterEach(async () => {
  await sim.app.close();
});

describe('sign-in of a mini-program', () => {
  it('exchanges the code of wx.login once', async () => {
    const code = await sim.loginCode('lin');
    const session = await sim.jscode2session(code);
    expect(session).toEqual({ openid: 'o-mini-lin', unionid: 'u-lin', session_key: expect.any(String) });
    expect(Buffer.from(String(session.session_key), 'base64')).toHaveLength(16);
    expect(await sim.jscode2session(code)).toEqual({
      errcode: 40163,
      errmsg: expect.stringMatching(/^code been used, rid: \w+-\w+-\w+$/),
    });
  });

  it('keeps a code for five minutes', async () => {
    const early = await sim.loginCode('lin');
    const late = await sim.loginCode('lin');
    sim.now += 5 * MINUTE - 1;
    expect(await sim.jscode2session(early)).toMatchObject({ openid: 'o-mini-lin' });
    sim.now += 1;
    expect(await sim.jscode2session(late)).toMatchObject({ errcode: 40029 });
    expect(await sim.jscode2session(early)).toMatchObject({ errcode: 40029 });
  });

  it.each(['nonsense', 'demo:', `demo:${'x'.repeat(129)}`, 'demo-fault:other'])('refuses the code %s', async (code) => {
    expect(await sim.jscode2session(code)).toMatchObject({ errcode: 40029 });
  });

  it('does not use up a code that came with a wrong secret', async () => {
    const code = await sim.loginCode('lin');
    expect(await sim.jscode2session(code, { secret: 'wrong' })).toMatchObject({ errcode: 40125 });
    expect(await sim.jscode2session(code)).toMatchObject({ openid: 'o-mini-lin' });
  });

  it('refuses a phone code', async () => {
    const { code } = await sim.post('/simulator/phone-code', { user: 'lin' });
    expect(await sim.jscode2session(String(code))).toMatchObject({ errcode: 40029 });
  });

  it.each([
    ['appid', 41002],
    ['secret', 41004],
    ['grant_type', 40002],
    ['js_code', 41008],
  ])('asks for %s', async (name, errcode) => {
    const query = { ...MINI, js_code: 'demo:lin', grant_type: 'authorization_code' };
    expect(await sim.get('/sns/jscode2session', without(query, name))).toMatchObject({ errcode });
  });

  it.each([
    [{ appid: 'wx0000000000000000' }, 40013],
    [{ appid: '__proto__' }, 40013],
    [{ ...WEB }, 40013],
    [{ secret: 'wrong' }, 40125],
    [{ grant_type: 'client_credential' }, 40002],
  ])('refuses %j', async (over, errcode) => {
    expect(await sim.jscode2session('demo:lin', over)).toMatchObject({ errcode });
  });

  it.each([
    ['demo-fault:busy', -1],
    ['demo-fault:risk', 40226],
    ['demo-fault:often', 45011],
  ])('fails as told by %s, every time', async (code, errcode) => {
    expect(await sim.jscode2session(code)).toMatchObject({ errcode });
    expect(await sim.jscode2session(code)).toMatchObject({ errcode });
  });

  it('takes demo codes any number of times, for anybody', async () => {
    expect(await sim.jscode2session('demo:chen')).toMatchObject({ openid: 'o-mini-chen', unionid: 'u-chen' });
    expect(await sim.jscode2session('demo:chen')).toMatchObject({ openid: 'o-mini-chen', unionid: 'u-chen' });
    expect(await sim.jscode2session('demo:Nobody-7')).toMatchObject({ openid: 'o-mini-Nobody-7' });
    expect(await sim.jscode2session('demo:nobody-7')).toMatchObject({ openid: 'o-mini-nobody-7' });
  });

  it('makes openids of plain ASCII for keys that are not', async () => {
    const keys = ['小明', '小红', 'a b', 'a:b', 'x'.repeat(41), "'; DROP TABLE member; --"];
    const openids = await Promise.all(
      keys.map(async (key) => String((await sim.jscode2session(`demo:${key}`)).openid)),
    );
    expect(new Set(openids).size).toBe(keys.length);
    for (const openid of openids) expect(openid).toMatch(/^o-mini-x[0-9a-f]{24}$/);
    expect((await sim.jscode2session('demo:小明')).openid).toBe(openids[0]);
  });

  it('labels its JSON text/plain, as WeChat does', async () => {
    const response = await sim.app.inject({ method: 'GET', url: '/sns/jscode2session' });
    expect(response.headers['content-type']).toContain('text/plain');
  });
});

describe("what WeChat's own app would do", () => {
  it.each([
    ['/simulator/login', { appid: WEB.appid, user: 'lin' }],
    ['/simulator/login', { user: 'lin' }],
    ['/simulator/login', { appid: MINI.appid }],
    ['/simulator/phone-code', { user: '' }],
    ['/simulator/phone-code', { user: 7 }],
  ])('%s refuses %j', async (url, payload) => {
    const response = await sim.app.inject({ method: 'POST', url, payload });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ error: expect.any(String) });
  });
});

describe('web tokens', () => {
  it('opens the profile of who agreed to it', async () => {
    const token = await sim.accessToken('demo:zhou');
    expect(token).toEqual({
      access_token: expect.any(String),
      expires_in: 7200,
      refresh_token: expect.any(String),
      openid: 'o-web-zhou',
      scope: 'snsapi_userinfo',
      unionid: 'u-zhou',
    });
    const query = { access_token: String(token.access_token), openid: 'o-web-zhou', lang: 'zh_CN' };
    const response = await sim.app.inject({ url: '/sns/userinfo', query, headers: { host: '127.0.0.1:4001' } });
    expect(response.json()).toEqual({
      openid: 'o-web-zhou',
      nickname: '周末去爬山',
      sex: 0,
      province: '',
      city: '',
      country: '',
      headimgurl: 'http://127.0.0.1:4001/avatars/zhou.svg',
      privilege: [],
      unionid: 'u-zhou',
    });
  });

  it('refuses tokens that are missing, invented, expired or of another user', async () => {
    const { access_token } = await sim.accessToken('demo:zhou');
    const good = { access_token: String(access_token), openid: 'o-web-zhou' };
    expect(await sim.get('/sns/userinfo', { openid: good.openid })).toMatchObject({ errcode: 41001 });
    expect(await sim.get('/sns/userinfo', { ...good, access_token: 'x' })).toMatchObject({ errcode: 40001 });
    expect(await sim.get('/sns/userinfo', { ...good, openid: 'o-web-lin' })).toMatchObject({ errcode: 40003 });
    expect(await sim.get('/sns/userinfo', without(good, 'openid'))).toMatchObject({ errcode: 41009 });
    sim.now += 120 * MINUTE - 1;
    expect(await sim.get('/sns/userinfo', good)).toMatchObject({ nickname: '周末去爬山' });
    sim.now += 1;
    expect(await sim.get('/sns/userinfo', good)).toMatchObject({ errcode: 42001 });
  });

  it("does not take the app's own token for a user's", async () => {
    const { access_token } = await sim.stableToken(WEB);
    const query = { access_token: String(access_token), openid: 'o-web-lin' };
    expect(await sim.get('/sns/userinfo', query)).toMatchObject({ errcode: 40001 });
  });

  it.each([
    ['appid', 41002],
    ['secret', 41004],
    ['grant_type', 40002],
    ['code', 41008],
  ])('asks for %s', async (name, errcode) => {
    const query = { ...WEB, code: 'demo:lin', grant_type: 'authorization_code' };
    expect(await sim.get('/sns/oauth2/access_token', without(query, name))).toMatchObject({ errcode });
  });

  it.each([
    ['nonsense', {}, 40029],
    ['demo-fault:busy', {}, -1],
    ['demo:lin', { ...MINI }, 40013],
    ['demo:lin', { secret: 'wrong' }, 40125],
  ])('refuses %s with %j', async (code, over, errcode) => {
    expect(await sim.accessToken(code, over)).toMatchObject({ errcode });
  });
});

describe("the app's own token", () => {
  it('is shared while valid and counts down', async () => {
    const first = await sim.stableToken();
    expect(first).toEqual({ access_token: expect.any(String), expires_in: 7200 });
    sim.now += 10 * MINUTE;
    expect(await sim.stableToken()).toEqual({ access_token: first.access_token, expires_in: 6600 });
    expect((await sim.stableToken(WEB)).access_token).not.toBe(first.access_token);
  });

  it('is renewed in its last five minutes while the old one stays good until its end', async () => {
    const old = await sim.stableToken();
    sim.now += 115 * MINUTE;
    const renewed = await sim.stableToken();
    expect(renewed).toEqual({ access_token: expect.not.stringMatching(String(old.access_token)), expires_in: 7200 });
    expect(await sim.phone('demo:lin', String(old.access_token))).toMatchObject({ errcode: 0 });
    sim.now += 5 * MINUTE;
    expect(await sim.phone('demo:lin', String(old.access_token))).toMatchObject({ errcode: 42001 });
    expect(await sim.phone('demo:lin', String(renewed.access_token))).toMatchObject({ errcode: 0 });
  });

  it('is replaced at once by force, at most every thirty seconds', async () => {
    const old = await sim.stableToken();
    const forced = await sim.stableToken(MINI, { force_refresh: true });
    expect(forced.access_token).not.toBe(old.access_token);
    expect(await sim.phone('demo:lin', String(old.access_token))).toMatchObject({ errcode: 40001 });
    sim.now += 29_999;
    expect((await sim.stableToken(MINI, { force_refresh: true })).access_token).toBe(forced.access_token);
    sim.now += 1;
    expect((await sim.stableToken(MINI, { force_refresh: true })).access_token).not.toBe(forced.access_token);
  });

  it.each([
    [{ grant_type: 'authorization_code' }, 40002],
    [{ appid: 'wx0000000000000000' }, 40013],
    [{ appid: '' }, 41002],
    [{ secret: 'wrong' }, 40125],
    [{ secret: '' }, 41004],
  ])('refuses %j', async (over, errcode) => {
    expect(await sim.stableToken(MINI, over)).toMatchObject({ errcode });
  });

  it.each([
    ['{"grant_type":', 47001],
    ['7', 47001],
    [' ', 44002],
  ])('refuses the body %s in WeChat words', async (body, errcode) => {
    expect(await sim.post('/cgi-bin/stable_token', body)).toMatchObject({ errcode });
  });

  it('reads JSON whatever the content type, and wants POST', async () => {
    const payload = JSON.stringify({ grant_type: 'client_credential', ...MINI });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await sim.app.inject({ method: 'POST', url: '/cgi-bin/stable_token', payload, headers });
    expect(response.json()).toMatchObject({ expires_in: 7200 });
    expect(await sim.get('/cgi-bin/stable_token', {})).toMatchObject({ errcode: 43002 });
  });
});

describe('phone numbers', () => {
  it('gives the number once', async () => {
    const { code } = await sim.post('/simulator/phone-code', { user: 'sun' });
    expect(await sim.phone(String(code))).toEqual({
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: '13800000006',
        purePhoneNumber: '13800000006',
        countryCode: '86',
        watermark: { timestamp: sim.now / 1000, appid: MINI.appid },
      },
    });
    expect(await sim.phone(String(code))).toMatchObject({ errcode: 40163 });
  });

  it('refuses codes that are old, unknown, missing or of a sign-in', async () => {
    const { code } = await sim.post('/simulator/phone-code', { user: 'sun' });
    sim.now += 5 * MINUTE;
    expect(await sim.phone(String(code))).toMatchObject({ errcode: 40029 });
    expect(await sim.phone('nonsense')).toMatchObject({ errcode: 40029 });
    expect(await sim.phone('')).toMatchObject({ errcode: 41008 });
    expect(await sim.phone(await sim.loginCode('sun'))).toMatchObject({ errcode: 40029 });
  });

  it('refuses tokens that are missing, invented or of an app without phones, and keeps the code', async () => {
    const { code } = await sim.post('/simulator/phone-code', { user: 'sun' });
    const web = String((await sim.stableToken(WEB)).access_token);
    expect(await sim.phone(String(code), '')).toMatchObject({ errcode: 41001 });
    expect(await sim.phone(String(code), 'x')).toMatchObject({ errcode: 40001 });
    expect(await sim.phone(String(code), web)).toMatchObject({ errcode: 48001 });
    expect(await sim.phone(String(code))).toMatchObject({ errcode: 0 });
  });

  it('takes demo codes always; a stranger has a number that stays the same', async () => {
    const known = { phone_info: { phoneNumber: '13800000001' } };
    expect(await sim.phone('demo:lin')).toMatchObject(known);
    expect(await sim.phone('demo:lin')).toMatchObject(known);
    const stranger = await sim.phone('demo:小明');
    expect(stranger).toMatchObject({ phone_info: { phoneNumber: expect.stringMatching(/^154\d{8}$/) } });
    expect(await sim.phone('demo:小明')).toEqual(stranger);
    expect(await sim.phone('demo-fault:busy')).toMatchObject({ errcode: -1 });
  });
});

describe('the program itself', () => {
  it('keeps a code to the app it was made for, with the real clock and codes', async () => {
    const [mini] = DEMO_APPS.filter((app) => app.kind === 'mini');
    if (!mini) throw new Error('The demo has a mini-program.');
    const app = buildSimulator({ apps: [mini, { ...mini, appid: 'wx00000000000000c3', openidPrefix: 'o-other-' }] });
    const made = await app.inject({
      method: 'POST',
      url: '/simulator/login',
      payload: { appid: MINI.appid, user: 'lin' },
    });
    const query = { ...MINI, js_code: made.json().code, grant_type: 'authorization_code' };
    const other = { ...query, appid: 'wx00000000000000c3' };
    expect((await app.inject({ url: '/sns/jscode2session', query: other })).json()).toMatchObject({ errcode: 40029 });
    expect((await app.inject({ url: '/sns/jscode2session', query })).json()).toMatchObject({ openid: 'o-mini-lin' });
    await app.close();
  });

  it('answers malformed JSON of a test with 400', async () => {
    const headers = { 'content-type': 'application/json' };
    const response = await sim.app.inject({ method: 'POST', url: '/simulator/login', headers, payload: '{' });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ error: expect.any(String) });
  });

  it('logs one line a request, without secrets', async () => {
    await sim.jscode2session('demo:lin');
    expect(sim.lines).toEqual(['GET /sns/jscode2session 200']);
  });

  it('shares nothing between two simulators', async () => {
    const other = new Fixture();
    const code = await sim.loginCode('lin');
    expect(await other.jscode2session(code)).toMatchObject({ errcode: 40029 });
    await other.app.close();
  });

  it('answers unknown addresses and health', async () => {
    expect((await sim.app.inject('/sns/unknown')).json()).toMatchObject({ errcode: 40066 });
    expect((await sim.app.inject('/healthz')).json()).toEqual({ status: 'ok' });
  });
});
