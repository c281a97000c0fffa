import type { Instant } from '../../engine/calendar';
import type { MessageTopic } from '../../platform/config';
import type { Locale } from '../../platform/locale';

/** Pages that a message may lead to. */
export type NotificationTarget =
  | 'LEVEL'
  | 'POINTS'
  | 'TASKS'
  | 'COUPONS'
  | 'WALLET'
  | 'REFERRAL'
  | 'BENEFITS'
  | 'ORDER'
  | 'PLAN';

/** A message in words. */
export interface NotificationText {
  title: string;
  body: string;
}

/** What a reward consists of, by codes. */
export interface RewardData {
  points: number;
  growth: number;
  /** Templates, one for each coupon. */
  coupons: string[];
  benefits: string[];
}

/** How what is in the data is written in the reader's language. */
export interface Words {
  count(count: number): string;
  /** An amount of fen. */
  money(fen: number): string;
  /** The last date before an instant, in the program's zone: until when something is good that ends then. */
  lastDate(end: Instant): string;
  plan(code: string): string;
  /** The date of an instant. */
  date(at: Instant): string;
  level(track: string, code: string): string;
  /** `Wealth track: `, to stand before a sentence; nothing for the primary track. */
  ofTrack(track: string): string;
  task(code: string): string;
  coupon(code: string): string;
  benefit(code: string): string;
  /** Everything that a reward consists of: `20 points, Coupon A × 2`. */
  reward(reward: RewardData): string;
}

/** What there is to say about a kind of message. */
export interface KindOfMessage<D> {
  /** For the schema. */
  description: string;
  opens: NotificationTarget;
  /** Of what it reminds outside of the app; absent: it is told in the app alone. */
  topic?: MessageTopic;
  text: Record<Locale, (data: D, words: Words) => NotificationText>;
}

/** Kinds of message by their codes, with what the words of each are made from. */
export type KindsOf<Messages> = { [K in keyof Messages]: KindOfMessage<Messages[K]> };
