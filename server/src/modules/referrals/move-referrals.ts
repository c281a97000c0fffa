import type { Tx } from '../../platform/database/unit-of-work';
import { moveInvitee, moveInviter, referralOfInvitee, updateReferral } from './referrals.store';

/**
 * Lets the invitations of a merged member be the survivor's, both locked: whom they invited, and by whom they came, unless
 * the survivor came by an invitation of their own. Who turns out to have invited themselves did not.
 */
export async function moveReferrals(
  tx: Tx,
  { survivorId, absorbedId }: { survivorId: number; absorbedId: number },
): Promise<void> {
  await moveInviter(tx, absorbedId, survivorId);
  const came = await referralOfInvitee(tx, absorbedId);
  const own = await referralOfInvitee(tx, survivorId);
  if (came && !own) await moveInvitee(tx, came.id, survivorId);
  else if (came?.state === 'PENDING') await updateReferral(tx, came.id, { state: 'REFUSED', reason: 'MERGED' });
  const now = own ?? came;
  const invitedBy = now?.inviterId === absorbedId ? survivorId : now?.inviterId;
  if (now?.state === 'PENDING' && invitedBy === survivorId) {
    await updateReferral(tx, now.id, { state: 'REFUSED', reason: 'SELF' });
  }
}
