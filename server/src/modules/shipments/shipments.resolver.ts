import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { untilNotMerged } from '../members';
import { visibleMember } from '../members/members.visibility';
import type { Taker } from '../orders';
import { MallOrder } from '../orders/orders.types';
import { visibleOrder, visibleOrderRow } from '../orders/orders.visibility';
import type { ProgramCatalogue } from '../programs';
import { shipParcel } from './ship-parcel';
import { MallOrderShipInput } from './shipments.inputs';
import { shipmentEventsLoader, shipmentsLoader } from './shipments.loaders';
import { MallOrderShipPayload, MallShipment, MallShipmentEvent } from './shipments.types';

/** What the resolvers are given. */
export interface ShipmentsParts {
  database: Database;
  programs: ProgramCatalogue;
  clock: Clock;
}

/** The parcels of orders. */
@Resolver(() => MallOrder)
export class ShipmentsResolver {
  constructor(private readonly parts: ShipmentsParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => [MallShipment], {
    description: 'Its parcels, the first first; empty until one is sent (物流包裹).',
  })
  async shipments(@Root() { row }: MallOrder, @Ctx() { loaders, locale }: Context): Promise<MallShipment[]> {
    return ((await loaders.load(shipmentsLoader, row.id)) ?? []).map((one) => MallShipment.from(one, locale));
  }

  @Access(staff('operator'))
  @Mutation(() => MallOrderShipPayload, {
    description:
      'Sends a parcel of an order: the first one, or a further one until the quantity is out (发货). Codes: NOT_FOUND, ' +
      'ORDER_STATE_CONFLICT, INPUT_INVALID, ALREADY_EXISTS, IDEMPOTENCY_KEY_REUSED.',
  })
  mallOrderShip(
    @Arg('input', () => MallOrderShipInput, { description: 'Of which order, and by whom it goes.' })
    input: MallOrderShipInput,
    @Ctx() context: Context,
  ) {
    return settle<MallOrderShipPayload>(context, async () => {
      const { database, programs, clock } = this.parts;
      const parts = { current: await programs.current(), now: context.now, wallNow: clock.wallNow() };
      const { idempotencyKey: key, ...rest } = input;
      const call = { principal: principalKey(context.principal), mutation: 'mallOrderShip', key, input: rest };
      const orderId = decodeId('MallOrder', input.orderId) ?? 0;
      const by = shipperOf(context);
      const [memberId, shipmentId] = await untilNotMerged(async () => {
        context.loaders.clear();
        const found = await visibleOrderRow(context, orderId);
        if (!found) throw new Refusal('NOT_FOUND', 'There is no such order.', ['orderId']);
        return [
          found.memberId,
          await inTransaction(database, (tx) => shipParcel(tx, parts, call, found, rest, by)),
        ] as const;
      });
      context.loaders.clear();
      context.changes.publish('member', memberId);
      const order = (await visibleOrder(programs)(context, orderId)) ?? undefined;
      const rows = (await context.loaders.load(shipmentsLoader, orderId)) ?? [];
      const row = rows.find(({ id }) => id === shipmentId);
      const shipment = row && MallShipment.from(row, context.locale);
      return { order, shipment, member: (await visibleMember(context, memberId)) ?? undefined };
    });
  }
}

/** What was told of parcels. */
@Resolver(() => MallShipment)
export class MallShipmentResolver {
  @Access(member, staff('viewer'))
  @FieldResolver(() => [MallShipmentEvent], { description: 'What the carrier told, the latest first (物流轨迹).' })
  async events(@Root() { rowId }: MallShipment, @Ctx() { loaders }: Context): Promise<MallShipmentEvent[]> {
    return ((await loaders.load(shipmentEventsLoader, rowId)) ?? []).map(MallShipmentEvent.from);
  }
}

function shipperOf({ principal }: Context): Taker & { name: string } {
  if (principal.audience !== 'staff') throw new InvariantError('Only staff send parcels.');
  return { as: 'staff', name: principal.name };
}
