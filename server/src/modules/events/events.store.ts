import type { Database } from '../../platform/database/open-database';
import { insertRows, selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toSafeInt } from '../../platform/database/values';
import type { EventRow, StoredEventStatus } from './events.entities';

/** The hashes of those of a partner's events that were accepted before, by event id. */
export async function storedHashes(
  tx: Tx,
  partnerId: number,
  eventIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await selectByKeys(
    tx,
    'SELECT event_id, payload_hash FROM event WHERE partner_id = ? AND event_id IN (:keys)',
    eventIds,
    partnerId,
  );
  return new Map(rows.map((row) => [String(row.event_id), String(row.payload_hash)]));
}

/** Keeps accepted events of locked members; one that was accepted before violates the unique index. */
export async function insertEvents(tx: Tx, events: readonly Omit<EventRow, 'id'>[]): Promise<void> {
  const columns = ['partner_id', 'event_id', 'payload_hash', 'member_id', 'status', 'journal_seq'];
  const rows = events.map(({ partnerId, eventId, payloadHash, memberId, status, journalSeq }) => [
    partnerId,
    eventId,
    payloadHash,
    memberId,
    status,
    journalSeq,
  ]);
  await insertRows(tx, 'event', columns, rows);
}

/** Settles events of a partner that wait for their originals. */
export async function settleEvents(
  tx: Tx,
  partnerId: number,
  eventIds: readonly string[],
  status: StoredEventStatus,
): Promise<void> {
  const marks = eventIds.map(() => '?').join(', ');
  await tx.query(
    `UPDATE event SET status = ? WHERE partner_id = ? AND event_id IN (${marks}) AND status = 'PENDING_ORIGINAL'`,
    [status, partnerId, ...eventIds],
  );
}

/** What is stored of an event besides its hash. */
export type StoredEvent = Pick<EventRow, 'eventId' | 'memberId' | 'status' | 'journalSeq'>;

/** Accepted events by event key, `<partner id>:<event id>`. */
export async function eventsByKey(database: Database, keys: readonly string[]): Promise<Map<string, StoredEvent>> {
  const byPartner = new Map<number, string[]>();
  for (const key of keys) {
    const { partnerId, eventId } = partsOfKey(key);
    byPartner.set(partnerId, [...(byPartner.get(partnerId) ?? []), eventId]);
  }
  const found = new Map<string, StoredEvent>();
  for (const [partnerId, eventIds] of byPartner) {
    const rows = await selectByKeys(
      database,
      'SELECT event_id, member_id, status, journal_seq FROM event WHERE partner_id = ? AND event_id IN (:keys)',
      eventIds,
      partnerId,
    );
    for (const row of rows) {
      const eventId = String(row.event_id);
      const status = row.status as StoredEventStatus;
      const [memberId, journalSeq] = [toSafeInt(row.member_id), toSafeInt(row.journal_seq)];
      found.set(`${partnerId}:${eventId}`, { eventId, memberId, status, journalSeq });
    }
  }
  return found;
}

/** Whose event an event key names. */
export function partsOfKey(key: string): { partnerId: number; eventId: string } {
  const colon = key.indexOf(':');
  return { partnerId: Number(key.slice(0, colon)), eventId: key.slice(colon + 1) };
}
