import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access, member, partner, staff } from '../../graphql/access';
import { PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import type { Database } from '../../platform/database/open-database';
import { listEntries, stateAt } from '../journal';
import { entryConnection, LedgerEntryConnection } from '../journal/journal.types';
import { Member } from '../members/members.types';
import type { ProgramCatalogue } from '../programs';
import { PointsAccount } from './points.types';
import { pointsAt } from './points-at';

/** What the resolvers are given. */
export interface PointsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** A member's points account. */
@Resolver(() => Member)
export class PointsResolver {
  constructor(private readonly parts: PointsParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => PointsAccount, { description: 'The points account (积分账户).' })
  async points(@Root() root: Member, @Ctx() context: Context) {
    const state = await stateAt(context, await this.parts.programs.current(), root);
    return { memberId: root.rowId, ...pointsAt(state, context.now.getTime()) };
  }
}

/** The lines of a points account. */
@Resolver(() => PointsAccount)
export class PointsAccountResolver {
  constructor(private readonly parts: PointsParts) {}

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => LedgerEntryConnection, { description: 'What changed them, latest first (积分明细).' })
  async entries(@Root() root: PointsAccount, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const position = pageOf('PointsEntry', page);
    const lines = await listEntries(this.parts.database, root.memberId, 'points', position);
    return entryConnection('PointsEntry', lines, position.first, context.locale);
  }
}
