import type { Database } from '../../platform/database/open-database';
import { insertRow, insertRows, insertRowsForIds, type RawRow, selectByKeys } from '../../platform/database/query';
import { lockRows, type Tx } from '../../platform/database/unit-of-work';
import { instantText, toDate, toSafeInt } from '../../platform/database/values';
import { Refusal } from '../../platform/errors';
import { IdentityRow, MemberRow, type MemberStatus } from './members.entities';
import { MergedMeanwhile } from './merged-meanwhile';

/** The nickname of members whom a partner has registered, until they sign in. */
export const UNNAMED = '会员';

/** The columns of `memberFromRow`, for a SELECT that names the member `m`. */
export const selectMemberColumns = `m.id, m.seq, m.nickname, m.avatar_url, m.joined_at, m.status, m.status_reason, m.phone_masked, m.merged_into`;

/** What is read of a member everywhere; the encrypted phone number is not among it. */
export type MemberRecord = Omit<MemberRow, 'phoneCipher' | 'phoneIndex'>;

/** A member from the columns of `selectMemberColumns`. */
export function memberFromRow(row: RawRow): MemberRecord {
  return {
    id: toSafeInt(row.id),
    seq: toSafeInt(row.seq),
    nickname: row.nickname as string,
    avatarUrl: row.avatar_url as string | null,
    joinedAt: toDate(row.joined_at),
    status: row.status as MemberStatus,
    statusReason: row.status_reason as string | null,
    phoneMasked: row.phone_masked as string | null,
    mergedInto: row.merged_into === null ? null : toSafeInt(row.merged_into),
  };
}

/** Members by id. */
export async function membersById(database: Database, ids: number[]): Promise<Map<number, MemberRecord>> {
  const rows = await selectByKeys(database, `SELECT ${selectMemberColumns} FROM member m WHERE m.id IN (:keys)`, ids);
  return new Map(rows.map((row) => [toSafeInt(row.id), memberFromRow(row)]));
}

/** Filters of the staff's list of members. */
export interface MemberListFilter {
  status?: MemberStatus | null;
  nicknamePrefix?: string | null;
}

/** A page of members by ascending id, one more than asked so that the caller sees whether there is a next page. */
export async function listMembers(
  database: Database,
  filter: MemberListFilter,
  page: { first: number; afterKey: number | undefined },
): Promise<MemberRow[]> {
  const query = database.reader
    .getRepository(MemberRow)
    .createQueryBuilder('m')
    .orderBy('m.id')
    .take(page.first + 1);
  if (page.afterKey !== undefined) query.andWhere('m.id > :after', { after: page.afterKey });
  if (filter.status) query.andWhere('m.status = :status', { status: filter.status });
  if (filter.nicknamePrefix) {
    const prefix = filter.nicknamePrefix;
    query.andWhere("m.nickname LIKE :pattern ESCAPE '!'", { pattern: `${prefix.replace(/[!%_]/g, '!$&')}%` });
    // LIKE folds A and a on SQLite; comparing the beginnings tells them apart everywhere.
    query.andWhere('SUBSTR(m.nickname, 1, :length) = :prefix', { length: [...prefix].length, prefix });
  }
  return query.getMany();
}

/** Locks a member and returns them as they are now. Refuses: NOT_FOUND, STATE_CONFLICT for one who was merged. */
export async function lockMember(tx: Tx, id: number): Promise<MemberRow> {
  await lockRows(tx, 'member', [id]);
  const row = await tx.findOneBy(MemberRow, { id });
  if (!row) throw new Refusal('NOT_FOUND', 'There is no such member.', ['memberId']);
  if (row.mergedInto !== null) {
    throw new Refusal('STATE_CONFLICT', 'The member was merged into another, who goes on instead.', ['memberId']);
  }
  return row;
}

/**
 * Locks members by one statement and returns them as they are now; one who does not exist is not in the map. Throws
 * MergedMeanwhile: whoever was looked up before the lock must be looked up again.
 */
export async function lockMemberRecords(tx: Tx, ids: readonly number[]): Promise<Map<number, MemberRecord>> {
  const found = await lockRows(tx, 'member', [...ids]);
  const rows = await selectByKeys(tx, `SELECT ${selectMemberColumns} FROM member m WHERE m.id IN (:keys)`, found);
  const members = rows.map(memberFromRow);
  for (const { id, mergedInto } of members) if (mergedInto !== null) throw new MergedMeanwhile(id);
  return new Map(members.map((member) => [member.id, member]));
}

/** Who goes on in a member's place: the member, unless they were merged into another. */
export async function currentMemberId(source: Database | Tx, id: number): Promise<number> {
  for (let current = id; ; ) {
    const [row] = await selectByKeys(source, 'SELECT merged_into FROM member WHERE id IN (:keys)', [current]);
    if (!row || row.merged_into === null) return current;
    current = toSafeInt(row.merged_into);
  }
}

/** Refuses what a blocked member may not do. */
export function assertNotBlocked(member: Pick<MemberRow, 'status' | 'statusReason'>): void {
  if (member.status === 'BLOCKED') {
    throw new Refusal('MEMBER_BLOCKED', member.statusReason ?? 'The membership is paused.');
  }
}

/** The member that bears one of these names; the first name that is known decides. */
export async function memberIdByIdentity(
  tx: Tx,
  names: { provider: string; subject: string }[],
): Promise<number | undefined> {
  for (const name of names) {
    const identity = await tx.findOneBy(IdentityRow, name);
    // A name that was learnt while its member was being merged is still theirs.
    if (identity) return currentMemberId(tx, identity.memberId);
  }
  return undefined;
}

/** Partners' own references of members, by `<partner id>:<member id>`. */
export async function refsByPartnerAndMember(database: Database, keys: string[]): Promise<Map<string, string>> {
  const pairs = keys.map((key) => key.split(':') as [string, string]);
  const rows = await selectByKeys(
    database,
    // A merged member may have two references of one partner: the first one is told.
    'SELECT provider, subject, member_id FROM identity WHERE member_id IN (:keys) ORDER BY id DESC',
    [...new Set(pairs.map(([, memberId]) => Number(memberId)))],
  );
  const refs = new Map<string, string>();
  for (const row of rows) {
    const partnerId = /^partner:(\d+)$/.exec(String(row.provider))?.[1];
    if (partnerId) refs.set(`${partnerId}:${toSafeInt(row.member_id)}`, String(row.subject));
  }
  return refs;
}

/** By which provider's name each member was known first, WeChat's names across applications aside. */
export async function firstProviders(database: Database, memberIds: number[]): Promise<Map<number, string>> {
  const rows = await selectByKeys(
    database,
    "SELECT provider, member_id FROM identity WHERE provider <> 'wechat:union' AND member_id IN (:keys) ORDER BY id DESC",
    memberIds,
  );
  return new Map(rows.map((row) => [toSafeInt(row.member_id), String(row.provider)]));
}

/** The members who bear this reference of the partner, or of any partner. */
export async function memberIdsByRef(
  database: Database,
  ref: string,
  partnerId: number | undefined,
): Promise<number[]> {
  const query = database.reader.getRepository(IdentityRow).createQueryBuilder('i').where('i.subject = :ref', { ref });
  if (partnerId !== undefined) query.andWhere('i.provider = :provider', { provider: `partner:${partnerId}` });
  else query.andWhere("i.provider LIKE 'partner:%'");
  const identities = await query.getMany();
  // MySQL and MariaDB take no notice of spaces at the end.
  return [...new Set(identities.filter(({ subject }) => subject === ref).map(({ memberId }) => memberId))];
}

/** Registers a member under names that nobody bears yet; a taken name violates the unique index. */
export async function insertMember(
  tx: Tx,
  member: Pick<MemberRow, 'nickname' | 'avatarUrl' | 'joinedAt'>,
  names: { provider: string; subject: string }[],
): Promise<number> {
  const none = { phoneCipher: null, phoneIndex: null, phoneMasked: null, mergedInto: null };
  const id = await insertRow(tx, MemberRow, { ...member, ...none, seq: 1, status: 'ACTIVE', statusReason: null });
  await addIdentities(tx, id, names);
  return id;
}

/** All names of members. */
export async function identitiesOfMembers(
  source: Database | Tx,
  memberIds: readonly number[],
): Promise<{ provider: string; subject: string; memberId: number }[]> {
  const text = 'SELECT provider, subject, member_id FROM identity WHERE member_id IN (:keys) ORDER BY id';
  const rows = await selectByKeys(source, text, memberIds);
  return rows.map(({ provider, subject, member_id }) => {
    return { provider: String(provider), subject: String(subject), memberId: toSafeInt(member_id) };
  });
}

/** Gives a member more names. */
export async function addIdentities(
  tx: Tx,
  memberId: number,
  names: { provider: string; subject: string }[],
): Promise<void> {
  if (names.length > 0)
    await tx.insert(
      IdentityRow,
      names.map((name) => ({ ...name, memberId })),
    );
}

/** The members who bear these references of a partner; who is not in the map is unknown. */
export async function memberIdsByPartnerRefs(
  database: Database,
  partnerId: number,
  refs: readonly string[],
): Promise<Map<string, number>> {
  const rows = await selectByKeys(
    database,
    'SELECT subject, member_id FROM identity WHERE provider = ? AND subject IN (:keys)',
    refs,
    `partner:${partnerId}`,
  );
  return new Map(rows.map((row) => [String(row.subject), toSafeInt(row.member_id)]));
}

/** Locks many members by one statement; returns when each joined, in milliseconds. Throws MergedMeanwhile. */
export async function lockMembers(tx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  const found = await lockRows(tx, 'member', [...ids]);
  const rows = await selectByKeys(tx, 'SELECT id, joined_at, merged_into FROM member WHERE id IN (:keys)', found);
  const merged = rows.find((row) => row.merged_into !== null);
  if (merged) throw new MergedMeanwhile(toSafeInt(merged.id));
  return new Map(rows.map((row) => [toSafeInt(row.id), toDate(row.joined_at).getTime()]));
}

/**
 * Registers members whom a partner knows by references that nobody bears yet; a taken one violates the unique index.
 * Returns their ids by reference. In one order for all callers, so that two of them wait for one another in one
 * direction only.
 */
export async function insertPartnerMembers(
  tx: Tx,
  partnerId: number,
  members: readonly { ref: string; joinedAt: number }[],
): Promise<Map<string, number>> {
  const inOrder = [...members].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const rows = inOrder.map(({ joinedAt }) => [1, UNNAMED, instantText(joinedAt), 'ACTIVE']);
  const ids = await insertRowsForIds(tx, 'member', ['seq', 'nickname', 'joined_at', 'status'], rows);
  const registered = new Map(inOrder.map(({ ref }, index) => [ref, ids[index] as number]));
  const names = [...registered].map(([ref, id]) => [`partner:${partnerId}`, ref, id]);
  await insertRows(tx, 'identity', ['provider', 'subject', 'member_id'], names);
  return registered;
}

/** The blind indexes of the phone numbers of locked members; who has none is not in the map. */
export async function phoneIndexesOfMembers(tx: Tx, ids: readonly number[]): Promise<Map<number, string>> {
  const text = 'SELECT id, phone_index FROM member WHERE phone_index IS NOT NULL AND id IN (:keys)';
  const rows = await selectByKeys(tx, text, ids);
  return new Map(rows.map((row) => [toSafeInt(row.id), String(row.phone_index)]));
}

/** When members joined, by row id. */
export async function joinedAtOfMembers(source: Database | Tx, ids: number[]): Promise<Map<number, Date>> {
  const rows = await selectByKeys(source, 'SELECT id, joined_at FROM member WHERE id IN (:keys)', ids);
  return new Map(rows.map((row) => [toSafeInt(row.id), toDate(row.joined_at)]));
}
