import { createSecretKey } from 'node:crypto';
import { SignJWT } from 'jose';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { describeOnEachDatabase } from '../support/databases';
import { rawRequest } from '../support/raw-http';
import { callWith, mutate, refresh } from '../support/sessions';
import { tableRows } from '../support/table-rows';
import { startTestServer, type TestServer } from '../support/test-server';

/** The key of every test server. */
const OUR_KEY = createSecretKey(Buffer.from('5a'.repeat(32), 'hex'));
const OTHER_KEY = createSecretKey(Buffer.alloc(32, 7));

describeOnEachDatabase('tokens', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
  });
  afterAll(() => server.close());

  /** A token like those of members, except for what is given. */
  async function forge(
    change: { aud?: string; typ?: string; sub?: string; issuer?: string; expires?: boolean } = {},
    key = OUR_KEY,
  ): Promise<string> {
    const { accessToken } = await server.signIn('lin');
    const { sid, sub } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
    const now = Math.floor(server.clock.wallNow().getTime() / 1000);
    const token = new SignJWT({ sid })
      .setProtectedHeader({ alg: 'HS256', typ: change.typ ?? 'at+jwt' })
      .setIssuer(change.issuer ?? 'rungs')
      .setAudience(change.aud ?? 'member')
      .setSubject(change.sub ?? sub)
      .setIssuedAt(now);
    if (change.expires !== false) token.setExpirationTime(now + 60);
    return token.sign(key);
  }

  describe('access tokens of members', () => {
    it('accepts what a forger would have to make, so that the refusals below have one reason each', async () => {
      expect(await callWith(server, await forge())).toEqual([200, undefined]);
    });

    it('refuses an expired one, and accepts it up to then', async () => {
      const { accessToken } = await server.signIn('lin');
      server.clock.advance({ minutes: 14, seconds: 59 });
      expect(await callWith(server, accessToken)).toEqual([200, undefined]);
      server.clock.advance({ seconds: 1 });
      expect(await callWith(server, accessToken)).toEqual([401, 'TOKEN_EXPIRED']);
    });

    it('refuses one that was signed with another key', async () => {
      expect(await callWith(server, await forge({}, OTHER_KEY))).toEqual([401, 'TOKEN_INVALID']);
    });

    it('refuses one that is not signed at all', async () => {
      const [, payload] = (await forge()).split('.');
      const header = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
      expect(await callWith(server, `${header}.${payload}.`)).toEqual([401, 'TOKEN_INVALID']);
      expect(await callWith(server, `${header}.${payload}.AAAA`)).toEqual([401, 'TOKEN_INVALID']);
    });

    it('refuses one whose payload was changed, also right after the true one was seen', async () => {
      const { accessToken } = await server.signIn('lin');
      expect(await callWith(server, accessToken)).toEqual([200, undefined]);
      const [header, payload = '', signature] = accessToken.split('.');
      const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), sub: '2' };
      const tampered = Buffer.from(JSON.stringify(claims)).toString('base64url');
      expect(await callWith(server, `${header}.${tampered}.${signature}`)).toEqual([401, 'TOKEN_INVALID']);
    });

    it.each([
      ['of another type', { typ: 'JWT' }],
      ['of another issuer', { issuer: 'elsewhere' }],
      ['without an end', { expires: false }],
    ])('refuses one %s', async (_, change) => {
      expect(await callWith(server, await forge(change))).toEqual([401, 'TOKEN_INVALID']);
    });

    it('refuses one for another audience', async () => {
      expect(await callWith(server, await forge({ aud: 'billing' }))).toEqual([401, 'TOKEN_WRONG_AUDIENCE']);
    });

    it('does not take a member’s token for a partner’s', async () => {
      // It names no secret, so it is as good as one from before the secret was changed.
      expect(await callWith(server, await forge({ aud: 'partner', sub: '1' }))).toEqual([401, 'TOKEN_REVOKED']);
    });

    it('refuses a refresh token in its place', async () => {
      const { refreshToken } = await server.signIn('lin');
      expect(await callWith(server, refreshToken)).toEqual([401, 'TOKEN_INVALID']);
      expect((await refresh(server, refreshToken)).codes).toEqual([]);
    });

    it.each(['Bearer', 'Bearer ', 'Bearer two words', 'Basic ZGVtbzpkZW1v', 'demo-admin', 'Bearer "quoted"'])(
      'refuses the header “%s”',
      async (authorization) => {
        const headers = { 'content-type': 'application/json', authorization };
        const answer = await rawRequest(`${server.url}/graphql`, {
          method: 'POST',
          headers,
          body: '{"query":"{ __typename }"}',
        });
        expect([answer.status, answer.json().errors?.[0]?.extensions.code]).toEqual([401, 'TOKEN_INVALID']);
      },
    );

    it('executes nothing for a bad token', async () => {
      const before = await tableRows(server.database);
      const { status } = await mutate(server, 'sessionCreate', { code: 'demo:nobody-yet' }, { token: 'bad' });
      expect(status).toBe(401);
      expect(await tableRows(server.database)).toEqual(before);
    });
  });

  describe('signing out', () => {
    it('ends this session and no other', async () => {
      const [here, elsewhere, other] = [
        await server.signIn('chen'),
        await server.signIn('chen'),
        await server.signIn('zhou'),
      ];
      const answer = await mutate<{ revoked: number }>(
        server,
        'sessionRevoke',
        {},
        { token: here.accessToken, selection: 'revoked' },
      );
      expect(answer.data.payload).toEqual({ revoked: 1, userErrors: [] });
      expect(await callWith(server, here.accessToken)).toEqual([401, 'TOKEN_REVOKED']);
      expect((await refresh(server, here.refreshToken)).codes).toEqual(['SESSION_REVOKED']);
      for (const { accessToken } of [elsewhere, other])
        expect(await callWith(server, accessToken)).toEqual([200, undefined]);
    });

    it('ends all sessions of the member and of nobody else', async () => {
      const mine = [await server.signIn('wu'), await server.signIn('wu'), await server.signIn('wu')];
      const other = await server.signIn('zhao');
      const [token, selection] = [mine[0]?.accessToken, 'revoked'];
      const answer = await mutate<{ revoked: number }>(
        server,
        'sessionRevoke',
        { everywhere: true },
        { token, selection },
      );
      expect(answer.data.payload.revoked).toBe(3);
      for (const { accessToken, refreshToken } of mine) {
        expect(await callWith(server, accessToken)).toEqual([401, 'TOKEN_REVOKED']);
        expect((await refresh(server, refreshToken)).codes).toEqual(['SESSION_REVOKED']);
      }
      expect(await callWith(server, other.accessToken)).toEqual([200, undefined]);
    });
  });

  describe('refresh tokens', () => {
    it('are exchanged for the next pair, and the session goes on', async () => {
      const first = await server.signIn('sun');
      const { session, codes } = await refresh(server, first.refreshToken);
      expect(codes).toEqual([]);
      expect(session?.refreshToken).not.toBe(first.refreshToken);
      expect(await callWith(server, session?.accessToken ?? '')).toEqual([200, undefined]);
    });

    it('are refused when unknown', async () => {
      const before = await tableRows(server.database);
      expect(await refresh(server, 'never-issued')).toEqual({ session: null, codes: ['REFRESH_TOKEN_INVALID'] });
      expect(await tableRows(server.database)).toEqual(before);
    });

    it('end the session when a used one comes again: its access token and its newest refresh token too', async () => {
      const first = await server.signIn('qian');
      const other = await server.signIn('qian');
      const { session: second } = await refresh(server, first.refreshToken);
      expect(await refresh(server, first.refreshToken)).toEqual({ session: null, codes: ['REFRESH_TOKEN_REUSED'] });
      for (const accessToken of [first.accessToken, second?.accessToken ?? '']) {
        expect(await callWith(server, accessToken)).toEqual([401, 'TOKEN_REVOKED']);
      }
      expect(await refresh(server, second?.refreshToken ?? '')).toEqual({ session: null, codes: ['SESSION_REVOKED'] });
      expect(await callWith(server, other.accessToken)).toEqual([200, undefined]);
    });

    it('let one of two win that exchange the same one at the same moment, and end the session', async () => {
      const { refreshToken } = await server.signIn('qian');
      const outcomes = await Promise.all([refresh(server, refreshToken), refresh(server, refreshToken)]);
      expect(outcomes.map(({ codes }) => codes).sort()).toEqual([[], ['REFRESH_TOKEN_REUSED']]);
      const winner = outcomes.find(({ session }) => session)?.session;
      expect(await callWith(server, winner?.accessToken ?? '')).toEqual([401, 'TOKEN_REVOKED']);
    });

    it('end with 30 days of silence, and say so however often they come', async () => {
      const { refreshToken } = await server.signIn('sun');
      server.clock.advance({ days: 31 });
      for (const _ of [1, 2]) expect((await refresh(server, refreshToken)).codes).toEqual(['REFRESH_TOKEN_EXPIRED']);
    });

    it('keep the session alive as long as they are used', async () => {
      let { refreshToken } = await server.signIn('sun');
      for (let month = 0; month < 3; month++) {
        server.clock.advance({ days: 29 });
        const { session, codes } = await refresh(server, refreshToken);
        expect(codes).toEqual([]);
        refreshToken = session?.refreshToken ?? '';
      }
    });
  });

  describe('tokens of staff', () => {
    it('accepts a good one and refuses an unknown one', async () => {
      expect(await callWith(server, 'demo-viewer')).toEqual([200, undefined]);
      expect(await callWith(server, 'demo-viewers')).toEqual([401, 'TOKEN_INVALID']);
    });

    it('refuses a revoked one', async () => {
      const change = (at: Date | null) =>
        inTransaction(server.database, (tx) =>
          tx.query("UPDATE staff_token SET revoked_at = ? WHERE name = 'Demo viewer'", [stamp(at)]),
        );
      await change(server.clock.wallNow());
      expect(await callWith(server, 'demo-viewer')).toEqual([401, 'TOKEN_REVOKED']);
      await change(null);
      expect(await callWith(server, 'demo-viewer')).toEqual([200, undefined]);
    });

    it('refuses an expired one', async () => {
      server.clock.advance({ days: 3651 });
      expect(await callWith(server, 'demo-operator')).toEqual([401, 'TOKEN_EXPIRED']);
    });
  });

  const stamp = (at: Date | null) => at?.toISOString().replace('T', ' ').replace('Z', '');

  describe('tokens of partners', () => {
    it('end with their hour', async () => {
      const token = await server.partnerToken();
      server.clock.advance({ minutes: 59 });
      expect(await callWith(server, token)).toEqual([200, undefined]);
      server.clock.advance({ minutes: 1 });
      expect(await callWith(server, token)).toEqual([401, 'TOKEN_EXPIRED']);
    });

    it('end when the partner gets a new secret, and when it is disabled', async () => {
      const token = await server.partnerToken();
      const change = (sql: string) =>
        inTransaction(server.database, (tx) => tx.query(`UPDATE partner SET ${sql} WHERE client_id = 'demo-mall'`));
      await change("disabled_at = '2026-03-01 00:00:00.000'");
      expect(await callWith(server, token)).toEqual([401, 'TOKEN_REVOKED']);
      await change('disabled_at = NULL');
      expect(await callWith(server, token)).toEqual([200, undefined]);
      await change('secret_version = secret_version + 1');
      expect(await callWith(server, token)).toEqual([401, 'TOKEN_REVOKED']);
    });
  });
});
