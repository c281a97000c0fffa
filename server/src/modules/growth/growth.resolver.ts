import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access, member, partner, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { Member } from '../members/members.types';
import { growthLoader } from './growth.loaders';
import { GrowthAccount } from './growth.types';

/** A member's growth account. */
@Resolver(() => Member)
export class GrowthResolver {
  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => GrowthAccount, { description: 'The growth account (成长值账户).' })
  async growth(@Root() root: Member, @Ctx() context: Context): Promise<GrowthAccount> {
    return { value: (await context.loaders.load(growthLoader, root.rowId)) ?? 0 };
  }
}
