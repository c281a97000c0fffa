import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { benefitsAt } from '../benefits';
import { MemberBenefit } from '../benefits/benefits.types';
import { couponSummaryAt } from '../coupons';
import { growthAt } from '../growth';
import { stateAt } from '../journal';
import { Member } from '../members/members.types';
import { pointsAt } from '../points';
import type { ProgramCatalogue } from '../programs';
import { walletAt } from '../wallet';
import { AssetsSummary } from './assets.types';

/** What the resolver is given. */
export interface AssetsParts {
  programs: ProgramCatalogue;
}

/** One view of all that a member has. */
@Resolver(() => Member)
export class AssetsResolver {
  constructor(private readonly parts: AssetsParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => AssetsSummary, { description: 'All that the member has (资产总览).' })
  async assets(@Root() root: Member, @Ctx() context: Context) {
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, root);
    const now = context.now.getTime();
    const memberId = root.rowId;
    const benefits = benefitsAt(current.program, state, now).filter((view) => view.state === 'ACTIVE');
    return {
      points: { memberId, ...pointsAt(state, now) },
      growth: { memberId, ...growthAt(current, state, now) },
      coupons: couponSummaryAt(state),
      wallet: { memberId, ...walletAt(current.program, state) },
      benefits: benefits.map((view) => MemberBenefit.from(view, context.locale)),
    };
  }
}
