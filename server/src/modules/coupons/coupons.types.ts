import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { templateOf } from '../../engine/coupons';
import type * as engine from '../../engine/program';
import { formatRational } from '../../engine/rational';
import type * as stored from '../../engine/state';
import { Access, anyone, member, partner, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Payload } from '../../graphql/payload';
import { DateTime, Duration, LocalDate, SafeInt } from '../../graphql/scalars';
import type { Locale } from '../../platform/locale';
import { Member } from '../members/members.types';
import type { ProgramInForce } from '../programs';
import type { ChangedCoupon } from './change-coupon';
import { outerCouponId } from './coupon-ids';

const kinds = {
  AMOUNT_OFF: 'amountOff',
  PERCENT_OFF: 'percentOff',
  FREE_SHIPPING: 'freeShipping',
  RATE_BOOST: 'rateBoost',
} as const satisfies Record<string, engine.CouponTemplate['kind']>;
registerEnumType(kinds, {
  name: 'CouponKind',
  description: 'What a coupon does.',
  valuesConfig: {
    AMOUNT_OFF: { description: 'Takes an amount off an order (满减券).' },
    PERCENT_OFF: { description: 'Takes a part off an order, up to a ceiling (折扣券).' },
    FREE_SHIPPING: { description: 'Pays the shipping charge (包邮券).' },
    RATE_BOOST: { description: 'Adds to an annual rate (加息券).' },
  },
});

const states = {
  AVAILABLE: 'available',
  LOCKED: 'locked',
  REDEEMED: 'redeemed',
  EXPIRED: 'expired',
} as const satisfies Record<string, stored.Coupon['state']>;
registerEnumType(states, {
  name: 'CouponState',
  description: 'What became of a coupon.',
  valuesConfig: {
    AVAILABLE: { description: 'It can be used (可使用).' },
    LOCKED: { description: 'It is set aside for an order (已锁定).' },
    REDEEMED: { description: 'It was used (已使用).' },
    EXPIRED: { description: 'Its last day is past (已过期).' },
  },
});
/** `CouponState`. */
export const CouponStateEnum = states;

@ObjectType({ simpleResolvers: true, description: 'A kind of coupon (优惠券模板).' })
export class CouponTemplate {
  /** For resolvers only: never leaves the server. */
  readonly source: engine.CouponTemplate;

  @Access(anyone)
  @Field(() => String, { description: 'Stable for ever, such as `welcome-10`.' })
  code: string;

  @Access(anyone)
  @Field(() => String, { description: 'The name in the reader’s language (名称).' })
  name: string;

  @Access(anyone)
  @Field(() => kinds, { description: 'What it does (类型).' })
  kind: engine.CouponTemplate['kind'];

  @Access(anyone)
  @Field(() => SafeInt, { nullable: true, description: 'What it takes off, or pays at most, in fen (面额).' })
  offFen?: number;

  @Access(anyone)
  @Field(() => String, {
    nullable: true,
    description: 'The part that it takes off, or what it adds to an annual rate, exactly: `0.1` is a tenth (折扣).',
  })
  percent?: string;

  @Access(anyone)
  @Field(() => SafeInt, { nullable: true, description: 'What the part is worth at most, in fen (最高优惠).' })
  ceilingFen?: number;

  @Access(anyone)
  @Field(() => SafeInt, { description: 'The least that an order must come to, in fen; 0: anything (使用门槛).' })
  minSpendFen: number;

  @Access(anyone)
  @Field(() => Int, { nullable: true, description: 'For how many days the money must stay at least (最短期限).' })
  minTermDays?: number;

  @Access(anyone)
  @Field(() => [String], { nullable: true, description: 'Categories for which it is; null: all (适用品类).' })
  categories?: readonly string[];

  @Access(anyone)
  @Field(() => Duration, {
    nullable: true,
    description: 'How long it is good from the day on which it comes (有效期).',
  })
  validFor?: string;

  @Access(anyone)
  @Field(() => LocalDate, { nullable: true, description: 'The last day of every coupon of the kind (截止日期).' })
  validTo?: string;

  @Access(anyone)
  @Field(() => Int, { nullable: true, description: 'How many a member may claim; null: any number (每人限领).' })
  perMember?: number;

  /** The kind in the reader's language. */
  static from(source: engine.CouponTemplate, locale: Locale): CouponTemplate {
    const { code, kind, offFen, percent, ceilingFen, minSpendFen, minTermDays, perMember, scope, valid } = source;
    const period = 'for' in valid ? { validFor: valid.for } : { validTo: valid.to };
    return Object.assign(new CouponTemplate(), {
      ...{ source, code, name: source.name[locale], kind, offFen, ceilingFen, minSpendFen, minTermDays, ...period },
      perMember,
      percent: percent && formatRational(percent),
      categories: scope?.categories,
    });
  }
}

/** `CouponTemplateConnection`. */
export const CouponTemplateConnection = connectionTypes(CouponTemplate, 'CouponTemplate', ...anyone);

const readers = [member, partner('coupons:use'), partner('members:read'), staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'A coupon in a member’s hands (优惠券).' })
export class Coupon {
  /** For resolvers only: never leaves the server. */
  readonly place: number;

  @Access(readers)
  @Field(() => ID, { description: 'For lock, redemption and return; it stays when members are merged.' })
  id: string;

  @Access(readers)
  @Field(() => CouponTemplate, {
    nullable: true,
    description: 'Its kind, with the terms under which it was given; null when the program has lost it.',
  })
  template?: CouponTemplate;

  @Access(readers)
  @Field(() => states, { description: 'What became of it (状态).' })
  state: stored.Coupon['state'];

  @Access(readers)
  @Field(() => DateTime, { description: 'When it came (领取时间).' })
  grantedAt: Date;

  @Access(readers)
  @Field(() => DateTime, { description: 'From when it can be used.' })
  validFrom: Date;

  @Access(readers)
  @Field(() => DateTime, { description: 'Until when, not included (有效期至).' })
  validUntil: Date;

  @Access(member, staff('viewer'))
  @Field(() => String, { description: 'What gave it, such as `claim` or `gift gold-pack` (来源).' })
  source: string;

  @Access(readers)
  @Field(() => String, { nullable: true, description: 'The order for which it is locked, or was used.' })
  orderRef?: string;

  @Access(readers)
  @Field(() => DateTime, { nullable: true, description: 'Until when it is locked.' })
  lockedUntil?: Date;

  @Access(readers)
  @Field(() => SafeInt, {
    nullable: true,
    description:
      'Locked: what it takes off that order at most, in fen; null: the partner decides. Used: what it took off.',
  })
  discountFen?: number;

  /** The coupon as the gateway shows it. */
  static from(
    { memberId, coupon }: ChangedCoupon,
    { timeline }: Pick<ProgramInForce, 'timeline'>,
    locale: Locale,
    place = 0,
  ): Coupon {
    const template = templateOf(timeline, coupon);
    const { state, source, orderRef, discountFen, lockedUntil } = coupon;
    return Object.assign(new Coupon(), {
      ...{ place, state, source, orderRef, discountFen },
      id: outerCouponId(memberId, coupon.id),
      template: template && CouponTemplate.from(template, locale),
      grantedAt: new Date(coupon.grantedAt),
      validFrom: new Date(coupon.validFrom),
      validUntil: new Date(coupon.validUntil),
      lockedUntil: lockedUntil === undefined ? undefined : new Date(lockedUntil),
    });
  }
}

/** `CouponConnection`. */
export const CouponConnection = connectionTypes(Coupon, 'Coupon', member, partner('members:read'), staff('viewer'));

const owners = [member, staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'Coupons that expire next (即将过期).' })
export class CouponExpiry {
  @Access(owners)
  @Field(() => Int, { description: 'How many.' })
  count: number;

  @Access(owners)
  @Field(() => DateTime, { description: 'Until when they can be used, not included (过期时间).' })
  at: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A member’s coupons in numbers (优惠券统计).' })
export class CouponSummary {
  @Access(owners)
  @Field(() => Int, { description: 'How many can be used (可使用).' })
  available: number;

  @Access(owners)
  @Field(() => Int, { description: 'How many are set aside for orders (已锁定).' })
  locked: number;

  @Access(owners)
  @Field(() => Int, { description: 'How many were used (已使用).' })
  redeemed: number;

  @Access(owners)
  @Field(() => Int, { description: 'How many ended unused (已过期).' })
  expired: number;

  @Access(owners)
  @Field(() => SafeInt, { description: 'What those that were used took off, in fen (累计节省).' })
  savedTotalFen: number;

  @Access(owners)
  @Field(() => CouponExpiry, {
    nullable: true,
    description: 'Of those that can be used, what expires first; null: there are none (最近过期).',
  })
  nextExpiry?: CouponExpiry;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `couponClaim`.' })
export class CouponClaimPayload extends Payload {
  @Access(member)
  @Field(() => Coupon, { nullable: true, description: 'The coupon.' })
  coupon?: Coupon;

  @Access(member)
  @Field(() => Member, { nullable: true, description: 'The member, with it.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a step on a coupon.' })
export abstract class CouponUsePayload extends Payload {
  @Access(partner('coupons:use'))
  @Field(() => Coupon, { nullable: true, description: 'The coupon as it is now.' })
  coupon?: Coupon;

  @Access(partner('coupons:use'))
  @Field(() => Member, { nullable: true, description: 'Whose it is.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `couponLock`.' })
export class CouponLockPayload extends CouponUsePayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `couponUnlock`.' })
export class CouponUnlockPayload extends CouponUsePayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `couponRedeem`.' })
export class CouponRedeemPayload extends CouponUsePayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `couponReturn`.' })
export class CouponReturnPayload extends CouponUsePayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `couponGrant`.' })
export class CouponGrantPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Coupon, { nullable: true, description: 'The coupon; the last, of several.' })
  coupon?: Coupon;

  @Access(staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member, with it.' })
  member?: Member;
}
