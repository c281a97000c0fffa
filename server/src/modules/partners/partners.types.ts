import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { Payload } from '../../graphql/payload';
import { type PartnerScope, partnerScopes } from '../../graphql/principal';
import { DateTime } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import type { PartnerRow } from './partners.entities';

/** `members:read` is written `MEMBERS_READ` in GraphQL. */
const scopeEntries = Object.keys(partnerScopes).map((scope) => [scope.replace(':', '_').toUpperCase(), scope] as const);
export const PartnerScopeEnum = Object.fromEntries(scopeEntries) as Record<string, PartnerScope>;
registerEnumType(PartnerScopeEnum, {
  name: 'PartnerScope',
  description: 'What a partner may do (授权范围); at `/oauth/token` it is written in lower case with a colon.',
  valuesConfig: Object.fromEntries(
    scopeEntries.map(([name, scope]) => [
      name,
      { description: `\`${scope}\`: ${partnerScopes[scope as PartnerScope]}` },
    ]),
  ),
});

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A partner (合作方) that calls the gateway.' })
export class Partner extends Node {
  /** For resolvers only: never leaves the server. */
  readonly rowId: number;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The client id of OAuth 2.' })
  clientId: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The name for people.' })
  name: string;

  @Access(staff('viewer'))
  @Field(() => [PartnerScopeEnum], { description: 'What it may do.' })
  scopes: string[];

  @Access(staff('viewer'))
  @Field(() => Boolean, { description: 'Whether its events register members whom it names for the first time.' })
  mayRegister: boolean;

  @Access(staff('viewer'))
  @Field(() => [String], { nullable: true, description: 'The types of events it may send; null: all.' })
  eventTypes: string[] | null;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'Since when it is a partner.' })
  createdAt: Date;

  /** The partner as the gateway shows it: never its secret. */
  static from(row: PartnerRow): Partner {
    const { id: rowId, clientId, name, scopes, mayRegister, eventTypes, createdAt } = row;
    const shown = { id: encodeId('Partner', rowId), rowId, clientId, name, scopes, mayRegister, eventTypes, createdAt };
    return Object.assign(new Partner(), shown);
  }
}

/** `PartnerConnection`. */
export const PartnerConnection = connectionTypes(Partner, 'Partner', staff('viewer'));

@InputType({ description: 'A new partner.' })
export class PartnerCreateInput {
  @Field(() => String, { description: '3 to 63 lower-case letters, digits and hyphens; fixed for ever.' })
  clientId: string;

  @Field(() => String, { description: 'The name for people, up to 100 characters.' })
  name: string;

  @Field(() => [PartnerScopeEnum], { description: 'What it may do.' })
  scopes: string[];

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its events register members whom it names for the first time; not, when left out.',
  })
  mayRegister?: boolean | null;

  @Field(() => [String], { nullable: true, description: 'The types of events it may send; all, when left out.' })
  eventTypes?: string[] | null;
}

@InputType({ description: 'Whose secret to replace.' })
export class PartnerSecretRotateInput {
  @Field(() => ID, { description: 'The partner.' })
  partnerId: string;
}

@ObjectType({ simpleResolvers: true, description: 'A partner with a new secret.' })
abstract class PartnerSecretPayload extends Payload {
  @Access(staff('admin'))
  @Field(() => Partner, { nullable: true, description: 'The partner.' })
  partner?: Partner;

  @Access(staff('admin'))
  @Field(() => String, { nullable: true, description: 'The secret. Shown this once: only its hash is kept.' })
  clientSecret?: string;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `partnerCreate`.' })
export class PartnerCreatePayload extends PartnerSecretPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `partnerSecretRotate`.' })
export class PartnerSecretRotatePayload extends PartnerSecretPayload {}
