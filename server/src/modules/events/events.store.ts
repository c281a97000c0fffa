import { insertRows, selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import type { EventRow } from './events.entities';

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
