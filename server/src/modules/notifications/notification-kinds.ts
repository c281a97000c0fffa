import type { MessageTopic } from '../../platform/config';
import type { Locale } from '../../platform/locale';
import { type CouponMessages, couponMessages } from './coupon-messages';
import type { KindsOf, NotificationText, Words } from './kind-of-message';
import { type LevelMessages, levelMessages } from './level-messages';
import { type OrderMessages, orderMessages } from './order-messages';
import { type PlanMessages, planMessages } from './plan-messages';
import { type PointsMessages, pointsMessages } from './points-messages';
import { type RenewalMessages, renewalMessages } from './renewal-messages';
import { type RewardMessages, rewardMessages } from './reward-messages';
import { type WalletMessages, walletMessages } from './wallet-messages';

/** What the words of each kind of message are made from. */
export interface NotificationData
  extends LevelMessages,
    PointsMessages,
    RewardMessages,
    CouponMessages,
    WalletMessages,
    OrderMessages,
    PlanMessages,
    RenewalMessages {}

/** A kind of message. */
export type NotificationKind = keyof NotificationData;

/** Every kind of message. Codes are never renamed. */
export const notificationKinds: KindsOf<NotificationData> = {
  ...levelMessages,
  ...pointsMessages,
  ...rewardMessages,
  ...couponMessages,
  ...walletMessages,
  ...orderMessages,
  ...planMessages,
  ...renewalMessages,
};

/** Of what a kind of message reminds outside of the app; undefined: it is told in the app alone. */
export const topicOf = (kind: NotificationKind): MessageTopic | undefined => notificationKinds[kind].topic;

/** A message of any kind in words. */
export function textOf<K extends NotificationKind>(
  kind: K,
  data: NotificationData[K],
  words: Words,
  locale: Locale,
): NotificationText {
  return notificationKinds[kind].text[locale](data, words);
}
