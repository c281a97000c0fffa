import type { Instant } from './calendar';
import type { Rational } from './rational';
import type { Entry, LevelCause, MemberState } from './state';

/** What a step of the fold led to. The state is a new object; the one given is as it was. */
export interface Outcome {
  state: MemberState;
  entries: Entry[];
  effects: Effect[];
  /** Coupons and quotas that were given or used, in their order. */
  moves: AssetMove[];
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

/** What must happen elsewhere afterwards: messages, for now. */
export type Effect =
  | { kind: 'levelChanged'; track: string; from: string; to: string; cause: LevelCause; at: Instant }
  /** A reminder, due at `at`: so long before they expire, so many points of a lot are unspent. */
  | { kind: 'pointsExpiring'; lotId: number; points: number; expiresAt: Instant; before: string; at: Instant }
  | { kind: 'pointsExpired'; lotId: number; points: number; at: Instant }
  /** What became of a reversal that had waited for its original; refused: it asked for more than the original was. */
  | { kind: 'reversalSettled'; eventKey: string; as: 'applied' | 'refused' | 'originalNotFound'; at: Instant }
  | { kind: 'taskCompleted'; task: string; period: string; at: Instant }
  /** What a reward gave; `source` as in `Trace`. */
  | {
      kind: 'rewardGiven';
      source: string;
      points: number;
      growth: number;
      coupons: string[];
      benefits: string[];
      at: Instant;
    }
  /** Somebody registered with an invitation code: whose it is has to be found out. */
  | { kind: 'memberInvited'; code: string; since: Instant; at: Instant }
  /** An invitee fulfilled the invitation of the inviter (row), or what had fulfilled it was undone. */
  | { kind: 'referralConverted'; inviter: number; eventKey: string; at: Instant }
  | { kind: 'referralRevoked'; inviter: number; eventKey: string; at: Instant }
  /** What came of it for the inviter. */
  | { kind: 'referralRewarded'; invitee: number; outcome: 'rewarded' | 'limit' | 'blocked'; at: Instant }
  | { kind: 'reviewNeeded'; track: string; level: string; at: Instant }
  | { kind: 'holdExpired'; holdId: string; orderRef: string; points: number; at: Instant }
  /** A coupon came, by a claim, a reward or staff. */
  | { kind: 'couponGranted'; couponId: string; template: string; validUntil: Instant; source: string; at: Instant }
  /** A reminder, due at `at`: so long before it ends, the coupon is unused. */
  | { kind: 'couponExpiring'; couponId: string; template: string; validUntil: Instant; before: string; at: Instant }
  /** What a task, a gift or a benefit gave. */
  | {
      kind: 'rewardGiven';
      source: string;
      points: number;
      growth: number;
      coupons: string[];
      benefits: string[];
      at: Instant;
    };
