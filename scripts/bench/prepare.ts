import { randomUUID } from 'node:crypto';
import { readProgramFile } from '../../server/src/environment';
import { insertPartnerMembers } from '../../server/src/modules/members';
import { insertPartner } from '../../server/src/modules/partners';
import { seedProgram } from '../../server/src/modules/programs';
import type { AccessTokens } from '../../server/src/platform/access-token';
import { systemClock } from '../../server/src/platform/clock';
import type { Database } from '../../server/src/platform/database/open-database';
import { insertRows, type RawRow } from '../../server/src/platform/database/query';
import { inTransaction } from '../../server/src/platform/database/unit-of-work';
import { instantText, toSafeInt } from '../../server/src/platform/database/values';
import { hashSecret, newSecret } from '../../server/src/platform/secrets';

const PROGRAM = 'server/programs/instalment-mall.yaml';
const DAY_MS = 24 * 3600 * 1000;
const JOINED_DAYS_AGO = 200;
const SCOPES = ['members:read', 'events:write'];

/** Two partners with members of the same references: what one gets in batches, the other gets one by one. */
export interface Prepared {
  batched: number;
  single: number;
}

/** Puts the program, two partners and their members into an empty database. References are `m0`, `m1`, … */
export async function prepare(database: Database, members: number): Promise<Prepared> {
  const now = systemClock.businessNow();
  await inTransaction(database, (tx) => seedProgram(tx, readProgramFile(PROGRAM), PROGRAM, now));
  const joinedAt = now.getTime() - JOINED_DAYS_AGO * DAY_MS;
  const newcomers = Array.from({ length: members }, (_, index) => ({ ref: `m${index}`, joinedAt }));
  const add = (clientId: string) =>
    inTransaction(database, async (tx) => {
      const rights = { scopes: SCOPES, mayRegister: false, eventTypes: null, secretHash: hashSecret(newSecret()) };
      const { id } = await insertPartner(tx, { clientId, name: clientId, ...rights, secretVersion: 1, createdAt: now });
      await insertPartnerMembers(tx, id, newcomers);
      return id;
    });
  return { batched: await add('bench-batched'), single: await add('bench-single') };
}

/** An access token of a partner. */
export async function partnerToken(tokens: AccessTokens, partnerId: number): Promise<string> {
  return (await tokens.sign({ audience: 'partner', subject: partnerId, scopes: SCOPES, secretVersion: 1 })).token;
}

/** Signs members of a partner in; returns their access tokens. */
export async function memberTokens(
  database: Database,
  tokens: AccessTokens,
  partnerId: number,
  count: number,
): Promise<string[]> {
  const rows: RawRow[] = await database.reader.query(
    'SELECT member_id FROM identity WHERE provider = ? ORDER BY member_id LIMIT ?',
    [`partner:${partnerId}`, count],
  );
  const sessions = rows.map((row) => ({ id: randomUUID(), memberId: toSafeInt(row.member_id) }));
  const now = systemClock.wallNow().getTime();
  const columns = ['id', 'member_id', 'channel', 'created_at', 'expires_at'];
  const values = sessions.map(({ id, memberId }) => [
    id,
    memberId,
    'MINI_PROGRAM',
    instantText(now),
    instantText(now + DAY_MS),
  ]);
  await inTransaction(database, (tx) => insertRows(tx, 'session', columns, values));
  const signed = sessions.map(({ id: sessionId, memberId }) =>
    tokens.sign({ audience: 'member', subject: memberId, sessionId }),
  );
  return (await Promise.all(signed)).map(({ token }) => token);
}
