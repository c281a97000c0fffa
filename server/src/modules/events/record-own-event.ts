import { calendarOf } from '../../engine/draft';
import type { EventInput } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { type KeyedCall, once } from '../idempotency';
import { archivedNames, recordInput } from '../journal';
import { lockMembers } from '../members';
import type { ProgramInForce } from '../programs';

/** More than anybody shares; what they earn is limited by the program's caps and tasks. */
export const MAX_SHARES_A_DAY = 20;

/** Who did something in the app, by which rules, when. */
export interface OwnEventParts {
  current: ProgramInForce;
  now: Date;
  memberId: number;
}

type Data = NonNullable<EventInput['data']>;

/** Records that the app was opened, once a business date. Whether it was the first time. Throws MergedMeanwhile. */
export function recordAppOpened(tx: Tx, parts: OwnEventParts, data: Data): Promise<boolean> {
  return recordNumbered(tx, parts, { type: 'app.opened', data, limit: 1 });
}

/**
 * Records that something was shared, once for the call's key and so often a business date at most. Whether it was
 * recorded. Throws MergedMeanwhile.
 */
export async function recordShare(tx: Tx, parts: OwnEventParts, call: KeyedCall, data: Data): Promise<boolean> {
  const made = await once(tx, call, parts.now, async () => {
    const isRecorded = await recordNumbered(tx, parts, { type: 'share.sent', data, limit: MAX_SHARES_A_DAY });
    return isRecorded ? 'recorded' : 'limit';
  });
  return made === 'recorded';
}

/** Keys of what members do themselves begin with `self:`; those of partners begin with a number. */
async function recordNumbered(
  tx: Tx,
  { current, now, memberId }: OwnEventParts,
  { type, data, limit }: { type: string; data: Data; limit: number },
): Promise<boolean> {
  const joinedAt = (await lockMembers(tx, [memberId])).get(memberId);
  if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
  const at = now.getTime();
  const day = `self:${memberId}:${type}:${calendarOf(current.program.timeZone).dateOf(at)}`;
  const keys = Array.from({ length: limit }, (_, index) => (index === 0 ? day : `${day}:${index + 1}`));
  const known = await archivedNames(
    tx,
    memberId,
    keys.map((key) => `grant:${key}` as const),
  );
  const eventKey = keys.find((key) => !known.has(`grant:${key}`));
  if (eventKey === undefined) return false;
  const input: EventInput = { kind: 'event', at, occurredAt: at, eventKey, type, data };
  await recordInput(tx, current, { id: memberId, joinedAt: new Date(joinedAt) }, input);
  return true;
}
