import type { Database } from '../../platform/database/open-database';
import { insertRow, type RawRow, selectByKeys, selectEach } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText, toDate, toDateOrNull, toSafeInt } from '../../platform/database/values';
import { InviteCodeRow, type ReferralReason, ReferralRow, type StoredReferralState } from './referrals.entities';

/** Members by their invitation codes, as the codes were given. */
export async function membersByCode(tx: Tx, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await selectByKeys(tx, 'SELECT code, member_id FROM invite_code WHERE code IN (:keys)', codes);
  return new Map(rows.map((row) => [String(row.code), toSafeInt(row.member_id)]));
}

/** Invitation codes by member; who never looked at theirs has none yet. */
export async function codesByMember(source: Database | Tx, memberIds: readonly number[]): Promise<Map<number, string>> {
  const text = 'SELECT code, member_id FROM invite_code WHERE member_id IN (:keys)';
  const rows = await selectByKeys(source, text, memberIds);
  return new Map(rows.map((row) => [toSafeInt(row.member_id), String(row.code)]));
}

/** Gives a locked member a code; one that somebody has violates the unique index. */
export async function insertCode(tx: Tx, memberId: number, code: string): Promise<void> {
  await insertRow(tx, InviteCodeRow, { code, memberId });
}

const columns =
  'id, invitee_id, inviter_id, invited_at, expires_at, state, reason, inviter_phone, event_key, converted_at';

function referralOf(row: RawRow): ReferralRow {
  return Object.assign(new ReferralRow(), {
    id: toSafeInt(row.id),
    inviteeId: toSafeInt(row.invitee_id),
    inviterId: toSafeInt(row.inviter_id),
    invitedAt: toDate(row.invited_at),
    expiresAt: toDate(row.expires_at),
    state: row.state as StoredReferralState,
    reason: row.reason as ReferralReason | null,
    inviterPhone: row.inviter_phone as string | null,
    eventKey: row.event_key as string | null,
    convertedAt: toDateOrNull(row.converted_at),
  });
}

/** The invitation by which a member came; undefined when they were not invited. */
export async function referralOfInvitee(tx: Tx, inviteeId: number): Promise<ReferralRow | undefined> {
  const [row] = await selectByKeys(tx, `SELECT ${columns} FROM referral WHERE invitee_id IN (:keys)`, [inviteeId]);
  return row && referralOf(row);
}

/** Keeps an invitation of locked members; a second one of an invitee violates the unique index. */
export async function insertReferral(tx: Tx, referral: Omit<ReferralRow, 'id'>): Promise<void> {
  await insertRow(tx, ReferralRow, referral);
}

/** Changes how an invitation of locked members stands. */
export async function updateReferral(
  tx: Tx,
  id: number,
  change: Partial<Pick<ReferralRow, 'state' | 'reason' | 'eventKey' | 'convertedAt'>>,
): Promise<void> {
  await tx.update(ReferralRow, { id }, change);
}

/** How many registered with the code of a locked member after an instant. */
export async function registrationsSince(tx: Tx, inviterId: number, after: Date): Promise<number> {
  const [row]: RawRow[] = await tx.query(
    'SELECT COUNT(*) AS invited FROM referral WHERE inviter_id = ? AND invited_at > ?',
    [inviterId, instantText(after)],
  );
  return toSafeInt(row?.invited);
}

/** Lets the invitations of a locked member be another's. */
export async function moveInviter(tx: Tx, fromId: number, toId: number): Promise<void> {
  await tx.update(ReferralRow, { inviterId: fromId }, { inviterId: toId });
}

/** Lets the invitation by which a locked member came be another's, who came by none. */
export async function moveInvitee(tx: Tx, id: number, inviteeId: number): Promise<void> {
  await tx.update(ReferralRow, { id }, { inviteeId });
}

/** How many a member invited whose invitation counts, and how many of them converted. */
export interface ReferralCounts {
  invited: number;
  converted: number;
}

/** Counts by inviter; who invited nobody is not in the map. */
export async function countsByInviter(
  database: Database,
  inviterIds: readonly number[],
): Promise<Map<number, ReferralCounts>> {
  const rows = await selectByKeys(
    database,
    `SELECT inviter_id, COUNT(*) AS invited, COUNT(CASE WHEN state = 'CONVERTED' THEN 1 END) AS converted
     FROM referral WHERE state <> 'REFUSED' AND inviter_id IN (:keys) GROUP BY inviter_id`,
    inviterIds,
  );
  return new Map(
    rows.map((row) => [
      toSafeInt(row.inviter_id),
      { invited: toSafeInt(row.invited), converted: toSafeInt(row.converted) },
    ]),
  );
}

/** Filters of a list of invitations; everything given must hold. */
export interface ReferralListFilter {
  state?: StoredReferralState | 'EXPIRED';
  inviterId?: number;
}

/** Whose invitations that count, after which one, and how many, as the key of a look-up. */
export interface InviteePage {
  inviterId: number;
  first: number;
  afterKey: number | undefined;
}

/** Pages of whom members invited by their `InviteePage` as JSON, latest first, one more than asked. */
export async function inviteePages(database: Database, keys: string[]): Promise<Map<string, ReferralRow[]>> {
  const selects = keys.map((key) => {
    const { inviterId, first, afterKey } = JSON.parse(key) as InviteePage;
    return {
      text: `SELECT ${columns} FROM referral WHERE inviter_id = ? AND state <> 'REFUSED' AND id < ? ORDER BY id DESC LIMIT ?`,
      values: [inviterId, afterKey ?? Number.MAX_SAFE_INTEGER, first + 1],
    };
  });
  const pages = (await selectEach(database, selects)).map((rows) => rows.map(referralOf).sort((a, b) => b.id - a.id));
  return new Map(keys.map((key, index) => [key, pages[index] ?? []]));
}

/** A page of invitations, latest first, one more than asked so that the caller sees whether there is a next page. */
export async function listReferrals(
  database: Database,
  { state, inviterId }: ReferralListFilter,
  now: Date,
  page: { first: number; afterKey: number | undefined },
): Promise<ReferralRow[]> {
  const conditions = ['id < ?'];
  const values: (string | number)[] = [page.afterKey ?? Number.MAX_SAFE_INTEGER];
  const must = (condition: string, ...bound: (string | number)[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (state) must('state = ?', state === 'EXPIRED' ? 'PENDING' : state);
  if (state === 'EXPIRED') must('expires_at <= ?', instantText(now));
  if (state === 'PENDING') must('expires_at > ?', instantText(now));
  if (inviterId !== undefined) must('inviter_id = ?', inviterId);
  const rows: RawRow[] = await database.reader.query(
    `SELECT ${columns} FROM referral WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
    [...values, page.first + 1],
  );
  return rows.map(referralOf);
}
