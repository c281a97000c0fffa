import { Arg, Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { PaymentProviders } from '../../connectors/payment/payment';
import { Access, member, staff } from '../../graphql/access';
import { badInput, connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import { URLScalar } from '../../graphql/scalars';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import type { FieldCipher } from '../../platform/secrets';
import { once } from '../idempotency';
import { untilNotMerged } from '../members';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import type { OrderParts, Taker } from './change-order';
import {
  cancelling,
  decidingReturn,
  type OrderWork,
  receiving,
  refunding,
  requestingReturn,
  type WhenRefunded,
} from './decide-order';
import type { OrderRow, OrderState } from './orders.entities';
import {
  MallOrderCancelInput,
  MallOrderConfirmReceiptInput,
  MallOrderPaymentResumeInput,
  MallOrderPlaceInput,
  MallOrderRefundInput,
  MallOrderReturnDecideInput,
  MallOrderReturnRequestInput,
} from './orders.inputs';
import { lockOrder } from './orders.job';
import { orderChangesLoader, orderCountsLoader } from './orders.loaders';
import { listOrders } from './orders.store';
import {
  MallOrder,
  MallOrderCancelPayload,
  MallOrderChange,
  MallOrderConfirmReceiptPayload,
  MallOrderConnection,
  MallOrderCount,
  MallOrderItem,
  MallOrderPaymentResumePayload,
  MallOrderPlacePayload,
  MallOrderRefundPayload,
  MallOrderReturnDecidePayload,
  MallOrderReturnRequestPayload,
  MallRecipient,
  OrderStateEnum,
} from './orders.types';
import { visibleOrderRow } from './orders.visibility';
import { placeOrder } from './place-order';
import { recipientOf } from './recipient';
import { firstParams, readOrder, resumePayment } from './redeem';

const STEP_CODES = 'NOT_FOUND, ORDER_STATE_CONFLICT, INPUT_INVALID, IDEMPOTENCY_KEY_REUSED';

/** What the resolvers are given; without providers of payments orders are for points alone. */
export interface OrdersParts {
  database: Database;
  programs: ProgramCatalogue;
  cipher: FieldCipher;
  clock: Clock;
  payments: PaymentProviders;
  /** The applications in which members pay. */
  apps: { miniProgram: string; web: string };
  publicUrl: string;
  /** What else goes back with an order that was refunded whole. */
  whenRefunded: WhenRefunded;
}

/** A member's orders of the points mall. */
@Resolver(() => Member)
export class OrdersResolver {
  constructor(private readonly parts: OrdersParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => MallOrderConnection, {
    description: 'The member’s orders of the points mall, latest first (兑换订单).',
  })
  async orders(
    @Root() root: Member,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
    @Arg('state', () => OrderStateEnum, { nullable: true, description: 'Only those in this state; all when left out.' })
    state?: OrderState | null,
    @Arg('states', () => [OrderStateEnum], {
      nullable: true,
      description: 'Only those in one of these states; `state` goes before it.',
    })
    states?: OrderState[] | null,
  ) {
    const position = pageOf('MallOrder', page);
    if (states?.length === 0) throw badInput('states is empty: name a state, or leave it out for all.');
    const wanted = state ? [state] : (states ?? undefined);
    const rows = await listOrders(this.parts.database, root.rowId, wanted, position);
    const { timeZone } = (await this.parts.programs.current()).program;
    return connectionOf({
      list: 'MallOrder',
      nodes: rows.slice(0, position.first).map((row) => MallOrder.from(row, timeZone, context.locale)),
      hasNextPage: rows.length > position.first,
      keyOf: ({ row }) => row.id,
    });
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => [MallOrderCount], {
    description: 'How many orders there are in each state that has any (订单角标).',
  })
  async orderCounts(@Root() root: Member, @Ctx() { loaders }: Context): Promise<MallOrderCount[]> {
    const counts = (await loaders.load(orderCountsLoader, root.rowId)) ?? new Map<OrderState, number>();
    return [...counts].map(([state, count]) => Object.assign(new MallOrderCount(), { state, count }));
  }

  @Access(member)
  @Mutation(() => MallOrderPlacePayload, {
    description:
      'Redeems something (兑换下单). With nothing to be paid in cash it is paid at once. With cash the points are held, the coupon ' +
      'is set aside, and `paymentParams` tell how to pay. Codes: INPUT_INVALID, PRODUCT_NOT_AVAILABLE, LEVEL_TOO_LOW, PURCHASE_LIMIT_REACHED, ADDRESS_REQUIRED, ' +
      'INSUFFICIENT_POINTS, MEMBER_BLOCKED, PAYMENT_NOT_OFFERED, OUT_OF_STOCK, COUPON_NOT_FOUND, COUPON_EXPIRED, ' +
      'COUPON_STATE_CONFLICT, COUPON_MIN_SPEND, COUPON_OUT_OF_SCOPE, IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT (merged).',
  })
  mallOrderPlace(
    @Arg('input', () => MallOrderPlaceInput, { description: 'What, how many, and how it is paid.' })
    input: MallOrderPlaceInput,
    @Ctx() context: Context,
  ) {
    return settle<MallOrderPlacePayload>(context, async () => {
      const { memberId } = signedInMember(context);
      const parts = await this.moment(context);
      const { idempotencyKey: key, ...rest } = input;
      const call = { principal: principalKey(context.principal), mutation: 'mallOrderPlace', key, input: rest };
      const member = { id: memberId, address: context.address };
      const order = await readOrder(parts, member, rest);
      const id = await inTransaction(parts.database, (tx) => placeOrder(tx, parts, call, order));
      const paymentParams = order.payBy ? await firstParams(parts, id) : undefined;
      return { ...(await this.changed(context, { id, memberId }, parts)), paymentParams };
    });
  }

  @Access(member)
  @Mutation(() => MallOrderPaymentResumePayload, {
    description:
      'How to pay an order that waits for it, signed anew (继续支付). Codes: NOT_FOUND, PAYMENT_NOT_OPEN, PROVIDER_BUSY.',
  })
  mallOrderPaymentResume(
    @Arg('input', () => MallOrderPaymentResumeInput, { description: 'Which order.' })
    input: MallOrderPaymentResumeInput,
    @Ctx() context: Context,
  ) {
    return settle<MallOrderPaymentResumePayload>(context, async () => {
      const order = await this.visible(context, input.orderId);
      const parts = await this.moment(context);
      const paymentParams = await resumePayment(parts, order.id);
      return { ...(await this.changed(context, order, parts)), paymentParams };
    });
  }

  @Access(member, staff('operator'))
  @Mutation(() => MallOrderCancelPayload, {
    description: `Calls an order off before anything is on its way; what was paid goes back whole (取消订单). Codes: ${STEP_CODES}.`,
  })
  mallOrderCancel(
    @Arg('input', () => MallOrderCancelInput, { description: 'Which order, and why.' }) input: MallOrderCancelInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'mallOrderCancel', input, () => cancelling(input));
  }

  @Access(member, staff('operator'))
  @Mutation(() => MallOrderConfirmReceiptPayload, {
    description: `An order has arrived (确认收货). Codes: ${STEP_CODES}.`,
  })
  mallOrderConfirmReceipt(
    @Arg('input', () => MallOrderConfirmReceiptInput, { description: 'Which order.' })
    input: MallOrderConfirmReceiptInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'mallOrderConfirmReceipt', input, receiving);
  }

  @Access(member)
  @Mutation(() => MallOrderReturnRequestPayload, {
    description: `Asks for a return, on which staff decide (申请退货). Codes: ${STEP_CODES}.`,
  })
  mallOrderReturnRequest(
    @Arg('input', () => MallOrderReturnRequestInput, { description: 'Which order, and why.' })
    input: MallOrderReturnRequestInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'mallOrderReturnRequest', input, () => requestingReturn(input));
  }

  @Access(staff('operator'))
  @Mutation(() => MallOrderReturnDecidePayload, {
    description: `Decides about a return after a look at what came back (退货审核). Codes: ${STEP_CODES}.`,
  })
  mallOrderReturnDecide(
    @Arg('input', () => MallOrderReturnDecideInput, { description: 'Which order, and what goes back.' })
    input: MallOrderReturnDecideInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'mallOrderReturnDecide', input, () => decidingReturn(input));
  }

  @Access(staff('operator'))
  @Mutation(() => MallOrderRefundPayload, {
    description: `Gives points and cash back, in part or whole, without a return (退款). Codes: ${STEP_CODES}.`,
  })
  mallOrderRefund(
    @Arg('input', () => MallOrderRefundInput, { description: 'Which order, and how much.' })
    input: MallOrderRefundInput,
    @Ctx() context: Context,
  ) {
    return this.step(context, 'mallOrderRefund', input, () => refunding(input, this.parts.whenRefunded));
  }

  private step(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string; orderId: string },
    workOf: () => OrderWork,
  ) {
    return settle<MallOrderCancelPayload>(context, async () => {
      const { database } = this.parts;
      const work = workOf();
      const parts = await this.moment(context);
      const { idempotencyKey: key, ...rest } = input;
      const call = { principal: principalKey(context.principal), mutation, key, input: rest };
      const order = await untilNotMerged(async () => {
        context.loaders.clear();
        const found = await this.visible(context, input.orderId);
        await inTransaction(database, (tx) =>
          once(tx, call, parts.now, async () => {
            await work(tx, parts, await lockOrder(tx, found), takerOf(context));
            return 'done';
          }),
        );
        return found;
      });
      return this.changed(context, order, parts);
    });
  }

  /** Everything that placing and steps need, at the instant of the request. */
  private async moment(context: Context) {
    const { database, programs, clock, cipher, payments: providers, apps } = this.parts;
    const current = await programs.current();
    return { database, providers, cipher, apps, current, now: context.now, wallNow: clock.wallNow() };
  }

  private async visible(context: Context, orderId: string): Promise<OrderRow> {
    const found = await visibleOrderRow(context, decodeId('MallOrder', orderId) ?? 0);
    if (!found) throw new Refusal('NOT_FOUND', 'There is no such order.', ['orderId']);
    return found;
  }

  private async changed(
    context: Context,
    { id, memberId }: Pick<OrderRow, 'id' | 'memberId'>,
    { current }: OrderParts,
  ) {
    context.loaders.clear();
    context.changes.publish('member', memberId);
    context.changes.publish('ordersOfMember', memberId, id);
    const row = await visibleOrderRow(context, id);
    const order = row ? MallOrder.from(row, current.program.timeZone, context.locale) : undefined;
    return { order, member: (await visibleMember(context, memberId)) ?? undefined };
  }
}

/** What an order leads to. */
@Resolver(() => MallOrder)
export class MallOrderResolver {
  constructor(private readonly parts: Pick<OrdersParts, 'cipher'>) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => [MallOrderChange], { description: 'Every step so far, in order (订单进度).' })
  async timeline(@Root() { row }: MallOrder, @Ctx() { loaders }: Context): Promise<MallOrderChange[]> {
    return ((await loaders.load(orderChangesLoader, row.id)) ?? []).map(MallOrderChange.from);
  }

  @Access(member, staff('operator'))
  @FieldResolver(() => MallRecipient, {
    nullable: true,
    description: 'To whom it goes; null when nothing is sent (收货信息).',
  })
  recipient(@Root() { row }: MallOrder): MallRecipient | null {
    const recipient = recipientOf(this.parts.cipher, row);
    return recipient ? MallRecipient.from(recipient) : null;
  }

  @Access(staff('viewer'))
  @FieldResolver(() => Member, { nullable: true, description: 'Whose it is.' })
  member(@Root() { row }: MallOrder, @Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, row.memberId);
  }
}

/** The picture of what was ordered. */
@Resolver(() => MallOrderItem)
export class MallOrderItemResolver {
  constructor(private readonly parts: Pick<OrdersParts, 'publicUrl'>) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => URLScalar, { nullable: true, description: 'Its picture; null when it had none (商品图片).' })
  imageUrl(@Root() { image }: MallOrderItem): string | null {
    return image === null ? null : `${this.parts.publicUrl}/media/${image}`;
  }
}

function takerOf(context: Context): Taker {
  const { principal } = context;
  if (principal.audience === 'staff') return { as: 'staff', name: principal.name };
  signedInMember(context);
  return { as: 'member' };
}
