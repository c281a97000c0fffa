import type { BusinessDate, Instant } from './calendar';
import type { FamilyPlace, OpenedOffer, PlanShare, PlanState, SavingKind } from './plan-state';
import type { WalletState } from './wallet-state';

export type {
  FamilyPlace,
  OpenedOffer,
  PlanGift,
  PlanPeriod,
  PlanShare,
  PlanSource,
  PlanState,
  SavingKind,
} from './plan-state';
export type { Recharge, WalletSpend, WalletState } from './wallet-state';

/**
 * A member's state: the fold of the journal. Plain data, so that it has one canonical form (`canonical.ts`). Numbers of
 * entries, lots and holds count up within the member and do not depend on when a job ran.
 */
export interface MemberState {
  /** How many inputs were folded. */
  journalSeq: number;
  /** The version of the program that judges from `asOf` on. */
  version: number;
  /** How many ledger entries were made. */
  entrySeq: number;
  lotSeq: number;
  /** Up to when time has passed for this member. */
  asOf: Instant;
  /** When time alone will change something next; absent: never, unless a new version of the program is published. */
  dueAt?: Instant;
  joinedAt: Instant;
  blocked: boolean;
  /** The row of the member into whom this one was merged: nothing is accepted and nothing falls due any more. */
  mergedInto?: number;
  growth: number;
  /** What the member owes; then no lot has anything left. */
  debt: number;
  /** Sums of the lines of the points ledger, by kind. */
  totals: Partial<Record<EntryKind, number>>;
  /** Of the points earned, what rewards gave, less what was taken back of it. */
  rewardPoints: number;
  /** By number. What is finished may be elsewhere: see `archive.ts`. */
  lots: Record<number, Lot>;
  holds: Record<string, Hold>;
  /** What events granted, by event key: what a reversal takes back. */
  granted: Record<string, GrantedEvent>;
  /** Reversals that came before their originals, by the original's key. */
  waiting: Record<string, WaitingReversal[]>;
  /** Gross counters of caps: date → `points:<source>`, `points`, `growth:<source>`, `growth` or a measure → that day. */
  capped: Record<BusinessDate, Record<string, number>>;
  /** Measures by business date, for the scores of the tracks: measure → date → sum. */
  facts: Record<string, Record<BusinessDate, number>>;
  holding?: { amountFen: number; occurredAt: Instant };
  /** Of formula growth; absent until there is something to keep. */
  formula?: FormulaState;
  tracks: Record<string, TrackState>;
  /** By code and period; absent until something was counted. Periods that nothing can touch any more are dropped. */
  tasks?: Record<string, Record<string, TaskPlace>>;
  /** Absent until the first check-in. */
  checkIn?: CheckInBook;
  /** How many coupons were given. */
  couponSeq: number;
  /** By id. What is redeemed or expired may be elsewhere: see `archive.ts`. */
  coupons: Record<string, Coupon>;
  /** Of all coupons that the member ever had, wherever they are. */
  couponTotals: CouponTotals;
  /** How many of a template the member claimed. */
  couponClaims: Record<string, number>;
  /** What was used of quotas, by `<benefit> <period>`; made when something is first used or given. */
  entitlements: Record<string, Entitlement>;
  /** Gifts of upgrades, by `<track> <level>`. */
  gifts: Record<string, UpgradeGift>;
  /** By benefit: the year of the last birthday for which it was given. */
  celebrated: Record<string, number>;
  birthday?: { date: BusinessDate; setAt: Instant };
  /** Stored value; absent until the first recharge. */
  wallet?: WalletState;
  /** Codes of tags that staff gave, in their order; absent while there are none. Never changed in place. */
  tags?: readonly string[];
  /** Invitations; absent until the member was invited, or was rewarded for inviting. */
  referral?: ReferralState;
  /** The plan that runs, or ran last. Never changed in place. */
  plan?: PlanState;
  /** How many trials and other periods of plans the member ever had; absent: none. */
  plansHad?: { trials: number; periods: number };
  /** By code; absent until one opened. Never changed in place. */
  offers?: Record<string, OpenedOffer>;
  /** What plans saved the member, in fen: the sum of the `saving` lines; absent: nothing ever. */
  savedFen?: number;
  /** Whose plan the member shares. Never changed in place. */
  familyOf?: FamilyPlace;
}

/** Of invitations, what the fold knows. Never changed in place. */
export interface ReferralState {
  /** When the member registered with a code; events before do not convert. */
  since?: Instant;
  /** Who invited the member (row), once it was found to count, and until when the member can convert. */
  invitedBy?: { inviter: number; until: Instant };
  /** What would have converted before that was found out. */
  candidate?: { eventKey: string; occurredAt: Instant };
  converted?: { eventKey: string; at: Instant; revocableUntil: Instant };
  /** The invitation was found not to count. */
  closed?: true;
  /** As an inviter: rewards by business date, of the last month that had any. */
  rewarded?: Record<BusinessDate, number>;
}

/** How many coupons were used and how many ended unused; what was used took off so much. */
export interface CouponTotals {
  redeemed: number;
  expired: number;
  savedFen: number;
}

/** A coupon in a member's hands. */
export interface Coupon {
  /** Its number within the member; of one that came with a merged member, `<their row>.<number>`. */
  id: string;
  template: string;
  /** Its terms are those of the template in this version of the program. */
  version: number;
  state: 'available' | 'locked' | 'redeemed' | 'expired';
  grantedAt: Instant;
  /** Good while `validFrom ≤ now < validUntil`. */
  validFrom: Instant;
  validUntil: Instant;
  /** Who or what gave it: `claim`, `gift gold-pack`, `staff Ann: a complaint`. */
  source: string;
  /** The subscription that gave it, and by which benefit. */
  plan?: string;
  benefit?: string;
  /** The order for which it is locked, or was redeemed. */
  orderRef?: string;
  orderAmountFen?: number;
  lockedUntil?: Instant;
  /** What it takes off the order: at most when locked, in fact when redeemed. */
  discountFen?: number;
  redeemedAt?: Instant;
}

/** What a member has and used of a quota in a period. */
export interface Entitlement {
  /** What rewards and staff gave besides the quota of the level. */
  extra: number;
  /** The most that could be used when something was last used: `used + reserved ≤ granted`. */
  granted: number;
  /** By the reference of the use. */
  used: Record<string, number>;
  reserved: Record<string, number>;
  /** Of uses that a plan gave, by the reference: whose they are, and what one saves the subscriber. */
  saved?: Record<string, PlanShare & { eachFen: number }>;
  /** The plan that gave of this quota at a time of its own, last. Never changed in place. */
  gift?: PlanShare;
  /** When the period ends; absent for the validity of a level, which may be prolonged. */
  endsAt?: Instant;
}

/** A gift that waits for the end of the return window, or was given. */
export interface UpgradeGift {
  dueAt: Instant;
  /** Up to when the level is good: until then there is no second gift; absent: for ever. */
  until?: Instant;
  given: boolean;
}

/** How far a member is with a task in one of its periods. */
export interface TaskPlace {
  /** Times or fen, also beyond the target. */
  progress: number;
  /** Set together, when the target was reached. */
  completedAt?: Instant;
  target?: number;
  claimedAt?: Instant;
  /** Until when a reversal takes the reward back; absent: none does. */
  undoUntil?: Instant;
}

/** The days on which a member checked in, of about the last 13 months. */
export interface CheckInBook {
  dates: Record<BusinessDate, CheckedDay>;
  /** The run of days that ended right before the earliest date that is kept. */
  carried?: { until: BusinessDate; streak: number };
}

/** A check-in: what the ladder paid for it, and whether it was made up afterwards. */
export interface CheckedDay {
  points: number;
  madeUp?: true;
}

/** What was posted of formula growth so far, and what facts do not hold. */
export interface FormulaState {
  /** The sum of all differences posted: the formula's value at the last evaluation. */
  value: number;
  /** The latest credit standing. */
  base?: { score: number; occurredAt: Instant };
  /** Something was taken back since the last evaluation, so that a lower value may revoke upgrades. */
  reversed?: true;
}

/** Points that were earned together and expire together. */
export interface Lot {
  id: number;
  amount: number;
  remaining: number;
  /** What expired unspent; a reversal takes from it without leaving a debt. */
  expired: number;
  occurredAt: Instant;
  availableAt: Instant;
  /** Absent: never. Spendable while `availableAt ≤ now < expiresAt`. */
  expiresAt?: Instant;
  /** The event that earned it. */
  eventKey?: string;
  /** Of a child: the lot whose expiry it softens. A root has at most one. */
  rootId?: number;
  childId?: number;
}

/** Points set aside for an order. */
export interface Hold {
  id: string;
  state: 'held' | 'captured' | 'released' | 'expired';
  orderRef: string;
  orderAmountFen: number;
  deadline: Instant;
  /** What was taken from which lot, in the order of taking; `held` is still set aside, `captured` was spent and not returned. */
  edges: { lotId: number; held: number; captured: number }[];
}

/** What an event granted, and how much of it was taken back. */
export interface GrantedEvent {
  type: string;
  date: BusinessDate;
  amountFen: number;
  reversedFen: number;
  /** Set when everything was undone. */
  voided: boolean;
  lines: GrantedLine[];
  /** What the event added to measures: taken back in proportion. */
  facts: { measure: string; amount: number; reversed: number }[];
  /** The tasks for which the event counted; absent when there are none. */
  tasks?: CountedTask[];
  /** What the price for members of a plan (subscription) took off. */
  saving?: GrantedSaving;
}

/** What a plan saved by an event, and how much of that was taken back. */
export interface GrantedSaving {
  plan: string;
  savedFen: number;
  reversedFen: number;
}

/** What an event added to a task's progress: of `times` it is taken back only as a whole. */
export interface CountedTask {
  task: string;
  period: string;
  unit: 'times' | 'fen';
  amount: number;
  reversed: number;
}

/** One line of a grant. */
export interface GrantedLine {
  account: 'points' | 'growth';
  rule: string;
  amount: number;
  reversed: number;
  /** A fixed grant is undone only as a whole. */
  fixed: boolean;
  lotId?: number;
  /** What the multiplier of a plan (subscription) was worth. */
  saving?: GrantedSaving;
}

/** A reversal that waits for its original. */
export interface WaitingReversal {
  eventKey: string;
  type: string;
  amountFen?: number;
  occurredAt: Instant;
  recordedAt: Instant;
}

/** A member's place on a track. */
export interface TrackState {
  level: string;
  since: Instant;
  /** The end of the business date one validity after the level was given; absent: for ever. */
  validUntil?: Instant;
  source: 'rules' | 'manual';
  manual?: { level: string; mode: 'exactly' | 'atLeast'; until: Instant; reason: string; actor: string };
  /** Of the measure's whole sum, what had come together when the level changed: for windows since the last change. */
  baseline: number;
  /** What an upgrade changed, while a reversal inside the return window can still revoke it. */
  undo?: Undo;
  /** An upgrade that waits for a person's decision. */
  review?: { level: string; at: Instant };
  /** The level that was refused last: not proposed again until the level changes or its validity ends. */
  refused?: string;
  /** When and from which rank the member last dropped: a returning member climbs faster. */
  dropped?: { at: Instant; fromRank: number };
  history: { level: string; at: Instant; cause: LevelCause; entrySeq: number; input: number }[];
}

/** A track before an upgrade, and the threshold that was reached. */
export interface Undo {
  until: Instant;
  threshold: number;
  level: string;
  since: Instant;
  validUntil?: Instant;
  baseline: number;
  /** The instant whose window decided; absent: that of the upgrade. */
  scoredAt?: Instant;
  /** Of the upgrade before it. */
  undo?: Undo;
}

/** Why a level changed. */
export type LevelCause = 'joined' | 'upgrade' | 'downgrade' | 'manual' | 'manualEnded' | 'revoked';

/** A line of a ledger as the fold makes it: never changed afterwards. */
export interface Entry {
  /** Number within the member. */
  seq: number;
  /** `principal` and `gift` are the two parts of stored value, `saving` is what plans saved the member; in fen. */
  account: 'points' | 'growth' | 'principal' | 'gift' | 'saving';
  kind: EntryKind;
  delta: number;
  /** When it fell due, and when it was recorded. */
  effectiveAt: Instant;
  recordedAt: Instant;
  /** The journal input that caused it; of entries that time alone caused, the last input before. */
  input: number;
  eventKey?: string;
  lotId?: number;
  holdId?: string;
  /** The version of the program whose rules made it. */
  programVersion: number;
  trace: Trace;
}

/** What a ledger line is. */
export type EntryKind =
  | 'earn'
  | 'spend'
  | 'return'
  | 'expire'
  | 'reverse'
  | 'penalty'
  | 'adjust'
  | 'levelExpiry'
  | 'formula'
  | 'transfer'
  | 'recharge'
  | 'gift'
  | 'refund'
  | 'save'
  | 'unsave';

/** How a number came about: what `why` tells. */
export interface Trace {
  rule?: string;
  /** Rate as written, such as `0.01 per yuan`, and the amount it was applied to. */
  rate?: string;
  amountFen?: number;
  multipliers?: { kind: string; factor: string }[];
  /** Before caps; what the caps cut. */
  beforeCap?: number;
  cut?: { cap: string; by: number }[];
  /** What went to a debt instead of a lot. */
  toDebt?: number;
  reason?: string;
  actor?: string;
  /** What gave a reward or took a price, no event: `task first-order`, `checkIn day-3`. */
  source?: string;
  /** Of a reward that is taken back: the date on which it had counted. */
  countedOn?: BusinessDate;
  /** The entry that this one takes back from. */
  reverses?: string;
  /** Of a saving: the subscription, and what saved (a coupon's template, a benefit, a rule, an order). */
  saving?: { plan: string; kind: SavingKind; of: string };
  /** Of a formula: its value now and before, whose difference the line is. */
  formula?: FormulaParts & { before: number };
}

/** A formula's value and what it is made of; a part that the program does not have is absent. */
export interface FormulaParts {
  rfm?: number;
  spend?: number;
  activity?: number;
  base?: number;
  reward?: number;
  value: number;
}
