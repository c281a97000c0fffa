import { describeOnEachDatabase } from '../support/databases';
import { addMembers } from '../support/members';
import { mutate, refusalsOf } from '../support/sessions';
import { statementsDuring } from '../support/statements';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

interface Listed {
  members: {
    edges: { cursor: string; node: { nickname: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}

describeOnEachDatabase('lists of staff', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await addMembers(server, 'ann', 60);
    await addMembers(server, 'Ann', 1);
    await addMembers(server, '100%_sure!', 1);
    await addMembers(server, '100 others', 1);
  });
  afterAll(() => server.close());

  const LIST = `query ($first: Int!, $after: String, $filter: MemberFilter) {
    members(first: $first, after: $after, filter: $filter) { edges { cursor node { nickname } } pageInfo { hasNextPage endCursor } }
  }`;
  const list = (variables: Record<string, unknown>) =>
    server.graphql<Listed>(LIST, { token: 'demo-viewer', variables });
  const namesOf = async (filter: object, first = 100) =>
    (await list({ first, filter })).data.members.edges.map(({ node }) => node.nickname);

  it('page through everybody once, in order', async () => {
    const names: string[] = [];
    let after: string | null = null;
    for (let page = 0; page < 20; page++) {
      const { edges, pageInfo }: Listed['members'] = (await list({ first: 9, after })).data.members;
      names.push(...edges.map(({ node }) => node.nickname));
      expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor);
      if (!pageInfo.hasNextPage) break;
      expect(edges).toHaveLength(9);
      after = pageInfo.endCursor;
    }
    const rows = await server.database.reader.query('SELECT nickname FROM member ORDER BY id');
    expect(names).toEqual(rows.map((row: { nickname: string }) => row.nickname));
  });

  it('tell the end of the last page, full or not', async () => {
    const total = (await tableRows(server.database, 'member')).member?.length ?? 0;
    expect((await list({ first: total })).data.members.pageInfo.hasNextPage).toBe(false);
    expect((await list({ first: total - 1 })).data.members.pageInfo.hasNextPage).toBe(true);
    const empty = await list({ first: 5, filter: { nicknamePrefix: 'nobody is called so' } });
    expect(empty.data.members).toEqual({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });

  it('have pages of 1 to 100', async () => {
    for (const first of [1, 100]) expect((await list({ first })).errors).toBeUndefined();
    for (const first of [0, -1, 101])
      expect((await list({ first })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('refuse a cursor that is not theirs', async () => {
    type Partners = { partners: { pageInfo: { endCursor: string } } };
    const ofPartners = await server.graphql<Partners>('{ partners(first: 1) { pageInfo { endCursor } } }', {
      token: 'demo-viewer',
    });
    const foreign = [
      '',
      'x',
      '1',
      Buffer.from('Member:1; DROP').toString('base64url'),
      ofPartners.data.partners.pageInfo.endCursor,
    ];
    for (const after of foreign)
      expect((await list({ first: 1, after })).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('filter by status and by the beginning of the nickname, to the letter', async () => {
    expect(await namesOf({ nicknamePrefix: 'ann 1' })).toHaveLength(11);
    expect(await namesOf({ nicknamePrefix: 'Ann' })).toEqual(['Ann 1']);
    expect(await namesOf({ nicknamePrefix: '林' })).toEqual(['林小满']);
    expect(await namesOf({ nicknamePrefix: 'ann 1', status: 'BLOCKED' })).toEqual([]);
  });

  it('take wildcards in the beginning for letters', async () => {
    expect(await namesOf({ nicknamePrefix: '100%' })).toEqual(['100%_sure! 1']);
    expect(await namesOf({ nicknamePrefix: '100%_sure!' })).toEqual(['100%_sure! 1']);
    for (const nicknamePrefix of ['%', '_', '!', "'", '\\']) expect(await namesOf({ nicknamePrefix })).toEqual([]);
  });

  describe('partners', () => {
    type Created = { partner: { id: string; clientId: string } | null; clientSecret: string | null };
    const selection = 'partner { id clientId name scopes } clientSecret';
    const create = (input: Record<string, unknown>) =>
      mutate<Created>(server, 'partnerCreate', input, { token: 'demo-admin', selection });
    const tokenStatus = async (clientId: string, secret = '') =>
      (
        await fetch(`${server.url}/oauth/token`, {
          method: 'POST',
          body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: secret }),
        })
      ).status;

    it('are added with a secret that is shown once and kept as a hash', async () => {
      const { payload } = (
        await create({ clientId: 'new-mall', name: ' 新商城 ', scopes: ['MEMBERS_READ', 'MEMBERS_READ'] })
      ).data;
      expect(payload).toMatchObject({
        partner: { clientId: 'new-mall', name: '新商城', scopes: ['MEMBERS_READ'] },
        userErrors: [],
      });
      expect(await tokenStatus('new-mall', payload.clientSecret ?? '')).toBe(200);
      expect(JSON.stringify(await tableRows(server.database, 'partner'))).not.toContain(payload.clientSecret);
    });

    it.each([
      ['a client id that is taken', { clientId: 'demo-mall' }, 'ALREADY_EXISTS', 'clientId'],
      ['a client id of other letters', { clientId: 'Demo Mall' }, 'INPUT_INVALID', 'clientId'],
      ['no name', { name: ' ' }, 'INPUT_INVALID', 'name'],
      ['no scope', { scopes: [] }, 'INPUT_INVALID', 'scopes'],
    ])('are refused with %s', async (_, change, code, field) => {
      const before = await tableRows(server.database);
      const answer = await create({ clientId: 'another-mall', name: 'Another', scopes: ['MEMBERS_READ'], ...change });
      expect(refusalsOf(answer)).toEqual([{ code, field: [field] }]);
      expect(answer.data.payload).toMatchObject({ partner: null, clientSecret: null });
      expect(await tableRows(server.database)).toEqual(before);
    });

    it('get a new secret, and the old one and its tokens end', async () => {
      const created = (await create({ clientId: 'rotating', name: 'R', scopes: ['MEMBERS_READ'] })).data.payload;
      const input = { partnerId: created.partner?.id };
      const { payload } = (
        await mutate<Created>(server, 'partnerSecretRotate', input, { token: 'demo-admin', selection })
      ).data;
      expect(await tokenStatus('rotating', payload.clientSecret ?? '')).toBe(200);
      expect(await tokenStatus('rotating', created.clientSecret ?? '')).toBe(401);
      const before = await tableRows(server.database);
      const unknown = await mutate(
        server,
        'partnerSecretRotate',
        { partnerId: 'prt_nothing1' },
        { token: 'demo-admin' },
      );
      expect(refusalsOf(unknown)).toEqual([{ code: 'NOT_FOUND', field: ['partnerId'] }]);
      expect(await tableRows(server.database)).toEqual(before);
    });
  });

  describe('how many statements', () => {
    const HOME = `{
      me { nickname level { level { name } next { needed how } } growth { value } }
      program { tracks { levels { name } } }
    }`;

    it('the home page needs: two', async () => {
      const { accessToken: token } = await server.signIn('lin');
      await server.graphql(HOME, { token });
      const statements = await statementsDuring(server.database, async () => {
        expect((await server.graphql(HOME, { token })).errors).toBeUndefined();
      });
      expect(statements.length).toBeGreaterThan(0);
      expect(statements.length).toBeLessThanOrEqual(2);
    });

    it('twenty members at once need: far fewer than twenty times two', async () => {
      const sessions = await Promise.all(Array.from({ length: 20 }, (_, index) => server.signIn(`home-${index}`)));
      await server.graphql(HOME, { token: sessions[0]?.accessToken });
      const statements = await statementsDuring(server.database, async () => {
        const answers = await Promise.all(sessions.map(({ accessToken: token }) => server.graphql(HOME, { token })));
        expect(answers.every(({ errors }) => errors === undefined)).toBe(true);
      });
      expect(statements.length).toBeLessThan(30);
    });

    it('a list needs: as many for fifty as for five', async () => {
      const document = `query ($first: Int!) { members(first: $first) { edges { node { id ref nickname level { level { name } next { how } }
        memberships { level { name } } growth { value } } } } }`;
      const counts: number[] = [];
      for (const first of [5, 50]) {
        const statements = await statementsDuring(server.database, async () => {
          const { data } = await server.graphql<Listed>(document, { token: 'demo-viewer', variables: { first } });
          expect(data.members.edges).toHaveLength(first);
        });
        counts.push(statements.length);
      }
      expect(counts[1]).toBe(counts[0]);
    });
  });
});
