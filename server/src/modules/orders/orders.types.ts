import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { Payload } from '../../graphql/payload';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import type { Locale } from '../../platform/locale';
import { attributesIn, MallAttribute, ProductKindEnum } from '../mall/mall.types';
import { Member } from '../members/members.types';
import { PaymentParams } from '../payments/payments.types';
import { numberOf } from './order-number';
import { orderedItem } from './ordered-item';
import type { OrderChangeRow, OrderRow, OrderState, Recipient } from './orders.entities';
import { isOpenToMember } from './transitions';

/** Where members pay. */
export { PayChannelEnum } from '../payments/payments.types';

const seen = [member, staff('viewer')];

/** `MallOrderState` of the schema. */
export const OrderStateEnum = {
  PENDING_PAYMENT: 'PENDING_PAYMENT',
  PAID: 'PAID',
  FULFILLING: 'FULFILLING',
  SHIPPED: 'SHIPPED',
  RECEIVED: 'RECEIVED',
  COMPLETED: 'COMPLETED',
  CANCELLED: 'CANCELLED',
  RETURN_REQUESTED: 'RETURN_REQUESTED',
  RETURNED: 'RETURNED',
  REFUNDED: 'REFUNDED',
  FULFILMENT_FAILED: 'FULFILMENT_FAILED',
} as const satisfies Record<OrderState, OrderState>;
registerEnumType(OrderStateEnum, {
  name: 'MallOrderState',
  description: 'Where an order of the points mall stands.',
  valuesConfig: {
    PENDING_PAYMENT: {
      description: 'Its points are held and its stock is reserved until the cash part is paid (待支付).',
    },
    PAID: { description: 'Paid; nothing has been done for it yet (待发货).' },
    FULFILLING: { description: 'It is being packed, or asked for from the supplier (处理中).' },
    SHIPPED: { description: 'It is on its way (待收货).' },
    RECEIVED: { description: 'It has arrived, and can be returned (已收货).' },
    COMPLETED: { description: 'It has arrived and the time of returns is over (已完成).' },
    CANCELLED: { description: 'It was called off, or not paid in time; whatever was paid went back (已取消).' },
    RETURN_REQUESTED: { description: 'The member wants to return it; staff decide (退货中).' },
    RETURNED: { description: 'It came back, and points and cash went back (已退货).' },
    REFUNDED: { description: 'Staff gave points and cash back without a return (已退款).' },
    FULFILMENT_FAILED: { description: 'The supplier could not deliver; points and cash went back (兑换失败).' },
  },
});

/** `MallPayWith` of the schema. */
export const PayWithEnum = { POINTS: 'POINTS', POINTS_AND_CASH: 'POINTS_AND_CASH' } as const;
registerEnumType(PayWithEnum, {
  name: 'MallPayWith',
  description: 'What an order is paid with.',
  valuesConfig: {
    POINTS: { description: 'Points alone (纯积分).' },
    POINTS_AND_CASH: { description: 'Fewer points, and cash (积分加现金).' },
  },
});

/** `MallOrderAction` of the schema. */
export const OrderActionEnum = {
  CANCEL: 'cancel',
  CONFIRM_RECEIPT: 'receive',
  REQUEST_RETURN: 'requestReturn',
} as const;
registerEnumType(OrderActionEnum, {
  name: 'MallOrderAction',
  description: 'What the member can do with an order now.',
  valuesConfig: {
    CANCEL: { description: '`mallOrderCancel` (取消订单).' },
    CONFIRM_RECEIPT: { description: '`mallOrderConfirmReceipt` (确认收货).' },
    REQUEST_RETURN: { description: '`mallOrderReturnRequest` (申请退货).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What was ordered, as it was when it was (商品快照).' })
export class MallOrderItem {
  /** For resolvers only: the name of the cover among the stored pictures. */
  readonly image: string | null;

  @Access(seen)
  @Field(() => String, { description: 'The name in the reader’s language.' })
  name: string;

  @Access(seen)
  @Field(() => [MallAttribute], { description: 'The variant.' })
  attributes: MallAttribute[];

  @Access(seen)
  @Field(() => SafeInt, { description: 'What one of it costs in shops, in fen (市场价).' })
  marketPriceFen: number;
}

@ObjectType({ simpleResolvers: true, description: 'A step in the life of an order.' })
export class MallOrderChange {
  @Access(seen)
  @Field(() => OrderStateEnum, { description: 'Where it led.' })
  state: OrderState;

  @Access(seen)
  @Field(() => DateTime, { description: 'When.' })
  at: Date;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Who did it: `member`, `system`, `staff:` and a name.' })
  actor: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Why.' })
  reason: string;

  static from({ toState: state, at, actor, reason }: OrderChangeRow): MallOrderChange {
    return Object.assign(new MallOrderChange(), { state, at, actor, reason });
  }
}

@ObjectType({ simpleResolvers: true, description: 'To whom an order goes (收货信息).' })
export class MallRecipient {
  @Access(member, staff('operator'))
  @Field(() => String, { nullable: true, description: 'The name; null for a top-up.' })
  name?: string;

  @Access(member, staff('operator'))
  @Field(() => String, { description: 'The phone number.' })
  phone: string;

  @Access(member, staff('operator'))
  @Field(() => String, { nullable: true, description: 'Province, city and district; null for a top-up.' })
  region?: string;

  @Access(member, staff('operator'))
  @Field(() => String, { nullable: true, description: 'Street and house; null for a top-up.' })
  street?: string;

  static from(recipient: Recipient): MallRecipient {
    return Object.assign(new MallRecipient(), recipient);
  }
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'An order of the points mall (兑换订单).' })
export class MallOrder extends Node {
  /** For resolvers only: never leaves the server. */
  readonly row: OrderRow;

  @Access(seen)
  @Field(() => String, { description: 'The number that members and staff tell one another: the date, and a count.' })
  number: string;

  @Access(seen)
  @Field(() => OrderStateEnum, { description: 'Where it stands.' })
  state: OrderState;

  @Access(seen)
  @Field(() => ProductKindEnum, { description: 'How it comes to the member.' })
  kind: OrderRow['kind'];

  @Access(seen)
  @Field(() => MallOrderItem, { description: 'What was ordered.' })
  item: MallOrderItem;

  @Access(seen)
  @Field(() => Int, { description: 'How many.' })
  quantity: number;

  @Access(seen)
  @Field(() => PayWithEnum, { description: 'What it is paid with.' })
  payWith: OrderRow['payWith'];

  @Access(seen)
  @Field(() => SafeInt, { description: 'What it costs in points, all of it.' })
  points: number;

  @Access(seen)
  @Field(() => SafeInt, { description: 'What is paid for it in cash besides, in fen; the coupon’s discount is off.' })
  cashFen: number;

  @Access(seen)
  @Field(() => SafeInt, { description: 'What the coupon took off the cash part, in fen; 0 without one (优惠).' })
  discountFen: number;

  @Access(seen)
  @Field(() => SafeInt, {
    description: 'What the price for members took off the cash part before, in fen; 0 without one (会员价优惠).',
  })
  memberDiscountFen: number;

  @Access(seen)
  @Field(() => SafeInt, { description: 'How many of the points came back (已退积分).' })
  returnedPoints: number;

  @Access(seen)
  @Field(() => SafeInt, { description: 'How much of the cash goes back, or went, in fen (已退金额).' })
  refundedFen: number;

  @Access(seen)
  @Field(() => DateTime, { description: 'When it was placed.' })
  placedAt: Date;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'Until when it can be paid; null unless it waits for that.' })
  payUntil: Date | null;

  @Access(seen)
  @Field(() => DateTime, {
    nullable: true,
    description: 'When it counts as received by itself; null unless it is on its way (自动收货).',
  })
  receivedBy: Date | null;

  @Access(seen)
  @Field(() => DateTime, { nullable: true, description: 'Until when it can be returned; null when it cannot.' })
  returnUntil: Date | null;

  @Access(seen)
  @Field(() => [OrderActionEnum], { description: 'What the member can do with it now.' })
  actions: (typeof OrderActionEnum)[keyof typeof OrderActionEnum][];

  /** The order in the reader's language. */
  static from(row: OrderRow, timeZone: string, locale: Locale): MallOrder {
    const { state, kind, quantity, payWith, points, cashFen, discountFen } = row;
    const { memberDiscountFen, returnedPoints, refundedFen, placedAt, dueAt } = row;
    const item = orderedItem(row);
    const due = (wanted: OrderState) => (state === wanted ? dueAt : null);
    return Object.assign(new MallOrder(), {
      id: encodeId('MallOrder', row.id),
      row,
      number: numberOf(row, timeZone),
      item: {
        name: item.name[locale],
        attributes: attributesIn(locale, item.attributes),
        marketPriceFen: item.marketPriceFen,
        image: item.image,
      },
      ...{ state, kind, quantity, payWith, points, cashFen, discountFen, memberDiscountFen },
      ...{ returnedPoints, refundedFen, placedAt },
      payUntil: due('PENDING_PAYMENT'),
      receivedBy: due('SHIPPED'),
      returnUntil: due('RECEIVED'),
      actions: Object.values(OrderActionEnum).filter((step) => isOpenToMember(row, step)),
    });
  }
}

/** `MallOrderConnection`. */
export const MallOrderConnection = connectionTypes(MallOrder, 'MallOrder', ...seen);

@ObjectType({ simpleResolvers: true, description: 'How many orders a member has in a state.' })
export class MallOrderCount {
  @Access(seen)
  @Field(() => OrderStateEnum, { description: 'The state.' })
  state: OrderState;

  @Access(seen)
  @Field(() => Int, { description: 'How many.' })
  count: number;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation on an order of the points mall.' })
export abstract class OrderPayload extends Payload {
  @Access(seen)
  @Field(() => MallOrder, { nullable: true, description: 'The order as it is now.' })
  order?: MallOrder;

  @Access(seen)
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation after which there may be something to pay.' })
abstract class PayableOrderPayload extends OrderPayload {
  @Access(member)
  @Field(() => PaymentParams, {
    nullable: true,
    description:
      'How to pay; null when nothing is to be paid, or the provider is busy: then ask by `mallOrderPaymentResume`.',
  })
  paymentParams?: PaymentParams;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderPlace`.' })
export class MallOrderPlacePayload extends PayableOrderPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderPaymentResume`.' })
export class MallOrderPaymentResumePayload extends PayableOrderPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderCancel`.' })
export class MallOrderCancelPayload extends OrderPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderConfirmReceipt`.' })
export class MallOrderConfirmReceiptPayload extends OrderPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderReturnRequest`.' })
export class MallOrderReturnRequestPayload extends OrderPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderReturnDecide`.' })
export class MallOrderReturnDecidePayload extends OrderPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `mallOrderRefund`.' })
export class MallOrderRefundPayload extends OrderPayload {}
