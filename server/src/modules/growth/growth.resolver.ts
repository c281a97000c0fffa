import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access, member, partner, staff } from '../../graphql/access';
import { PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { listEntries, stateAt } from '../journal';
import { entryConnection, LedgerEntryConnection } from '../journal/journal.types';
import { Member } from '../members/members.types';
import type { ProgramCatalogue } from '../programs';
import { GrowthAccount } from './growth.types';
import { growthAt } from './growth-at';

/** What the resolvers are given. */
export interface GrowthParts {
  programs: ProgramCatalogue;
}

/** A member's growth account. */
@Resolver(() => Member)
export class GrowthResolver {
  constructor(private readonly parts: GrowthParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => GrowthAccount, { description: 'The growth account (成长值账户).' })
  async growth(@Root() root: Member, @Ctx() context: Context) {
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, root);
    return { memberId: root.rowId, ...growthAt(current, state, context.now.getTime()) };
  }
}

/** The lines of a growth account. */
@Resolver(() => GrowthAccount)
export class GrowthAccountResolver {
  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => LedgerEntryConnection, { description: 'What changed it, latest first (成长值明细).' })
  async entries(@Root() root: GrowthAccount, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const position = pageOf('GrowthEntry', page);
    const lines = await listEntries(context.loaders, { memberId: root.memberId, accounts: ['growth'], ...position });
    return entryConnection('GrowthEntry', lines, position.first, context.locale);
  }
}
