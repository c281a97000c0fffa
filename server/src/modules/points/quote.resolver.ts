import { GraphQLError } from 'graphql';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Access, partner } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import type { Database } from '../../platform/database/open-database';
import { Refusal } from '../../platform/errors';
import { stateAt } from '../journal';
import { memberIdsByPartnerRefs } from '../members';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { CheckoutQuote, CheckoutQuoteInput } from './quote.types';
import { quoteCheckout, quotedOrder } from './quote-checkout';

/** What the resolver is given. */
export interface QuoteParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** What points can do at a partner's checkout. */
@Resolver()
export class QuoteResolver {
  constructor(private readonly parts: QuoteParts) {}

  @Access(partner('points:spend'))
  @Query(() => CheckoutQuote, {
    nullable: true,
    description:
      'How many points an order can use, and what the rest of it would earn; null when no member bears the reference (积分抵扣试算).',
  })
  async checkoutQuote(
    @Arg('input', () => CheckoutQuoteInput, { description: 'Whose order, and of how much.' }) input: CheckoutQuoteInput,
    @Ctx() context: Context,
  ): Promise<CheckoutQuote | null> {
    const { principal, now, locale } = context;
    const partnerId = principal.audience === 'partner' ? principal.partnerId : 0;
    const ids = await memberIdsByPartnerRefs(this.parts.database, partnerId, [input.memberRef]);
    const member = await visibleMember(context, ids.get(input.memberRef));
    const current = await this.parts.programs.current();
    try {
      const order = quotedOrder(input);
      if (!member) return null;
      const state = await stateAt(context, current, member);
      return CheckoutQuote.from(quoteCheckout(current, state, now.getTime(), order), locale);
    } catch (error) {
      throw error instanceof Refusal ? badInput(error) : error;
    }
  }
}

/** A query has no `userErrors`. */
function badInput({ reasons }: Refusal): GraphQLError {
  const text = reasons.map(({ field, message }) => `${field?.join('.')}: ${message}`).join(' ');
  return new GraphQLError(text, { extensions: { code: 'BAD_USER_INPUT' } });
}
