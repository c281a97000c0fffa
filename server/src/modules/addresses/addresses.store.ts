import type { Database } from '../../platform/database/open-database';
import { insertRow } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import type { FieldCipher } from '../../platform/secrets';
import { type AddressDetails, AddressRow } from './addresses.entities';

/** An address in the clear. */
export interface StoredAddress extends AddressDetails {
  id: number;
  memberId: number;
  isDefault: boolean;
}

const placeOf = (rowId: number) => ({ table: 'address', column: 'details', rowId });

function storedAddress(cipher: FieldCipher, { id, memberId, details, isDefault }: AddressRow): StoredAddress {
  const clear = JSON.parse(cipher.decrypt(details, placeOf(id))) as AddressDetails;
  return { id, memberId, isDefault: isDefault === 1, ...clear };
}

/** The addresses of members, the default one first, then the latest; who has none is not in the map. */
export async function addressesOfMembers(
  database: Database,
  memberIds: readonly number[],
): Promise<Map<number, AddressRow[]>> {
  const rows = await database.reader
    .getRepository(AddressRow)
    .createQueryBuilder('a')
    .where('a.member_id IN (:...memberIds)', { memberIds })
    .orderBy('a.is_default', 'DESC')
    .addOrderBy('a.id', 'DESC')
    .getMany();
  const addresses = new Map<number, AddressRow[]>();
  for (const row of rows) addresses.set(row.memberId, [...(addresses.get(row.memberId) ?? []), row]);
  return addresses;
}

/** Rows in the clear. */
export function readAddresses(cipher: FieldCipher, rows: readonly AddressRow[]): StoredAddress[] {
  return rows.map((row) => storedAddress(cipher, row));
}

/** An address of a member; null: it is not theirs, or there is none. */
export async function addressOf(
  source: Database | Tx,
  cipher: FieldCipher,
  { id, memberId }: { id: number; memberId: number },
): Promise<StoredAddress | null> {
  const manager = 'reader' in source ? source.reader : source;
  const row = await manager.getRepository(AddressRow).findOneBy({ id, memberId });
  return row && storedAddress(cipher, row);
}

/** How many addresses a locked member has. */
export function countAddresses(tx: Tx, memberId: number): Promise<number> {
  return tx.countBy(AddressRow, { memberId });
}

/** Adds an address of a locked member; the first one is the default one. Returns its row id. */
export async function insertAddress(
  tx: Tx,
  cipher: FieldCipher,
  address: Omit<StoredAddress, 'id'>,
  updatedAt: Date,
): Promise<number> {
  const { memberId, isDefault, ...details } = address;
  const id = await insertRow(tx, AddressRow, { memberId, details: '', isDefault: isDefault ? 1 : 0, updatedAt });
  await tx.update(AddressRow, { id }, { details: cipher.encrypt(JSON.stringify(details), placeOf(id)) });
  return id;
}

/** Changes an address of a locked member. */
export async function saveAddress(tx: Tx, cipher: FieldCipher, address: StoredAddress, updatedAt: Date): Promise<void> {
  const { id, memberId: _, isDefault, ...details } = address;
  const sealed = cipher.encrypt(JSON.stringify(details), placeOf(id));
  await tx.update(AddressRow, { id }, { details: sealed, isDefault: isDefault ? 1 : 0, updatedAt });
}

/** Takes the mark of the default one from all addresses of a locked member. */
export async function clearDefault(tx: Tx, memberId: number): Promise<void> {
  await tx.update(AddressRow, { memberId, isDefault: 1 }, { isDefault: 0 });
}

/** Deletes an address of a locked member: orders keep what they were sent to. */
export async function deleteAddress(tx: Tx, id: number): Promise<void> {
  await tx.delete(AddressRow, { id });
}

/** Lets the addresses of a merged member be the survivor's, both locked; the survivor's default one stays it. */
export async function moveAddresses(tx: Tx, absorbedId: number, survivorId: number): Promise<void> {
  await clearDefault(tx, absorbedId);
  await tx.update(AddressRow, { memberId: absorbedId }, { memberId: survivorId });
}
