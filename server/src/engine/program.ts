import type { Basis, FormulaGrowth } from './basis';
import type { Period } from './calendar';
import type { FamilyPolicy, Plan, PlanOffer } from './plan';
import type { Rational, Rounding } from './rational';

export type { Activity, Basis, FormulaGrowth, Rfm } from './basis';
export type { FamilyPolicy, Plan, PlanOffer } from './plan';

/** The program as the rules see it: parsed, validated, frozen. Codes are stable for ever (PROGRAM.md). */
export interface Program {
  code: string;
  name: Text;
  /** IANA name; business dates are dates there. It never changes for a program. */
  timeZone: string;
  /** How old an event may be when it arrives: ISO duration. */
  lateHorizon: string;
  points: PointsPolicy;
  growth: { capPerDay?: number };
  /** Growth that a formula says (G2); its daily difference is posted. */
  formulaGrowth?: FormulaGrowth;
  /** At least one; exactly one is primary. */
  tracks: readonly Track[];
  /** By falling priority, then in the order of the file. */
  rules: readonly Rule[];
  campaigns: readonly Campaign[];
  /** What staff may say of members by hand. */
  tags: readonly Tag[];
  /** In the order of the file. */
  tasks: readonly Task[];
  /** Absent: there is no check-in. */
  checkIn?: CheckIn;
  /** What levels give besides multipliers (B1); levels name them by code. */
  benefits: readonly Benefit[];
  /** What an upgrade gives, by the code that levels name. */
  gifts: Readonly<Record<string, readonly Reward[]>>;
  coupons: readonly CouponTemplate[];
  /** How long before a coupon ends members are reminded: ISO durations. */
  couponsRemindBefore: readonly string[];
  /** Manual adjustments above these sizes need a second person. */
  approvalAbove: { points?: number; growth?: number };
  /** Stored value; absent: members have no wallet. */
  wallet?: WalletPolicy;
  /** Absent: nobody is rewarded for an invitation. */
  referral?: ReferralPolicy;
  mall: MallPolicy;
  /** What members may subscribe to, in the order of the file. */
  plans: readonly Plan[];
  /** Chances to begin with a plan at another price, in the order of the file. */
  offers: readonly PlanOffer[];
  /** Absent: a plan is for its member alone. */
  family?: FamilyPolicy;
  /** For the costs of levels alone: no rule looks at it. */
  costModel?: CostModel;
}

/** Assumptions about the members of each level of the primary track. */
export interface CostModel {
  levels: Readonly<Record<string, LevelAssumptions>>;
  /** Shares of the members by level, by the name of the mix. */
  mixes: Readonly<Record<string, Readonly<Record<string, Rational>>>>;
}

/** Times in the life of an order of the points mall: ISO durations. */
export interface MallPolicy {
  /** How long an order with a cash part waits to be paid. */
  payWithin: string;
  /** After so long on its way a parcel counts as received. */
  receiveAfter: string;
  /** How long what was received can be returned; then the order is complete. */
  returnWithin: string;
}

/** What a member of a level does in a year, on average, and owes. */
export interface LevelAssumptions {
  outstandingFen: number;
  /** By event type; `inCampaigns` is the part that falls into campaigns. */
  year: Readonly<Record<string, { amountFen: number; times: Rational; inCampaigns?: Rational }>>;
  /** How often each task is completed, and each coupon claimed. */
  tasks: Readonly<Record<string, Rational>>;
  coupons: Readonly<Record<string, Rational>>;
  /** So many runs of so many days each. */
  checkIns?: { runs: Rational; days: number };
  /** How many friends convert. */
  referrals: Rational;
  /** Which part of the rewards of tasks is fetched, and of coupons outside benefits is used, as measured. */
  exerciseRate: Rational;
}

/** Stored value (B6), in fen. */
export interface WalletPolicy {
  /** What a recharge is given on top: of the rules that it reaches, the one that gives most. By rising amount. */
  gifts: readonly { atLeastFen: number; giftFen: number }[];
  /** Of each recharge, the oldest first: what is spent before what, or both in proportion. */
  spendOrder: 'principalFirst' | 'giftFirst' | 'proportional';
  /** Principal and gift together, after a recharge. */
  maxBalanceFen?: number;
}

/** Invitations (T4). */
export interface ReferralPolicy {
  /** How long after registering an invitee can convert: ISO duration. */
  window: string;
  /** Event types; the first such event converts. */
  convertsOn: readonly string[];
  when?: Condition;
  minAmountFen: number;
  inviter: Reward;
  invitee: Reward;
  /** Rewards of one inviter; registrations by one code. */
  limits: { perDay?: number; perMonth?: number; registrationsPerHour: number };
}

/** One text in each language of the product. */
export type Text = Readonly<Record<'zh-CN' | 'en', string>>;

/** How points live. */
export interface PointsPolicy {
  /** Absent: points never expire. */
  expiry?: Expiry;
  /** How long new points wait before they can be spent (the return window): ISO duration. */
  pendingFor: string;
  /** What a point costs the business, in fen. */
  costPerPointFen: Rational;
  capPerDay?: number;
  deduction?: Deduction;
  /** How long before an expiry members are reminded: ISO durations, longest first. */
  remindBefore: readonly string[];
}

/** `after` an ISO duration; with `endOf`, at the end of the period in which that falls, in the program's zone. */
export interface Expiry {
  after: string;
  endOf?: Period;
}

/** Points as money at a checkout. */
export interface Deduction {
  pointsPerYuan: number;
  /** The largest part of an order. */
  maxShare: Rational;
  minPoints: number;
  /** Points are taken in multiples of it. */
  unit: number;
}

/** What kind of membership a track is (L1). */
export type TrackKind = 'registered' | 'level' | 'storedValue' | 'paid';

/** A ladder of levels: a member has a place on each track. */
export interface Track {
  code: string;
  name: Text;
  kind: TrackKind;
  primary: boolean;
  basis: Basis;
  window: Window;
  /** How long a level is good: ISO duration. Absent: for ever. */
  validity?: string;
  upgrade: {
    /** Levels rise at the first instant of each such period only; absent: as soon as a threshold is reached. */
    every?: Exclude<Period, 'day'>;
    skip: boolean;
    /** A person decides about every rise. */
    review: boolean;
  };
  downgrade: {
    policy: 'none' | 'oneStep' | 'byScore' | 'keepHighest';
    /** After the validity, in which the level can still be kept: ISO duration. */
    grace: string;
    atExpiry: 'none' | 'subtractKeepThreshold';
  };
  /** For members who dropped within this time. */
  returning?: { within: string; growthMultiplier?: Rational; thresholdFactor?: Rational };
  /** By rising threshold; the first begins at 0. Its `rank` is its place, from 0. */
  levels: readonly Level[];
}

/** Over which time a score is taken (L4). */
export type Window =
  | { kind: 'lifetime' }
  | { kind: 'calendar'; unit: Exclude<Period, 'day'> }
  | { kind: 'rolling'; months: number }
  | { kind: 'sinceChange' };

/** A rung of a track. */
export interface Level {
  code: string;
  name: Text;
  rank: number;
  /** The score from which a member is placed here; fen for bases of money. */
  threshold: number;
  /** The score that keeps the level at the end of its validity. */
  keep: number;
  pointsMultiplier?: Rational;
  growthMultiplier?: Rational;
  /** `#rrggbb`. */
  color: string;
  badgeUrl?: string;
  /** Codes of benefits. */
  benefits: readonly string[];
  /** The gift of an upgrade to it. */
  gift?: string;
}

/** Something given to a member: any of its parts. */
export interface Reward {
  points?: number;
  growth?: number;
  /** Code of a coupon. */
  coupon?: string;
  /** Code of a benefit with an entitlement: its quota once more. */
  benefit?: string;
}

/** Over which time the quota of an entitlement is; `validity` is that of the level. */
export type EntitlementPeriod = 'month' | 'quarter' | 'year' | 'validity';

/** What a level gives (B1). */
export interface Benefit {
  code: string;
  name: Text;
  description?: Text;
  kind: 'economic' | 'service' | 'riskConstraint' | 'emotional';
  layer: 'basic' | 'advanced' | 'emotional';
  /** Given at the times that `when` says. */
  grant?: Reward;
  /** What a partner verifies and consumes. With `when`, it is given then; without, it is there in every period. */
  entitlement?: { quota: number; per: EntitlementPeriod };
  when?: Occasion;
  /** What one use of its quota costs the business, or one grant, in fen; absent: a grant costs what is in it. */
  costFen?: Rational;
  /** What one use of its quota is worth to the member, in fen: for what a plan saved. */
  worthFen?: number;
  /** Which part of it is used, as measured. */
  exerciseRate: Rational;
}

/** When a benefit is given: dates are `MM-DD`, the day of a month is 1 to 28. */
export type Occasion =
  | { kind: 'birthday' }
  | { kind: 'upgrade' }
  | { kind: 'monthly'; day: number }
  /** At the beginning of each month of a paid period of a plan. */
  | { kind: 'planMonth' }
  | { kind: 'holiday'; dates: readonly string[] };

/** A kind of coupon (B3). */
export interface CouponTemplate {
  code: string;
  name: Text;
  kind: 'amountOff' | 'percentOff' | 'freeShipping' | 'rateBoost';
  /** Of amountOff: what it takes off. Of freeShipping: the highest charge that it pays; absent: any. */
  offFen?: number;
  /** Of percentOff: the part that it takes off. Of rateBoost: what is added to the annual rate. */
  percent?: Rational;
  /** Of percentOff and rateBoost: what it is worth at most. */
  ceilingFen?: number;
  minSpendFen: number;
  /** Of rateBoost: for how many days the money must stay. */
  minTermDays?: number;
  /** Orders of one of these categories, events of one of these types; absent: all. */
  scope?: { categories?: readonly string[]; types?: readonly string[] };
  /** An ISO duration from the grant, to the end of that business date; or dates, both included. */
  valid: { for: string } | { from: string; to: string };
  /** What a redeemed one costs the business, in fen; absent: what it took off. 0: somebody else pays, such as the shops. */
  costFen?: Rational;
  /** How many there are for claims; absent: any number. */
  stock?: number;
  /** How many a member may claim. */
  perMember?: number;
  /**
   * Absent: members cannot claim it. Dates are included; `levels` are of the primary track, `segments` are tags of which
   * one is enough, absent: all.
   */
  claim?: { from?: string; to?: string; levels?: readonly string[]; segments?: readonly string[] };
}

/** What an event grants. */
export interface Rule {
  code: string;
  on: readonly string[];
  when?: Condition;
  growth?: Grant;
  points?: Grant;
  /** Taken away instead of granted; may leave a debt. */
  penalty?: { points?: number; growth?: number };
  multipliers: readonly MultiplierKind[];
  /** Of its source, a business date. */
  capPerDay?: number;
  /** What the cap counts by; the event type unless the rule says otherwise. */
  source: string;
  priority: number;
  /** When it matches, rules after it are not looked at. */
  exclusive: boolean;
  /** The event type that undoes it in full. */
  voidedBy?: string;
}

/** How much: by amount, exactly, or a fixed number. */
export interface Grant {
  perYuan?: Rational;
  fixed?: number;
  rounding: Rounding;
}

/** What may multiply a grant. */
export type MultiplierKind = 'level' | 'plan' | 'campaign' | 'returning';

/** A time in which grants are multiplied. */
export interface Campaign {
  code: string;
  /** Dates in the program's zone, both included. */
  from: string;
  to: string;
  pointsMultiplier?: Rational;
  growthMultiplier?: Rational;
}

/** Something that staff say of a member, for conditions and segments. */
export interface Tag {
  code: string;
  name: Text;
}

/** How often a task can be done: once in newcomers' first time, or in each period, or once in a campaign. */
export type TaskKind = 'newcomer' | 'daily' | 'weekly' | 'monthly' | 'campaign';

/** Something that members are asked to do, with a reward (T1, T5). */
export interface Task {
  code: string;
  name: Text;
  kind: TaskKind;
  /** A step of becoming a customer, or business itself. */
  nature: 'process' | 'business';
  progress: TaskProgress;
  reward: Reward;
  /** Who gives the reward: the member's claim, or completion itself. */
  claim: 'manual' | 'auto';
  /** Tasks that must be completed before this one is counted. */
  after: readonly string[];
  /** No level: all of them. Members with one of the tags; absent: all. Dates in the program's zone, both included. */
  visible: { levels: readonly string[]; segments?: readonly string[]; from?: string; to?: string };
  /** Of a newcomer task: how long after joining, an ISO duration of whole days. */
  within?: string;
  /** Where the mini-app leads. */
  action?: { open: string };
}

/** What a task counts: events, or the fen of their amounts, up to a target. */
export interface TaskProgress {
  on: readonly string[];
  when?: Condition;
  unit: 'times' | 'fen';
  target: number;
}

/** The daily check-in (T2). */
export interface CheckIn {
  /** Points of the first, second, … day of a streak. */
  ladder: readonly number[];
  /** After the last rung: from the first again, or the last for ever. */
  top: 'restart' | 'repeat';
  makeUp?: { costPoints: number; perMonth: number; lastDays: number };
  /** At the so-manieth check-in of a calendar month; by rising count. */
  cumulative: readonly { count: number; reward: Reward }[];
}

/** A condition on an event and its member. */
export type Condition =
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }
  | { not: Condition }
  | { path: string; test: Comparison };

/** Compares the value at a path; numbers as numbers, everything else as text. */
export type Comparison =
  | { eq: Scalar }
  | { ne: Scalar }
  | { in: readonly Scalar[] }
  | { gt: number }
  | { gte: number }
  | { lt: number }
  | { lte: number }
  | { exists: boolean };

/** What can be compared. */
export type Scalar = string | number | boolean;

/** The track that `Member.level` speaks of. */
export function primaryTrack(program: Program): Track {
  const track = program.tracks.find((candidate) => candidate.primary);
  if (!track) throw new Error(`Program ${program.code} has no primary track.`);
  return track;
}
