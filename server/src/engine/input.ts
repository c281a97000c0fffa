import type { BusinessDate, Instant } from './calendar';
import type {
  CheckInBook,
  GrantedEvent,
  Hold,
  Lot,
  MemberState,
  PlanSource,
  Recharge,
  ReferralState,
  WaitingReversal,
  WalletSpend,
} from './state';

/** An accepted input as it stands in a member's journal. `at` is when it was recorded (business clock). */
export type Input =
  | EventInput
  | {
      kind: 'hold';
      at: Instant;
      holdId: string;
      orderRef: string;
      orderAmountFen: number;
      points: number;
      deadline: Instant;
    }
  | { kind: 'capture'; at: Instant; holdId: string; points: number }
  | { kind: 'release'; at: Instant; holdId: string }
  /** Part of a captured hold comes back. */
  | { kind: 'return'; at: Instant; holdId: string; points: number }
  | { kind: 'adjustPoints'; at: Instant; delta: number; reason: string; actor: string }
  | { kind: 'adjustGrowth'; at: Instant; delta: number; reason: string; actor: string }
  | {
      kind: 'setLevel';
      at: Instant;
      track: string;
      level: string;
      mode: 'exactly' | 'atLeast';
      until: Instant;
      reason: string;
      actor: string;
    }
  /** A person decides about the upgrade that waits for a review. */
  | { kind: 'reviewLevel'; at: Instant; track: string; approve: boolean; reason: string; actor: string }
  /** The member takes the reward of a completed task. */
  | { kind: 'claimTask'; at: Instant; task: string; period: string }
  /** On the business date of `at`. */
  | { kind: 'checkIn'; at: Instant }
  /** A missed day is made up for, at the program's price. */
  | { kind: 'makeUpCheckIn'; at: Instant; date: BusinessDate }
  | { kind: 'claimCoupon'; at: Instant; template: string }
  /** Given by staff. */
  | { kind: 'grantCoupon'; at: Instant; template: string; count: number; source: string }
  | {
      kind: 'lockCoupon';
      at: Instant;
      couponId: string;
      orderRef: string;
      orderAmountFen: number;
      categories?: readonly string[];
      type?: string;
      termDays?: number;
      deadline: Instant;
    }
  | { kind: 'unlockCoupon'; at: Instant; couponId: string }
  /** `discountFen` is what it took off in fact; absent: all that the lock said. */
  | { kind: 'redeemCoupon'; at: Instant; couponId: string; discountFen?: number }
  | { kind: 'returnCoupon'; at: Instant; couponId: string }
  /** `ref` names the use at the partner; a quantity of `confirm` is that of the reservation. */
  | {
      kind: 'useBenefit';
      at: Instant;
      step: 'use' | 'reserve' | 'confirm' | 'return';
      benefit: string;
      ref: string;
      quantity?: number;
    }
  /** Given by staff. */
  | { kind: 'grantBenefit'; at: Instant; benefit: string; quantity: number; source: string }
  | { kind: 'setBirthday'; at: Instant; date: BusinessDate }
  | { kind: 'block'; at: Instant }
  | { kind: 'unblock'; at: Instant }
  /** Money that was taken from the member goes into the wallet. */
  | { kind: 'rechargeWallet'; at: Instant; rechargeId: string; amountFen: number; paymentRef?: string }
  | { kind: 'spendWallet'; at: Instant; spendId: string; orderRef: string; amountFen: number }
  /** Part of a spend comes back. */
  | { kind: 'returnWalletSpend'; at: Instant; spendId: string; amountFen: number }
  /** So much unspent principal goes; what of it is paid back, the rules say. */
  | { kind: 'refundRecharge'; at: Instant; rechargeId: string; amountFen: number }
  /** A period of a plan was paid for, or given: the rules say from when to when it runs. */
  | {
      kind: 'startPlan';
      at: Instant;
      subscriptionId: string;
      periodNo: number;
      plan: string;
      source: PlanSource;
      paidFen: number;
      paymentRef?: string;
      offer?: string;
      autoRenew: boolean;
    }
  | { kind: 'setPlanRenewal'; at: Instant; subscriptionId: string; autoRenew: boolean }
  /** Without a number the whole subscription ends; with that of a period yet to come, that period alone. */
  | {
      kind: 'endPlan';
      at: Instant;
      subscriptionId: string;
      periodNo?: number;
      reason: 'refunded' | 'unpaid' | 'staff' | 'revoked';
      refundedFen?: number;
    }
  /** An order was placed at the price for members of a plan (`uses` 1), or all of it (-1) or a part (0) came back. */
  | { kind: 'savePlanPrice'; at: Instant; subscriptionId: string; orderRef: string; savedFen: number; uses: number }
  /** The member shares benefits of another's (row) plan; told again when the owner's period changes. */
  | {
      kind: 'joinFamily';
      at: Instant;
      owner: number;
      ownerSubscriptionId: string;
      shares: readonly string[];
      until: Instant;
    }
  | { kind: 'leaveFamily'; at: Instant; owner: number; reason: 'left' | 'removed' | 'ended' | 'merged' }
  /** The member registered with an invitation code. */
  | { kind: 'acceptInvitation'; at: Instant; code: string; since: Instant }
  /** The code was found to be the inviter's, and to count. */
  | { kind: 'attributeReferral'; at: Instant; inviter: number; until: Instant }
  /** The invitation was found not to count when it had converted already. */
  | { kind: 'closeReferral'; at: Instant; eventKey: string; reason: string }
  /** An effect from the invitee, on the inviter's journal: what converted is the invitee's event. */
  | { kind: 'rewardReferral'; at: Instant; invitee: number; eventKey: string }
  | { kind: 'revokeReferral'; at: Instant; invitee: number; eventKey: string }
  | { kind: 'assignTag'; at: Instant; tag: string; reason: string; actor: string }
  | { kind: 'removeTag'; at: Instant; tag: string; reason: string; actor: string }
  /** The member is merged into another, who is given the estate by a `mergeIn` at the same instant. */
  | { kind: 'mergeOut'; at: Instant; into: number; reason: string; actor: string }
  | { kind: 'mergeIn'; at: Instant; from: number; estate: Estate; reason: string; actor: string };

/**
 * Everything that a merged member leaves to the other, up to the instant of the merge: with it in the journal, the
 * survivor's state follows from the survivor's journal alone. What is finished comes along, because a refund or a return
 * may still name it.
 */
export interface Estate {
  growth: number;
  debt: number;
  /** By ascending number, as the member who leaves had numbered them. */
  lots: Lot[];
  /** None of them is open. */
  holds: Hold[];
  granted: Record<string, GrantedEvent>;
  waiting: Record<string, WaitingReversal[]>;
  capped: MemberState['capped'];
  facts: Record<string, Record<BusinessDate, number>>;
  holding?: MemberState['holding'];
  /** What the formula of growth had posted; the growth has it. */
  formula?: MemberState['formula'];
  /** Of each track, what had come together when the level last changed: windows since then do not count it again. */
  baselines: Record<string, number>;
  tasks?: MemberState['tasks'];
  checkIn?: CheckInBook;
  /** By id; finished ones come along, because a return may still name them. Absent: from before there were any. */
  assets?: Pick<MemberState, 'coupons' | 'couponClaims' | 'entitlements' | 'gifts' | 'celebrated' | 'birthday'>;
  /** Absent: there was no wallet. */
  wallet?: { rechargedFen: number; recharges: Recharge[]; spends: WalletSpend[] };
  referral?: ReferralState;
  tags?: MemberState['tags'];
  /** Absent: there was never a plan. */
  plans?: Pick<MemberState, 'plan' | 'plansHad' | 'offers' | 'savedFen' | 'familyOf'>;
}

/** Something that happened, as a partner told it. */
export interface EventInput {
  kind: 'event';
  at: Instant;
  /** `<partner>:<the partner's event id>`; of what a member did in the app itself, `self:<member>:…`. */
  eventKey: string;
  type: string;
  occurredAt: Instant;
  amountFen?: number;
  /** What the price for members took off; `amountFen` is without it. */
  memberDiscountFen?: number;
  subject?: string;
  /** The key of the event that this one undoes, in part or whole. */
  reverses?: string;
  /** Part of a history that is told afterwards: it may be as old as it likes. */
  imported?: boolean;
  data?: Readonly<Record<string, unknown>>;
}

/** Why the rules refuse an input; then nothing of it is kept. */
export type RefusalCode =
  | 'EVENT_TOO_OLD'
  | 'EVENT_IN_FUTURE'
  | 'REVERSAL_EXCEEDS_ORIGINAL'
  | 'REVERSES_MISSING'
  | 'MEMBER_BLOCKED'
  | 'INSUFFICIENT_POINTS'
  | 'HOLD_NOT_FOUND'
  | 'HOLD_EXPIRED'
  | 'HOLD_STATE_CONFLICT'
  | 'HOLD_EXCEEDED'
  | 'TASK_NOT_FOUND'
  | 'TASK_NOT_COMPLETED'
  | 'TASK_ALREADY_CLAIMED'
  | 'TASK_OVER'
  | 'CHECK_IN_NOT_OFFERED'
  | 'CHECK_IN_DONE'
  | 'MAKE_UP_IN_FUTURE'
  | 'MAKE_UP_TOO_OLD'
  | 'MAKE_UP_LIMIT'
  | 'LEVEL_UNKNOWN'
  | 'COUPON_NOT_FOUND'
  | 'COUPON_EXPIRED'
  | 'COUPON_STATE_CONFLICT'
  | 'COUPON_MIN_SPEND'
  | 'COUPON_OUT_OF_SCOPE'
  | 'COUPON_DISCOUNT_EXCEEDED'
  | 'COUPON_LIMIT_REACHED'
  | 'COUPON_NOT_CLAIMABLE'
  | 'BENEFIT_NOT_FOUND'
  | 'BENEFIT_QUOTA_EXHAUSTED'
  | 'BENEFIT_STATE_CONFLICT'
  | 'BIRTHDAY_LOCKED'
  | 'REVIEW_NOT_PENDING'
  | 'WALLET_NOT_OFFERED'
  | 'WALLET_LIMIT_EXCEEDED'
  | 'INSUFFICIENT_BALANCE'
  | 'WALLET_SPEND_CONFLICT'
  | 'WALLET_SPEND_NOT_FOUND'
  | 'WALLET_RETURN_EXCEEDS'
  | 'WALLET_RECHARGE_NOT_FOUND'
  | 'WALLET_REFUND_EXCEEDS'
  | 'PLAN_UNKNOWN'
  | 'PLAN_PERIOD_EXISTS'
  | 'PLAN_NOT_FOUND'
  | 'PLAN_ENDED'
  | 'PLAN_RUNNING'
  | 'FAMILY_ENDED'
  | 'FAMILY_CONFLICT'
  | 'FAMILY_ENDED'
  | 'FAMILY_NOT_FOUND'
  | 'TAG_UNKNOWN'
  | 'MERGE_HOLD_OPEN'
  | 'MEMBER_MERGED';

/** Thrown by `apply`: the input is not accepted and the state is as before. */
export class InputRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = 'InputRefused';
  }
}
