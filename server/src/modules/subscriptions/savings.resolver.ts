import { Args, Ctx, Field, FieldResolver, ID, ObjectType, Resolver, Root, registerEnumType } from 'type-graphql';
import type { SavingKind } from '../../engine/state';
import { Access, member, staff } from '../../graphql/access';
import { connectionOf, connectionTypes, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { listEntries } from '../journal';
import { EntryExplanation, LedgerEntry } from '../journal/journal.types';
import { subscriptionIdOf } from './change-subscription';
import { PlanSubscription } from './subscriptions.types';

const seen = [member, staff('viewer')];

const SavingKindEnum = {
  COUPON: 'coupon',
  BENEFIT: 'benefit',
  POINTS: 'points',
  MEMBER_PRICE: 'memberPrice',
  TRANSFER: 'transfer',
} as const satisfies Record<string, SavingKind>;
registerEnumType(SavingKindEnum, {
  name: 'SavingKind',
  description: 'By what a plan saved something.',
  valuesConfig: {
    COUPON: { description: 'A coupon of the plan was used (优惠券).' },
    BENEFIT: { description: 'A benefit of the plan was used (权益).' },
    POINTS: { description: 'More points by the plan’s multiplier (多倍积分).' },
    MEMBER_PRICE: { description: 'A price for members (会员价).' },
    TRANSFER: { description: 'All that was saved before two accounts became one (合并账户).' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Something that a plan saved the member, or that was taken back (省钱明细).',
})
export class Saving {
  /** For paging only: the number within the member. */
  readonly seq: number;

  @Access(seen)
  @Field(() => ID, { description: 'Opaque; for lists only.' })
  id: string;

  @Access(seen)
  @Field(() => DateTime, { description: 'When.' })
  at: Date;

  @Access(seen)
  @Field(() => SavingKindEnum, { description: 'By what.' })
  kind: SavingKind;

  @Access(seen)
  @Field(() => SafeInt, { description: 'How much, in fen; negative when it was taken back.' })
  amountFen: number;

  @Access(seen)
  @Field(() => String, { description: 'What it is, in a few words of the reader’s language.' })
  text: string;

  @Access(seen)
  @Field(() => EntryExplanation, { description: 'How the number came about.' })
  why: EntryExplanation;
}

/** `SavingConnection`. */
export const SavingConnection = connectionTypes(Saving, 'Saving', ...seen);

/** What plans saved, line by line. */
@Resolver(() => PlanSubscription)
export class SavingsResolver {
  @Access(seen)
  @FieldResolver(() => SavingConnection, {
    description: 'The lines behind `savedFen`, latest first: together they are it (省钱账单).',
  })
  async savings(@Root() { row }: PlanSubscription, @Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const { first, afterKey } = pageOf('Saving', page);
    const own = subscriptionIdOf(row);
    const lines: Awaited<ReturnType<typeof listEntries>> = [];
    // Lines of other plans of the member are passed over: there are few of them, and none between those of one plan.
    for (let after = afterKey; ; ) {
      const some = await listEntries(context.loaders, {
        memberId: row.memberId,
        accounts: ['saving'],
        first,
        afterKey: after,
      });
      lines.push(...some.filter(({ trace }) => trace.saving?.plan === own));
      after = some.at(-1)?.seq;
      if (some.length <= first || lines.length > first) break;
    }
    return connectionOf({
      list: 'Saving',
      nodes: lines.slice(0, first).map((line): Saving => {
        const { seq, at, delta: amountFen, reason: text, why } = LedgerEntry.from(line, context.locale);
        const kind = line.trace.saving?.kind ?? 'benefit';
        return Object.assign(new Saving(), { seq, id: `saving-${seq}`, at, kind, amountFen, text, why });
      }),
      hasNextPage: lines.length > first,
      keyOf: ({ seq }) => seq,
    });
  }
}
