import type { BusinessDate, Instant } from './calendar';

/** How a period of a plan came. */
export type PlanSource = 'checkout' | 'trial' | 'renewal' | 'gift' | 'cardCode' | 'staff';

/** A period of a plan: `from ≤ now < until`. */
export interface PlanPeriod {
  plan: string;
  periodNo: number;
  from: Instant;
  until: Instant;
  /** The date whose day of the month ends months, the last of a month that is too short. */
  anchor: BusinessDate;
  /** How many months after the anchor it begins, and how many it has; 0: a trial. */
  offset: number;
  length: number;
  paidFen: number;
  source: PlanSource;
}

/** A member's plan: the period that was begun last, and those before it that are not over. */
export interface PlanState extends PlanPeriod {
  subscriptionId: string;
  since: Instant;
  /** By rising number; absent when the last period runs. */
  earlier?: PlanPeriod[];
  /** While auto-renewal is on: until then the benefits stay when the next period is not paid. */
  keptUntil?: Instant;
  /** What this subscription saved, in fen. */
  savedFen: number;
  /** Of that, in the period that runs; and how often anything was used in it. */
  usedFen: number;
  uses: number;
  /** How many monthly packs were given in the period that runs. */
  packs: number;
  /** What was given in it: a refund takes back what is unused. */
  given?: PlanGift[];
  ended?: { at: Instant; reason: string; refundedFen?: number };
}

/** What a benefit of a plan gave at one time: the name of the reward, coupons by id, and a quota. */
export interface PlanGift {
  at: Instant;
  reward: string;
  coupons?: string[];
  quota?: { key: string; quantity: number };
}

/** An offer that opened for a member. */
export interface OpenedOffer {
  openedAt: Instant;
  until: Instant;
  eventKey: string;
  used?: true;
}

/** Benefits of another member's plan, good while `now < until`. */
export interface FamilyPlace {
  owner: number;
  subscriptionId: string;
  shares: readonly string[];
  until: Instant;
}

/** The part of a plan in the uses of a quota that it gave. */
export interface PlanShare {
  /** The subscription. */
  plan: string;
  /** The benefit that gave it; absent: that of the quota. */
  benefit?: string;
  since: Instant;
}

/** What counts as saved by a plan; `transfer`: all that was saved before the member was merged. */
export type SavingKind = 'coupon' | 'benefit' | 'points' | 'memberPrice' | 'transfer';
