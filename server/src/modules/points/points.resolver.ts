import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { calendarOf } from '../../engine/draft';
import { Access, member, partner, staff } from '../../graphql/access';
import { PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { Duration, SafeInt } from '../../graphql/scalars';
import { listEntries, stateAt } from '../journal';
import { entryConnection, LedgerEntryConnection } from '../journal/journal.types';
import { Member } from '../members/members.types';
import type { ProgramCatalogue } from '../programs';
import { PointsAccount } from './points.types';
import { expiringPoints, pointsAt } from './points-at';

/** What the resolvers are given. */
export interface PointsParts {
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
    const lines = await listEntries(context.loaders, { memberId: root.memberId, accounts: ['points'], ...position });
    return entryConnection('PointsEntry', lines, position.first, context.locale);
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => SafeInt, { description: 'What can be spent now and expires within that time (即将过期).' })
  async expiring(
    @Root() root: PointsAccount,
    @Arg('within', () => Duration, { defaultValue: 'P30D', description: 'From now on.' }) within: string,
    @Ctx() { now }: Context,
  ): Promise<number> {
    const { program } = await this.parts.programs.current();
    const instant = now.getTime();
    return expiringPoints(root, instant, calendarOf(program.timeZone).addTo(instant, within));
  }
}
