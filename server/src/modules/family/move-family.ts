import type { Tx } from '../../platform/database/unit-of-work';
import { appendEffects, statesByMember } from '../journal';
import { moveRows, placeOf, savePlace } from './family.store';

/**
 * Lets the family of a merged member be the survivor's, both locked: whom they share their plan with, and the seat that
 * they have, unless the survivor has one. What is shared follows, by the outbox.
 */
export async function moveFamily(
  tx: Tx,
  { survivorId, absorbedId }: { survivorId: number; absorbedId: number },
): Promise<void> {
  const at = (await statesByMember(tx, [survivorId])).get(survivorId)?.state.asOf ?? 0;
  const [theirs, own] = [await placeOf(tx, absorbedId), await placeOf(tx, survivorId)];
  const ended = { activeFor: null, leftAt: new Date(at), coolUntil: new Date(at), reason: 'MERGED' as const };
  if (theirs && (own || theirs.ownerId === survivorId)) await savePlace(tx, theirs.id, ended);
  if (own?.ownerId === absorbedId) await savePlace(tx, own.id, ended);
  await moveRows(tx, absorbedId, survivorId);
  const owners = new Set([survivorId, ...(theirs ? [theirs.ownerId] : []), ...(own ? [own.ownerId] : [])]);
  const effect = { kind: 'planStepped' as const, at };
  await appendEffects(
    tx,
    [...owners].map((memberId) => ({ memberId, effect, recordedAt: at })),
  );
}
