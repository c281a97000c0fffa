import { defineLoader, type RequestLoaders } from '../../platform/database/loaders';
import type { Tx } from '../../platform/database/unit-of-work';
import { TokenError } from '../../platform/errors';
import { hashSecret } from '../../platform/secrets';
import { insertStaffToken, staffTokensByHash } from './staff.store';

const staffTokenLoader = defineLoader('staffToken', staffTokensByHash);

/** The staff member behind a bearer token. Throws TOKEN_INVALID, TOKEN_REVOKED or TOKEN_EXPIRED. */
export async function authenticateStaff(
  loaders: RequestLoaders,
  token: string,
  wallNow: Date,
): Promise<{ tokenId: number; name: string; roles: string[] }> {
  const found = await loaders.load(staffTokenLoader, hashSecret(token));
  if (!found) throw new TokenError('TOKEN_INVALID', 'The token is not one of ours: sign in again.');
  if (found.revokedAt)
    throw new TokenError('TOKEN_REVOKED', 'The token was revoked: ask an administrator for a new one.');
  if (found.expiresAt <= wallNow) {
    throw new TokenError('TOKEN_EXPIRED', 'The token has expired: ask an administrator for a new one.');
  }
  return { tokenId: found.id, name: found.name, roles: found.roles };
}

/** Makes a token known, by its hash; the token itself is not kept. */
export async function addStaffToken(
  tx: Tx,
  staff: { name: string; token: string; roles: string[]; expiresAt: Date },
): Promise<void> {
  const { name, token, roles, expiresAt } = staff;
  await insertStaffToken(tx, { name, roles, expiresAt, tokenHash: hashSecret(token) });
}
