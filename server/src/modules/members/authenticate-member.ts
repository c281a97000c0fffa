import type { RequestLoaders } from '../../platform/database/loaders';
import { TokenError } from '../../platform/errors';
import { memberLoader, sessionLoader } from './members.loaders';
import type { MemberRecord } from './members.store';

/**
 * The member behind a verified access token, while the session stands. Throws TOKEN_REVOKED when it was ended (or its member was
 * merged into another) and
 * TOKEN_EXPIRED when it is over. The member comes with the session in one query, and is put into the loaders.
 */
export async function authenticateMember(
  loaders: RequestLoaders,
  sessionId: string,
  wallNow: Date,
): Promise<MemberRecord> {
  const session = await loaders.load(sessionLoader, sessionId);
  if (!session || session.ended || session.member.mergedInto !== null)
    throw new TokenError('TOKEN_REVOKED', 'The session was ended: sign in again.');
  if (session.expiresAt <= wallNow) throw new TokenError('TOKEN_EXPIRED', 'The session is over: sign in again.');
  loaders.prime(memberLoader, session.member.id, session.member);
  return session.member;
}
