import { In } from 'typeorm';
import type { Database } from '../../platform/database/open-database';
import { insertRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { FamilyInvitationRow, FamilyMemberRow } from './family.entities';

const managerOf = (source: Database | Tx) => ('reader' in source ? source.reader.manager : source);

/** The place of a member in a family now; null: they are in none. */
export function placeOf(source: Database | Tx, memberId: number): Promise<FamilyMemberRow | null> {
  return managerOf(source).findOneBy(FamilyMemberRow, { activeFor: memberId });
}

/** Places of members in families now, by member. */
export async function placesByMember(
  database: Database,
  memberIds: readonly number[],
): Promise<Map<number, FamilyMemberRow>> {
  const rows = await managerOf(database).findBy(FamilyMemberRow, { activeFor: In([...memberIds]) });
  return new Map(rows.map((row) => [row.memberId, row]));
}

/** Everybody who is or was in the families of owners, by owner, earliest first. */
export async function seatsByOwner(
  source: Database | Tx,
  ownerIds: readonly number[],
): Promise<Map<number, FamilyMemberRow[]>> {
  const where = { ownerId: In([...ownerIds]) };
  const rows = await managerOf(source).find(FamilyMemberRow, { where, order: { id: 'ASC' } });
  const groups = new Map<number, FamilyMemberRow[]>();
  for (const row of rows) groups.set(row.ownerId, [...(groups.get(row.ownerId) ?? []), row]);
  return groups;
}

/** Until when a member cannot join a family, by when they last left one; undefined: they never left. */
export async function coolUntilOf(tx: Tx, memberId: number): Promise<Date | undefined> {
  const rows = await tx.find(FamilyMemberRow, { where: { memberId }, order: { id: 'DESC' } });
  const ends = rows.flatMap(({ coolUntil }) => (coolUntil === null ? [] : [coolUntil.getTime()]));
  return ends.length > 0 ? new Date(Math.max(...ends)) : undefined;
}

/** Gives a locked member a place; a second one violates the unique index. */
export async function insertPlace(
  tx: Tx,
  { ownerId, memberId, joinedAt }: Pick<FamilyMemberRow, 'ownerId' | 'memberId' | 'joinedAt'>,
): Promise<void> {
  const open = { activeFor: memberId, leftAt: null, coolUntil: null, reason: null };
  await insertRow(tx, FamilyMemberRow, { ownerId, memberId, joinedAt, ...open });
}

/** Changes the place of a locked member. */
export async function savePlace(tx: Tx, id: number, change: Partial<Omit<FamilyMemberRow, 'id'>>): Promise<void> {
  await tx.update(FamilyMemberRow, { id }, change);
}

/** Adds an invitation of a locked owner; a code that exists violates the unique index. */
export async function insertInvitation(
  tx: Tx,
  row: Pick<FamilyInvitationRow, 'code' | 'ownerId' | 'createdAt' | 'expiresAt'>,
): Promise<number> {
  return insertRow(tx, FamilyInvitationRow, { ...row, state: 'OPEN', usedAt: null });
}

/** An invitation by its code; null: there is none. */
export function invitationByCode(source: Database | Tx, code: string): Promise<FamilyInvitationRow | null> {
  return managerOf(source).findOneBy(FamilyInvitationRow, { code });
}

/** The invitations of owners that nobody used, by owner, latest first; their time may be over. */
export async function openInvitations(
  source: Database | Tx,
  ownerIds: readonly number[],
): Promise<Map<number, FamilyInvitationRow[]>> {
  const where = { ownerId: In([...ownerIds]), state: 'OPEN' as const };
  const rows = await managerOf(source).find(FamilyInvitationRow, { where, order: { id: 'DESC' } });
  const groups = new Map<number, FamilyInvitationRow[]>();
  for (const row of rows) groups.set(row.ownerId, [...(groups.get(row.ownerId) ?? []), row]);
  return groups;
}

/** Changes an invitation of a locked owner. */
export async function saveInvitation(
  tx: Tx,
  id: number,
  change: Partial<Pick<FamilyInvitationRow, 'state' | 'usedAt'>>,
): Promise<void> {
  await tx.update(FamilyInvitationRow, { id }, change);
}

/** Lets what a merged member has and had of families be the survivor's, both locked. */
export async function moveRows(tx: Tx, absorbedId: number, survivorId: number): Promise<void> {
  await tx.update(FamilyMemberRow, { activeFor: absorbedId }, { activeFor: survivorId });
  await tx.update(FamilyMemberRow, { memberId: absorbedId }, { memberId: survivorId });
  await tx.update(FamilyMemberRow, { ownerId: absorbedId }, { ownerId: survivorId });
  await tx.update(FamilyInvitationRow, { ownerId: absorbedId }, { ownerId: survivorId });
}
