import { lockRows, type Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { ownNotifications, setRead } from './notifications.store';

const MAX_IDS = 100;

/** What to mark: some messages, or all. */
export interface ReadMarks {
  ids?: readonly string[] | null;
  all?: boolean | null;
}

/**
 * Marks a member's messages as read; doing it again changes nothing. Refuses INPUT_INVALID, and NOT_FOUND when one of the
 * messages is not the member's.
 */
export async function markNotificationsRead(tx: Tx, memberId: number, marks: ReadMarks, now: Date): Promise<void> {
  const ids = marks.ids ?? undefined;
  if ((ids === undefined) === !marks.all) throw new Refusal('INPUT_INVALID', 'Give either ids or all: true.', ['ids']);
  if (ids && (ids.length === 0 || ids.length > MAX_IDS)) {
    throw new Refusal('INPUT_INVALID', `Give 1 to ${MAX_IDS} ids.`, ['ids']);
  }
  await lockRows(tx, 'member', [memberId]);
  if (!ids) return setRead(tx, memberId, 'all', now);
  const rowIds = ids.map((id) => decodeId('Notification', id) ?? 0);
  const own = await ownNotifications(tx, memberId, rowIds);
  const foreign = rowIds.findIndex((id) => !own.has(id));
  if (foreign >= 0) throw new Refusal('NOT_FOUND', 'There is no such message.', ['ids', String(foreign)]);
  return setRead(tx, memberId, rowIds, now);
}
