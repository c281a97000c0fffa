import { calendarOf } from '../../engine/draft';
import type { Input } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { type KeyedCall, once } from '../idempotency';
import { recordInput } from '../journal';
import type { MemberRecord } from '../members';
import type { FamilyMemberRow, PartingReason } from './family.entities';
import { placeOf, savePlace } from './family.store';
import { type FamilyMoment, lockParties, partyOf, storedStateOf } from './family-parties';

type LeaveReason = Extract<Input, { kind: 'leaveFamily' }>['reason'];
const words: Record<PartingReason, LeaveReason> = {
  LEFT: 'left',
  REMOVED: 'removed',
  ENDED: 'ended',
  MERGED: 'merged',
};

/**
 * Takes a member out of a family, once for the call's key: because they leave, or the owner removes them. What is shared
 * ends at once, and the cool-down begins, of the member and of the seat. `found` is the place as it was looked up; null:
 * there was none. Refuses: FAMILY_NOT_FOUND. Throws MergedMeanwhile.
 */
export async function leaveFamily(
  tx: Tx,
  moment: FamilyMoment,
  call: KeyedCall,
  found: FamilyMemberRow | null,
  reason: 'LEFT' | 'REMOVED',
): Promise<void> {
  await once(tx, call, moment.now, async () => {
    if (!found) throw notFound();
    const parties = await lockParties(tx, [found.ownerId, found.memberId]);
    const place = await placeOf(tx, found.memberId);
    if (place?.id !== found.id || place.ownerId !== found.ownerId) throw notFound();
    await part(tx, moment, partyOf(parties, place.memberId), place, reason);
    return String(place.id);
  });
}

const notFound = () => new Refusal('FAMILY_NOT_FOUND', 'There is nobody of this family to go: look at it again.');

/**
 * Ends the place of a locked member, and what is shared with them. The cool-down is for who left or was removed: when a
 * plan ends, everybody may come back with the next one.
 */
export async function part(
  tx: Tx,
  moment: FamilyMoment,
  member: MemberRecord,
  { id }: Pick<FamilyMemberRow, 'id'>,
  reason: PartingReason,
): Promise<void> {
  const { current, now } = moment;
  const { program } = current;
  const coolDown = reason === 'LEFT' || reason === 'REMOVED' ? program.family?.coolDown : undefined;
  const coolUntil =
    coolDown === undefined ? now : new Date(calendarOf(program.timeZone).addTo(now.getTime(), coolDown));
  await savePlace(tx, id, { activeFor: null, leftAt: now, coolUntil, reason });
  const { familyOf } = await storedStateOf(tx, moment, member);
  if (!familyOf) return;
  const input = { kind: 'leaveFamily' as const, at: now.getTime(), owner: familyOf.owner, reason: words[reason] };
  await recordInput(tx, current, member, input);
}
