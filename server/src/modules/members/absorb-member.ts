import type { Tx } from '../../platform/database/unit-of-work';
import type { FieldCipher, FieldPlace } from '../../platform/secrets';
import { IdentityRow, MemberRow, SessionRow } from './members.entities';
import { UNNAMED } from './members.store';
import { endSessions } from './sessions.store';
import { type FreshSecrets, openSession } from './sign-in';

/** Who goes on, and who goes. */
export interface Absorption {
  survivorId: number;
  absorbedId: number;
}

const placeOf = (rowId: number): FieldPlace => ({ table: 'member', column: 'phone_cipher', rowId });

/**
 * Lets a member go on as another, both locked: all names lead to the survivor from now on, sessions of the absorbed end,
 * and what the survivor has not told about themselves (phone number, nickname, picture) is taken over. Accounts are the
 * caller's concern.
 */
export async function absorbMember(
  tx: Tx,
  cipher: FieldCipher,
  { survivorId, absorbedId }: Absorption,
  wallNow: Date,
): Promise<void> {
  const survivor = await tx.findOneByOrFail(MemberRow, { id: survivorId });
  const absorbed = await tx.findOneByOrFail(MemberRow, { id: absorbedId });
  await tx.update(IdentityRow, { memberId: absorbedId }, { memberId: survivorId });
  await endSessions(tx, { memberId: absorbedId }, 'MERGED', wallNow);
  // Before the survivor is given the number: it belongs to one member at a time.
  const gone = { status: 'MERGED' as const, statusReason: null, mergedInto: survivorId };
  await tx.update(MemberRow, { id: absorbedId }, { ...gone, phoneCipher: null, phoneIndex: null, phoneMasked: null });
  const taken: Partial<MemberRow> = {};
  if (survivor.nickname === UNNAMED) taken.nickname = absorbed.nickname;
  if (survivor.avatarUrl === null) taken.avatarUrl = absorbed.avatarUrl;
  const { phoneCipher, phoneIndex, phoneMasked } = absorbed;
  if (survivor.phoneIndex === null && phoneCipher !== null) {
    // The ciphertext is bound to its row.
    const phone = cipher.decrypt(phoneCipher, placeOf(absorbedId));
    Object.assign(taken, { phoneCipher: cipher.encrypt(phone, placeOf(survivorId)), phoneIndex, phoneMasked });
  }
  if (Object.keys(taken).length > 0) await tx.update(MemberRow, { id: survivorId }, taken);
}

/** Opens a session of another member in place of one that was ended, on the same channel. */
export async function moveSession(
  tx: Tx,
  endedId: string,
  memberId: number,
  secrets: FreshSecrets,
  wallNow: Date,
): Promise<void> {
  const { channel } = await tx.findOneByOrFail(SessionRow, { id: endedId });
  await openSession(tx, memberId, channel, secrets, wallNow);
}
