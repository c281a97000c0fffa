import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { hashSecret, newSecret } from '../../platform/secrets';
import { memberIdsByPartnerRefs } from '../members';
import { insertLinkToken } from './linking.store';

const TTL_MS = 10 * 60_000;

/**
 * A token that stands for a partner's reference, for ten minutes of the wall clock. A reference that nobody bears yet is
 * allowed for partners who may register members. Refuses: INPUT_INVALID, NOT_FOUND.
 */
export async function createLinkToken(
  { database, transact }: { database: Database; transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> },
  partner: { id: number; mayRegister: boolean },
  ref: string,
  wallNow: Date,
): Promise<{ token: string; expiresAt: Date }> {
  if (!isKeyText(ref)) {
    throw new Refusal('INPUT_INVALID', 'Use 1 to 128 characters, with no white space at the ends.', ['memberRef']);
  }
  const isKnown = (await memberIdsByPartnerRefs(database, partner.id, [ref])).has(ref);
  if (!isKnown && !partner.mayRegister) {
    throw new Refusal('NOT_FOUND', 'No member bears this reference, and you may not register any.', ['memberRef']);
  }
  const token = newSecret();
  const expiresAt = new Date(wallNow.getTime() + TTL_MS);
  const row = { tokenHash: hashSecret(token), partnerId: partner.id, ref, expiresAt };
  await transact((tx) => insertLinkToken(tx, row));
  return { token, expiresAt };
}
