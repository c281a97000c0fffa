import { createSecretKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Clock } from './clock';
import { TokenError } from './errors';

/** How long an access token is good, in seconds. */
const TTL_SECONDS = { member: 15 * 60, partner: 60 * 60 } as const;
const ISSUER = 'rungs';

/** What an access token says. */
export type AccessClaims =
  | { audience: 'member'; subject: number; sessionId: string }
  | { audience: 'partner'; subject: number; scopes: string[]; secretVersion: number };

/** Signs and checks access tokens. */
export interface AccessTokens {
  sign(claims: AccessClaims): Promise<{ token: string; expiresAt: Date; expiresInSeconds: number }>;
  /** Throws TokenError: TOKEN_EXPIRED, TOKEN_WRONG_AUDIENCE, or TOKEN_INVALID for everything else. */
  verify(token: string): Promise<AccessClaims>;
}

/**
 * JSON Web Tokens under one symmetric key (HS256): only this server signs and reads them. Times are those of the wall
 * clock. A token that was verified is remembered until it ends, because a client shows the same one many times.
 */
export function createAccessTokens(keyBytes: Buffer, clock: Clock): AccessTokens {
  const key = createSecretKey(keyBytes);
  const verified = new LRUCache<string, { claims: AccessClaims; expiresAt: number }>({ max: 20_000 });
  return {
    async sign(claims) {
      const seconds = TTL_SECONDS[claims.audience];
      const issuedAt = Math.floor(clock.wallNow().getTime() / 1000);
      const own =
        claims.audience === 'member'
          ? { sid: claims.sessionId }
          : { scope: claims.scopes.join(' '), ver: claims.secretVersion };
      const token = await new SignJWT(own)
        .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
        .setIssuer(ISSUER)
        .setAudience(claims.audience)
        .setSubject(String(claims.subject))
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + seconds)
        .sign(key);
      return { token, expiresAt: new Date((issuedAt + seconds) * 1000), expiresInSeconds: seconds };
    },
    async verify(token) {
      const now = clock.wallNow();
      const known = verified.get(token);
      if (known && known.expiresAt > now.getTime()) return known.claims;
      const { claims, expiresAt } = await verifyAnew(token, key, now);
      verified.set(token, { claims, expiresAt });
      return claims;
    },
  };
}

async function verifyAnew(
  token: string,
  key: KeyObject,
  now: Date,
): Promise<{ claims: AccessClaims; expiresAt: number }> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      typ: 'at+jwt',
      audience: ['member', 'partner'],
      currentDate: now,
      requiredClaims: ['exp', 'sub'],
    });
    const subject = Number(payload.sub);
    const expiresAt = (payload.exp ?? 0) * 1000;
    if (payload.aud === 'member') {
      return { claims: { audience: 'member', subject, sessionId: String(payload.sid) }, expiresAt };
    }
    const scopes = String(payload.scope ?? '')
      .split(' ')
      .filter(Boolean);
    return { claims: { audience: 'partner', subject, scopes, secretVersion: Number(payload.ver) }, expiresAt };
  } catch (error) {
    throw tokenErrorOf(error);
  }
}

function tokenErrorOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new TokenError(
      'TOKEN_EXPIRED',
      'The access token has expired: refresh the session, or ask for a new token.',
    );
  }
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') {
    return new TokenError(
      'TOKEN_WRONG_AUDIENCE',
      'The token was made for somebody else: use an access token of Rungs.',
    );
  }
  if (error instanceof errors.JOSEError) {
    return new TokenError('TOKEN_INVALID', 'The token is not one of ours: sign in again.');
  }
  return error;
}
