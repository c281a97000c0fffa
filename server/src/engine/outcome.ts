import type { Instant } from './calendar';
import type { Text } from './program';
import type { Rational } from './rational';
import type { Entry, LevelCause, MemberState, PlanSource } from './state';

/** What a step of the fold led to. The state is a new object; the one given is as it was. */
export interface Outcome {
  state: MemberState;
  entries: Entry[];
  effects: Effect[];
  /** Coupons and quotas that were given or used, in their order. */
  moves: AssetMove[];
  /** What plans gave, and what of it was used, in their order. */
  planMoves: PlanMove[];
  /** A reversal whose original is not known yet waits for it. */
  waitsForOriginal: boolean;
}

/**
 * A coupon was given or used, or a quota was used: so many times, negative when it came back. `costFen` is what it costs
 * the business in all by the program's word; nothing until it is used.
 */
export interface AssetMove {
  kind: 'couponGiven' | 'couponUsed' | 'benefitUsed';
  /** Of the coupon's template, or the benefit. */
  code: string;
  count: number;
  costFen: Rational;
  at: Instant;
}

/**
 * A benefit of a plan was given, or used; or its members' price or its points multiplier gave the member something
 * (`memberPrice`, `points`: those have no benefit). So many times, negative when it came back.
 */
export interface PlanMove {
  kind: 'given' | 'used' | 'memberPrice' | 'points';
  /** Whose cost it is: of what somebody in the family uses, the owner's. */
  subscriptionId: string;
  /** Of given and used. */
  benefit?: string;
  count: number;
  /** What it costs the business in all, by the program's word; less than nothing when it came back. */
  costFen: Rational;
  /** When the plan gave it: the period of the subscription that ran then bears the cost. */
  since: Instant;
  at: Instant;
}

/** What must happen elsewhere afterwards: messages, for now. */
export type Effect =
  | { kind: 'levelChanged'; track: string; from: string; to: string; cause: LevelCause; at: Instant }
  /** A reminder, due at `at`: so long before they expire, so many points of a lot are unspent. */
  | { kind: 'pointsExpiring'; lotId: number; points: number; expiresAt: Instant; before: string; at: Instant }
  | { kind: 'pointsExpired'; lotId: number; points: number; at: Instant }
  /** What became of a reversal that had waited for its original; refused: it asked for more than the original was. */
  | { kind: 'reversalSettled'; eventKey: string; as: 'applied' | 'refused' | 'originalNotFound'; at: Instant }
  /** `mustClaim`: the reward waits for the member; otherwise a `rewardGiven` tells the rest. */
  | { kind: 'taskCompleted'; task: string; period: string; mustClaim: boolean; at: Instant }
  /** What a reward gave; `asked`: the member has just asked for it and sees it come. */
  | ({ kind: 'rewardGiven'; asked: boolean; at: Instant } & RewardContent)
  /** What was taken back of a reward, because what had earned it was undone. */
  | ({ kind: 'rewardTakenBack'; at: Instant } & RewardContent)
  /** Somebody registered with an invitation code: whose it is has to be found out. */
  | { kind: 'memberInvited'; code: string; since: Instant; at: Instant }
  /** The invitation was found to be the inviter's (row), and to count. */
  | { kind: 'referralAttributed'; inviter: number; at: Instant }
  /** An invitee fulfilled the invitation of the inviter (row), or what had fulfilled it was undone. */
  | { kind: 'referralConverted'; inviter: number; eventKey: string; at: Instant }
  | { kind: 'referralRevoked'; inviter: number; eventKey: string; at: Instant }
  /** What came of it for the inviter. */
  | { kind: 'referralRewarded'; invitee: number; outcome: 'rewarded' | 'limit' | 'blocked'; at: Instant }
  | { kind: 'reviewNeeded'; track: string; level: string; at: Instant }
  /** An order of the mall changed: no part of the fold, but told in the same way. */
  | { kind: 'orderChanged'; orderId: number; from: string | null; to: string; at: Instant }
  /** What a member is to hear of an order of the mall, with the facts of it; likewise no part of the fold. */
  | ({ kind: 'orderNews'; news: OrderNews; at: Instant } & OrderFacts)
  /** The first period of a subscription, or another one of it. */
  | ({ kind: 'planStarted' | 'planRenewed'; source: PlanSource; at: Instant } & PlanSpan)
  | { kind: 'planEnded'; subscriptionId: string; plan: string; reason: string; at: Instant }
  /** What a member is to hear of their plan beside that: a debit is to come, or failed. No part of the fold. */
  | { kind: 'planNews'; news: PlanNews; plan: string; priceFen: number; chargeAt: Instant | null; at: Instant }
  | { kind: 'offerOpened'; offer: string; plan: string; priceFen: number; until: Instant; at: Instant }
  /** The member shares the plan of another (row), or does so no more. */
  | { kind: 'familyJoined'; owner: number; until: Instant; at: Instant }
  | { kind: 'familyLeft'; owner: number; reason: string; at: Instant }
  /** The plan of a member begins, goes on or ends: who shares it is to hear of it; likewise no part of the fold. */
  | { kind: 'planStepped'; at: Instant }
  | { kind: 'holdExpired'; holdId: string; orderRef: string; points: number; at: Instant }
  /** Staff gave a coupon. What comes by a claim, the member knows; what comes by a reward is in `rewardGiven`. */
  | { kind: 'couponGranted'; couponId: string; template: string; validUntil: Instant; source: string; at: Instant }
  /** A reminder, due at `at`: so long before it ends, the coupon is unused. */
  | { kind: 'couponExpiring'; couponId: string; template: string; validUntil: Instant; before: string; at: Instant }
  /** A coupon ended unused. */
  | { kind: 'couponExpired'; couponId: string; template: string; at: Instant }
  /** A redeemed coupon came back; one whose time is over meanwhile cannot be used any more. */
  | { kind: 'couponReturned'; couponId: string; template: string; orderRef: string; validUntil: Instant; at: Instant }
  /** What happened in the wallet, and what is in it then. */
  | { kind: 'walletRecharged'; rechargeId: string; amountFen: number; giftFen: number; balanceFen: number; at: Instant }
  | { kind: 'walletSpent'; spendId: string; orderRef: string; amountFen: number; balanceFen: number; at: Instant }
  | { kind: 'walletReturned'; spendId: string; orderRef: string; amountFen: number; balanceFen: number; at: Instant }
  /** Principal was paid back, and so much of the gift is gone from the wallet. */
  | {
      kind: 'walletRefunded';
      rechargeId: string;
      paidBackFen: number;
      giftFen: number;
      balanceFen: number;
      at: Instant;
    };

/** From when to when a period of a plan runs. */
export interface PlanSpan {
  subscriptionId: string;
  plan: string;
  periodNo: number;
  from: Instant;
  until: Instant;
}

/** What a reward consists of; `source` as in `Trace`, `key` tells the times apart that a source gives. */
export interface RewardContent {
  source: string;
  key: string;
  points: number;
  growth: number;
  /** Templates, one for each coupon. */
  coupons: string[];
  benefits: string[];
}

/** What happened to an order beside what its member does. */
export type OrderNews =
  | 'shipped'
  | 'delivered'
  | 'failed'
  | 'timedOut'
  | 'cancelled'
  | 'returned'
  | 'returnRefused'
  | 'refunded';

/** An order as messages tell of it, and what of it went back. */
export interface OrderFacts {
  orderId: number;
  number: string;
  name: Text;
  points: number;
  cashFen: number;
  coupon: boolean;
}

/** What happens to a plan beside what the fold tells: a debit is to come, or failed. */
export type PlanNews = 'renewalNotice' | 'chargeFailed';
