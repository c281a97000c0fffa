/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The app was opened. */
export type AppOpenRecordInput = {
  /** Where from, such as the scene that WeChat names; up to 64 characters. Rules see it as `data.scene`. */
  scene?: string | null | undefined;
};

/** What a benefit is about. */
export type BenefitKind =
  /** Money or goods (经济型). */
  | 'ECONOMIC'
  /** Attention (情感型). */
  | 'EMOTIONAL'
  /** Terms that trust allows, such as a higher limit (风控型). */
  | 'RISK_CONSTRAINT'
  /** Service (服务型). */
  | 'SERVICE';

/** What a member has of a benefit. */
export type BenefitState =
  /** It is there (可用). */
  | 'ACTIVE'
  /** A higher level has it (待解锁). */
  | 'LOCKED'
  /** Its quota of the period is used up (已用完). */
  | 'USED_UP';

/** A check-in of today. */
export type CheckInCreateInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
};

/** Why a mutation refused. Codes are added, never renamed. */
export type ErrorCode =
  /** The product is sent by courier, or put onto a phone: say where. */
  | 'ADDRESS_REQUIRED'
  /** The agreement has changed: show the one of `agreementVersion`, and ask for consent again. */
  | 'AGREEMENT_OUTDATED'
  /** An object with this code or key exists already. */
  | 'ALREADY_EXISTS'
  /** Who proposed an adjustment cannot decide on it; a second person must. */
  | 'APPROVAL_BY_SAME_PERSON'
  /** The plan, or this server, offers no auto-renewal. */
  | 'AUTO_RENEW_NOT_OFFERED'
  /** The program in force has no benefit of this code that can be used. */
  | 'BENEFIT_NOT_FOUND'
  /** The member does not have as much of this benefit left in the period. */
  | 'BENEFIT_QUOTA_EXHAUSTED'
  /** There is a use with this reference already, or none that allows this. */
  | 'BENEFIT_STATE_CONFLICT'
  /** The birthday was changed within the last year. */
  | 'BIRTHDAY_LOCKED'
  /** The code was shown already; staff can let it be shown once more. */
  | 'CARD_CODE_REVEALED'
  /** The member has checked in on this date already. */
  | 'CHECK_IN_DONE'
  /** The program has no check-in, or no making up for missed days. */
  | 'CHECK_IN_NOT_OFFERED'
  /** The discount is more than the coupon takes off this order. */
  | 'COUPON_DISCOUNT_EXCEEDED'
  /** The last day of the coupon is past. */
  | 'COUPON_EXPIRED'
  /** The member has claimed as many of this coupon as anybody may. */
  | 'COUPON_LIMIT_REACHED'
  /** The order, or its term, is below what the coupon asks for. */
  | 'COUPON_MIN_SPEND'
  /** The coupon cannot be claimed: not now, not by this member, or not at all. */
  | 'COUPON_NOT_CLAIMABLE'
  /** There is no such coupon, or the program in force has none of this code. */
  | 'COUPON_NOT_FOUND'
  /** The coupon is not for orders of this kind. */
  | 'COUPON_OUT_OF_SCOPE'
  /** Others have claimed the last of this coupon. */
  | 'COUPON_SOLD_OUT'
  /** The coupon is not in a state that allows this: see its `state`. */
  | 'COUPON_STATE_CONFLICT'
  /** The member is in a family, or has a plan of their own. */
  | 'FAMILY_CONFLICT'
  /** The member left a family lately: until the cool-down is over they can join none. */
  | 'FAMILY_COOL_DOWN'
  /** Every seat of the family is taken, or was left so lately that it stays empty for a while. */
  | 'FAMILY_FULL'
  /** The invitation is unknown, used, withdrawn, or its time is over; or the plan has ended. */
  | 'FAMILY_INVITATION_INVALID'
  /** There is no such family, or the member is not in it. */
  | 'FAMILY_NOT_FOUND'
  /** The member has no plan that runs and can be shared. */
  | 'FAMILY_NOT_OFFERED'
  /** The invitation is the member’s own. */
  | 'FAMILY_OWN'
  /** More points were asked for than the hold has. */
  | 'HOLD_EXCEEDED'
  /** The deadline of the hold has passed; its points are back with the member. */
  | 'HOLD_EXPIRED'
  /** The idempotency key came with another input before. Use a new key for another call. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** A value is missing, malformed or outside its limits; `field` names it. */
  | 'INPUT_INVALID'
  /** The wallet does not hold as much. */
  | 'INSUFFICIENT_BALANCE'
  /** The member does not have as many points to spend. */
  | 'INSUFFICIENT_POINTS'
  /** The product is for members of other levels. */
  | 'LEVEL_TOO_LOW'
  /** The program in force has no such track, or no such level on it. */
  | 'LEVEL_UNKNOWN'
  /** The link token is unknown, used, or older than ten minutes. Ask the partner for a new one. */
  | 'LINK_TOKEN_INVALID'
  /** Only days that are over can be made up for. */
  | 'MAKE_UP_IN_FUTURE'
  /** No more days of this month can be made up for. */
  | 'MAKE_UP_LIMIT'
  /** The day is too long ago to be made up for, or before the member joined. */
  | 'MAKE_UP_TOO_OLD'
  /** The member is blocked; `statusReason` of the member says why in neutral words. */
  | 'MEMBER_BLOCKED'
  /** The object does not exist, or the caller may not see it. */
  | 'NOT_FOUND'
  /** The offer is not open for the member, was used, or is over. */
  | 'OFFER_NOT_OPEN'
  /** The order is not in a state that allows this: see its `state`. */
  | 'ORDER_STATE_CONFLICT'
  /** Less of it is left than was asked for; nothing was taken. */
  | 'OUT_OF_STOCK'
  /** This server takes no money: pay with points alone. */
  | 'PAYMENT_NOT_OFFERED'
  /** The payment was made, called off, or its time is over: look at what it was for. */
  | 'PAYMENT_NOT_OPEN'
  /** The phone code is unknown, used or too old. Ask the member to tap the button again. */
  | 'PHONE_CODE_INVALID'
  /** The phone number belongs to another member. */
  | 'PHONE_IN_USE'
  /** The code is unknown, used, or its time is over. */
  | 'PLAN_CODE_INVALID'
  /** By the terms of the plan nothing goes back, or it was asked for already: see `refundQuote`. */
  | 'PLAN_REFUND_NOT_POSSIBLE'
  /** The product is for members with one of its `plans`. */
  | 'PLAN_REQUIRED'
  /** The program in force has no such plan, or sells it no more. */
  | 'PLAN_UNKNOWN'
  /** The product is not on the shelf, or not at this price. */
  | 'PRODUCT_NOT_AVAILABLE'
  /** The program file has a fault; the message names its line, its path and the fix. */
  | 'PROGRAM_INVALID'
  /** WeChat did not answer, is busy, or limits calls. Try again in a moment. */
  | 'PROVIDER_BUSY'
  /** The member has had as many of the product as anybody may in the period. */
  | 'PURCHASE_LIMIT_REACHED'
  /** The refresh token is too old. Sign in again. */
  | 'REFRESH_TOKEN_EXPIRED'
  /** The refresh token is unknown. Sign in again. */
  | 'REFRESH_TOKEN_INVALID'
  /** The refresh token was used before: somebody holds a copy. The session has been ended. */
  | 'REFRESH_TOKEN_REUSED'
  /** The session was ended. Sign in again. */
  | 'SESSION_REVOKED'
  /** The sign-in code is unknown, or older than five minutes. Ask WeChat for a new one. */
  | 'SIGN_IN_CODE_INVALID'
  /** The sign-in code has been used; each works once. Ask WeChat for a new one. */
  | 'SIGN_IN_CODE_USED'
  /** WeChat refuses this user for now (high risk). */
  | 'SIGN_IN_REFUSED'
  /** The object is not in a state that allows this. */
  | 'STATE_CONFLICT'
  /** The member has a plan that runs already; change it, or wait for its end. */
  | 'SUBSCRIPTION_RUNNING'
  /** The subscription is not in a state that allows this: see its `state`. */
  | 'SUBSCRIPTION_STATE_CONFLICT'
  /** The program in force has no such tag. */
  | 'TAG_UNKNOWN'
  /** The reward of the task was given already, in this period of it. */
  | 'TASK_ALREADY_CLAIMED'
  /** The task is not completed yet; `progress` says how far it is. */
  | 'TASK_NOT_COMPLETED'
  /** The time of the task is over, and its reward with it. */
  | 'TASK_OVER'
  /** The wallet would hold more than the program allows. Recharge less. */
  | 'WALLET_LIMIT_EXCEEDED'
  /** The program in force has no stored value. */
  | 'WALLET_NOT_OFFERED'
  /** Of the recharge less is unspent, or the gift that was spent leaves nothing to pay back. */
  | 'WALLET_REFUND_EXCEEDS'
  /** Together with earlier returns, more would come back than was spent. */
  | 'WALLET_RETURN_EXCEEDS';

/** Where an order of the points mall stands. */
export type MallOrderState =
  /** It was called off, or not paid in time; whatever was paid went back (已取消). */
  | 'CANCELLED'
  /** It has arrived and the time of returns is over (已完成). */
  | 'COMPLETED'
  /** It is being packed, or asked for from the supplier (处理中). */
  | 'FULFILLING'
  /** The supplier could not deliver; points and cash went back (兑换失败). */
  | 'FULFILMENT_FAILED'
  /** Paid; nothing has been done for it yet (待发货). */
  | 'PAID'
  /** Its points are held and its stock is reserved until the cash part is paid (待支付). */
  | 'PENDING_PAYMENT'
  /** It has arrived, and can be returned (已收货). */
  | 'RECEIVED'
  /** Staff gave points and cash back without a return (已退款). */
  | 'REFUNDED'
  /** It came back, and points and cash went back (已退货). */
  | 'RETURNED'
  /** The member wants to return it; staff decide (退货中). */
  | 'RETURN_REQUESTED'
  /** It is on its way (待收货). */
  | 'SHIPPED';

/** Which products; what is left out does not matter. */
export type MallProductFilter = {
  /** Only what the signed-in member has the points, the level and the plan for (我能兑); nobody else has any. */
  affordable?: boolean | null | undefined;
  /** Only those of this category, by code. */
  category?: string | null | undefined;
  /** Only those of these kinds. */
  kinds?: Array<MallProductKind> | null | undefined;
  /** For staff: those in these states, whether on the shelf or not; left out, what is on the shelf. */
  states?: Array<MallProductState> | null | undefined;
  /** Words that all occur in the name or the category (搜索). */
  text?: string | null | undefined;
};

/** How what is redeemed comes to the member. */
export type MallProductKind =
  /** As a code, or as a right with a supplier (线上权益). */
  | 'ONLINE_BENEFIT'
  /** By courier (实物). */
  | 'PHYSICAL'
  /** Onto a phone: credit or data (话费流量). */
  | 'TOP_UP';

/** The order of products. */
export type MallProductSort =
  /** Latest first (最新). */
  | 'NEWEST'
  /** Fewest points first (积分从低到高). */
  | 'POINTS_ASC'
  /** Most points first (积分从高到低). */
  | 'POINTS_DESC'
  /** Most redeemed first (热门). */
  | 'POPULAR'
  /** As staff have put them (推荐). */
  | 'RECOMMENDED';

/** Whether a product is offered. */
export type MallProductState =
  /** It was never offered (草稿). */
  | 'DRAFT'
  /** It is offered while its time on the shelf lasts (已上架). */
  | 'PUBLISHED'
  /** It is offered no more (已下架). */
  | 'UNPUBLISHED';

/** Whether a member may use the membership. */
export type MemberStatus =
  /** Everything is open (正常). */
  | 'ACTIVE'
  /** Nothing is granted and nothing can be spent (冻结). */
  | 'BLOCKED'
  /** Another member of the same person goes on instead (已合并). */
  | 'MERGED';

/** Where a member stands with a task in its period. */
export type MemberTaskState =
  /** Done, and the reward was given (已领取). */
  | 'CLAIMED'
  /** Done; the reward waits to be claimed (待领取). */
  | 'COMPLETED'
  /** A task before it must be completed first (未解锁). */
  | 'LOCKED'
  /** To be done (进行中). */
  | 'OPEN';

/** What a next step is. Kinds are added: show one that you do not know by its text. */
export type NextActionKind =
  /** Today’s check-in (签到). */
  | 'CHECK_IN'
  /** A reward waits to be claimed (领取奖励). */
  | 'CLAIM_REWARD'
  /** A task (做任务). */
  | 'DO_TASK'
  /** Business of an amount (消费). */
  | 'PURCHASE'
  /** What the level’s score is made of (提升). */
  | 'REACH';

/** Why a plan costs so much. */
export type PlanPriceReason =
  /** The first period (首期). */
  | 'FIRST'
  /** The price of every period (原价). */
  | 'NORMAL'
  /** An offer that is open (限时优惠). */
  | 'OFFER'
  /** The trial (试用). */
  | 'TRIAL';

/** Where a subscription stands. */
export type PlanSubscriptionState =
  /** It runs; a gift: its code can be redeemed (生效中). */
  | 'ACTIVE'
  /** It is not renewed by itself any more, and runs to its end (已取消续费). */
  | 'CANCELLED'
  /** It is over, or was never paid; a gift: see `giftState` (已到期). */
  | 'EXPIRED'
  /** Its period is over and not paid; the benefits stay while it is tried again (待续费). */
  | 'PAST_DUE'
  /** It waits to be paid; nothing has begun (待支付). */
  | 'PENDING'
  /** It was refunded, and its benefits ended (已退款). */
  | 'REFUNDED';

/** A sign-in. */
export type SessionCreateInput = {
  /** Where the code comes from. */
  channel?: SignInChannel;
  /** The code that WeChat gave the client; in the demo also `demo:<any openid>`. */
  code: string;
  /** The invitation code that somebody new came with; members who are known already, and unknown codes, are no error. */
  inviteCode?: string | null | undefined;
};

/** A refresh. */
export type SessionRefreshInput = {
  /** The last refresh token; it is used up. */
  refreshToken: string;
};

/** A sign-out. */
export type SessionRevokeInput = {
  /** End all sessions of the member, on every device. */
  everywhere?: boolean;
};

/** Where the sign-in code comes from. */
export type SignInChannel =
  /** `wx.login` in the mini-program (小程序). */
  | 'MINI_PROGRAM'
  /** Web authorisation in a browser (网页授权). */
  | 'WEB';

/** A subscription that waits to be paid, and is not wanted any more. */
export type SubscriptionCancelInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** The subscription. */
  subscriptionId: string | number;
};

/** How often a task can be done. */
export type TaskKind =
  /** Once in a campaign (活动任务). */
  | 'CAMPAIGN'
  /** Once a day (每日任务). */
  | 'DAILY'
  /** Once a calendar month (每月任务). */
  | 'MONTHLY'
  /** Once, by who is new (新手任务). */
  | 'NEWCOMER'
  /** Once a week, from Monday (每周任务). */
  | 'WEEKLY';

/** The reward to take. */
export type TaskRewardClaimInput = {
  /** Made by the caller; a repetition with the same key is answered, not done again. */
  idempotencyKey: string;
  /** The code of the task. */
  taskCode: string;
};

/** What progress is counted in. */
export type TaskUnit =
  /** The sum of amounts, in fen (金额). */
  | 'FEN'
  /** How often it was done (次数). */
  | 'TIMES';

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { me: { id: string, number: string, nickname: string, avatarUrl: string | null, joinedAt: string, status: MemberStatus, statusReason: string | null, unreadCount: number, points: { available: number, debt: number }, growth: { value: number }, checkIn: { today: string, canCheckIn: boolean, streak: number, next: { points: number } | null, ladder: Array<{ points: number, reached: boolean }> }, tasks: Array<{ state: MemberTaskState, progress: number, target: number, canClaim: boolean, endsAt: string | null, task: { code: string, name: string, kind: TaskKind, unit: TaskUnit, reward: { points: number, growth: number, coupon: string | null, benefit: string | null } }, waitsFor: Array<{ name: string }>, action: { open: string } | null }>, nextAction: { kind: NextActionKind, text: string, task: { task: { code: string } } | null, action: { open: string } | null } | null, subscription: { id: string, state: PlanSubscriptionState, periodEnd: string | null, nextChargeAt: string | null, savedFen: number, plan: { name: string } } | null, planQuotes: Array<{ priceFen: number, reason: PlanPriceReason, canCheckout: boolean, offer: { name: string, normalPriceFen: number } | null, plan: { code: string, name: string, period: string, monthlyPriceFen: number, worthFen: number, trial: { period: string } | null } }>, benefits: Array<{ state: BenefitState, benefit: { code: string, name: string, kind: BenefitKind } }>, level: { level: { code: string, name: string, rank: number, threshold: number }, next: { needed: number, ratio: number, how: string, level: { code: string, name: string, rank: number, threshold: number } } | null } } | null, program: { code: string, name: string, timeZone: string, tracks: Array<{ code: string, primary: boolean, levels: Array<{ code: string, name: string, rank: number, threshold: number }> }> } };

export type CheckInPartsFragment = { today: string, canCheckIn: boolean, streak: number, next: { points: number } | null, ladder: Array<{ points: number, reached: boolean }> };

export type TaskPartsFragment = { state: MemberTaskState, progress: number, target: number, canClaim: boolean, endsAt: string | null, task: { code: string, name: string, kind: TaskKind, unit: TaskUnit, reward: { points: number, growth: number, coupon: string | null, benefit: string | null } }, waitsFor: Array<{ name: string }>, action: { open: string } | null };

export type LevelPartsFragment = { code: string, name: string, rank: number, threshold: number };

export type PlanStandingFragment = { id: string, state: PlanSubscriptionState, periodEnd: string | null, nextChargeAt: string | null, savedFen: number, plan: { name: string } };

export type MallQueryVariables = Exact<{ [key: string]: never; }>;


export type MallQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, name: string, rank: number, threshold: number } }, points: { available: number, debt: number, expiring: number, nextExpiry: { points: number, at: string } | null } } | null, mallCategories: Array<{ code: string, name: string }>, program: { timeZone: string, tracks: Array<{ primary: boolean, levels: Array<{ code: string, name: string, rank: number, threshold: number }> }> } };

export type MallProductsQueryVariables = Exact<{
  filter: MallProductFilter;
  sort: MallProductSort;
  after?: string | null | undefined;
}>;


export type MallProductsQuery = { mallProducts: { edges: Array<{ cursor: string, node: { id: string, name: string, images: Array<string>, levels: Array<string> | null, pointsFrom: number, plans: Array<{ code: string }> | null, skus: Array<{ pointsPrice: number, soldOut: boolean, memberCashFen: number | null, cash: { points: number, cashFen: number } | null }> } }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } };

export type CardPartsFragment = { id: string, name: string, images: Array<string>, levels: Array<string> | null, pointsFrom: number, plans: Array<{ code: string }> | null, skus: Array<{ pointsPrice: number, soldOut: boolean, memberCashFen: number | null, cash: { points: number, cashFen: number } | null }> };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, number: string, nickname: string, avatarUrl: string | null, phoneMasked: string | null, status: MemberStatus, unreadCount: number, points: { available: number, debt: number }, growth: { value: number }, wallet: { isOffered: boolean, balanceFen: number }, orderCounts: Array<{ state: MallOrderState, count: number }>, subscription: { state: PlanSubscriptionState, plan: { name: string } } | null, assets: { coupons: { available: number } }, level: { level: { code: string, name: string, rank: number, threshold: number } } } | null };

export type SubscriptionCancelMutationVariables = Exact<{
  input: SubscriptionCancelInput;
}>;


export type SubscriptionCancelMutation = { subscriptionCancel: { userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SessionCreateMutationVariables = Exact<{
  input: SessionCreateInput;
}>;


export type SessionCreateMutation = { sessionCreate: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SessionRefreshMutationVariables = Exact<{
  input: SessionRefreshInput;
}>;


export type SessionRefreshMutation = { sessionRefresh: { session: { accessToken: string, refreshToken: string, expiresAt: string } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SessionRevokeMutationVariables = Exact<{
  input: SessionRevokeInput;
}>;


export type SessionRevokeMutation = { sessionRevoke: { revoked: number | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type SessionPartsFragment = { accessToken: string, refreshToken: string, expiresAt: string };

export type TasksQueryVariables = Exact<{ [key: string]: never; }>;


export type TasksQuery = { me: { id: string, status: MemberStatus, statusReason: string | null, level: { level: { code: string, name: string, rank: number, threshold: number } }, checkIn: { today: string, canCheckIn: boolean, streak: number, next: { points: number } | null, ladder: Array<{ points: number, reached: boolean }> }, tasks: Array<{ state: MemberTaskState, progress: number, target: number, canClaim: boolean, endsAt: string | null, task: { code: string, name: string, kind: TaskKind, unit: TaskUnit, reward: { points: number, growth: number, coupon: string | null, benefit: string | null } }, waitsFor: Array<{ name: string }>, action: { open: string } | null }>, referral: { isOffered: boolean, invitedCount: number, inviterReward: { points: number | null, growth: number | null } | null } } | null, program: { timeZone: string } };

export type TaskRewardClaimMutationVariables = Exact<{
  input: TaskRewardClaimInput;
}>;


export type TaskRewardClaimMutation = { taskRewardClaim: { task: { state: MemberTaskState, progress: number, target: number, canClaim: boolean, endsAt: string | null, task: { code: string, name: string, kind: TaskKind, unit: TaskUnit, reward: { points: number, growth: number, coupon: string | null, benefit: string | null } }, waitsFor: Array<{ name: string }>, action: { open: string } | null } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type CheckInCreateMutationVariables = Exact<{
  input: CheckInCreateInput;
}>;


export type CheckInCreateMutation = { checkInCreate: { checkIn: { today: string, canCheckIn: boolean, streak: number, next: { points: number } | null, ladder: Array<{ points: number, reached: boolean }> } | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export type AppOpenRecordMutationVariables = Exact<{
  input: AppOpenRecordInput;
}>;


export type AppOpenRecordMutation = { appOpenRecord: { recorded: boolean | null, userErrors: Array<{ code: ErrorCode, message: string }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const CheckInPartsFragmentDoc = new TypedDocumentString(`
    fragment CheckInParts on CheckInCalendar {
  today
  canCheckIn
  streak
  next {
    points
  }
  ladder {
    points
    reached
  }
}
    `, {"fragmentName":"CheckInParts"}) as unknown as TypedDocumentString<CheckInPartsFragment, unknown>;
export const TaskPartsFragmentDoc = new TypedDocumentString(`
    fragment TaskParts on MemberTask {
  task {
    code
    name
    kind
    unit
    reward {
      points
      growth
      coupon
      benefit
    }
  }
  state
  progress
  target
  canClaim
  waitsFor {
    name
  }
  endsAt
  action {
    open
  }
}
    `, {"fragmentName":"TaskParts"}) as unknown as TypedDocumentString<TaskPartsFragment, unknown>;
export const LevelPartsFragmentDoc = new TypedDocumentString(`
    fragment LevelParts on Level {
  code
  name
  rank
  threshold
}
    `, {"fragmentName":"LevelParts"}) as unknown as TypedDocumentString<LevelPartsFragment, unknown>;
export const PlanStandingFragmentDoc = new TypedDocumentString(`
    fragment PlanStanding on PlanSubscription {
  id
  state
  periodEnd
  nextChargeAt
  savedFen
  plan {
    name
  }
}
    `, {"fragmentName":"PlanStanding"}) as unknown as TypedDocumentString<PlanStandingFragment, unknown>;
export const CardPartsFragmentDoc = new TypedDocumentString(`
    fragment CardParts on MallProduct {
  id
  name
  images
  levels
  plans {
    code
  }
  pointsFrom
  skus {
    pointsPrice
    soldOut
    cash {
      points
      cashFen
    }
    memberCashFen
  }
}
    `, {"fragmentName":"CardParts"}) as unknown as TypedDocumentString<CardPartsFragment, unknown>;
export const SessionPartsFragmentDoc = new TypedDocumentString(`
    fragment SessionParts on Session {
  accessToken
  refreshToken
  expiresAt
}
    `, {"fragmentName":"SessionParts"}) as unknown as TypedDocumentString<SessionPartsFragment, unknown>;
export const HomeDocument = new TypedDocumentString(`
    query Home {
  me {
    id
    number
    nickname
    avatarUrl
    joinedAt
    status
    statusReason
    unreadCount
    points {
      available
      debt
    }
    growth {
      value
    }
    checkIn {
      ...CheckInParts
    }
    tasks {
      ...TaskParts
    }
    nextAction {
      kind
      text
      task {
        task {
          code
        }
      }
      action {
        open
      }
    }
    subscription {
      ...PlanStanding
    }
    planQuotes {
      priceFen
      reason
      canCheckout
      offer {
        name
        normalPriceFen
      }
      plan {
        code
        name
        period
        monthlyPriceFen
        worthFen
        trial {
          period
        }
      }
    }
    benefits {
      state
      benefit {
        code
        name
        kind
      }
    }
    level {
      level {
        ...LevelParts
      }
      next {
        needed
        ratio
        how
        level {
          ...LevelParts
        }
      }
    }
  }
  program {
    code
    name
    timeZone
    tracks {
      code
      primary
      levels {
        ...LevelParts
      }
    }
  }
}
    fragment CheckInParts on CheckInCalendar {
  today
  canCheckIn
  streak
  next {
    points
  }
  ladder {
    points
    reached
  }
}
fragment TaskParts on MemberTask {
  task {
    code
    name
    kind
    unit
    reward {
      points
      growth
      coupon
      benefit
    }
  }
  state
  progress
  target
  canClaim
  waitsFor {
    name
  }
  endsAt
  action {
    open
  }
}
fragment LevelParts on Level {
  code
  name
  rank
  threshold
}
fragment PlanStanding on PlanSubscription {
  id
  state
  periodEnd
  nextChargeAt
  savedFen
  plan {
    name
  }
}`) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const MallDocument = new TypedDocumentString(`
    query Mall {
  me {
    id
    status
    statusReason
    level {
      level {
        ...LevelParts
      }
    }
    points {
      available
      debt
      expiring
      nextExpiry {
        points
        at
      }
    }
  }
  mallCategories {
    code
    name
  }
  program {
    timeZone
    tracks {
      primary
      levels {
        ...LevelParts
      }
    }
  }
}
    fragment LevelParts on Level {
  code
  name
  rank
  threshold
}`) as unknown as TypedDocumentString<MallQuery, MallQueryVariables>;
export const MallProductsDocument = new TypedDocumentString(`
    query MallProducts($filter: MallProductFilter!, $sort: MallProductSort!, $after: String) {
  mallProducts(first: 20, filter: $filter, sort: $sort, after: $after) {
    edges {
      cursor
      node {
        ...CardParts
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
}
    fragment CardParts on MallProduct {
  id
  name
  images
  levels
  plans {
    code
  }
  pointsFrom
  skus {
    pointsPrice
    soldOut
    cash {
      points
      cashFen
    }
    memberCashFen
  }
}`) as unknown as TypedDocumentString<MallProductsQuery, MallProductsQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    id
    number
    nickname
    avatarUrl
    phoneMasked
    status
    unreadCount
    points {
      available
      debt
    }
    growth {
      value
    }
    wallet {
      isOffered
      balanceFen
    }
    orderCounts {
      state
      count
    }
    subscription {
      state
      plan {
        name
      }
    }
    assets {
      coupons {
        available
      }
    }
    level {
      level {
        ...LevelParts
      }
    }
  }
}
    fragment LevelParts on Level {
  code
  name
  rank
  threshold
}`) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const SubscriptionCancelDocument = new TypedDocumentString(`
    mutation SubscriptionCancel($input: SubscriptionCancelInput!) {
  subscriptionCancel(input: $input) {
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SubscriptionCancelMutation, SubscriptionCancelMutationVariables>;
export const SessionCreateDocument = new TypedDocumentString(`
    mutation SessionCreate($input: SessionCreateInput!) {
  sessionCreate(input: $input) {
    session {
      ...SessionParts
    }
    userErrors {
      code
      message
    }
  }
}
    fragment SessionParts on Session {
  accessToken
  refreshToken
  expiresAt
}`) as unknown as TypedDocumentString<SessionCreateMutation, SessionCreateMutationVariables>;
export const SessionRefreshDocument = new TypedDocumentString(`
    mutation SessionRefresh($input: SessionRefreshInput!) {
  sessionRefresh(input: $input) {
    session {
      ...SessionParts
    }
    userErrors {
      code
      message
    }
  }
}
    fragment SessionParts on Session {
  accessToken
  refreshToken
  expiresAt
}`) as unknown as TypedDocumentString<SessionRefreshMutation, SessionRefreshMutationVariables>;
export const SessionRevokeDocument = new TypedDocumentString(`
    mutation SessionRevoke($input: SessionRevokeInput!) {
  sessionRevoke(input: $input) {
    revoked
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SessionRevokeMutation, SessionRevokeMutationVariables>;
export const TasksDocument = new TypedDocumentString(`
    query Tasks {
  me {
    id
    status
    statusReason
    level {
      level {
        ...LevelParts
      }
    }
    checkIn {
      ...CheckInParts
    }
    tasks {
      ...TaskParts
    }
    referral {
      isOffered
      invitedCount
      inviterReward {
        points
        growth
      }
    }
  }
  program {
    timeZone
  }
}
    fragment CheckInParts on CheckInCalendar {
  today
  canCheckIn
  streak
  next {
    points
  }
  ladder {
    points
    reached
  }
}
fragment TaskParts on MemberTask {
  task {
    code
    name
    kind
    unit
    reward {
      points
      growth
      coupon
      benefit
    }
  }
  state
  progress
  target
  canClaim
  waitsFor {
    name
  }
  endsAt
  action {
    open
  }
}
fragment LevelParts on Level {
  code
  name
  rank
  threshold
}`) as unknown as TypedDocumentString<TasksQuery, TasksQueryVariables>;
export const TaskRewardClaimDocument = new TypedDocumentString(`
    mutation TaskRewardClaim($input: TaskRewardClaimInput!) {
  taskRewardClaim(input: $input) {
    task {
      ...TaskParts
    }
    userErrors {
      code
      message
    }
  }
}
    fragment TaskParts on MemberTask {
  task {
    code
    name
    kind
    unit
    reward {
      points
      growth
      coupon
      benefit
    }
  }
  state
  progress
  target
  canClaim
  waitsFor {
    name
  }
  endsAt
  action {
    open
  }
}`) as unknown as TypedDocumentString<TaskRewardClaimMutation, TaskRewardClaimMutationVariables>;
export const CheckInCreateDocument = new TypedDocumentString(`
    mutation CheckInCreate($input: CheckInCreateInput!) {
  checkInCreate(input: $input) {
    checkIn {
      ...CheckInParts
    }
    userErrors {
      code
      message
    }
  }
}
    fragment CheckInParts on CheckInCalendar {
  today
  canCheckIn
  streak
  next {
    points
  }
  ladder {
    points
    reached
  }
}`) as unknown as TypedDocumentString<CheckInCreateMutation, CheckInCreateMutationVariables>;
export const AppOpenRecordDocument = new TypedDocumentString(`
    mutation AppOpenRecord($input: AppOpenRecordInput!) {
  appOpenRecord(input: $input) {
    recorded
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<AppOpenRecordMutation, AppOpenRecordMutationVariables>;