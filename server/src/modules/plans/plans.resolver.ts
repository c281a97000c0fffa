import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type * as engine from '../../engine/program';
import { Access, anyone, member, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { UserError } from '../../graphql/payload';
import type { Locale } from '../../platform/locale';
import { Benefit } from '../benefits/benefits.types';
import { stateAt } from '../journal';
import { Member } from '../members/members.types';
import type { ProgramCatalogue } from '../programs';
import { Program } from '../programs/programs.types';
import { FamilyPolicy, Offer, Plan, PlanQuote } from './plans.types';
import { type OpenOffer, openOffersFor, quotePlans } from './quote-plans';

/** What the resolvers are given. */
export interface PlansParts {
  programs: ProgramCatalogue;
}

/** The plans of the program in force. */
@Resolver(() => Program)
export class ProgramPlansResolver {
  constructor(private readonly parts: PlansParts) {}

  @Access(anyone)
  @FieldResolver(() => [Plan], { description: 'The plans on sale, in the order of the program (付费会员套餐).' })
  async plans(@Ctx() { locale }: Context): Promise<Plan[]> {
    const { program } = await this.parts.programs.current();
    return program.plans.filter(({ retired }) => !retired).map((plan) => Plan.from(program, plan, locale));
  }

  @Access(anyone)
  @FieldResolver(() => FamilyPolicy, {
    nullable: true,
    description: 'How a plan is shared with a family; null: it is for its member alone (家庭共享规则).',
  })
  async familyPolicy(@Ctx() { locale }: Context): Promise<FamilyPolicy | null> {
    const { program } = await this.parts.programs.current();
    const { family, benefits } = program;
    if (!family) return null;
    const shares = benefits.filter(({ code }) => family.shares.includes(code)).map((one) => Benefit.from(one, locale));
    return Object.assign(new FamilyPolicy(), { ...family, shares });
  }
}

/** What plans cost a member, and which offers are open. */
@Resolver(() => Member)
export class MemberPlansResolver {
  constructor(private readonly parts: PlansParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => [Offer], {
    description: 'The offers that are open, the one that ends soonest first (限时优惠).',
  })
  async offers(@Root() root: Member, @Ctx() context: Context): Promise<Offer[]> {
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, root);
    const open = openOffersFor(current.program, state, context.now.getTime());
    return open.map((one) => offerFrom(current.program, one, context.locale));
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => [PlanQuote], { description: 'What each plan on sale costs the member now (报价).' })
  async planQuotes(@Root() root: Member, @Ctx() context: Context): Promise<PlanQuote[]> {
    const current = await this.parts.programs.current();
    const state = await stateAt(context, current, root);
    const { program } = current;
    const quotes = quotePlans(program, state, context.now.getTime());
    return quotes.map(({ plan, price: { priceFen, reason }, offer, refusal }) =>
      Object.assign(new PlanQuote(), {
        ...{ priceFen, reason },
        plan: Plan.from(program, plan, context.locale),
        offer: offer && offerFrom(program, offer, context.locale),
        canCheckout: !refusal,
        refusal: refusal && Object.assign(new UserError(), refusal),
      }),
    );
  }
}

function offerFrom(program: engine.Program, { offer, plan, openedAt, until }: OpenOffer, locale: Locale): Offer {
  return Object.assign(new Offer(), {
    code: offer.code,
    name: offer.name[locale],
    plan: Plan.from(program, plan, locale),
    priceFen: offer.priceFen,
    normalPriceFen: plan.priceFen,
    openedAt: new Date(openedAt),
    endsAt: new Date(until),
  });
}
