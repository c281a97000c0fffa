import type { Instant } from '../../engine/calendar';
import type { KindsOf } from './kind-of-message';

interface CouponData {
  template: string;
  coupons: number;
  validUntil: Instant;
}

/** Messages about coupons, and what their words are made from. */
export interface CouponMessages {
  COUPON_RECEIVED: CouponData;
  COUPON_EXPIRING: CouponData;
  COUPON_EXPIRED: CouponData;
  COUPON_RETURNED: { template: string; orderRef: string; validUntil: Instant; isOver: boolean };
}

/** Messages about coupons (优惠券). */
export const couponMessages: KindsOf<CouponMessages> = {
  COUPON_RECEIVED: {
    description: 'The member was given coupons, otherwise than by a claim or a reward (收到优惠券).',
    opens: 'COUPONS',
    topic: 'REWARD',
    text: {
      'zh-CN': ({ template, coupons, validUntil }, { coupon, count, lastDate }) => ({
        title: '收到优惠券',
        body: `您获得 ${count(coupons)} 张“${coupon(template)}”，有效期至${lastDate(validUntil)}。`,
      }),
      en: ({ template, coupons, validUntil }, { coupon, count, lastDate }) => ({
        title: coupons === 1 ? 'You got a coupon' : `You got ${count(coupons)} coupons`,
        body: `${coupon(template)}, good until ${lastDate(validUntil)}.`,
      }),
    },
  },
  COUPON_EXPIRING: {
    description: 'Coupons end soon: which, and their last date (优惠券即将过期).',
    opens: 'COUPONS',
    topic: 'EXPIRY',
    text: {
      'zh-CN': ({ template, coupons, validUntil }, { coupon, count, lastDate }) => ({
        title: '优惠券即将过期',
        body: `您的 ${count(coupons)} 张“${coupon(template)}”将于${lastDate(validUntil)}到期，当日仍可使用。`,
      }),
      en: ({ template, coupons, validUntil }, { coupon, count, lastDate }) => ({
        title: coupons === 1 ? 'A coupon ends soon' : `${count(coupons)} coupons end soon`,
        body: `${coupon(template)} can be used until ${lastDate(validUntil)}, that day included.`,
      }),
    },
  },
  COUPON_EXPIRED: {
    description: 'Coupons have ended unused (优惠券已过期).',
    opens: 'COUPONS',
    text: {
      'zh-CN': ({ template, coupons }, { coupon, count }) => ({
        title: '优惠券已过期',
        body: `您的 ${count(coupons)} 张“${coupon(template)}”已过期。`,
      }),
      en: ({ template, coupons }, { coupon, count }) => ({
        title: coupons === 1 ? 'A coupon has ended' : `${count(coupons)} coupons have ended`,
        body: `${coupon(template)} was not used in time.`,
      }),
    },
  },
  COUPON_RETURNED: {
    description: 'An order was returned, and the coupon that was used for it came back (优惠券已退回).',
    opens: 'COUPONS',
    text: {
      'zh-CN': ({ template, orderRef, validUntil, isOver }, { coupon, lastDate }) => ({
        title: '优惠券已退回',
        body: isOver
          ? `订单 ${orderRef} 使用的“${coupon(template)}”已退回，但已过有效期。`
          : `订单 ${orderRef} 使用的“${coupon(template)}”已退回，有效期至${lastDate(validUntil)}。`,
      }),
      en: ({ template, orderRef, validUntil, isOver }, { coupon, lastDate }) => ({
        title: 'A coupon came back',
        body: isOver
          ? `${coupon(template)} of order ${orderRef} came back, and its time is over.`
          : `${coupon(template)} of order ${orderRef} came back; use it until ${lastDate(validUntil)}.`,
      }),
    },
  },
};
