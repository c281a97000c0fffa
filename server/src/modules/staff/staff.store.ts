import type { Database } from '../../platform/database/open-database';
import { selectByKeys } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { toDate, toDateOrNull, toSafeInt } from '../../platform/database/values';
import { StaffTokenRow } from './staff.entities';

/** Tokens by their hash. */
export async function staffTokensByHash(
  database: Database,
  hashes: string[],
): Promise<Map<string, Omit<StaffTokenRow, 'tokenHash'>>> {
  const rows = await selectByKeys(
    database,
    'SELECT id, name, token_hash, roles, expires_at, revoked_at FROM staff_token WHERE token_hash IN (:keys)',
    hashes,
  );
  return new Map(
    rows.map((row) => [
      row.token_hash as string,
      {
        id: toSafeInt(row.id),
        name: row.name as string,
        roles: JSON.parse(String(row.roles)) as string[],
        expiresAt: toDate(row.expires_at),
        revokedAt: toDateOrNull(row.revoked_at),
      },
    ]),
  );
}

/** Adds a token. */
export async function insertStaffToken(tx: Tx, token: Omit<StaffTokenRow, 'id' | 'revokedAt'>): Promise<void> {
  await tx.insert(StaffTokenRow, token);
}

/** Whether there is any token at all. */
export async function anyStaffToken(database: Database): Promise<boolean> {
  return database.reader.getRepository(StaffTokenRow).exists();
}
