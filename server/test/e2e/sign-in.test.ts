import { describeOnEachDatabase } from '../support/databases';
import { startTestServer, type TestServer } from '../support/test-server';

describeOnEachDatabase('signing in', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
  });
  afterAll(() => server.close());

  const SIGN_IN = `mutation ($code: String!, $channel: SignInChannel! = MINI_PROGRAM) {
    sessionCreate(input: { code: $code, channel: $channel }) {
      session { accessToken refreshToken expiresAt }
      member { id nickname number level { level { code } } }
      userErrors { code field message }
    }
  }`;
  type SignIn = {
    sessionCreate: {
      session: { accessToken: string; refreshToken: string; expiresAt: string } | null;
      member: { id: string; nickname: string; level: { level: { code: string } } } | null;
      userErrors: { code: string; field: string[] | null }[];
    };
  };
  const signIn = async (code: string, channel = 'MINI_PROGRAM') =>
    (await server.graphql<SignIn>(SIGN_IN, { variables: { code, channel } })).data.sessionCreate;

  it('shows a member of the demo their level and the exact gap, in the reader’s language', async () => {
    const { accessToken } = await server.signIn('lin');
    const query = '{ me { nickname level { level { name } next { needed ratio how } } } }';
    const chinese = await server.graphql(query, { token: accessToken });
    expect(chinese.data).toEqual({
      me: {
        nickname: '林小满',
        level: {
          level: { name: '白银会员' },
          next: { needed: 1200, ratio: 7800 / 9000, how: '再获得 1,200 成长值，升级为黄金会员' },
        },
      },
    });
    const english = await server.graphql<{ me: { level: { next: { how: string } } } }>(query, {
      token: accessToken,
      language: 'en-GB,en;q=0.9',
    });
    expect(english.data.me.level.next.how).toBe('Earn 1,200 more growth value to reach Gold');
  });

  it('registers who is new, once, however often and from wherever they come', async () => {
    const first = await signIn('demo:a-newcomer');
    expect(first.member).toMatchObject({ nickname: '微信用户', level: { level: { code: 'bronze' } } });
    const onTheWeb = await signIn('demo:a-newcomer', 'WEB');
    expect(onTheWeb.member?.id).toBe(first.member?.id);
  });

  it('registers one member when somebody new signs in from many devices at the same moment', async () => {
    const outcomes = await Promise.all(Array.from({ length: 16 }, () => signIn('demo:everywhere-at-once')));
    expect(new Set(outcomes.map((outcome) => outcome.member?.id)).size).toBe(1);
    const rows = await server.database.reader.query(
      "SELECT * FROM identity WHERE subject = 'o-mini-everywhere-at-once'",
    );
    expect(rows).toHaveLength(1);
  });
});
