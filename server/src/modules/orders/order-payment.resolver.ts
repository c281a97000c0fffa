import { Ctx, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { Coupon } from '../coupons/coupons.types';
import { couponOfMember } from '../coupons/coupons.visibility';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { MallPayment, MallRefund } from './order-payment.types';
import { orderPaymentLoader, refundsLoader } from './orders.loaders';
import { MallOrder } from './orders.types';
import { visibleOrder } from './orders.visibility';

/** How an order was paid, and what went back. */
@Resolver(() => MallOrder)
export class OrderPaymentResolver {
  constructor(private readonly parts: { programs: ProgramCatalogue }) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => MallPayment, {
    nullable: true,
    description: 'The payment of its cash part; null: there is nothing to be paid in cash (支付信息).',
  })
  async payment(@Root() { row }: MallOrder, @Ctx() { loaders }: Context): Promise<MallPayment | null> {
    const payment = await loaders.load(orderPaymentLoader, row.id);
    return payment ? MallPayment.from(payment) : null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => [MallRefund], {
    description: 'Its cash that goes back, or went, the earliest first (退款明细).',
  })
  async refunds(@Root() { row }: MallOrder, @Ctx() { loaders }: Context): Promise<MallRefund[]> {
    const payment = await loaders.load(orderPaymentLoader, row.id);
    const refunds = payment && (await loaders.load(refundsLoader, payment.id));
    return (refunds ?? []).map(MallRefund.from);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => Coupon, {
    nullable: true,
    description: 'The coupon that was used for it, as it is now; null: none was (优惠券).',
  })
  async coupon(@Root() { row }: MallOrder, @Ctx() context: Context): Promise<Coupon | null> {
    const root = row.couponId === null ? null : await visibleMember(context, row.memberId);
    return root && couponOfMember(context, await this.parts.programs.current(), root, row.couponId ?? '');
  }
}

/** Orders, as they change. */
@Resolver()
export class OrderUpdatesResolver {
  constructor(private readonly parts: { programs: ProgramCatalogue }) {}

  @Access(member)
  @Subscription(() => MallOrder, {
    nullable: true,
    description: 'An order of the signed-in member, whenever one changed: paid, sent, arrived, refunded … (订单变动).',
    subscribe: ({ context }: { context: Context }) =>
      context.changes.watch('ordersOfMember', signedInMember(context).memberId),
  })
  async orderUpdated(@Root() orderId: number, @Ctx() context: Context): Promise<MallOrder | null> {
    return visibleOrder(this.parts.programs)(context, orderId);
  }
}
