import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, partner } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { stateAt } from '../journal';
import { memberByRef } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { CheckoutQuoteInput, CheckoutQuotePayload, quoteFrom } from './quote.types';
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
  @Mutation(() => CheckoutQuotePayload, {
    description:
      'Says how many points an order can use, and what the rest of it would earn; writes nothing (积分抵扣试算). Codes: NOT_FOUND, INPUT_INVALID.',
  })
  checkoutQuote(
    @Arg('input', () => CheckoutQuoteInput, { description: 'Whose order, and of how much.' }) input: CheckoutQuoteInput,
    @Ctx() context: Context,
  ) {
    return settle<CheckoutQuotePayload>(context, async () => {
      const order = quotedOrder(input);
      const { now, locale } = context;
      const member = await memberByRef(context, this.parts.database, input.memberRef);
      const current = await this.parts.programs.current();
      const state = await stateAt(context, current, member);
      return quoteFrom(quoteCheckout(current, state, now.getTime(), order), locale);
    });
  }
}
