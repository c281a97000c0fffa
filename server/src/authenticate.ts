import type { Principal } from './graphql/principal';
import { authenticateMember } from './modules/members';
import { authenticatePartner } from './modules/partners';
import { authenticateStaff } from './modules/staff';
import type { AccessTokens } from './platform/access-token';
import type { Clock } from './platform/clock';
import type { RequestLoaders } from './platform/database/loaders';
import { TokenError } from './platform/errors';

/** Finds out who calls from the `Authorization` header. No header: anonymous. Throws TokenError for a bad token. */
export type Authenticate = (
  authorization: string | undefined,
  address: string,
  loaders: RequestLoaders,
) => Promise<Principal>;

/** Members and partners show tokens that we signed; staff show opaque ones that we know by hash. */
export function createAuthenticator(accessTokens: AccessTokens, clock: Clock): Authenticate {
  return async (authorization, address, loaders) => {
    if (!authorization) return { audience: 'anonymous', address };
    const token = /^bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (!token) throw new TokenError('TOKEN_INVALID', 'Write the header as "Authorization: Bearer <token>".');
    if (token.split('.').length !== 3) {
      return { audience: 'staff', ...(await authenticateStaff(loaders, token, clock.wallNow())) };
    }
    const claims = await accessTokens.verify(token);
    if (claims.audience === 'partner') {
      return { audience: 'partner', partnerId: claims.subject, scopes: await authenticatePartner(loaders, claims) };
    }
    const member = await authenticateMember(loaders, claims.sessionId, clock.wallNow());
    return {
      audience: 'member',
      memberId: member.id,
      sessionId: claims.sessionId,
      blocked: member.status === 'BLOCKED',
    };
  };
}
