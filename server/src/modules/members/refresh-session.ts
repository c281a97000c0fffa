import type { Tx } from '../../platform/database/unit-of-work';
import { hashSecret } from '../../platform/secrets';
import { currentMemberId } from './members.store';
import { endSessions, extendSession, insertRefreshToken, sessionOfToken, useRefreshToken } from './sessions.store';
import { SESSION_TTL_MS } from './sign-in';

/** What became of an attempt to refresh. */
export type RefreshOutcome =
  | { kind: 'refreshed'; memberId: number; sessionId: string }
  | { kind: 'unknown' | 'expired' | 'revoked' | 'reused' };

/**
 * Exchanges a refresh token for the next one. Each works once. When a used one comes again, somebody holds a copy, and
 * one cannot tell who: the session is ended. That ending must be kept, so it is an outcome and not a Refusal, which
 * would roll it back.
 */
export async function refreshSession(
  tx: Tx,
  refreshToken: string,
  nextToken: string,
  wallNow: Date,
): Promise<RefreshOutcome> {
  const tokenHash = hashSecret(refreshToken);
  const isFirstUse = await useRefreshToken(tx, tokenHash, wallNow);
  const session = await sessionOfToken(tx, tokenHash);
  if (!session) return { kind: 'unknown' };
  // Of a session that is over, the reason is told however often the token comes.
  if (session.endedAt) return { kind: 'revoked' };
  // Opened while its member was being merged into another: the next sign-in leads to that one.
  if ((await currentMemberId(tx, session.memberId)) !== session.memberId) {
    await endSessions(tx, { id: session.id }, 'MERGED', wallNow);
    return { kind: 'revoked' };
  }
  if (session.expiresAt <= wallNow) return { kind: 'expired' };
  if (!isFirstUse) {
    await endSessions(tx, { id: session.id }, 'TOKEN_REUSED', wallNow);
    return { kind: 'reused' };
  }
  await insertRefreshToken(tx, session.id, hashSecret(nextToken), wallNow);
  await extendSession(tx, session.id, new Date(wallNow.getTime() + SESSION_TTL_MS));
  return { kind: 'refreshed', memberId: session.memberId, sessionId: session.id };
}
