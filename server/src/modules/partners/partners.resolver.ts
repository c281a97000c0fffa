import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import { newSecret } from '../../platform/secrets';
import { createPartner, rotatePartnerSecret } from './create-partner';
import { listPartners } from './partners.store';
import {
  Partner,
  PartnerConnection,
  PartnerCreateInput,
  PartnerCreatePayload,
  PartnerSecretRotateInput,
  PartnerSecretRotatePayload,
} from './partners.types';

/** What the resolver is given. */
export interface PartnersParts {
  database: Database;
}

/** Partners, for staff. */
@Resolver(() => Partner)
export class PartnersResolver {
  constructor(private readonly parts: PartnersParts) {}

  @Access(staff('viewer'))
  @Query(() => PartnerConnection, { description: 'All partners, oldest first.' })
  async partners(@Args(() => PageArgs) page: PageArgs) {
    const position = pageOf('Partner', page);
    const rows = await listPartners(this.parts.database, position);
    return connectionOf({
      list: 'Partner',
      nodes: rows.slice(0, position.first).map(Partner.from),
      hasNextPage: rows.length > position.first,
      keyOf: (node) => node.rowId,
    });
  }

  @Access(staff('admin'))
  @Mutation(() => PartnerCreatePayload, {
    description: 'Adds a partner; its secret is shown this once. Codes: INPUT_INVALID, ALREADY_EXISTS.',
  })
  partnerCreate(
    @Arg('input', () => PartnerCreateInput, { description: 'The partner.' }) input: PartnerCreateInput,
    @Ctx() context: Context,
  ) {
    return settle<PartnerCreatePayload>(context, async () => {
      const clientSecret = newSecret();
      const row = await inTransaction(this.parts.database, (tx) => createPartner(tx, input, clientSecret, context.now));
      return { partner: Partner.from(row), clientSecret };
    });
  }

  @Access(staff('admin'))
  @Mutation(() => PartnerSecretRotatePayload, {
    description: 'Gives a partner a new secret; the old one and its tokens end at once. Codes: NOT_FOUND.',
  })
  partnerSecretRotate(
    @Arg('input', () => PartnerSecretRotateInput, { description: 'Whose.' }) input: PartnerSecretRotateInput,
    @Ctx() context: Context,
  ) {
    return settle<PartnerSecretRotatePayload>(context, async () => {
      const clientSecret = newSecret();
      const partnerId = decodeId('Partner', input.partnerId);
      const row = await inTransaction(this.parts.database, (tx) => rotatePartnerSecret(tx, partnerId, clientSecret));
      return { partner: Partner.from(row), clientSecret };
    });
  }
}
