import { z } from 'zod';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import type { FieldCipher } from '../../platform/secrets';
import { type KeyedCall, once } from '../idempotency';
import { lockMembers } from '../members';
import {
  addressOf,
  clearDefault,
  countAddresses,
  deleteAddress,
  insertAddress,
  type StoredAddress,
  saveAddress,
} from './addresses.store';

const MAX_ADDRESSES = 20;

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'Write something.')
    .max(longest, `Write at most ${longest} characters.`)
    .regex(/^[^\p{Cc}]*$/u, 'Write one line.');
const details = z.object({
  name: line(40),
  phone: z.string().regex(/^1[3-9]\d{9}$/, 'Give a mobile number of mainland China, 11 digits.'),
  region: line(80),
  street: line(120),
});

/** What changing addresses needs. */
export interface AddressParts {
  cipher: FieldCipher;
  now: Date;
  memberId: number;
}

/** What a member writes of an address. */
export interface AddressInput {
  name: string;
  phone: string;
  region: string;
  street: string;
  isDefault?: boolean | null;
}

/** Adds an address, once for the call's key. Refuses: INPUT_INVALID, also for more than 20. Throws MergedMeanwhile. */
export async function createAddress(
  tx: Tx,
  { cipher, now, memberId }: AddressParts,
  call: KeyedCall,
  input: AddressInput,
): Promise<number> {
  const clear = parseInput(details, input);
  const made = await once(tx, call, now, async () => {
    await lockMembers(tx, [memberId]);
    const count = await countAddresses(tx, memberId);
    if (count >= MAX_ADDRESSES) {
      throw new Refusal('INPUT_INVALID', `There are ${MAX_ADDRESSES} addresses already: delete one first.`);
    }
    const isDefault = count === 0 || input.isDefault === true;
    if (isDefault) await clearDefault(tx, memberId);
    return String(await insertAddress(tx, cipher, { ...clear, memberId, isDefault }, now));
  });
  return Number(made);
}

/** Changes an address of the member. Refuses: NOT_FOUND, INPUT_INVALID. Throws MergedMeanwhile. */
export async function updateAddress(
  tx: Tx,
  { cipher, now, memberId }: AddressParts,
  id: number,
  input: AddressInput,
): Promise<void> {
  const clear = parseInput(details, input);
  await lockMembers(tx, [memberId]);
  const before = await own(tx, cipher, { id, memberId });
  const isDefault = input.isDefault ?? before.isDefault;
  if (isDefault) await clearDefault(tx, memberId);
  await saveAddress(tx, cipher, { ...before, ...clear, isDefault }, now);
}

/** Deletes an address of the member. Refuses: NOT_FOUND. Throws MergedMeanwhile. */
export async function removeAddress(tx: Tx, { cipher, memberId }: AddressParts, id: number): Promise<void> {
  await lockMembers(tx, [memberId]);
  await own(tx, cipher, { id, memberId });
  await deleteAddress(tx, id);
}

async function own(tx: Tx, cipher: FieldCipher, whose: { id: number; memberId: number }): Promise<StoredAddress> {
  const address = await addressOf(tx, cipher, whose);
  if (!address) throw new Refusal('NOT_FOUND', 'There is no such address of yours.', ['addressId']);
  return address;
}
