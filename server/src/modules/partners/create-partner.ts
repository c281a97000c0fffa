import { z } from 'zod';
import { isUniqueViolation } from '../../platform/database/database-errors';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { parseInput } from '../../platform/parse-input';
import { hashSecret } from '../../platform/secrets';
import type { PartnerRow } from './partners.entities';
import { insertPartner, replaceSecret } from './partners.store';

const newPartner = z.object({
  clientId: z.string().regex(/^[a-z][a-z0-9-]{2,62}$/, 'Use 3 to 63 lower-case letters, digits and hyphens.'),
  name: z.string().trim().min(1, 'Give the partner a name.').max(100, 'Use at most 100 characters.'),
  scopes: z.array(z.string()).min(1, 'Give at least one scope.'),
  mayRegister: z.boolean().nullish(),
  eventTypes: z
    .array(z.string().refine((type) => isKeyText(type, 64), 'Use 1 to 64 characters without white space at the ends.'))
    .max(200, 'Give at most 200 types; leave them out for all.')
    .nullish(),
});

/** Adds a partner with its first secret. Refuses: INPUT_INVALID, ALREADY_EXISTS. */
export async function createPartner(tx: Tx, input: unknown, secret: string, createdAt: Date): Promise<PartnerRow> {
  const { clientId, name, scopes, mayRegister, eventTypes } = parseInput(newPartner, input);
  const rights = {
    scopes: [...new Set(scopes)],
    mayRegister: mayRegister ?? false,
    eventTypes: eventTypes ? [...new Set(eventTypes)] : null,
  };
  const partner = { clientId, name, ...rights, secretHash: hashSecret(secret), createdAt };
  try {
    return await insertPartner(tx, { ...partner, secretVersion: 1 });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Refusal('ALREADY_EXISTS', `There is a partner "${clientId}": choose another client id.`, ['clientId']);
  }
}

/** Gives a partner a new secret; the old one and all its tokens end at once. Refuses: NOT_FOUND. */
export async function rotatePartnerSecret(tx: Tx, partnerId: number | undefined, secret: string): Promise<PartnerRow> {
  const partner = partnerId === undefined ? null : await replaceSecret(tx, partnerId, hashSecret(secret));
  if (!partner) throw new Refusal('NOT_FOUND', 'There is no such partner.', ['partnerId']);
  return partner;
}
