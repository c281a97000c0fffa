import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Access, member } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { encodeId } from '../../platform/ids';
import type { StoredAddress } from './addresses.store';

@ObjectType({ simpleResolvers: true, description: 'Where parcels go (收货地址). Only the member whose it is sees it.' })
export class Address {
  @Access(member)
  @Field(() => ID, { description: 'The id.' })
  id: string;

  @Access(member)
  @Field(() => String, { description: 'Who takes it (收货人).' })
  name: string;

  @Access(member)
  @Field(() => String, { description: 'Their mobile number.' })
  phone: string;

  @Access(member)
  @Field(() => String, { description: 'Province, city and district (所在地区).' })
  region: string;

  @Access(member)
  @Field(() => String, { description: 'Street and house (详细地址).' })
  street: string;

  @Access(member)
  @Field(() => Boolean, { description: 'Whether it is the one that is offered first (默认地址).' })
  isDefault: boolean;

  static from({ id, name, phone, region, street, isDefault }: StoredAddress): Address {
    return Object.assign(new Address(), { id: encodeId('Address', id), name, phone, region, street, isDefault });
  }
}

@InputType({ description: 'What is written of an address.' })
abstract class AddressFields {
  @Field(() => String, { description: 'Who takes it, up to 40 characters.' })
  name: string;

  @Field(() => String, { description: 'A mobile number of mainland China, 11 digits.' })
  phone: string;

  @Field(() => String, { description: 'Province, city and district, up to 80 characters.' })
  region: string;

  @Field(() => String, { description: 'Street and house, up to 120 characters.' })
  street: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is offered first. The first one is in any case; left out, it stays as it is.',
  })
  isDefault?: boolean | null;
}

@InputType({ description: 'A new address.' })
export class AddressCreateInput extends AddressFields {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;
}

@InputType({ description: 'An address, written anew.' })
export class AddressUpdateInput extends AddressFields {
  @Field(() => ID, { description: 'Which.' })
  addressId: string;
}

@InputType({ description: 'An address to be deleted; orders keep what they were sent to.' })
export class AddressDeleteInput {
  @Field(() => ID, { description: 'Which.' })
  addressId: string;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation on the address book.' })
abstract class AddressPayload extends Payload {
  @Access(member)
  @Field(() => Address, { nullable: true, description: 'The address; null when it was deleted.' })
  address?: Address;

  @Access(member)
  @Field(() => [Address], { nullable: true, description: 'All addresses, the default one first.' })
  addresses?: Address[];
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `addressCreate`.' })
export class AddressCreatePayload extends AddressPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `addressUpdate`.' })
export class AddressUpdatePayload extends AddressPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `addressDelete`.' })
export class AddressDeletePayload extends AddressPayload {}
