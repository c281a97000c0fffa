import { describeOnEachDatabase } from '../support/databases';
import { memberId, phoneCode } from '../support/members';
import { mutate, refusalsOf } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

interface Shown {
  member: {
    nickname: string;
    avatarUrl: string | null;
    phoneMasked: string | null;
    status: string;
    statusReason: string | null;
  } | null;
}
const selection = 'member { nickname avatarUrl phoneMasked status statusReason }';
const onlyMember = { selection };

describeOnEachDatabase('members', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
  });
  afterAll(() => server.close());

  const tokenOf = async (key: string) => (await server.signIn(key)).accessToken;

  /** Runs a call that must be refused, and sees that it left everything as it was. */
  async function expectRefused(
    call: () => ReturnType<typeof mutate>,
    ...refusals: { code: string; field: string[] | null }[]
  ): Promise<string[]> {
    const before = await tableRows(server.database);
    const answer = await call();
    expect(refusalsOf(answer)).toEqual(refusals);
    expect(await tableRows(server.database)).toEqual(before);
    return answer.data.payload.userErrors.map(({ message }) => message);
  }

  describe('changing oneself', () => {
    it('changes what is given and keeps the rest', async () => {
      const token = await tokenOf('lin');
      const change = (input: object) => mutate<Shown>(server, 'memberUpdate', { ...input }, { token, ...onlyMember });
      const avatarUrl = 'https://example.com/lin.png';
      expect((await change({ nickname: ' 小满 ', avatarUrl })).data.payload.member).toMatchObject({
        nickname: '小满',
        avatarUrl,
      });
      expect((await change({ nickname: '林小满' })).data.payload.member).toMatchObject({
        nickname: '林小满',
        avatarUrl,
      });
      expect((await change({ nickname: null, avatarUrl: null })).data.payload.member).toMatchObject({
        nickname: '林小满',
        avatarUrl: null,
      });
    });

    it('counts characters and not their parts', async () => {
      const token = await tokenOf('lin');
      const nickname = '🦊'.repeat(32);
      const answer = await mutate<Shown>(server, 'memberUpdate', { nickname }, { token, ...onlyMember });
      expect(answer.data.payload.member?.nickname).toBe(nickname);
      await expectRefused(() => mutate(server, 'memberUpdate', { nickname: `${nickname}🦊` }, { token }), {
        code: 'INPUT_INVALID',
        field: ['nickname'],
      });
    });

    it.each([
      ['an empty nickname', { nickname: '' }, 'nickname', /1 to 32/],
      ['a nickname of spaces', { nickname: ' \u3000 ' }, 'nickname', /1 to 32/],
      ['a nickname that is too long', { nickname: '长'.repeat(33) }, 'nickname', /1 to 32/],
      ['a control character', { nickname: 'a\u0000b' }, 'nickname', /control characters/],
      ['half an emoji', { nickname: 'a\ud83e' }, 'nickname', /control characters/],
      ['an address that is too long', { avatarUrl: `https://example.com/${'a'.repeat(500)}` }, 'avatarUrl', /512/],
    ])('refuses %s, names the field and says what to do', async (_, input, field, message) => {
      const token = await tokenOf('lin');
      const messages = await expectRefused(() => mutate(server, 'memberUpdate', input, { token }), {
        code: 'INPUT_INVALID',
        field: [field],
      });
      expect(messages[0]).toMatch(message);
    });

    it('names all the fields that are wrong', async () => {
      const token = await tokenOf('lin');
      const input = { nickname: '', avatarUrl: `https://example.com/${'a'.repeat(500)}` };
      await expectRefused(
        () => mutate(server, 'memberUpdate', input, { token }),
        { code: 'INPUT_INVALID', field: ['nickname'] },
        { code: 'INPUT_INVALID', field: ['avatarUrl'] },
      );
    });

    it.each(['javascript:alert(1)', '/relative', 'https://', 7])('refuses %s as an address', async (avatarUrl) => {
      const token = await tokenOf('lin');
      const before = await tableRows(server.database);
      const { errors } = await mutate(server, 'memberUpdate', { nickname: 'changed', avatarUrl }, { token });
      expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
      expect(await tableRows(server.database)).toEqual(before);
    });
  });

  describe('binding a phone number', () => {
    const bind = async (key: string, code: string) =>
      mutate<Shown>(server, 'memberPhoneBind', { code }, { token: await tokenOf(key), ...onlyMember });

    it('shows it masked, and keeps it encrypted', async () => {
      const { data } = await bind('chen', await phoneCode(server, 'chen'));
      expect(data.payload.member?.phoneMasked).toMatch(/^1\d\d\*{4}\d{4}$/);
      const [row] = (await server.database.reader.query("SELECT * FROM member WHERE nickname = '陈一舟'")) as Record<
        string,
        unknown
      >[];
      expect(row?.phone_cipher).toMatch(/^k1\./);
      const phone = await phoneOf('chen');
      expect(phone.replace(/^(...)....(....)$/, '$1****$2')).toBe(data.payload.member?.phoneMasked);
      expect(JSON.stringify(await tableRows(server.database))).not.toContain(phone);
    });

    /** The number as the simulator knows it. */
    async function phoneOf(user: string): Promise<string> {
      const call = async (path: string, body: object) => {
        const answer = await fetch(`${server.simulatorUrl}${path}`, { method: 'POST', body: JSON.stringify(body) });
        return (await answer.json()) as { access_token: string; phone_info: { purePhoneNumber: string } };
      };
      const client = { grant_type: 'client_credential', appid: 'wx00000000000000a1', secret: 'demo-mini-app-secret' };
      const { access_token: token } = await call('/cgi-bin/stable_token', client);
      const path = `/wxa/business/getuserphonenumber?access_token=${token}`;
      return (await call(path, { code: await phoneCode(server, user) })).phone_info.purePhoneNumber;
    }

    it('takes another number in place of the first, and the same one again', async () => {
      const first = await bind('zhou', await phoneCode(server, 'zhou'));
      expect(refusalsOf(await bind('zhou', await phoneCode(server, 'zhou')))).toEqual([]);
      const second = await bind('zhou', await phoneCode(server, 'a-second-phone'));
      expect(second.data.payload.member?.phoneMasked).not.toBe(first.data.payload.member?.phoneMasked);
      // The first one is free again.
      expect(refusalsOf(await bind('wu', await phoneCode(server, 'zhou')))).toEqual([]);
    });

    it('refuses a number of somebody else', async () => {
      await bind('zhao', await phoneCode(server, 'zhao'));
      const [token, code] = [await tokenOf('sun'), await phoneCode(server, 'zhao')];
      await expectRefused(() => mutate(server, 'memberPhoneBind', { code }, { token }), {
        code: 'PHONE_IN_USE',
        field: ['code'],
      });
    });

    it('gives a number to one of two who bind it at the same moment', async () => {
      const tokens = [await tokenOf('racer-1'), await tokenOf('racer-2')];
      const codes = [await phoneCode(server, 'wanted'), await phoneCode(server, 'wanted')];
      const outcomes = await Promise.all(
        tokens.map((token, index) => mutate(server, 'memberPhoneBind', { code: codes[index] }, { token })),
      );
      expect(outcomes.map(refusalsOf).sort((a, b) => a.length - b.length)).toEqual([
        [],
        [{ code: 'PHONE_IN_USE', field: ['code'] }],
      ]);
    });

    it('refuses a code that is unknown, used, too old, or for signing in', async () => {
      const token = await tokenOf('sun');
      const used = await phoneCode(server, 'sun');
      expect(refusalsOf(await bind('sun', used))).toEqual([]);
      const old = await phoneCode(server, 'sun');
      const refusal = { code: 'PHONE_CODE_INVALID', field: ['code'] };
      for (const code of ['never-issued', '', used, await server.signInCode('sun')]) {
        await expectRefused(() => mutate(server, 'memberPhoneBind', { code }, { token }), refusal);
      }
      server.clock.advance({ minutes: 6 });
      await expectRefused(() => mutate(server, 'memberPhoneBind', { code: old }, { token }), refusal);
      await expectRefused(() => mutate(server, 'memberPhoneBind', { code: 'demo-fault:busy' }, { token }), {
        code: 'PROVIDER_BUSY',
        field: null,
      });
    });
  });

  describe('blocking', () => {
    const block = (id: string, reason = '账户存在异常，请联系客服') =>
      mutate<Shown>(server, 'memberBlock', { memberId: id, reason }, { token: 'demo-operator', ...onlyMember });
    const unblock = (id: string) =>
      mutate<Shown>(server, 'memberUnblock', { memberId: id }, { token: 'demo-operator', ...onlyMember });

    it('shows the member the reason, and lets them do nothing until it ends', async () => {
      const [id, token] = [await memberId(server, 'qian'), await tokenOf('qian')];
      expect((await block(id)).data.payload.member).toMatchObject({ status: 'BLOCKED' });
      const me = await server.graphql('{ me { status statusReason } }', { token });
      expect(me.data).toEqual({ me: { status: 'BLOCKED', statusReason: '账户存在异常，请联系客服' } });
      const refusal = { code: 'MEMBER_BLOCKED', field: null };
      const [message] = await expectRefused(
        () => mutate(server, 'memberUpdate', { nickname: 'other' }, { token }),
        refusal,
      );
      expect(message).toBe('账户存在异常，请联系客服');
      const code = await phoneCode(server, 'qian');
      await expectRefused(() => mutate(server, 'memberPhoneBind', { code }, { token }), refusal);
      expect((await unblock(id)).data.payload.member).toMatchObject({ status: 'ACTIVE', statusReason: null });
      expect(refusalsOf(await mutate(server, 'memberUpdate', { nickname: '钱多多' }, { token }))).toEqual([]);
    });

    it('lets a blocked member sign in, to see why', async () => {
      const id = await memberId(server, 'qian');
      await block(id);
      const [answer] = [await mutate<Shown>(server, 'sessionCreate', { code: 'demo:qian' }, onlyMember)];
      expect(answer.data.payload.member).toMatchObject({ status: 'BLOCKED', statusReason: '账户存在异常，请联系客服' });
      await unblock(id);
    });

    it('refuses who is not there, who is in that state already, and a reason that is missing or too long', async () => {
      const id = await memberId(server, 'qian');
      const there = { code: 'NOT_FOUND', field: ['memberId'] };
      for (const other of ['mbr_nothing1', 'prt_nothing1', 'x', '']) {
        await expectRefused(() => block(other), there);
        await expectRefused(() => unblock(other), there);
      }
      await expectRefused(() => unblock(id), { code: 'STATE_CONFLICT', field: ['memberId'] });
      for (const reason of ['', '  ', '长'.repeat(201)]) {
        await expectRefused(() => block(id, reason), { code: 'INPUT_INVALID', field: ['reason'] });
      }
      await block(id);
      await expectRefused(() => block(id, 'another reason'), { code: 'STATE_CONFLICT', field: ['memberId'] });
      await unblock(id);
    });

    it('blocks once when two try at the same moment', async () => {
      const id = await memberId(server, 'qian');
      const outcomes = await Promise.all([block(id), block(id)]);
      expect(outcomes.map((answer) => refusalsOf(answer).map(({ code }) => code)).sort()).toEqual([
        [],
        ['STATE_CONFLICT'],
      ]);
      await unblock(id);
    });
  });
});
