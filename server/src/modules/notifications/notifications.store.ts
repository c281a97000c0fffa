import type { Database } from '../../platform/database/open-database';
import { insertRowsForIds, type RawRow, selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toDate, toDateOrNull, toSafeInt } from '../../platform/database/values';
import type { NotificationData, NotificationKind } from './notification-kinds';
import type { NewNotification } from './notifications-of-effects';

/** A message as it is stored. */
export interface StoredNotification {
  id: number;
  memberId: number;
  kind: NotificationKind;
  data: NotificationData[NotificationKind];
  createdAt: Date;
  readAt: Date | null;
}

/** A message that has just been written. */
export type WrittenNotification = Pick<NewNotification, 'memberId' | 'kind' | 'createdAt'> & { id: number };

/**
 * Writes new messages, in their order, and returns them with their ids; one whose cause led to a message before violates
 * the unique index.
 */
export async function insertNotifications(
  tx: Tx,
  notifications: readonly NewNotification[],
): Promise<WrittenNotification[]> {
  const rows = notifications.map(({ memberId, kind, data, createdAt, cause }) => [
    memberId,
    kind,
    JSON.stringify(data),
    instantText(createdAt),
    cause,
  ]);
  const ids = await insertRowsForIds(tx, 'notification', ['member_id', 'kind', 'data', 'created_at', 'cause'], rows);
  return notifications.map(({ memberId, kind, createdAt }, index) => {
    return { id: ids[index] as number, memberId, kind, createdAt };
  });
}

const columns = 'id, member_id, kind, data, created_at, read_at';

/** A page of a member's messages, latest first, one more than asked so that the caller sees whether there is a next page. */
export async function listNotifications(
  database: Database,
  memberId: number,
  page: { first: number; afterKey: number | undefined },
): Promise<StoredNotification[]> {
  const rows: RawRow[] = await database.reader.query(
    `SELECT ${columns} FROM notification WHERE member_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    [memberId, page.afterKey ?? Number.MAX_SAFE_INTEGER, page.first + 1],
  );
  return rows.map(storedNotification);
}

/** Messages by id. */
export async function notificationsById(
  source: Database | Tx,
  ids: readonly number[],
): Promise<Map<number, StoredNotification>> {
  const rows = await selectByKeys(source, `SELECT ${columns} FROM notification WHERE id IN (:keys)`, ids);
  return new Map(rows.map((row) => [toSafeInt(row.id), storedNotification(row)]));
}

function storedNotification(row: RawRow): StoredNotification {
  return {
    id: toSafeInt(row.id),
    memberId: toSafeInt(row.member_id),
    kind: row.kind as NotificationKind,
    data: JSON.parse(String(row.data)) as NotificationData[NotificationKind],
    createdAt: toDate(row.created_at),
    readAt: toDateOrNull(row.read_at),
  };
}

/** How many messages members have not read; who has none is not in the map. */
export async function unreadByMember(database: Database, memberIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await selectByKeys(
    database,
    `SELECT member_id, COUNT(*) AS unread FROM notification WHERE read_at IS NULL AND member_id IN (:keys)
     GROUP BY member_id`,
    memberIds,
  );
  return new Map(rows.map((row) => [toSafeInt(row.member_id), toSafeInt(row.unread)]));
}

/** Which of these messages are a locked member's own. */
export async function ownNotifications(tx: Tx, memberId: number, ids: readonly number[]): Promise<Set<number>> {
  const text = 'SELECT id FROM notification WHERE member_id = ? AND id IN (:keys)';
  const rows = await selectByKeys(tx, text, ids, memberId);
  return new Set(rows.map((row) => toSafeInt(row.id)));
}

/** Marks messages of a locked member as read, all of them or those named; what was read before keeps its time. */
export async function setRead(tx: Tx, memberId: number, ids: readonly number[] | 'all', readAt: Date): Promise<void> {
  const which = ids === 'all' ? '' : ` AND id IN (${ids.map(() => '?').join(', ')})`;
  await tx.query(`UPDATE notification SET read_at = ? WHERE member_id = ? AND read_at IS NULL${which}`, [
    instantText(readAt),
    memberId,
    ...(ids === 'all' ? [] : ids),
  ]);
}
