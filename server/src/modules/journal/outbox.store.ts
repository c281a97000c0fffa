import { canonicalJson } from '../../engine/canonical';
import type { Effect } from '../../engine/outcome';
import type { Database } from '../../platform/database/open-database';
import { insertRows, type RawRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toDate, toSafeInt } from '../../platform/database/values';

/** An effect on its way out of the fold. */
export interface OutgoingEffect {
  memberId: number;
  effect: Effect;
  /** When it was recorded, in milliseconds of the business clock. */
  recordedAt: number;
}

/** Leaves effects for those whom they concern, in the transaction that caused them. */
export async function appendEffects(tx: Tx, effects: readonly OutgoingEffect[]): Promise<void> {
  const rows = effects.map(({ memberId, effect, recordedAt }) => [
    memberId,
    effect.kind,
    canonicalJson(effect),
    instantText(recordedAt),
  ]);
  await insertRows(tx, 'outbox', ['member_id', 'kind', 'effect', 'recorded_at'], rows);
}

/** An effect that waits to be handled. */
export interface WaitingEffect {
  /** Never used for another effect. */
  id: number;
  memberId: number;
  effect: Effect;
  recordedAt: Date;
  /** How often handling it failed. */
  attempts: number;
}

const columns = 'id, member_id, effect, recorded_at, attempts';

/** The oldest effects of these kinds that nobody has tried to handle. */
export async function freshEffects(
  database: Database,
  kinds: readonly string[],
  limit: number,
): Promise<WaitingEffect[]> {
  const rows: RawRow[] = await database.reader.query(
    // The index gives them in order: `not_before` of these is always empty.
    `SELECT ${columns} FROM outbox WHERE attempts = 0 AND not_before IS NULL AND kind IN (${marks(kinds)}) ORDER BY id LIMIT ?`,
    [...kinds, limit],
  );
  return rows.map(waitingEffect);
}

/** The oldest effects of these kinds that failed before and are to be tried again by now. */
export async function overdueEffects(
  database: Database,
  kinds: readonly string[],
  now: Date,
  limit: number,
): Promise<WaitingEffect[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT ${columns} FROM outbox WHERE attempts > 0 AND not_before <= ? AND kind IN (${marks(kinds)})
     ORDER BY id LIMIT ?`,
    [instantText(now), ...kinds, limit],
  );
  return rows.map(waitingEffect);
}

function waitingEffect(row: RawRow): WaitingEffect {
  return {
    id: toSafeInt(row.id),
    memberId: toSafeInt(row.member_id),
    effect: JSON.parse(String(row.effect)) as Effect,
    recordedAt: toDate(row.recorded_at),
    attempts: toSafeInt(row.attempts),
  };
}

/**
 * Takes effects out of the outbox; whether all of them were still there. If not, somebody else has handled some, and
 * the transaction must roll back. Other transactions that want one of them wait until this one ends.
 */
export async function takeEffects(tx: Tx, ids: readonly number[]): Promise<boolean> {
  const isSqlite = tx.connection.options.type === 'better-sqlite3';
  // By the primary key: a small table would otherwise be scanned, and rows waited for that others are about to commit.
  const from = isSqlite ? 'DELETE FROM outbox' : 'DELETE o FROM outbox o FORCE INDEX (PRIMARY)';
  const statement = `${from} WHERE id IN (${marks(ids)})`;
  const result = (await tx.queryRunner?.query(statement, [...ids], true)) as { affected?: number } | undefined;
  return result?.affected === ids.length;
}

/** Puts off effects whose handling failed; those that somebody has handled meanwhile are gone. */
export async function postponeEffects(tx: Tx, ids: readonly number[], attempts: number, until: Date): Promise<void> {
  await tx.query(`UPDATE outbox SET attempts = ?, not_before = ? WHERE id IN (${marks(ids)})`, [
    attempts,
    instantText(until),
    ...ids,
  ]);
}

/** How many effects wait: those that nobody has tried to handle, and those that failed. */
export async function countWaiting(database: Database): Promise<{ fresh: number; failed: number }> {
  const [row]: RawRow[] = await database.reader.query(
    'SELECT COUNT(*) AS waiting, COUNT(CASE WHEN attempts > 0 THEN 1 END) AS failed FROM outbox',
  );
  const [waiting, failed] = [toSafeInt(row?.waiting), toSafeInt(row?.failed)];
  return { fresh: waiting - failed, failed };
}

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ');
