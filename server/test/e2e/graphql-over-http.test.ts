import { serverAudits } from 'graphql-http';
import { type RawAnswer, rawRequest } from '../support/raw-http';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';
const json = { 'content-type': 'application/json' };
const responseJson = { ...json, accept: 'application/graphql-response+json' };

let server: TestServer;
let graphqlUrl: string;
beforeAll(async () => {
  server = await startTestServer('SQLite');
  graphqlUrl = `${server.url}/graphql`;
});
afterAll(() => server.close());

const post = (body: unknown, headers: Record<string, string> = responseJson) =>
  rawRequest(graphqlUrl, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
const get = (parameters: Record<string, string>, headers: Record<string, string> = responseJson) => {
  const { 'content-type': _, ...rest } = headers;
  return rawRequest(`${graphqlUrl}?${new URLSearchParams(parameters)}`, { headers: rest });
};
const codesOf = (answer: RawAnswer) => answer.json().errors?.map(({ extensions }) => extensions.code);

describe('the audits of graphql-http', () => {
  // The list does not depend on where the server is, which is not known yet when tests are collected.
  const audits = serverAudits({ url: () => graphqlUrl, fetchFn: fetch });
  // A MAY is a freedom; we take each of them, so that they are held to like the rest.
  it.each(audits.map(({ id, name, fn }) => ({ id, name, fn })))('$id: $name', async ({ fn }) => {
    const result = await fn();
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });
});

describe('media types', () => {
  const query = { query: '{ __typename }' };
  it.each([
    ['nothing', undefined, JSON_TYPE],
    ['anything', '*/*', JSON_TYPE],
    ['any application type', 'application/*', JSON_TYPE],
    ['the old type', 'application/json', JSON_TYPE],
    ['the new type', 'application/graphql-response+json', RESPONSE_TYPE],
    ['the new type in UTF-8', 'application/graphql-response+json; charset=utf-8', RESPONSE_TYPE],
    ['the new type before the old', 'application/graphql-response+json, application/json', RESPONSE_TYPE],
    ['the old type before the new', 'application/json, application/graphql-response+json', JSON_TYPE],
    [
      'the new type more than the old',
      'application/json;q=0.5, application/graphql-response+json;q=0.9',
      RESPONSE_TYPE,
    ],
    ['everything but the old type', 'application/json;q=0, */*;q=0.1', RESPONSE_TYPE],
    ['a page, else anything', 'text/html, */*;q=0.1', JSON_TYPE],
    ['other letter case', 'APPLICATION/GraphQL-Response+JSON', RESPONSE_TYPE],
  ])('answers who accepts %s', async (_, accept, expected) => {
    const answer = await post(query, accept === undefined ? json : { ...json, accept });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, expected]);
    expect(answer.json().data).toEqual({ __typename: 'Query' });
  });

  it.each(['text/html', 'application/xml, text/event-stream', 'application/json;q=0', 'application/json; charset=gbk'])(
    'refuses with 406, and does not execute, who accepts only %s',
    async (accept) => {
      const before = await tableRows(server.database);
      const answer = await post({ query: signUp('unacceptable') }, { ...json, accept });
      expect(answer.status).toBe(406);
      expect(await tableRows(server.database)).toEqual(before);
    },
  );

  it('shows no page of somebody else to a browser', async () => {
    const answer = await get({ query: '{ __typename }' }, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, JSON_TYPE]);
  });

  it('keeps answers out of caches, and tells that they depend on Accept', async () => {
    const { headers } = await get({ query: '{ __typename }' });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', vary: 'accept' });
  });

  it('refuses in the type that the client accepts', async () => {
    expect((await post('{', responseJson)).headers['content-type']).toBe(RESPONSE_TYPE);
    expect((await post('{', json)).headers['content-type']).toBe(JSON_TYPE);
  });
});

describe('status codes of well-formed requests', () => {
  const variables = 'query ($id: ID!) { node(id: $id) { id } }';
  it.each([
    ['a document that does not parse', { query: '{' }, 400, 'GRAPHQL_PARSE_FAILED', ''],
    ['an empty document', { query: '' }, 400, 'GRAPHQL_PARSE_FAILED', ''],
    ['an unknown field', { query: '{ nothing }' }, 400, 'GRAPHQL_VALIDATION_FAILED', ''],
    ['a missing variable', { query: variables }, 400, 'BAD_USER_INPUT', 'demo-admin'],
    ['a variable of a wrong type', { query: variables, variables: { id: {} } }, 400, 'BAD_USER_INPUT', 'demo-admin'],
    [
      'an unknown operation',
      { query: 'query A { __typename }', operationName: 'B' },
      400,
      'OPERATION_RESOLUTION_FAILURE',
      '',
    ],
    [
      'two operations and no name',
      { query: 'query A { __typename } query B { __typename }' },
      400,
      'OPERATION_RESOLUTION_FAILURE',
      '',
    ],
    ['too much at once', { query: `{ ${aliases(31)} }` }, 400, 'DOCUMENT_TOO_LARGE', ''],
    ['a field for members, signed out', { query: '{ me { id } }' }, 401, 'UNAUTHENTICATED', ''],
    ['a field for others', { query: '{ me { id } }' }, 403, 'FORBIDDEN', 'demo-admin'],
  ])('%s: 4xx for the new type, 200 for the old one', async (_, body, status, code, token) => {
    const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
    // Three times: the first is interpreted, the second compiled, the third compiled before.
    for (const round of [1, 2, 3]) {
      const modern = await post(body, { ...responseJson, ...authorization });
      expect([round, modern.status, codesOf(modern)]).toEqual([round, status, [code]]);
      expect(modern.json()).not.toHaveProperty('data');
      const old = await post(body, { ...json, ...authorization });
      expect([round, old.status, codesOf(old)]).toEqual([round, 200, [code]]);
    }
  });

  it.each(['POST', 'GET'])('executes nothing when the operation that is named does not exist: %s', async (method) => {
    const before = await tableRows(server.database);
    const body = { query: signUp('unknown-operation').replace('mutation', 'mutation A'), operationName: 'B' };
    const answer = method === 'POST' ? await post(body) : await get(body);
    expect([answer.status, codesOf(answer)]).toEqual([400, ['OPERATION_RESOLUTION_FAILURE']]);
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('says 200 in both types when a field fails', async () => {
    const body = { query: '{ members(first: 0) { edges { cursor } } program { code } }' };
    for (const headers of [responseJson, json]) {
      const answer = await post(body, { ...headers, authorization: 'Bearer demo-admin' });
      expect([answer.status, codesOf(answer)]).toEqual([200, ['BAD_USER_INPUT']]);
      expect(answer.json()).toHaveProperty('data', null);
    }
  });

  it('says 401 in both types for a bad token: that is refused as HTTP', async () => {
    for (const headers of [responseJson, json]) {
      const answer = await post({ query: '{ __typename }' }, { ...headers, authorization: 'Bearer nonsense' });
      expect([answer.status, codesOf(answer)]).toEqual([401, ['TOKEN_INVALID']]);
    }
  });
});

describe('requests that are not well-formed', () => {
  const query = '{ __typename }';
  it.each([
    ['no JSON', 'NONSENSE'],
    ['cut-off JSON', '{"query":'],
    ['an empty body', ''],
    ['null', 'null'],
    ['a number', '7'],
    ['a string', '"{ __typename }"'],
    ['an empty object', '{}'],
    ['a batch', JSON.stringify([{ query }, { query }])],
    ['no query', JSON.stringify({ qeury: query })],
    ['a query of a wrong type', JSON.stringify({ query: { query } })],
    ['a query that is null', JSON.stringify({ query: null })],
    ['variables as text', JSON.stringify({ query, variables: '{}' })],
    ['variables as a list', JSON.stringify({ query, variables: [7] })],
    ['an operation name of a wrong type', JSON.stringify({ query, operationName: 7 })],
    ['extensions of a wrong type', JSON.stringify({ query, extensions: 'some' })],
  ])('%s: 400 in both types', async (_, body) => {
    for (const headers of [responseJson, json]) {
      const answer = await post(body, headers);
      expect([answer.status, codesOf(answer)]).toEqual([400, ['BAD_REQUEST']]);
      expect(answer.json()).not.toHaveProperty('data');
    }
  });

  it.each([
    ['no content type', {}],
    ['text', { 'content-type': 'text/plain' }],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded', 'apollo-require-preflight': '1' }],
    ['a GraphQL document', { 'content-type': 'application/graphql' }],
    ['another character set', { 'content-type': 'application/json; charset=utf-16' }],
  ])('refuses %s with 415 and executes nothing', async (_, headers) => {
    const before = await tableRows(server.database);
    const isForm = Object.values(headers).includes('application/x-www-form-urlencoded');
    const body = { query: signUp('wrong-type') };
    const text = isForm ? new URLSearchParams(body).toString() : JSON.stringify(body);
    expect(
      (await rawRequest(graphqlUrl, { method: 'POST', headers: headers as Record<string, string>, body: text })).status,
    ).toBe(415);
    expect(await tableRows(server.database)).toEqual(before);
  });

  it('refuses a body of more than two megabytes with 413', async () => {
    const answer = await post({ query, extensions: { filler: 'x'.repeat(2 * 1024 * 1024) } });
    expect([answer.status, codesOf(answer)]).toEqual([413, ['BAD_REQUEST']]);
  });
});

describe('GET', () => {
  it('answers queries, with variables, an operation name and extensions', async () => {
    const query = 'query A($name: String!) { __type(name: $name) { name } } query B { __typename }';
    const answer = await get({ query, operationName: 'A', variables: '{"name":"Member"}', extensions: '{}' });
    expect([answer.status, answer.json().data]).toEqual([200, { __type: { name: 'Member' } }]);
  });

  it('takes an empty operation name for none', async () => {
    const answer = await get({ query: 'query A { __typename }', operationName: '' });
    expect([answer.status, answer.json().data]).toEqual([200, { __typename: 'Query' }]);
  });

  it('takes “null” for a name', async () => {
    const answer = await get({ query: 'query null { __typename }', operationName: 'null' });
    expect([answer.status, answer.json().data]).toEqual([200, { __typename: 'Query' }]);
  });

  it.each([
    ['no query', {}],
    ['variables that are no JSON', { query: '{ __typename }', variables: '{' }],
    ['variables that are no object', { query: '{ __typename }', variables: '[7]' }],
    ['extensions that are no object', { query: '{ __typename }', extensions: '7' }],
  ])('refuses %s with 400', async (_, parameters) => {
    expect((await get(parameters as Record<string, string>)).status).toBe(400);
  });

  it.each(['only', 'chosen'])(
    'refuses a mutation with 405 and does not execute it: the %s operation',
    async (which) => {
      const before = await tableRows(server.database);
      const mutation = signUp('by-get').replace('mutation', 'mutation M');
      const query = which === 'only' ? mutation : `query Q { __typename } ${mutation}`;
      for (const headers of [responseJson, json]) {
        const answer = await get({ query, operationName: 'M' }, headers);
        expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
      }
      expect(await tableRows(server.database)).toEqual(before);
    },
  );

  it('does execute that mutation by POST', async () => {
    const answer = await post({ query: signUp('by-post') });
    expect(answer.json().data).toMatchObject({ sessionCreate: { userErrors: [] } });
  });
});

it.each(['PUT', 'PATCH', 'DELETE'])('refuses %s with 405 and names what is allowed', async (method) => {
  const answer = await rawRequest(graphqlUrl, { method, headers: json, body: '{"query":"{ __typename }"}' });
  expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, POST']);
});

describe('UTF-8', () => {
  it('carries Chinese and emoji both ways', async () => {
    const { accessToken } = await server.signIn('utf8');
    const nickname = '周末去爬山 🏔️';
    const query =
      'mutation ($nickname: String) { memberUpdate(input: { nickname: $nickname }) { member { nickname } } }';
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/json;charset="UTF-8"']) {
      const headers = { 'content-type': type, authorization: `Bearer ${accessToken}` };
      const answer = await post({ query, variables: { nickname } }, headers);
      expect(answer.json().data).toEqual({ memberUpdate: { member: { nickname } } });
    }
  });

  it('takes no notice of a byte order mark', async () => {
    const answer = await post('\uFEFF{"query":"{ __typename }"}');
    expect([answer.status, answer.json().data]).toEqual([200, { __typename: 'Query' }]);
  });
});

function aliases(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}: __typename`).join(' ');
}

/** A mutation whose execution cannot be overlooked: it registers a member. */
function signUp(key: string): string {
  return `mutation { sessionCreate(input: { code: "demo:new-${key}" }) { userErrors { code } } }`;
}
