import type { Database } from '../../platform/database/open-database';
import { selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toDate } from '../../platform/database/values';
import { RefreshTokenRow, type SessionEnd, SessionRow } from './members.entities';
import { type MemberRecord, memberFromRow, selectMemberColumns } from './members.store';

/** A session with its member: what every request of a member needs, in one query. */
export interface SessionRecord {
  id: string;
  expiresAt: Date;
  ended: boolean;
  member: MemberRecord;
}

/** Sessions by id, with their members. */
export async function sessionsById(database: Database, ids: string[]): Promise<Map<string, SessionRecord>> {
  const rows = await selectByKeys(
    database,
    `SELECT s.id AS session_id, s.expires_at, s.ended_at, ${selectMemberColumns}
       FROM session s JOIN member m ON m.id = s.member_id WHERE s.id IN (:keys)`,
    ids,
  );
  return new Map(
    rows.map((row) => {
      const id = row.session_id as string;
      return [id, { id, expiresAt: toDate(row.expires_at), ended: row.ended_at !== null, member: memberFromRow(row) }];
    }),
  );
}

/** Opens a session with its first refresh token. */
export async function insertSession(
  tx: Tx,
  session: Pick<SessionRow, 'id' | 'memberId' | 'channel' | 'createdAt' | 'expiresAt'>,
  tokenHash: string,
): Promise<void> {
  await tx.insert(SessionRow, session);
  await insertRefreshToken(tx, session.id, tokenHash, session.createdAt);
}

/** The session's next refresh token. */
export async function insertRefreshToken(tx: Tx, sessionId: string, tokenHash: string, issuedAt: Date): Promise<void> {
  await tx.insert(RefreshTokenRow, { tokenHash, sessionId, issuedAt });
}

/**
 * Uses a refresh token up: of concurrent attempts with one token exactly one gets `true`. The write is the lock.
 */
export async function useRefreshToken(tx: Tx, tokenHash: string, usedAt: Date): Promise<boolean> {
  const result = await tx
    .createQueryBuilder()
    .update(RefreshTokenRow)
    .set({ usedAt })
    .where('token_hash = :tokenHash AND used_at IS NULL', { tokenHash })
    .execute();
  return result.affected === 1;
}

/** The session that a refresh token belongs to, used or not. */
export async function sessionOfToken(tx: Tx, tokenHash: string): Promise<SessionRow | undefined> {
  const token = await tx.findOneBy(RefreshTokenRow, { tokenHash });
  return token ? ((await tx.findOneBy(SessionRow, { id: token.sessionId })) ?? undefined) : undefined;
}

/** Moves the end of a session. */
export async function extendSession(tx: Tx, id: string, expiresAt: Date): Promise<void> {
  await tx.update(SessionRow, { id }, { expiresAt });
}

/** Ends open sessions, by id or all of a member's; returns how many were open. Ended ones keep their reason. */
export async function endSessions(
  tx: Tx,
  which: { id: string } | { memberId: number },
  endedReason: SessionEnd,
  endedAt: Date,
): Promise<number> {
  const update = tx.createQueryBuilder().update(SessionRow).set({ endedAt, endedReason }).where('ended_at IS NULL');
  if ('id' in which) update.andWhere('id = :id', which);
  else update.andWhere('member_id = :memberId', which);
  return (await update.execute()).affected ?? 0;
}
