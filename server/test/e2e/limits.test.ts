import { rawRequest } from '../support/raw-http';
import { mutate } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

describe('limits', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer('SQLite');
  });
  afterEach(() => server.close());

  const code = (answer: { errors?: { extensions: { code: string } }[] }) => answer.errors?.[0]?.extensions.code;
  const aliases = (count: number, field = '__typename') =>
    Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

  it('tells what a query was announced with, what it cost and what is left', async () => {
    const query = '{ members(first: 50) { edges { node { nickname growth { value } } } pageInfo { hasNextPage } } }';
    const { extensions, data } = await server.graphql<{ members: { edges: object[] } }>(query, {
      token: 'demo-viewer',
    });
    const members = data.members.edges.length;
    const actual = 1 + members * 3 + 1;
    expect(extensions?.cost).toEqual({
      requested: 1 + 50 * 3 + 1,
      actual,
      limit: 20_000,
      remaining: 20_000 - actual,
      restoreRatePerSecond: 1000,
    });
  });

  it('bills a mutation 10 and its payload, whatever came of it', async () => {
    const { extensions } = await mutate(server, 'sessionRefresh', { refreshToken: 'unknown' });
    expect(extensions?.cost).toMatchObject({ requested: 10 + 1 + 5, actual: 10 + 1 + 5, limit: 1000, remaining: 984 });
  });

  it('bills nothing for what was refused before it ran', async () => {
    for (const query of ['{ me { id } }', '{ nothing }', '{']) await server.graphql(query);
    expect((await server.graphql('{ __typename }')).extensions?.cost).toMatchObject({ requested: 0, remaining: 1000 });
  });

  it('counts first in variables, their defaults and fragments', async () => {
    const edges = 'edges { node { nickname } }';
    const asked = async (query: string, variables = {}) =>
      (await server.graphql(query, { token: 'demo-viewer', variables })).extensions?.cost?.requested;
    expect(await asked(`query ($n: Int!) { members(first: $n) { ${edges} } }`, { n: 20 })).toBe(41);
    expect(await asked(`query ($n: Int! = 30) { members(first: $n) { ${edges} } }`)).toBe(61);
    expect(await asked(`{ members(first: 40) { ...F } } fragment F on MemberConnection { ${edges} }`)).toBe(81);
  });

  it('refuses too many aliases, tokens and too much cost, and accepts the most that is allowed', async () => {
    expect((await server.graphql(`{ ${aliases(30)} }`)).errors).toBeUndefined();
    expect(code(await server.graphql(`{ ${aliases(31)} }`))).toBe('DOCUMENT_TOO_LARGE');
    expect(code(await server.graphql(`{ ${'__typename '.repeat(1998)} }`))).not.toBe('GRAPHQL_PARSE_FAILED');
    expect(code(await server.graphql(`{ ${'__typename '.repeat(1999)} }`))).toBe('GRAPHQL_PARSE_FAILED');
    const memberships = 'members(first: 100) { edges { node { memberships { track { levels { name } } } } } }';
    const tooDear = await server.graphql(`{ ${aliases(2, memberships)} }`, { token: 'demo-viewer' });
    expect([tooDear.status, code(tooDear)]).toEqual([400, 'DOCUMENT_TOO_LARGE']);
    expect(tooDear.data).toBeUndefined();
  });

  it('refuses fragments that double one another, at once', async () => {
    const fragments = Array.from(
      { length: 100 },
      (_, n) => `fragment F${n} on Query { program { code } ...F${n + 1} ...F${n + 1} }`,
    );
    const answer = await server.graphql(`{ ...F0 } ${fragments.join(' ')} fragment F100 on Query { program { code } }`);
    expect(answer.status).toBe(400);
    expect(answer.data).toBeUndefined();
  });

  it('lets a whole introspection through', async () => {
    const { getIntrospectionQuery } = await import('graphql');
    const { errors, data } = await server.graphql<{ __schema: object }>(getIntrospectionQuery());
    expect(errors).toBeUndefined();
    expect(data.__schema).toBeDefined();
  });

  describe('when the bucket is empty', () => {
    // 29 refreshes at 16 each are 464: two such calls leave 72 of the 1000 that a stranger has.
    const refreshes = `mutation { ${aliases(29, 'sessionRefresh(input: { refreshToken: "unknown" }) { userErrors { code } }')} }`;
    beforeEach(async () => {
      for (const _ of [1, 2]) expect((await server.graphql(refreshes)).status).toBe(200);
    });

    it('answers 429 with when to come back, and executes nothing', async () => {
      const before = await tableRows(server.database);
      const signUps = aliases(29, 'sessionCreate(input: { code: "demo:throttled" }) { userErrors { code } }');
      const body = JSON.stringify({ query: `mutation { ${signUps} }` });
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const headers = { 'content-type': 'application/json', accept };
        const answer = await rawRequest(`${server.url}/graphql`, { method: 'POST', headers, body });
        const cost = { requested: 464, actual: 0, limit: 1000, remaining: 72, restoreRatePerSecond: 50 };
        expect([answer.status, answer.headers['retry-after']]).toEqual([429, '8']);
        expect(answer.json().errors?.[0]?.extensions).toEqual({ code: 'THROTTLED', cost });
      }
      expect(await tableRows(server.database)).toEqual(before);
    });

    it('serves what can still be afforded, and everybody else', async () => {
      expect((await server.graphql('{ program { code } }')).status).toBe(200);
      expect((await server.graphql(refreshes, { token: 'demo-viewer' })).status).toBe(200);
    });

    it('fills again with time', async () => {
      server.clock.advance({ seconds: 7 });
      expect(code(await server.graphql(refreshes))).toBe('THROTTLED');
      server.clock.advance({ seconds: 1 });
      expect((await server.graphql(refreshes)).status).toBe(200);
    });
  });
});
