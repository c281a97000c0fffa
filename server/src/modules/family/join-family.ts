import { InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { type KeyedCall, once } from '../idempotency';
import { recordInput } from '../journal';
import { assertNotBlocked, type MemberRecord } from '../members';
import type { FamilyInvitationRow } from './family.entities';
import {
  coolUntilOf,
  insertPlace,
  invitationByCode,
  placeOf,
  saveInvitation,
  savePlace,
  seatsByOwner,
} from './family.store';
import { type FamilyMoment, lockParties, partyOf, storedStateOf } from './family-parties';
import { assertFree } from './invite-to-family';
import { type SharedPlan, seatsOf, sharedPlan } from './shared-plan';

/**
 * Lets a member into the family of an invitation, once for the call's key: what is shared is theirs from now on, and the
 * invitation is used. Both are locked, so that a seat and an invitation are given once. `found` was looked up before; null:
 * there is none. Refuses: FAMILY_INVITATION_INVALID, FAMILY_OWN, FAMILY_FULL, FAMILY_COOL_DOWN, FAMILY_CONFLICT,
 * MEMBER_BLOCKED. Throws MergedMeanwhile.
 */
export async function joinByInvitation(
  tx: Tx,
  moment: FamilyMoment,
  call: KeyedCall,
  memberId: number,
  found: FamilyInvitationRow | null,
): Promise<void> {
  await once(tx, call, moment.now, async () => {
    if (!found) throw invalid();
    if (found.ownerId === memberId) throw new Refusal('FAMILY_OWN', 'The invitation is your own.', ['code']);
    const parties = await lockParties(tx, [found.ownerId, memberId]);
    const member = partyOf(parties, memberId);
    assertNotBlocked(member);
    const invitation = await invitationByCode(tx, found.code);
    const isOpen = invitation?.state === 'OPEN' && invitation.expiresAt > moment.now;
    const shared = await planShared(tx, moment, partyOf(parties, found.ownerId));
    if (!invitation || !isOpen || invitation.ownerId !== found.ownerId || !shared) throw invalid();
    await assertMayJoin(tx, moment, member);
    assertFree(seatsOf((await seatsByOwner(tx, [found.ownerId])).get(found.ownerId) ?? [], moment.now), shared.policy);
    await foldJoin(tx, moment, member, found.ownerId, shared);
    await insertPlace(tx, { ownerId: found.ownerId, memberId, joinedAt: moment.now });
    await saveInvitation(tx, invitation.id, { state: 'USED', usedAt: moment.now });
    return String(invitation.id);
  });
}

const invalid = () =>
  new Refusal('FAMILY_INVITATION_INVALID', 'The invitation is unknown, used, or its time is over.', ['code']);

/** What a locked owner may share: nothing while they are blocked. */
async function planShared(tx: Tx, moment: FamilyMoment, owner: MemberRecord): Promise<SharedPlan | undefined> {
  if (owner.status === 'BLOCKED') return undefined;
  return sharedPlan(moment.current.program, (await storedStateOf(tx, moment, owner)).plan, moment.now);
}

async function assertMayJoin(tx: Tx, moment: FamilyMoment, member: MemberRecord): Promise<void> {
  const { now } = moment;
  const coolUntil = await coolUntilOf(tx, member.id);
  if (coolUntil !== undefined && coolUntil > now) {
    throw new Refusal(
      'FAMILY_COOL_DOWN',
      `You left a family lately and can join again from ${coolUntil.toISOString()} on.`,
    );
  }
  const place = await placeOf(tx, member.id);
  if (!place) return;
  const { familyOf } = await storedStateOf(tx, moment, member);
  if (familyOf && familyOf.until > now.getTime()) {
    throw new Refusal('FAMILY_CONFLICT', 'You are in a family: leave it first.');
  }
  // Its owner's plan is over, and the work on that has not come by yet.
  await savePlace(tx, place.id, { activeFor: null, leftAt: now, coolUntil: now, reason: 'ENDED' });
}

/** Tells the fold of a locked member what is shared with them. Refuses what the rules refuse. */
async function foldJoin(
  tx: Tx,
  { current, now }: FamilyMoment,
  member: MemberRecord,
  owner: number,
  { subscriptionId: ownerSubscriptionId, shares, until }: SharedPlan,
): Promise<void> {
  const input = { kind: 'joinFamily' as const, at: now.getTime(), owner, ownerSubscriptionId, shares, until };
  try {
    await recordInput(tx, current, member, input);
  } catch (error) {
    const isKnown =
      error instanceof InputRefused && (error.code === 'FAMILY_CONFLICT' || error.code === 'MEMBER_BLOCKED');
    throw isKnown ? new Refusal(error.code as 'FAMILY_CONFLICT' | 'MEMBER_BLOCKED', error.message) : error;
  }
}
