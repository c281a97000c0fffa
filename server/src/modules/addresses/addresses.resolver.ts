import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, member } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { decodeId, encodeId } from '../../platform/ids';
import type { FieldCipher } from '../../platform/secrets';
import { Member } from '../members/members.types';
import { addressesLoader } from './addresses.loaders';
import { readAddresses } from './addresses.store';
import {
  Address,
  AddressCreateInput,
  AddressCreatePayload,
  AddressDeleteInput,
  AddressDeletePayload,
  AddressUpdateInput,
  AddressUpdatePayload,
} from './addresses.types';
import { createAddress, removeAddress, updateAddress, type AddressParts as Whose } from './change-address';

/** What the resolver is given. */
export interface AddressesParts {
  database: Database;
  cipher: FieldCipher;
}

/** The member's address book. */
@Resolver(() => Member)
export class AddressesResolver {
  constructor(private readonly parts: AddressesParts) {}

  @Access(member)
  @FieldResolver(() => [Address], { description: 'The address book, the default one first (地址簿).' })
  async addresses(@Root() root: Member, @Ctx() context: Context): Promise<Address[]> {
    const rows = (await context.loaders.load(addressesLoader, root.rowId)) ?? [];
    return readAddresses(this.parts.cipher, rows).map(Address.from);
  }

  @Access(member)
  @Mutation(() => AddressCreatePayload, {
    description: 'Adds an address (新增地址). Codes: INPUT_INVALID, IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT (merged).',
  })
  addressCreate(
    @Arg('input', () => AddressCreateInput, { description: 'The address.' }) input: AddressCreateInput,
    @Ctx() context: Context,
  ) {
    const { idempotencyKey: key, ...address } = input;
    const call = { principal: principalKey(context.principal), mutation: 'addressCreate', key, input: address };
    return this.write(context, (tx, whose) => createAddress(tx, whose, call, address));
  }

  @Access(member)
  @Mutation(() => AddressUpdatePayload, {
    description: 'Writes an address anew (修改地址). Codes: NOT_FOUND, INPUT_INVALID, STATE_CONFLICT (merged).',
  })
  addressUpdate(
    @Arg('input', () => AddressUpdateInput, { description: 'Which, and what it says now.' }) input: AddressUpdateInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, async (tx, whose) => {
      const id = decodeId('Address', input.addressId) ?? 0;
      await updateAddress(tx, whose, id, input);
      return id;
    });
  }

  @Access(member)
  @Mutation(() => AddressDeletePayload, {
    description: 'Deletes an address (删除地址). Codes: NOT_FOUND, STATE_CONFLICT (merged).',
  })
  addressDelete(
    @Arg('input', () => AddressDeleteInput, { description: 'Which.' }) input: AddressDeleteInput,
    @Ctx() context: Context,
  ) {
    return this.write(context, async (tx, whose) => {
      await removeAddress(tx, whose, decodeId('Address', input.addressId) ?? 0);
      return undefined;
    });
  }

  private write(context: Context, work: (tx: Tx, whose: Whose) => Promise<number | undefined>) {
    return settle<AddressCreatePayload>(context, async () => {
      const { cipher, database } = this.parts;
      const { memberId } = signedInMember(context);
      const id = await inTransaction(database, (tx) => work(tx, { cipher, now: context.now, memberId }));
      context.loaders.clear();
      const rows = (await context.loaders.load(addressesLoader, memberId)) ?? [];
      const addresses = readAddresses(cipher, rows).map(Address.from);
      return { addresses, address: id === undefined ? undefined : addresses.find((one) => one.id === encoded(id)) };
    });
  }
}

const encoded = (id: number) => encodeId('Address', id);
