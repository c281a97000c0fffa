import { MemberRow } from '../../src/modules/members/members.entities';
import { describeOnEachDatabase } from '../support/databases';
import { brokenInvariants } from '../support/invariants';
import { countOf } from '../support/rows';
import { startTestServer, type TestServer } from '../support/test-server';

// Processes and crowds take longer than the default on a busy machine.
jest.setTimeout(60_000);

type Session = { accessToken: string; refreshToken: string };
type Refusals = { userErrors: { code: string }[] };

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describeOnEachDatabase('many writes at once', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
  });
  afterEach(async () => {
    // Each caller's bucket fills up again.
    server.clock.advance({ minutes: 10 });
    expect(await brokenInvariants(server.database)).toEqual({});
    expect(server.logLines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
  afterAll(() => server.close());

  const memberOf = (nickname: string) => server.database.reader.getRepository(MemberRow).findOneByOrFail({ nickname });
  const memberIdOf = async (key: string): Promise<number> => {
    const [row] = await server.database.reader.query(`SELECT member_id AS id FROM identity WHERE subject = 'u-${key}'`);
    return Number(row.id);
  };
  const seqOf = async (memberId: number) =>
    (await server.database.reader.getRepository(MemberRow).findOneByOrFail({ id: memberId })).seq;
  const rename = async ({ accessToken: token }: Session, nickname: string): Promise<Refusals> => {
    const mutation = 'mutation ($n: String!) { memberUpdate(input: { nickname: $n }) { userErrors { code } } }';
    const answer = await server.graphql<{ memberUpdate: Refusals }>(mutation, { token, variables: { n: nickname } });
    return answer.data.memberUpdate;
  };

  it('64 sign-ins of 8 people who are new make 8 members and 64 sessions', async () => {
    const members = "SELECT COUNT(*) AS n FROM member WHERE nickname = '微信用户'";
    const before = await countOf(server.database, 'SELECT COUNT(*) AS n FROM session');
    const sessions = await Promise.all(numbers(64).map((index) => server.signIn(`new-${index % 8}`)));
    expect(new Set(sessions.map(({ refreshToken }) => refreshToken)).size).toBe(64);
    expect(await countOf(server.database, members)).toBe(8);
    expect(await countOf(server.database, 'SELECT COUNT(*) AS n FROM session')).toBe(before + 64);
    for (const index of numbers(8)) {
      const names = `SELECT COUNT(*) AS n FROM identity WHERE subject IN ('u-new-${index}', 'o-mini-new-${index}')`;
      expect(await countOf(server.database, names)).toBe(2);
    }
  });

  it('64 changes of one member all count, and the last state is one of them', async () => {
    const session = await server.signIn('often-changed');
    const memberId = await memberIdOf('often-changed');
    const before = await seqOf(memberId);
    const nicknames = numbers(64).map((index) => `often ${index}`);
    const outcomes = await Promise.all(nicknames.map((nickname) => rename(session, nickname)));
    expect(outcomes).toEqual(Array(64).fill({ userErrors: [] }));
    expect(await seqOf(memberId)).toBe(before + 64);
    const member = await server.database.reader.getRepository(MemberRow).findOneByOrFail({ id: memberId });
    expect(nicknames).toContain(member.nickname);
  });

  it('changes of several members at once all count, and a refused one leaves no mark', async () => {
    const keys = ['cross-a', 'cross-b', 'cross-c'];
    const sessions = await Promise.all(keys.map((key) => server.signIn(key)));
    const ids = await Promise.all(keys.map(memberIdOf));
    const before = await Promise.all(ids.map(seqOf));
    const outcomes = await Promise.all(
      numbers(64).map(async (index) => {
        const which = index % 3;
        // Every fifth one is refused.
        const outcome = await rename(sessions[which] as Session, index % 5 === 0 ? '' : `cross ${which} ${index}`);
        return { which, done: outcome.userErrors.length === 0 };
      }),
    );
    expect(outcomes.filter(({ done }) => !done)).toHaveLength(13);
    for (const which of [0, 1, 2]) {
      const successes = outcomes.filter((outcome) => outcome.which === which && outcome.done).length;
      expect(await seqOf(ids[which] as number)).toBe((before[which] as number) + successes);
    }
    const nickname = (await server.database.reader.query(`SELECT nickname FROM member WHERE id = ${ids[1]}`))[0]
      .nickname;
    expect(nickname).toMatch(/^cross 1 /);
    expect((await memberOf(nickname)).id).toBe(ids[1]);
  });

  it('refreshes of different sessions do not get in each other’s way', async () => {
    const refresh = async (refreshToken: string) => {
      const mutation = `mutation ($t: String!) {
        sessionRefresh(input: { refreshToken: $t }) { session { refreshToken } userErrors { code } }
      }`;
      type Answer = { sessionRefresh: Refusals & { session: Session } };
      return (await server.graphql<Answer>(mutation, { variables: { t: refreshToken } })).data.sessionRefresh;
    };
    const sessions = await Promise.all(numbers(24).map((index) => server.signIn(`refresher-${index % 3}`)));
    const refreshed = await Promise.all(sessions.map(({ refreshToken }) => refresh(refreshToken)));
    expect(refreshed.map(({ userErrors }) => userErrors)).toEqual(Array(24).fill([]));
    server.clock.advance({ minutes: 10 });
    const again = await Promise.all(refreshed.map(({ session }) => refresh(session.refreshToken)));
    expect(new Set(again.map(({ session }) => session.refreshToken)).size).toBe(24);
  });

  it('of many who use one refresh token, one gets in, and the session of the copy ends', async () => {
    const { refreshToken } = await server.signIn('copied');
    const mutation = 'mutation ($t: String!) { sessionRefresh(input: { refreshToken: $t }) { userErrors { code } } }';
    const answers = await Promise.all(
      numbers(16).map(() => server.graphql<{ sessionRefresh: Refusals }>(mutation, { variables: { t: refreshToken } })),
    );
    const codes = answers.map(({ data }) => data.sessionRefresh.userErrors[0]?.code ?? 'done');
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    // The first copy ends the session; those after it find it ended.
    expect(codes.filter((code) => code === 'REFRESH_TOKEN_REUSED')).toHaveLength(1);
    expect(codes.filter((code) => code === 'SESSION_REVOKED')).toHaveLength(14);
    const open = `SELECT COUNT(*) AS n FROM session WHERE ended_at IS NULL AND member_id = ${await memberIdOf('copied')}`;
    expect(await countOf(server.database, open)).toBe(0);
  });

  it('one phone number goes to exactly one of many members who bind it', async () => {
    const sessions = await Promise.all(numbers(16).map((index) => server.signIn(`caller-${index}`)));
    const phoneCode = async () => {
      const response = await fetch(`${server.simulatorUrl}/simulator/phone-code`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ user: 'shared-phone' }),
      });
      return ((await response.json()) as { code: string }).code;
    };
    const codes = await Promise.all(sessions.map(phoneCode));
    const answers = await Promise.all(
      sessions.map(({ accessToken: token }, index) =>
        server.graphql<{ memberPhoneBind: Refusals }>(
          'mutation ($c: String!) { memberPhoneBind(input: { code: $c }) { userErrors { code } } }',
          { token, variables: { c: codes[index] } },
        ),
      ),
    );
    const outcomes = answers.map(({ data }) => data.memberPhoneBind.userErrors[0]?.code ?? 'bound');
    expect(outcomes.filter((outcome) => outcome === 'bound')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'PHONE_IN_USE')).toHaveLength(15);
    expect(await countOf(server.database, 'SELECT COUNT(phone_index) AS n FROM member')).toBe(1);
  });

  it('one client id goes to exactly one of many partners', async () => {
    const mutation = `mutation { partnerCreate(input: { clientId: "only-one", name: "x", scopes: [MEMBERS_READ] }) {
      clientSecret userErrors { code } } }`;
    const answers = await Promise.all(
      numbers(16).map(() => server.graphql<{ partnerCreate: Refusals }>(mutation, { token: 'demo-admin' })),
    );
    const outcomes = answers.map(({ data }) => data.partnerCreate.userErrors[0]?.code ?? 'created');
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'ALREADY_EXISTS')).toHaveLength(15);
  });
});
