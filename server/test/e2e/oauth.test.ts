import { partnerScopes } from '../../src/graphql/principal';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { hashSecret } from '../../src/platform/secrets';
import { describeOnEachDatabase } from '../support/databases';
import { type RawAnswer, rawRequest } from '../support/raw-http';
import { callWith } from '../support/sessions';
import { startTestServer, type TestServer } from '../support/test-server';

interface TokenAnswer {
  access_token?: string;
  token_type?: string;
  expires_in?: number;
  scope?: string;
  error?: string;
  error_description?: string;
}

const ODD_SECRET = 'p+s:s %&=ü密';
const credentials = { client_id: 'demo-mall', client_secret: 'demo-mall-secret' };
const grant = { grant_type: 'client_credentials' };
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
/** As section 2.3.1 of RFC 6749 wants both halves: form-encoded. */
const formEncoded = (text: string) => new URLSearchParams({ text }).toString().slice('text='.length);

describeOnEachDatabase('/oauth/token', (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(kind);
    await inTransaction(server.database, (tx) =>
      tx.query('UPDATE partner SET secret_hash = ? WHERE client_id = ?', [
        hashSecret(credentials.client_secret),
        'demo-mall',
      ]),
    );
  });
  afterAll(() => server.close());

  const ask = (form: Record<string, string> | string, headers: Record<string, string> = {}) =>
    rawRequest(`${server.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: typeof form === 'string' ? form : new URLSearchParams(form).toString(),
    });
  const withBasic = (form: Record<string, string>, id = 'demo-mall', secret = 'demo-mall-secret') =>
    ask(form, { authorization: basic(id, secret) });

  function expectError(answer: RawAnswer, status: number, error: string): void {
    expect([answer.status, answer.json<TokenAnswer>().error]).toEqual([status, error]);
    expect(answer.json<TokenAnswer>()).not.toHaveProperty('access_token');
    expect(answer.json<TokenAnswer>().error_description).toBeTruthy();
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
  }

  it.each([
    ['the header', () => withBasic(grant)],
    ['the form', () => ask({ ...grant, ...credentials })],
    ['the header, with the same id in the form', () => withBasic({ ...grant, client_id: 'demo-mall' })],
    ['the header, with an empty secret in the form', () => withBasic({ ...grant, client_secret: '' })],
  ])('grants a token for credentials in %s', async (_, call) => {
    const answer = await call();
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
    const { access_token: token, ...rest } = answer.json<TokenAnswer>();
    expect(rest).toEqual({ token_type: 'Bearer', expires_in: 3600, scope: Object.keys(partnerScopes).join(' ') });
    expect(await callWith(server, token ?? '')).toEqual([200, undefined]);
  });

  it('refuses two methods at once, and two different ids', async () => {
    expectError(
      await ask({ ...grant, ...credentials }, { authorization: basic('demo-mall', 'demo-mall-secret') }),
      400,
      'invalid_request',
    );
    expectError(await withBasic({ ...grant, client_id: 'another' }), 400, 'invalid_request');
  });

  it('reads both halves of the header as form-encoded', async () => {
    const set = (secret: string) =>
      inTransaction(server.database, (tx) => tx.query('UPDATE partner SET secret_hash = ?', [hashSecret(secret)]));
    await set(ODD_SECRET);
    expect((await withBasic(grant, 'demo-mall', formEncoded(ODD_SECRET))).status).toBe(200);
    expect((await ask({ ...grant, client_id: 'demo-mall', client_secret: ODD_SECRET })).status).toBe(200);
    expectError(await withBasic(grant, 'demo-mall', 'half%'), 401, 'invalid_client');
    await set(credentials.client_secret);
  });

  it.each([
    ['a wrong secret in the header', () => withBasic(grant, 'demo-mall', 'guess')],
    ['a wrong secret in the form', () => ask({ ...grant, ...credentials, client_secret: 'guess' })],
    ['an unknown client', () => withBasic(grant, 'nobody')],
    ['a client id with a space after it', () => ask({ ...grant, ...credentials, client_id: 'demo-mall ' })],
    ['no credentials', () => ask(grant)],
    ['an id without a secret', () => ask({ ...grant, client_id: 'demo-mall' })],
    ['a header of another scheme', () => ask(grant, { authorization: 'Bearer demo-admin' })],
    ['a header that is no base64 of a pair', () => ask(grant, { authorization: 'Basic bm9jb2xvbg==' })],
  ])('refuses %s with 401 and names the scheme', async (_, call) => {
    const answer = await call();
    expectError(answer, 401, 'invalid_client');
    expect(answer.headers['www-authenticate']).toMatch(/^Basic realm="/);
  });

  it.each([
    ['no grant type', {}, 'invalid_request'],
    ['an empty grant type', { grant_type: '' }, 'invalid_request'],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
    ['an unknown scope', { ...grant, scope: 'members:read members:write' }, 'invalid_scope'],
  ])('refuses %s with 400', async (_, form, error) => {
    expectError(await withBasic(form as Record<string, string>), 400, error);
  });

  it('refuses a parameter that comes twice', async () => {
    const twice = `${new URLSearchParams({ ...grant, ...credentials })}&grant_type=client_credentials`;
    expectError(await ask(twice), 400, 'invalid_request');
  });

  it('refuses JSON, and a form without its content type', async () => {
    const json = JSON.stringify({ ...grant, ...credentials });
    expectError(await ask(json, { 'content-type': 'application/json' }), 400, 'invalid_request');
    const form = new URLSearchParams({ ...grant, ...credentials }).toString();
    expectError(await rawRequest(`${server.url}/oauth/token`, { method: 'POST', body: form }), 400, 'invalid_request');
  });

  it('grants no more than was asked for, and takes an empty scope for none', async () => {
    await inTransaction(server.database, (tx) =>
      tx.query('UPDATE partner SET scopes = ?', [JSON.stringify(['members:read', 'members:other'])]),
    );
    expect((await withBasic({ ...grant, scope: 'members:read' })).json<TokenAnswer>().scope).toBe('members:read');
    expect((await withBasic({ ...grant, scope: '' })).json<TokenAnswer>().scope).toBe('members:read members:other');
    await inTransaction(server.database, (tx) => tx.query('UPDATE partner SET scopes = ?', ['["members:read"]']));
  });

  it('takes a scope away at once that the partner does not have any more', async () => {
    const token = await server.partnerToken();
    const read = () => server.graphql('{ member(ref: "lin") { nickname } }', { token });
    expect((await read()).status).toBe(200);
    await inTransaction(server.database, (tx) => tx.query("UPDATE partner SET scopes = '[]'"));
    expect((await read()).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    await inTransaction(server.database, (tx) => tx.query('UPDATE partner SET scopes = ?', ['["members:read"]']));
  });

  it('refuses a disabled partner like an unknown one', async () => {
    const unknown = (await withBasic(grant, 'nobody')).text;
    await inTransaction(server.database, (tx) =>
      tx.query("UPDATE partner SET disabled_at = '2026-03-01 00:00:00.000'"),
    );
    const answer = await withBasic(grant);
    expectError(answer, 401, 'invalid_client');
    expect(answer.text).toBe(unknown);
  });
});
