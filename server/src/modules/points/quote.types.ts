import { Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import type { DeductionRefusal } from '../../engine/deduction';
import { Access, partner } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { JSONObject, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import type { Quote } from './quote-checkout';

const reasons = {
  NO_DEDUCTION: 'NO_DEDUCTION',
  MEMBER_BLOCKED: 'MEMBER_BLOCKED',
  ORDER_TOO_SMALL: 'ORDER_TOO_SMALL',
  BELOW_MINIMUM: 'BELOW_MINIMUM',
} as const satisfies { [K in DeductionRefusal]: K };
registerEnumType(reasons, {
  name: 'CheckoutQuoteReason',
  description: 'Why no points can be used for an order.',
  valuesConfig: {
    NO_DEDUCTION: { description: 'The program takes no points as money (不支持积分抵扣).' },
    MEMBER_BLOCKED: { description: 'The member is blocked (会员已冻结).' },
    ORDER_TOO_SMALL: { description: 'The part of the order that points may pay is below the minimum (订单金额过低).' },
    BELOW_MINIMUM: { description: 'The member has fewer points than the minimum (可用积分不足).' },
  },
});

const words: Record<DeductionRefusal, Record<Locale, string>> = {
  NO_DEDUCTION: { 'zh-CN': '本方案不支持积分抵扣', en: 'Points cannot be used as money here.' },
  MEMBER_BLOCKED: { 'zh-CN': '会员身份已暂停，暂不能使用积分', en: 'The membership is paused: no points can be used.' },
  ORDER_TOO_SMALL: { 'zh-CN': '订单金额未达到积分抵扣的起点', en: 'The order is too small for points to be used.' },
  BELOW_MINIMUM: { 'zh-CN': '可用积分未达到抵扣的起点', en: 'There are too few points to be used.' },
};

@InputType({ description: 'An order at a partner’s checkout.' })
export class CheckoutQuoteInput {
  @Field(() => String, { description: 'The partner’s reference of the member.' })
  memberRef: string;

  @Field(() => String, { nullable: true, description: 'The partner’s order, if it has a number already.' })
  orderRef?: string | null;

  @Field(() => SafeInt, { description: 'What the order costs, in fen.' })
  amountFen: number;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'The part of it to which the price for members of a plan applies; none when left out (会员价适用金额).',
  })
  memberPriceOnFen?: number | null;

  @Field(() => String, {
    description: 'The type of event that will tell of the order.',
    defaultValue: 'order.completed',
  })
  type: string;

  @Field(() => JSONObject, { nullable: true, description: 'The `data` of that event: rules may look at it.' })
  data?: Record<string, unknown> | null;
}

@ObjectType({ simpleResolvers: true, description: 'What an order would earn (预计获得).' })
export class CheckoutEarnings {
  @Access(partner('points:spend'))
  @Field(() => SafeInt, { description: 'Points, before a debt is settled with them.' })
  points: number;

  @Access(partner('points:spend'))
  @Field(() => SafeInt, { description: 'Growth value.' })
  growth: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What points can do for an order now (积分抵扣试算). Nothing is set aside: `pointsHold` does that.',
})
export class CheckoutQuotePayload extends Payload {
  @Access(partner('points:spend'))
  @Field(() => SafeInt, {
    nullable: true,
    description: 'The most points that the order can use; 0 when none (最多可用积分).',
  })
  maxPoints?: number;

  @Access(partner('points:spend'))
  @Field(() => SafeInt, { nullable: true, description: 'What those points take off the order, in fen (抵扣金额).' })
  discountFen?: number;

  @Access(partner('points:spend'))
  @Field(() => SafeInt, {
    nullable: true,
    description: 'What the price for members takes off before, in fen: tell it with the event (会员价优惠).',
  })
  memberDiscountFen?: number;

  @Access(partner('points:spend'))
  @Field(() => SafeInt, { nullable: true, description: 'What is left to pay then, in fen (应付金额).' })
  payableFen?: number;

  @Access(partner('points:spend'))
  @Field(() => reasons, { nullable: true, description: 'Why none can be used; null when some can.' })
  reasonCode?: DeductionRefusal;

  @Access(partner('points:spend'))
  @Field(() => String, { nullable: true, description: 'The same in a sentence of the reader’s language.' })
  why?: string;

  @Access(partner('points:spend'))
  @Field(() => SafeInt, { nullable: true, description: 'What the member can spend in all (可用积分).' })
  available?: number;

  @Access(partner('points:spend'))
  @Field(() => SafeInt, { nullable: true, description: 'What the member owes (欠分).' })
  debt?: number;

  @Access(partner('points:spend'))
  @Field(() => CheckoutEarnings, {
    nullable: true,
    description: 'What the cash that is left would be granted, were it completed now.',
  })
  earns?: CheckoutEarnings;
}

/** The quote in the reader's language. */
export function quoteFrom(quote: Quote, locale: Locale): Omit<CheckoutQuotePayload, 'userErrors'> {
  const { points: maxPoints, deductFen: discountFen, memberDiscountFen, cashFen: payableFen } = quote;
  const { refusal, available, debt, earns } = quote;
  const why = refusal && words[refusal][locale];
  return { maxPoints, discountFen, memberDiscountFen, payableFen, reasonCode: refusal, why, available, debt, earns };
}
