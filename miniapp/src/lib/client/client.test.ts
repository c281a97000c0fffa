import Taro from '@tarojs/taro';
import { MeDocument, SessionRevokeDocument } from '../../graphql/generated/graphql';
import { ApiError } from '../errors';
import { type Credentials, createClient, createSend, type TransportResponse, taroTransport } from './index';

const ok = (data: object): TransportResponse => ({ status: 200, body: JSON.stringify({ data }) });
const failed = (status: number, code: string): TransportResponse => ({
  status,
  body: JSON.stringify({ errors: [{ message: code, extensions: { code } }] }),
});

function setUp(...answers: (TransportResponse | ApiError)[]) {
  const transport = jest.fn(async () => {
    const answer = answers.shift();
    if (!answer) throw new Error('No answer left');
    if (answer instanceof ApiError) throw answer;
    return answer;
  });
  const credentials = {
    accessToken: jest.fn(async () => 'old'),
    renew: jest.fn(async (_stale: string) => 'new'),
    lose: jest.fn(),
  } satisfies Credentials;
  const sleep = jest.fn(async () => undefined);
  const send = createSend({ transport, api: 'https://api.test', language: () => 'en' });
  return { client: createClient({ send, credentials, sleep, random: () => 0.5 }), transport, credentials, sleep };
}

describe('a request', () => {
  test('carries the document, the language and the token', async () => {
    const { client, transport } = setUp(ok({ me: null }));
    await expect(client.query(MeDocument, {})).resolves.toEqual({ me: null });
    expect(transport).toHaveBeenCalledWith({
      url: 'https://api.test/graphql',
      body: JSON.stringify({ query: MeDocument.toString(), variables: {} }),
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        'accept-language': 'en',
        authorization: 'Bearer old',
      },
      timeoutMs: 10_000,
    });
  });

  test.each([
    [failed(401, 'UNAUTHENTICATED'), 'auth', 'UNAUTHENTICATED'],
    [failed(401, 'TOKEN_INVALID'), 'auth', 'TOKEN_INVALID'],
    [failed(403, 'FORBIDDEN'), 'graphql', 'FORBIDDEN'],
    [failed(429, 'THROTTLED'), 'throttled', 'THROTTLED'],
    [failed(400, 'BAD_USER_INPUT'), 'graphql', 'BAD_USER_INPUT'],
    [{ status: 429, body: 'slow down' }, 'throttled', undefined],
  ])('with answer %j fails at once as %s', async (answer, kind, code) => {
    const { client, transport } = setUp(answer);
    await expect(client.query(MeDocument, {})).rejects.toMatchObject({ kind, code });
    expect(transport).toHaveBeenCalledTimes(1);
  });

  test('reports a sign-in that no longer counts, with its token', async () => {
    const { client, credentials } = setUp(failed(401, 'TOKEN_REVOKED'));
    await expect(client.query(MeDocument, {})).rejects.toMatchObject({ kind: 'auth' });
    expect(credentials.lose).toHaveBeenCalledWith('old', expect.objectContaining({ code: 'TOKEN_REVOKED' }));
  });
});

describe('trying again', () => {
  test.each([
    [new ApiError('network')],
    [new ApiError('timeout')],
    [{ status: 502, body: '<html>Bad gateway</html>' }],
    [failed(200, 'INTERNAL_SERVER_ERROR')],
  ])('a read survives %j', async (problem) => {
    const { client, sleep } = setUp(problem, problem, ok({ me: null }));
    await expect(client.query(MeDocument, {})).resolves.toEqual({ me: null });
    expect(sleep.mock.calls).toEqual([[400], [800]]);
  });

  test('a read gives up after two', async () => {
    const offline = new ApiError('network');
    const { client, transport } = setUp(offline, offline, offline, ok({ me: null }));
    await expect(client.query(MeDocument, {})).rejects.toMatchObject({ kind: 'network' });
    expect(transport).toHaveBeenCalledTimes(3);
  });

  test('a mutation is never sent twice', async () => {
    const { client, transport } = setUp(new ApiError('timeout'), ok({}));
    await expect(client.mutate(SessionRevokeDocument, { input: {} })).rejects.toMatchObject({ kind: 'timeout' });
    expect(transport).toHaveBeenCalledTimes(1);
  });

  test('an expired token is renewed once, for a mutation too', async () => {
    const { client, transport, credentials } = setUp(failed(401, 'TOKEN_EXPIRED'), ok({ sessionRevoke: null }));
    await client.mutate(SessionRevokeDocument, { input: {} });
    expect(credentials.renew).toHaveBeenCalledWith('old');
    expect(transport.mock.lastCall).toMatchObject([{ headers: { authorization: 'Bearer new' } }]);
  });

  test('a new token that is refused as well ends it', async () => {
    const { client, credentials } = setUp(failed(401, 'TOKEN_EXPIRED'), failed(401, 'TOKEN_EXPIRED'));
    await expect(client.query(MeDocument, {})).rejects.toMatchObject({ kind: 'auth' });
    expect(credentials.renew).toHaveBeenCalledTimes(1);
    expect(credentials.lose).toHaveBeenCalledWith('new', expect.any(ApiError));
  });
});

describe('the transport', () => {
  const request = { url: 'https://api.test/graphql', body: '{}', headers: {}, timeoutMs: 10_000 };
  const mocked = Taro.request as unknown as jest.Mock;

  test('gives up after the time-out and stops the request', async () => {
    jest.useFakeTimers();
    const abort = jest.fn();
    mocked.mockReturnValue(Object.assign(new Promise(() => undefined), { abort }));
    const outcome = expect(taroTransport(request)).rejects.toMatchObject({ kind: 'timeout' });
    jest.advanceTimersByTime(10_000);
    await outcome;
    expect(abort).toHaveBeenCalled();
    jest.useRealTimers();
  });

  test('calls it the network when nothing came back', async () => {
    mocked.mockReturnValue(Promise.reject(new Error('request:fail')));
    await expect(taroTransport(request)).rejects.toMatchObject({ kind: 'network' });
  });

  test('passes on any status with its text', async () => {
    mocked.mockReturnValue(Promise.resolve({ statusCode: 401, data: '{}' }));
    await expect(taroTransport(request)).resolves.toEqual({ status: 401, body: '{}' });
  });
});
