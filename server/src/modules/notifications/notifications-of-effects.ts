import { calendarOf } from '../../engine/draft';
import type { Effect, OrderNews } from '../../engine/outcome';
import type { Program } from '../../engine/program';
import type { RewardSource } from '../../engine/reward';
import { decodeId } from '../../platform/ids';
import type { WaitingEffect } from '../journal';
import type { NotificationData, NotificationKind } from './notification-kinds';
import type { OrderMessages } from './order-messages';
import type { ReferralSide } from './reward-messages';

/** A message to be written, of one of the kinds. */
export type NewNotification = {
  [K in NotificationKind]: { memberId: number; kind: K; data: NotificationData[K]; createdAt: number; cause: string };
}[NotificationKind];

/** What a message says, and what makes it one with another of the same member; absent: it is one of its own. */
type Content = {
  [K in NotificationKind]: { kind: K; data: NotificationData[K]; together?: string };
}[NotificationKind];

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

/**
 * The messages that effects lead to, in their order. What belongs together is one message: points of several lots and
 * coupons of one template that end on the same day, everything that one reward gives, steps on one track at one instant.
 */
export function notificationsOf(program: Program, effects: readonly WaitingEffect[]): NewNotification[] {
  const made = new Map<string, NewNotification>();
  for (const { id, memberId, effect } of effects) {
    const content = contentOf(program, effect);
    if (!content) continue;
    const cause = `outbox:${id}`;
    const { together = cause, kind, data } = content;
    const reader = effect.kind === 'referralAttributed' ? effect.inviter : memberId;
    const key = `${reader} ${together}`;
    const before = made.get(key);
    if (before) add(before.data, data);
    else made.set(key, { memberId: reader, kind, data, createdAt: effect.at, cause } as NewNotification);
  }
  return [...made.values()].filter(({ data }) => !('from' in data) || data.from !== data.to);
}

function contentOf(program: Program, effect: Effect): Content | undefined {
  return (
    aboutLevels(program, effect) ??
    aboutPoints(program, effect) ??
    aboutRewards(program, effect) ??
    aboutOrders(effect) ??
    aboutMembership(effect) ??
    aboutOthers(program, effect)
  );
}

function aboutLevels(program: Program, effect: Effect): Content | undefined {
  // Who joins finds that out by themselves.
  if (effect.kind !== 'levelChanged' || effect.cause === 'joined') return undefined;
  const { track, from, to, cause, at } = effect;
  return { kind: levelKind(program, effect), data: { track, from, to, cause }, together: `level ${track} ${at}` };
}

function levelKind(program: Program, { track, from, to, cause }: Of<'levelChanged'>) {
  if (cause === 'revoked') return 'LEVEL_REVOKED';
  if (cause === 'upgrade') return 'LEVEL_UP';
  if (cause === 'downgrade') return 'LEVEL_DOWN';
  const levels = program.tracks.find(({ code }) => code === track)?.levels ?? [];
  const rankOf = (level: string) => levels.findIndex(({ code }) => code === level);
  return rankOf(to) > rankOf(from) ? 'LEVEL_UP' : 'LEVEL_DOWN';
}

function aboutPoints(program: Program, effect: Effect): Content | undefined {
  switch (effect.kind) {
    case 'pointsExpiring': {
      const { points, expiresAt, before } = effect;
      const together = `expiring ${before} ${lastDateOf(program, expiresAt)}`;
      return { kind: 'POINTS_EXPIRING', data: { points, expiresAt }, together };
    }
    case 'pointsExpired': {
      const { points, at: expiresAt } = effect;
      const together = `expired ${lastDateOf(program, expiresAt)}`;
      return { kind: 'POINTS_EXPIRED', data: { points, expiresAt }, together };
    }
    case 'holdExpired': {
      const { points, orderRef } = effect;
      if (isOrderOfMall(orderRef)) return undefined;
      return { kind: 'HOLD_EXPIRED', data: { points, orderRef } };
    }
    default:
      return undefined;
  }
}

function aboutRewards(program: Program, effect: Effect): Content | undefined {
  switch (effect.kind) {
    case 'taskCompleted':
      return effect.mustClaim && !isDaily(program, effect.task)
        ? { kind: 'TASK_COMPLETED', data: { task: effect.task } }
        : undefined;
    case 'rewardGiven':
      return effect.asked || isNothing(effect) ? undefined : aboutGift(program, effect);
    case 'rewardTakenBack':
      return isNothing(effect) ? undefined : { kind: 'REWARD_TAKEN_BACK', data: rewardOf(effect) };
    case 'referralAttributed':
      return { kind: 'REFERRAL_REGISTERED', data: { friends: 1 }, together: `registered ${effect.at}` };
    case 'referralRewarded':
      // One that was rewarded is told of by the reward.
      return effect.outcome === 'limit'
        ? { kind: 'REFERRAL_LIMIT', data: { friends: 1 }, together: `limit ${effect.at}` }
        : undefined;
    default:
      return undefined;
  }
}

/** What comes every day is no news: a message about each would bury the others. */
function isDaily({ tasks }: Program, task: string): boolean {
  return tasks.find(({ code }) => code === task)?.kind === 'daily';
}

function aboutGift(program: Program, effect: Of<'rewardGiven'>): Content | undefined {
  const [kind, code = ''] = effect.source.split(' ') as [RewardSource['kind'], string?];
  const reward = rewardOf(effect);
  const together = `reward ${effect.source} ${effect.key}`;
  switch (kind) {
    case 'task':
      if (isDaily(program, code)) return undefined;
      return { kind: 'TASK_REWARDED', data: { task: code, ...reward }, together };
    case 'gift':
      return { kind: 'GIFT_RECEIVED', data: reward, together };
    case 'benefit':
      return { kind: 'BENEFIT_RECEIVED', data: { benefit: code, ...reward }, together };
    case 'referral':
      return { kind: 'REFERRAL_REWARDED', data: { side: code as ReferralSide, ...reward }, together };
    default:
      return undefined;
  }
}

const rewardOf = ({ points, growth, coupons, benefits }: Of<'rewardGiven'> | Of<'rewardTakenBack'>) => ({
  points,
  growth,
  coupons,
  benefits,
});

/** A coupon may be past its last day, and a reward that is taken back may be used up. */
const isNothing = ({ points, growth, coupons, benefits }: Of<'rewardGiven'> | Of<'rewardTakenBack'>) =>
  points === 0 && growth === 0 && coupons.length === 0 && benefits.length === 0;

const orderKinds = {
  shipped: 'ORDER_SHIPPED',
  delivered: 'ORDER_DELIVERED',
  failed: 'ORDER_FAILED',
  timedOut: 'ORDER_TIMED_OUT',
  cancelled: 'ORDER_CANCELLED',
  returned: 'ORDER_RETURNED',
  returnRefused: 'ORDER_RETURN_REFUSED',
  refunded: 'ORDER_REFUNDED',
} as const satisfies Record<OrderNews, keyof OrderMessages>;

function aboutOrders(effect: Effect): Content | undefined {
  if (effect.kind !== 'orderNews') return undefined;
  const { orderId, number, name, points, cashFen, coupon } = effect;
  return { kind: orderKinds[effect.news], data: { orderId, number, name, points, cashFen, coupon } };
}

/** Plans, offers and families. */
function aboutMembership(effect: Effect): Content | undefined {
  switch (effect.kind) {
    case 'planStarted':
      return { kind: 'PLAN_STARTED', data: { plan: effect.plan, until: effect.until } };
    case 'planRenewed':
      return { kind: 'PLAN_RENEWED', data: { plan: effect.plan, until: effect.until } };
    case 'planEnded':
      return { kind: 'PLAN_ENDED', data: { plan: effect.plan, reason: effect.reason } };
    case 'offerOpened': {
      const { offer, plan, priceFen, until } = effect;
      return { kind: 'OFFER_OPENED', data: { offer, plan, priceFen, until } };
    }
    case 'familyJoined':
      return { kind: 'FAMILY_JOINED', data: { until: effect.until } };
    case 'familyLeft':
      return { kind: 'FAMILY_LEFT', data: { reason: effect.reason } };
    case 'planNews': {
      const { news, plan, priceFen, chargeAt } = effect;
      if (news === 'chargeFailed') return { kind: 'PLAN_CHARGE_FAILED', data: { plan, priceFen } };
      return { kind: 'PLAN_RENEWAL_NOTICE', data: { plan, priceFen, chargeAt: chargeAt ?? effect.at } };
    }
    default:
      return undefined;
  }
}

/** Of what belongs to an order of the mall, the message about the order tells. */
const isOrderOfMall = (orderRef: string) => decodeId('MallOrder', orderRef) !== undefined;

/** Coupons and stored value. */
function aboutOthers(program: Program, effect: Effect): Content | undefined {
  switch (effect.kind) {
    case 'couponGranted': {
      const { template, validUntil, at } = effect;
      return {
        kind: 'COUPON_RECEIVED',
        data: { template, coupons: 1, validUntil },
        together: `coupon ${template} ${at}`,
      };
    }
    case 'couponExpiring': {
      const { template, validUntil, before } = effect;
      const together = `coupon expiring ${template} ${before} ${lastDateOf(program, validUntil)}`;
      return { kind: 'COUPON_EXPIRING', data: { template, coupons: 1, validUntil }, together };
    }
    case 'couponExpired': {
      const { template, at: validUntil } = effect;
      const together = `coupon expired ${template} ${lastDateOf(program, validUntil)}`;
      return { kind: 'COUPON_EXPIRED', data: { template, coupons: 1, validUntil }, together };
    }
    case 'couponReturned': {
      const { template, orderRef, validUntil, at } = effect;
      if (isOrderOfMall(orderRef)) return undefined;
      return { kind: 'COUPON_RETURNED', data: { template, orderRef, validUntil, isOver: validUntil <= at } };
    }
    case 'walletRecharged': {
      const { amountFen, giftFen, balanceFen } = effect;
      return { kind: 'WALLET_RECHARGED', data: { amountFen, giftFen, balanceFen } };
    }
    case 'walletSpent':
    case 'walletReturned': {
      const { amountFen, orderRef, balanceFen } = effect;
      const kind = effect.kind === 'walletSpent' ? 'WALLET_SPENT' : 'WALLET_RETURNED';
      return { kind, data: { amountFen, orderRef, balanceFen } };
    }
    case 'walletRefunded': {
      const { paidBackFen, giftFen, balanceFen } = effect;
      return { kind: 'WALLET_REFUNDED', data: { paidBackFen, giftFen, balanceFen } };
    }
    default:
      return undefined;
  }
}

const lastDateOf = (program: Program, end: number) => calendarOf(program.timeZone).dateOf(end - 1);

/** What adds up when two messages are one; of steps on a track, where the last one led. */
const SUMMED = ['points', 'growth', 'coupons', 'benefits', 'friends'];

/** Makes one message of two that belong together. */
function add(first: object, second: object): void {
  const into = first as Record<string, unknown>;
  for (const [key, value] of Object.entries(second)) {
    if (key === 'to') into.to = value;
    if (!SUMMED.includes(key)) continue;
    const before = into[key];
    into[key] = Array.isArray(before) ? before.concat(value) : Number(before) + Number(value);
  }
}
