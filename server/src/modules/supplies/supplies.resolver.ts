import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { untilNotMerged } from '../members';
import { visibleMember } from '../members/members.visibility';
import { MallOrder } from '../orders/orders.types';
import { visibleOrder, visibleOrderRow } from '../orders/orders.visibility';
import type { ProgramCatalogue } from '../programs';
import { decideSupply } from './decide-supply';
import { MallOrderFulfilInput } from './supplies.inputs';
import { orderSupplyLoader } from './supplies.loaders';
import { MallOrderFulfilPayload, MallSupply } from './supplies.types';

/** What the resolver is given. */
export interface SuppliesParts {
  database: Database;
  programs: ProgramCatalogue;
  clock: Clock;
}

/** What suppliers are asked for orders, and what staff say of it. */
@Resolver(() => MallOrder)
export class SuppliesResolver {
  constructor(private readonly parts: SuppliesParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => MallSupply, {
    nullable: true,
    description: 'What a supplier is asked for it; null: no supplier is (供应商订单).',
  })
  async supply(@Root() { row }: MallOrder, @Ctx() { loaders }: Context): Promise<MallSupply | null> {
    const supply = await loaders.load(orderSupplyLoader, row.id);
    return supply ? MallSupply.from(supply) : null;
  }

  @Access(staff('operator'))
  @Mutation(() => MallOrderFulfilPayload, {
    description:
      'Ends an order for a code or a top-up by hand, when no supplier does or nobody knows what came of it (人工处理). ' +
      'Codes: NOT_FOUND, ORDER_STATE_CONFLICT, INPUT_INVALID, IDEMPOTENCY_KEY_REUSED.',
  })
  mallOrderFulfil(
    @Arg('input', () => MallOrderFulfilInput, { description: 'Which order, and how it ended.' })
    input: MallOrderFulfilInput,
    @Ctx() context: Context,
  ) {
    return settle<MallOrderFulfilPayload>(context, async () => {
      const { database, programs, clock } = this.parts;
      const { idempotencyKey: key, ...rest } = input;
      const name = context.principal.audience === 'staff' ? context.principal.name : '';
      const call = { principal: principalKey(context.principal), mutation: 'mallOrderFulfil', key, input: rest };
      const staffed = { call, by: { actor: `staff:${name}`, now: context.now }, taker: { as: 'staff' as const, name } };
      const parts = { current: await programs.current(), now: context.now, wallNow: clock.wallNow() };
      const { id, memberId } = await untilNotMerged(async () => {
        context.loaders.clear();
        const found = await visibleOrderRow(context, decodeId('MallOrder', input.orderId) ?? 0);
        if (!found) throw new Refusal('NOT_FOUND', 'There is no such order.', ['orderId']);
        await inTransaction(database, (tx) => decideSupply(tx, parts, staffed, found, rest));
        return found;
      });
      context.loaders.clear();
      context.changes.publish('member', memberId);
      const order = (await visibleOrder(programs)(context, id)) ?? undefined;
      return { order, member: (await visibleMember(context, memberId)) ?? undefined };
    });
  }
}
