import type { Instant } from '../../engine/calendar';
import type { KindsOf } from './kind-of-message';

/** Messages about debits of plans, and what their words are made from. */
export interface RenewalMessages {
  PLAN_RENEWAL_NOTICE: { plan: string; priceFen: number; chargeAt: Instant };
  PLAN_CHARGE_FAILED: { plan: string; priceFen: number };
}

/** Messages about debits of plans (自动续费). */
export const renewalMessages: KindsOf<RenewalMessages> = {
  PLAN_RENEWAL_NOTICE: {
    description: 'A plan is about to be renewed by a debit; it can be cancelled until then (续费提醒).',
    opens: 'PLAN',
    text: {
      'zh-CN': ({ plan, priceFen, chargeAt }, { plan: named, money, date }) => ({
        title: '自动续费提醒',
        body: `「${named(plan)}」将于 ${date(chargeAt)} 自动续费 ${money(priceFen)}。如不需要，可在扣费前到「我的会员」中取消自动续费。`,
      }),
      en: ({ plan, priceFen, chargeAt }, { plan: named, money, date }) => ({
        title: 'Your plan is about to be renewed',
        body: `${money(priceFen)} will be charged on ${date(chargeAt)} for ${named(plan)}. To prevent that, cancel auto-renewal under “My plan” before.`,
      }),
    },
  },
  PLAN_CHARGE_FAILED: {
    description: 'A debit for a plan failed; it is tried again for five days (扣款失败).',
    opens: 'PLAN',
    text: {
      'zh-CN': ({ plan, priceFen }, { plan: named, money }) => ({
        title: '自动续费扣款失败',
        body: `「${named(plan)}」续费 ${money(priceFen)} 未成功，权益暂时保留，我们会在 5 天内再次尝试。请检查支付账户。`,
      }),
      en: ({ plan, priceFen }, { plan: named, money }) => ({
        title: 'A renewal could not be charged',
        body: `${money(priceFen)} for ${named(plan)} could not be charged. Your benefits stay for now; we try again within 5 days. Please check your account.`,
      }),
    },
  },
};
