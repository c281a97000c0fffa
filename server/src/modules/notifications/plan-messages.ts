import type { Instant } from '../../engine/calendar';
import type { KindsOf } from './kind-of-message';

/** Messages about plans, offers and families, and what their words are made from. */
export interface PlanMessages {
  PLAN_STARTED: { plan: string; until: Instant };
  PLAN_RENEWED: { plan: string; until: Instant };
  PLAN_ENDED: { plan: string; reason: string };
  OFFER_OPENED: { offer: string; plan: string; priceFen: number; until: Instant };
  FAMILY_JOINED: { until: Instant };
  FAMILY_LEFT: { reason: string };
}

/** Messages about plans (付费会员). */
export const planMessages: KindsOf<PlanMessages> = {
  PLAN_STARTED: {
    description: 'A plan has begun (会员开通).',
    opens: 'PLAN',
    text: {
      'zh-CN': ({ plan, until }, { plan: named, lastDate }) => ({
        title: '会员已开通',
        body: `「${named(plan)}」已开通，有效期至 ${lastDate(until)}。`,
      }),
      en: ({ plan, until }, { plan: named, lastDate }) => ({
        title: 'Your plan has begun',
        body: `${named(plan)} is yours until ${lastDate(until)}.`,
      }),
    },
  },
  PLAN_RENEWED: {
    description: 'A plan was renewed (会员续费).',
    opens: 'PLAN',
    text: {
      'zh-CN': ({ plan, until }, { plan: named, lastDate }) => ({
        title: '会员已续费',
        body: `「${named(plan)}」有效期延长至 ${lastDate(until)}。`,
      }),
      en: ({ plan, until }, { plan: named, lastDate }) => ({
        title: 'Your plan was renewed',
        body: `${named(plan)} is yours until ${lastDate(until)}.`,
      }),
    },
  },
  PLAN_ENDED: {
    description: 'A plan has ended: its time was over, or it was refunded or called off (会员到期).',
    opens: 'PLAN',
    text: {
      'zh-CN': ({ plan, reason }, { plan: named }) => ({
        title: reason === 'refunded' ? '会员已退款' : '会员已到期',
        body: `「${named(plan)}」的权益已停止，等级、成长值和已获得的积分不变。`,
      }),
      en: ({ plan, reason }, { plan: named }) => ({
        title: reason === 'refunded' ? 'Your plan was refunded' : 'Your plan has ended',
        body: `The benefits of ${named(plan)} have stopped. Your level, growth value and the points you earned stay.`,
      }),
    },
  },
  OFFER_OPENED: {
    description: 'A plan can be had at another price for a while (限时优惠).',
    opens: 'PLAN',
    text: {
      'zh-CN': ({ plan, priceFen, until }, { plan: named, money, lastDate }) => ({
        title: '专属优惠',
        body: `${lastDate(until)} 前可以 ${money(priceFen)} 开通「${named(plan)}」。`,
      }),
      en: ({ plan, priceFen, until }, { plan: named, money, lastDate }) => ({
        title: 'An offer for you',
        body: `Until ${lastDate(until)} you can have ${named(plan)} for ${money(priceFen)}.`,
      }),
    },
  },
  FAMILY_JOINED: {
    description: 'The member shares the plan of a family (加入亲情卡).',
    opens: 'BENEFITS',
    text: {
      'zh-CN': ({ until }, { lastDate }) => ({
        title: '已加入亲情卡',
        body: `您可以使用家人共享的权益，有效期至 ${lastDate(until)}。`,
      }),
      en: ({ until }, { lastDate }) => ({
        title: 'You share a family’s plan',
        body: `Its shared benefits are yours until ${lastDate(until)}.`,
      }),
    },
  },
  FAMILY_LEFT: {
    description: 'The member shares the plan of a family no more (退出亲情卡).',
    opens: 'BENEFITS',
    text: {
      'zh-CN': () => ({ title: '已退出亲情卡', body: '家人共享的权益已停止。' }),
      en: () => ({ title: 'You no longer share a family’s plan', body: 'Its shared benefits have stopped.' }),
    },
  },
};
