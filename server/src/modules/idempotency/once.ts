import { canonicalJson } from '../../engine/canonical';
import { isUniqueViolation } from '../../platform/database/database-errors';
import { insertRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { hashSecret } from '../../platform/secrets';
import { IdempotencyRow } from './idempotency.entities';

/** A call that must not happen twice: who makes it, which it is, under which key, and with what input. */
export interface KeyedCall {
  principal: string;
  mutation: string;
  key: string;
  input: object;
}

/**
 * Does something once for each key of a principal: the first call does the work and keeps the id of what it made, a
 * repetition is given that id. The first statement of its transaction, because the key comes first in the order of
 * locks; of concurrent calls the later ones wait for the first. `work` gets a number of its own. Refuses INPUT_INVALID
 * for a malformed key and IDEMPOTENCY_KEY_REUSED for a key that came with another input. A refusal of the work leaves
 * the key free.
 */
export async function once(
  tx: Tx,
  { principal, mutation, key, input }: KeyedCall,
  createdAt: Date,
  work: (number: number) => Promise<string>,
): Promise<string> {
  if (!isKeyText(key, 128)) {
    throw new Refusal('INPUT_INVALID', 'Use 1 to 128 characters, with no white space at the ends.', ['idempotencyKey']);
  }
  const scope = `${principal} ${mutation} ${key}`;
  const inputHash = hashSecret(canonicalJson(input));
  try {
    const id = await insertRow(tx, IdempotencyRow, { scope, inputHash, made: '', createdAt });
    const made = await work(id);
    await tx.update(IdempotencyRow, { id }, { made });
    return made;
  } catch (error) {
    const known = isUniqueViolation(error) ? await tx.findOneBy(IdempotencyRow, { scope }) : null;
    if (!known) throw error;
    if (known.inputHash === inputHash) return known.made;
    throw new Refusal(
      'IDEMPOTENCY_KEY_REUSED',
      'The key came with another input before: use a new key for another call.',
      ['idempotencyKey'],
    );
  }
}
