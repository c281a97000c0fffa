import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { describeOnEachDatabase } from '../support/databases';
import { memberId, phoneCode } from '../support/members';
import { rawRequest } from '../support/raw-http';
import { mutate, refresh, refusalsOf } from '../support/sessions';
import { connectSocket } from '../support/socket-client';
import { startTestServer, type TestServer } from '../support/test-server';
import { until } from '../support/until';

describeOnEachDatabase('operating the server', (kind) => {
  let server: TestServer;
  beforeEach(async () => {
    server = await startTestServer(kind);
  });
  afterEach(() => server.close());

  const get = (path: string, headers?: Record<string, string>) => rawRequest(`${server.url}${path}`, { headers });
  const ready = async () => {
    const answer = await get('/readyz');
    return [answer.status, answer.json<object>()];
  };

  describe('health', () => {
    it('is alive and ready', async () => {
      expect((await get('/healthz')).json()).toEqual({ status: 'ok' });
      expect(await ready()).toEqual([200, { status: 'ready' }]);
    });

    it('is alive and not ready when the database is gone', async () => {
      await server.database.close();
      expect((await get('/healthz')).status).toBe(200);
      expect(await ready()).toEqual([503, { status: 'not ready', problem: 'the database does not answer' }]);
    });

    it('is not ready when a migration is missing', async () => {
      await inTransaction(server.database, (tx) => tx.query('DELETE FROM migrations'));
      expect(await ready()).toEqual([
        503,
        { status: 'not ready', problem: 'migrations are pending: run npm run migrate' },
      ]);
    });

    it('says that it drains, while it still serves', async () => {
      let seen: unknown;
      await server.drain(async () => {
        seen = [await ready(), (await server.graphql('{ __typename }')).status];
      });
      expect(seen).toEqual([[503, { status: 'not ready', problem: 'draining' }], 200]);
    });

    it('counts requests and operations', async () => {
      await server.graphql('{ program { code } }');
      await server.graphql('{ me { id } }');
      const { headers, text: metrics } = await get('/metrics');
      expect(headers['content-type']).toContain('text/plain');
      expect(metrics).toMatch(/^rungs_http_request_seconds_count\{route="\/graphql",method="POST",status="200"\} 1$/m);
      expect(metrics).toMatch(/^rungs_graphql_operation_seconds_count\{operation="query",outcome="ok"\} 1$/m);
      expect(metrics).toMatch(
        /^rungs_graphql_operation_seconds_count\{operation="query",outcome="UNAUTHENTICATED"\} 1$/m,
      );
      expect(metrics).toContain('# TYPE rungs_transaction_retries_total counter');
    });
  });

  describe('a fault of ours', () => {
    const drop = (table: string) => inTransaction(server.database, (tx) => tx.query(`DROP TABLE ${table}`));
    const isSilent = (answer: unknown) =>
      expect(JSON.stringify(answer)).not.toMatch(/member_state|session|SELECT|SQLITE|exist/i);
    const logged = (requestId: unknown) =>
      server.logLines
        .map((line) => JSON.parse(line))
        .filter((line) => line.requestId === requestId && line.level === 'error');

    it.each([1, 2, 3])(
      'in a field tells the caller an id and the log the rest (call %i of the document)',
      async (calls) => {
        const { accessToken: token } = await server.signIn('lin');
        await drop('member_state');
        let answer = await server.graphql('{ me { nickname growth { value } } }', { token });
        for (let call = 1; call < calls; call++)
          answer = await server.graphql('{ me { nickname growth { value } } }', { token });
        const [error] = answer.errors ?? [];
        expect([answer.status, answer.data, error?.path]).toEqual([200, { me: null }, ['me', 'growth']]);
        expect(error?.extensions).toEqual({
          code: 'INTERNAL_SERVER_ERROR',
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        });
        expect(error?.message).toContain(String(error?.extensions.requestId));
        isSilent(answer.errors);
        const [line] = logged(error?.extensions.requestId);
        expect(line.err.message).toContain('member_state');
        expect(line.err.stack).toContain('journal.store');
      },
    );

    it('while finding out who calls does so too', async () => {
      const { accessToken: token } = await server.signIn('lin');
      await drop('session');
      const answer = await server.graphql('{ __typename }', { token });
      const [error] = answer.errors ?? [];
      expect([answer.status, error?.extensions.code]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
      isSilent(answer.errors?.map(({ message }) => message));
      const [line] = logged(error?.extensions.requestId);
      expect(line.err.stack).toContain('sessions.store');
      // The database's error names the values of the statement: here the session.
      const sessionId = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).sid;
      expect(server.logLines.join('')).not.toContain(sessionId);
    });

    it('over WebSocket does so too, and has an id of its own', async () => {
      const { accessToken } = await server.signIn('lin');
      const socket = connectSocket(server, accessToken);
      await socket.once('{ __typename }');
      await drop('member_state');
      const answer = await socket.once('{ me { growth { value } } }');
      const requestId = answer.errors?.[0]?.extensions?.requestId;
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
      expect(logged(requestId)).toHaveLength(1);
      isSilent(answer.errors);
      await socket.close();
    });

    it('in a plain route is masked', async () => {
      await drop('partner');
      const form = 'grant_type=client_credentials&client_id=demo-mall&client_secret=demo-mall-secret';
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await rawRequest(`${server.url}/oauth/token`, { method: 'POST', headers, body: form });
      expect([answer.status, answer.text.includes(answer.headers['x-request-id'] ?? '-')]).toEqual([500, true]);
      expect(answer.text).not.toMatch(/partner|SQLITE|exist/i);
    });
  });

  it('logs no secrets and no personal data', async () => {
    const secrets: string[] = ['demo-admin', 'demo-operator', 'demo-mall-secret', 'o-mini-lin', 'u-lin', '林小满'];
    const code = await server.signInCode('lin');
    secrets.push(code);
    await mutate(server, 'sessionCreate', { code });
    const session = await server.signIn('lin');
    const next = await refresh(server, session.refreshToken);
    const phone = await phoneCode(server, 'lin');
    secrets.push(
      session.accessToken,
      session.refreshToken,
      next.session?.accessToken ?? '',
      next.session?.refreshToken ?? '',
      phone,
    );
    expect(
      refusalsOf(await mutate(server, 'memberPhoneBind', { code: phone }, { token: session.accessToken })),
    ).toEqual([]);
    const partner = await server.partnerToken();
    secrets.push(partner);
    await server.graphql('{ member(ref: "lin") { nickname } }', { token: partner });
    await mutate(
      server,
      'memberBlock',
      { memberId: await memberId(server, 'lin'), reason: 'r' },
      { token: 'demo-operator' },
    );
    await get(`/auth/wechat?state=a-secret-state`);
    await get(`/?code=${code}&state=a-secret-state`);
    await get(`/graphql?query=${encodeURIComponent('{ me { id } }')}`, {
      authorization: `Bearer ${session.accessToken}`,
    });
    secrets.push('a-secret-state');
    const log = server.logLines.join('');
    expect(server.logLines.length).toBeGreaterThan(10);
    for (const secret of secrets) expect([secret, secret !== '' && log.includes(secret)]).toEqual([secret, false]);
    expect(log).not.toMatch(/(?<![\d.])1[3-9]\d{9}(?!\d)/);
  });

  describe('draining', () => {
    it('answers what is under way, and takes no more', async () => {
      const { finish, answered } = await beginRequest('{"query":"{ program { code } }"}');
      const drained = server.drain();
      await until(async () => (await connectionProblem()) === 'ECONNREFUSED', 'the end of listening');
      finish();
      expect(await answered).toMatchObject({ status: 200, body: { data: { program: { code: 'instalment-mall' } } } });
      await drained;
    });

    it('says goodbye to sockets', async () => {
      const socket = connectSocket(server, 'demo-viewer');
      await socket.once('{ __typename }');
      await server.drain();
      expect((await socket.closed).code).toBe(1001);
    });

    const connectionProblem = () =>
      rawRequest(`${server.url}/healthz`, { headers: { connection: 'close' } }).then(
        () => undefined,
        (error: NodeJS.ErrnoException) => error.code,
      );

    /** A request that the server has begun to read; it is complete when `finish` is called. */
    async function beginRequest(body: string) {
      const headers = {
        'content-type': 'application/json',
        'content-length': String(body.length),
        expect: '100-continue',
      };
      const sent = request(`${server.url}/graphql`, { method: 'POST', headers });
      const answered = new Promise<{ status: number | undefined; body: unknown }>((resolve, reject) => {
        sent.on('error', reject);
        sent.on('response', async (response) =>
          resolve({ status: response.statusCode, body: JSON.parse(await text(response)) }),
        );
      });
      const begun = new Promise((resolve) => sent.once('continue', resolve));
      sent.flushHeaders();
      await begun;
      return { finish: () => sent.end(body), answered };
    }
  });
});

describe('pages and headers', () => {
  let server: TestServer;
  // None of them depends on the database or changes anything: one server is enough.
  beforeAll(async () => {
    server = await startTestServer('SQLite');
  });
  afterAll(() => server.close());

  const get = (path: string, headers?: Record<string, string>) => rawRequest(`${server.url}${path}`, { headers });

  describe('request ids', () => {
    it('come back as they were sent, and are made when there is none', async () => {
      expect((await get('/healthz', { 'x-request-id': 'from-the-balancer' })).headers['x-request-id']).toBe(
        'from-the-balancer',
      );
      const made = [await get('/healthz'), await get('/healthz')].map(({ headers }) => headers['x-request-id']);
      expect(made[0]).toMatch(/^[0-9a-f-]{36}$/);
      expect(made[1]).not.toBe(made[0]);
    });
  });

  describe('pages', () => {
    it('serves GraphiQL whole: nothing in it is fetched from elsewhere', async () => {
      const response = await fetch(`${server.url}/graphiql`);
      const page = await response.text();
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page).toContain('id="who"');
      const references = [
        ...page.matchAll(/<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)\s*=\s*["']?(?<url>[^"'\s>]+)/g),
        ...page.matchAll(/\b(?:import|fetch|importScripts)\(\s*["'`](?<url>[^"'`]+)/g),
        ...page.matchAll(/\bfrom\s*["'](?<url>https?:[^"']+)/g),
        ...page.matchAll(/@import\s+(?:url\()?["']?(?<url>[^"')\s;]+)/g),
      ].map((match) => match.groups?.url ?? '');
      expect(references.filter((url) => /^(https?:)?\/\//.test(url))).toEqual([]);
    });

    it('says at / that the mini-app is being built, and looks again', async () => {
      const answer = await get('/');
      expect([answer.status, answer.headers['retry-after']]).toEqual([503, '2']);
      expect(answer.text).toContain('http-equiv="refresh"');
      expect((await get('/no-such-file.js')).status).toBe(404);
    });

    it('sends a browser to WeChat, to come back here with its state', async () => {
      const answer = await get('/auth/wechat?state=0123456789abcdef&redirect_uri=https://evil.example/');
      const target = new URL(answer.headers.location ?? '');
      expect([answer.status, target.origin, target.hash]).toEqual([302, server.simulatorUrl, '#wechat_redirect']);
      expect(Object.fromEntries(target.searchParams)).toMatchObject({
        state: '0123456789abcdef',
        response_type: 'code',
      });
      expect(new URL(target.searchParams.get('redirect_uri') ?? '').host).toBe('127.0.0.1:4000');
      expect(answer.headers['cache-control']).toBe('no-store');
    });

    it.each([
      '',
      '?state=',
      '?state=short',
      '?state=12345678%0d%0aevil',
      `?state=${'a'.repeat(129)}`,
      '?state=12345678&state=87654321',
    ])('refuses the state “%s”', async (query) => {
      const answer = await get(`/auth/wechat${query}`);
      expect([answer.status, answer.headers.location]).toEqual([400, undefined]);
    });
  });
});
