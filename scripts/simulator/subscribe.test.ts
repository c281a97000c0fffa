import { Fixture, WEB } from './fixture';

let sim: Fixture;
beforeEach(() => {
  sim = new Fixture();
});
afterEach(() => sim.app.close());

const TEMPLATE = 'demo-template-level';
const accept = (user = 'lin', tmplId = TEMPLATE) => sim.post('/simulator/subscribe', { user, tmplId });
const value = (text: string) => ({ value: text });
const data = { thing1: value('升级为黄金会员'), time2: value('2026年3月1日 12:00'), thing3: value('恭喜') };

async function send(over: object = {}, token?: string) {
  const accessToken = token ?? String((await sim.stableToken()).access_token);
  const body = { touser: 'o-mini-lin', template_id: TEMPLATE, page: 'pages/home/index', data, lang: 'zh_CN', ...over };
  return (await sim.post(`/cgi-bin/message/subscribe/send?access_token=${accessToken}`, body)).errcode;
}

describe('subscribe messages', () => {
  it('are one for each accept of that person and that template', async () => {
    expect(await send()).toBe(43101);
    expect(await accept()).toEqual({ errMsg: 'requestSubscribeMessage:ok', [TEMPLATE]: 'accept' });
    await accept();
    await accept('chen');
    await accept('lin', 'demo-template-wallet');
    expect([await send(), await send(), await send()]).toEqual([0, 0, 43101]);
    expect([await send({ touser: 'o-mini-chen' }), await send({ template_id: 'demo-template-wallet' })]).toEqual([
      0, 0,
    ]);
  });

  it('are not used up by what is refused', async () => {
    await accept();
    expect(await send({ touser: 'o-web-lin' })).toBe(40003);
    expect(await send({ touser: undefined })).toBe(40003);
    expect(await send({ template_id: 'nothing' })).toBe(40037);
    expect(await send({ data: undefined })).toBe(47003);
    expect(await send({ data: { ...data, thing3: value('') } })).toBe(47003);
    expect(await send({ data: { ...data, thing1: value('一'.repeat(21)) } })).toBe(47003);
    expect(await send({ data: { ...data, time2: value('tomorrow') } })).toBe(47003);
    expect(await send({}, 'x')).toBe(40001);
    expect(await send({}, String((await sim.stableToken(WEB)).access_token))).toBe(48001);
    expect(await send({ data: { ...data, thing1: value('一'.repeat(20)) } })).toBe(0);
  });

  it('can be looked at, the latest first', async () => {
    expect((await sim.app.inject('/simulator/messages')).body).toContain('nothing was sent yet');
    await accept();
    await accept();
    await send();
    await send({ data: { ...data, thing1: value('<b>') } });
    const sent = (await sim.app.inject('/simulator/messages.json')).json();
    expect(sent).toMatchObject([
      {
        openid: 'o-mini-lin',
        title: '等级变动提醒',
        page: 'pages/home/index',
        values: ['<b>', '2026年3月1日 12:00', '恭喜'],
      },
      { values: ['升级为黄金会员', '2026年3月1日 12:00', '恭喜'] },
    ]);
    const page = (await sim.app.inject('/simulator/messages')).body;
    expect(page).toContain('升级为黄金会员');
    expect(page).toContain('&lt;b&gt;');
  });

  it('cannot be accepted by nobody, or of no template', async () => {
    for (const body of [{ tmplId: TEMPLATE }, { user: 'lin', tmplId: 'nothing' }]) {
      const response = await sim.app.inject({ method: 'POST', url: '/simulator/subscribe', payload: body });
      expect(response.statusCode).toBe(400);
    }
  });
});
