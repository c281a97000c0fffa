import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { type AccessClaims, createAccessTokens } from './access-token';
import { TokenError, type TokenProblem } from './errors';

const KEY = Buffer.alloc(32, 7);
const start = Date.parse('2026-03-01T04:00:00.000Z');
let now = start;
const clock = { businessNow: () => new Date(0), wallNow: () => new Date(now) };
const tokens = () => createAccessTokens(KEY, clock);
const member: AccessClaims = { audience: 'member', subject: 12, sessionId: 's-1' };
const partner: AccessClaims = { audience: 'partner', subject: 3, scopes: ['members:read'], secretVersion: 2 };

beforeEach(() => {
  now = start;
});

async function expectProblem(token: string, code: TokenProblem): Promise<void> {
  const error = await tokens()
    .verify(token)
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TokenError);
  expect((error as TokenError).code).toBe(code);
}

/** A token under our key with whatever claims. */
const signed = (claims: Record<string, unknown>, typ = 'at+jwt', key = KEY) =>
  new SignJWT({ iss: 'rungs', aud: 'member', sub: '12', sid: 's-1', exp: start / 1000 + 60, ...claims })
    .setProtectedHeader({ alg: 'HS256', typ })
    .sign(key);

describe('access tokens', () => {
  it.each([
    [member, 900],
    [partner, 3600],
    [{ ...partner, scopes: [] }, 3600],
  ] as const)('say what was signed, for their time: %j', async (claims, seconds) => {
    const { token, expiresAt, expiresInSeconds } = await tokens().sign(claims as AccessClaims);
    expect(expiresInSeconds).toBe(seconds);
    expect(expiresAt.getTime()).toBe(start + seconds * 1000);
    expect(await tokens().verify(token)).toEqual(claims);
    now = expiresAt.getTime() - 1;
    expect(await tokens().verify(token)).toEqual(claims);
    now = expiresAt.getTime();
    await expectProblem(token, 'TOKEN_EXPIRED');
  });

  it('end on time although they were verified and remembered before', async () => {
    const remembering = tokens();
    const { token, expiresAt } = await remembering.sign(member);
    await remembering.verify(token);
    now = expiresAt.getTime();
    await expect(remembering.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  });

  it('are refused when any character was changed', async () => {
    const { token } = await tokens().sign(member);
    for (let at = 0; at < token.length - 1; at += 3) {
      if (token[at] === '.') continue;
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      await expectProblem(changed, 'TOKEN_INVALID');
    }
  });

  it('are refused under another key, of another issuer or type, and without a subject or an end', async () => {
    await expectProblem(await signed({}, 'at+jwt', Buffer.alloc(32, 8)), 'TOKEN_INVALID');
    await expectProblem(await signed({ iss: 'somebody' }), 'TOKEN_INVALID');
    await expectProblem(await signed({}, 'JWT'), 'TOKEN_INVALID');
    await expectProblem(await signed({ sub: undefined }), 'TOKEN_INVALID');
    await expectProblem(await signed({ exp: undefined }), 'TOKEN_INVALID');
    await expect(tokens().verify(await signed({}))).resolves.toEqual(member);
  });

  it('are refused when they were made for somebody else', async () => {
    await expectProblem(await signed({ aud: 'staff' }), 'TOKEN_WRONG_AUDIENCE');
    await expectProblem(await signed({ aud: undefined }), 'TOKEN_WRONG_AUDIENCE');
  });

  it('are refused when they are not signed, or by another algorithm', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ iss: 'rungs', aud: 'member', sub: '1', sid: 's', exp: start / 1000 + 60 });
    await expectProblem(`${part({ alg: 'none', typ: 'at+jwt' })}.${claims}.`, 'TOKEN_INVALID');
    const body = `${part({ alg: 'HS512', typ: 'at+jwt' })}.${claims}`;
    await expectProblem(`${body}.${createHmac('sha512', KEY).update(body).digest('base64url')}`, 'TOKEN_INVALID');
    for (const text of ['', 'x', '..', 'a.b.c']) await expectProblem(text, 'TOKEN_INVALID');
  });
});
