import { calendarOf } from '../../engine/draft';
import type { FamilyPolicy } from '../../engine/program';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { newShortCode } from '../../platform/secrets';
import { type KeyedCall, once } from '../idempotency';
import { assertNotBlocked } from '../members';
import { insertInvitation, openInvitations, placeOf, saveInvitation, seatsByOwner } from './family.store';
import { type FamilyMoment, lockParties, partyOf, storedStateOf } from './family-parties';
import { type Seats, seatsOf, sharedPlan } from './shared-plan';

/**
 * Makes an invitation for one, once for the call's key. There are never more open ones than seats: the oldest are
 * withdrawn. When somebody has the same code, the unique index refuses: call it with `retryUniqueViolation`. Refuses:
 * FAMILY_NOT_OFFERED, FAMILY_CONFLICT (in a family of somebody else), FAMILY_FULL, MEMBER_BLOCKED. Throws MergedMeanwhile.
 */
export async function inviteToFamily(tx: Tx, moment: FamilyMoment, call: KeyedCall, ownerId: number): Promise<void> {
  const { current, now } = moment;
  await once(tx, call, now, async () => {
    const owner = partyOf(await lockParties(tx, [ownerId]), ownerId);
    assertNotBlocked(owner);
    const shared = sharedPlan(current.program, (await storedStateOf(tx, moment, owner)).plan, now);
    if (!shared) throw new Refusal('FAMILY_NOT_OFFERED', 'You have no plan that runs and can be shared.');
    if (await placeOf(tx, ownerId)) {
      throw new Refusal('FAMILY_CONFLICT', 'You are in the family of somebody else: leave it before you invite.');
    }
    const { policy } = shared;
    assertFree(seatsOf((await seatsByOwner(tx, [ownerId])).get(ownerId) ?? [], now), policy);
    const expiresAt = new Date(calendarOf(current.program.timeZone).addTo(now.getTime(), policy.invitationFor));
    const id = await insertInvitation(tx, {
      code: `${newShortCode()}${newShortCode()}`,
      ownerId,
      createdAt: now,
      expiresAt,
    });
    const open = (await openInvitations(tx, [ownerId])).get(ownerId) ?? [];
    for (const { id: old } of open.slice(policy.seats)) await saveInvitation(tx, old, { state: 'VOID' });
    return String(id);
  });
}

/** Refuses FAMILY_FULL: seats that were left lately stay empty, so that nobody passes them round. */
export function assertFree({ taken, cooling }: Seats, { seats }: Pick<FamilyPolicy, 'seats'>): void {
  if (taken.length + cooling.length < seats) return;
  const why = taken.length < seats ? 'A seat that was left stays empty for a while.' : 'Every seat is taken.';
  throw new Refusal('FAMILY_FULL', why);
}
