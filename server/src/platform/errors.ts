/**
 * Every code a refusal may carry, with what it means. The GraphQL enum `ErrorCode` is made from this table, so a code
 * cannot exist without a description. Codes may be added, never renamed.
 */
export const errorCodes = {
  INPUT_INVALID: 'A value is missing, malformed or outside its limits; `field` names it.',
  NOT_FOUND: 'The object does not exist, or the caller may not see it.',
  ALREADY_EXISTS: 'An object with this code or key exists already.',
  STATE_CONFLICT: 'The object is not in a state that allows this.',
  PROGRAM_INVALID: 'The program file has a fault; the message names its line, its path and the fix.',
  IDEMPOTENCY_KEY_REUSED: 'The idempotency key came with another input before. Use a new key for another call.',
  INSUFFICIENT_POINTS: 'The member does not have as many points to spend.',
  HOLD_EXPIRED: 'The deadline of the hold has passed; its points are back with the member.',
  HOLD_EXCEEDED: 'More points were asked for than the hold has.',
  TASK_NOT_COMPLETED: 'The task is not completed yet; `progress` says how far it is.',
  TASK_ALREADY_CLAIMED: 'The reward of the task was given already, in this period of it.',
  TASK_OVER: 'The time of the task is over, and its reward with it.',
  CHECK_IN_NOT_OFFERED: 'The program has no check-in, or no making up for missed days.',
  CHECK_IN_DONE: 'The member has checked in on this date already.',
  MAKE_UP_IN_FUTURE: 'Only days that are over can be made up for.',
  MAKE_UP_TOO_OLD: 'The day is too long ago to be made up for, or before the member joined.',
  MAKE_UP_LIMIT: 'No more days of this month can be made up for.',
  COUPON_NOT_FOUND: 'There is no such coupon, or the program in force has none of this code.',
  COUPON_EXPIRED: 'The last day of the coupon is past.',
  COUPON_STATE_CONFLICT: 'The coupon is not in a state that allows this: see its `state`.',
  COUPON_MIN_SPEND: 'The order, or its term, is below what the coupon asks for.',
  COUPON_OUT_OF_SCOPE: 'The coupon is not for orders of this kind.',
  COUPON_DISCOUNT_EXCEEDED: 'The discount is more than the coupon takes off this order.',
  COUPON_LIMIT_REACHED: 'The member has claimed as many of this coupon as anybody may.',
  COUPON_SOLD_OUT: 'Others have claimed the last of this coupon.',
  COUPON_NOT_CLAIMABLE: 'The coupon cannot be claimed: not now, not by this member, or not at all.',
  BENEFIT_NOT_FOUND: 'The program in force has no benefit of this code that can be used.',
  BENEFIT_QUOTA_EXHAUSTED: 'The member does not have as much of this benefit left in the period.',
  BENEFIT_STATE_CONFLICT: 'There is a use with this reference already, or none that allows this.',
  BIRTHDAY_LOCKED: 'The birthday was changed within the last year.',
  WALLET_NOT_OFFERED: 'The program in force has no stored value.',
  WALLET_LIMIT_EXCEEDED: 'The wallet would hold more than the program allows. Recharge less.',
  INSUFFICIENT_BALANCE: 'The wallet does not hold as much.',
  WALLET_RETURN_EXCEEDS: 'Together with earlier returns, more would come back than was spent.',
  WALLET_REFUND_EXCEEDS: 'Of the recharge less is unspent, or the gift that was spent leaves nothing to pay back.',
  PRODUCT_NOT_AVAILABLE: 'The product is not on the shelf, or not at this price.',
  OUT_OF_STOCK: 'Less of it is left than was asked for; nothing was taken.',
  PURCHASE_LIMIT_REACHED: 'The member has had as many of the product as anybody may in the period.',
  LEVEL_TOO_LOW: 'The product is for members of other levels.',
  PLAN_REQUIRED: 'The product is for members with one of its `plans`.',
  ADDRESS_REQUIRED: 'The product is sent by courier, or put onto a phone: say where.',
  ORDER_STATE_CONFLICT: 'The order is not in a state that allows this: see its `state`.',
  CARD_CODE_REVEALED: 'The code was shown already; staff can let it be shown once more.',
  PAYMENT_NOT_OFFERED: 'This server takes no money: pay with points alone.',
  PAYMENT_NOT_OPEN: 'The payment was made, called off, or its time is over: look at what it was for.',
  PLAN_UNKNOWN: 'The program in force has no such plan, or sells it no more.',
  AGREEMENT_OUTDATED: 'The agreement has changed: show the one of `agreementVersion`, and ask for consent again.',
  SUBSCRIPTION_RUNNING: 'The member has a plan that runs already; change it, or wait for its end.',
  SUBSCRIPTION_STATE_CONFLICT: 'The subscription is not in a state that allows this: see its `state`.',
  OFFER_NOT_OPEN: 'The offer is not open for the member, was used, or is over.',
  AUTO_RENEW_NOT_OFFERED: 'The plan, or this server, offers no auto-renewal.',
  PLAN_REFUND_NOT_POSSIBLE:
    'By the terms of the plan nothing goes back, or it was asked for already: see `refundQuote`.',
  PLAN_CODE_INVALID: 'The code is unknown, used, or its time is over.',
  FAMILY_NOT_OFFERED: 'The member has no plan that runs and can be shared.',
  FAMILY_FULL: 'Every seat of the family is taken, or was left so lately that it stays empty for a while.',
  FAMILY_COOL_DOWN: 'The member left a family lately: until the cool-down is over they can join none.',
  FAMILY_CONFLICT: 'The member is in a family, or has a plan of their own.',
  FAMILY_OWN: 'The invitation is the member’s own.',
  FAMILY_INVITATION_INVALID: 'The invitation is unknown, used, withdrawn, or its time is over; or the plan has ended.',
  FAMILY_NOT_FOUND: 'There is no such family, or the member is not in it.',
  MEMBER_BLOCKED: 'The member is blocked; `statusReason` of the member says why in neutral words.',
  LEVEL_UNKNOWN: 'The program in force has no such track, or no such level on it.',
  TAG_UNKNOWN: 'The program in force has no such tag.',
  APPROVAL_BY_SAME_PERSON: 'Who proposed an adjustment cannot decide on it; a second person must.',
  LINK_TOKEN_INVALID: 'The link token is unknown, used, or older than ten minutes. Ask the partner for a new one.',
  SIGN_IN_CODE_INVALID: 'The sign-in code is unknown, or older than five minutes. Ask WeChat for a new one.',
  SIGN_IN_CODE_USED: 'The sign-in code has been used; each works once. Ask WeChat for a new one.',
  SIGN_IN_REFUSED: 'WeChat refuses this user for now (high risk).',
  PHONE_CODE_INVALID: 'The phone code is unknown, used or too old. Ask the member to tap the button again.',
  PHONE_IN_USE: 'The phone number belongs to another member.',
  PROVIDER_BUSY: 'WeChat did not answer, is busy, or limits calls. Try again in a moment.',
  REFRESH_TOKEN_INVALID: 'The refresh token is unknown. Sign in again.',
  REFRESH_TOKEN_EXPIRED: 'The refresh token is too old. Sign in again.',
  REFRESH_TOKEN_REUSED: 'The refresh token was used before: somebody holds a copy. The session has been ended.',
  SESSION_REVOKED: 'The session was ended. Sign in again.',
} as const;

/** A reason for a refusal, as clients see it in `userErrors.code`. */
export type ErrorCode = keyof typeof errorCodes;

/** One reason of a refusal: `field` is the path in the mutation's input, message says what to do. */
export interface RefusalReason {
  code: ErrorCode;
  message: string;
  field?: string[];
}

/**
 * Thrown when the user asked for something that cannot be done and can act on it. Inside `inTransaction` it rolls
 * everything back; the resolver turns it into `userErrors`. It is never logged as a fault.
 */
export class Refusal extends Error {
  readonly reasons: RefusalReason[];

  constructor(code: ErrorCode, message: string, field?: string[]) {
    super(message);
    this.name = 'Refusal';
    this.reasons = [{ code, message, field }];
  }

  /** A refusal with several reasons at once, such as all the fields that are wrong. */
  static of(reasons: RefusalReason[]): Refusal {
    const [first] = reasons;
    if (!first) throw new InvariantError('A refusal needs a reason.');
    const refusal = new Refusal(first.code, first.message, first.field);
    refusal.reasons.push(...reasons.slice(1));
    return refusal;
  }
}

/** Something that cannot be true is: a bug. Logged with the request id, masked to the client. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvariantError';
  }
}

/** Why a bearer token is not accepted. Each is a GraphQL error with HTTP status 401. */
export type TokenProblem = 'TOKEN_INVALID' | 'TOKEN_EXPIRED' | 'TOKEN_REVOKED' | 'TOKEN_WRONG_AUDIENCE';

/** Thrown while finding out who calls; ends the request. */
export class TokenError extends Error {
  constructor(
    readonly code: TokenProblem,
    message: string,
  ) {
    super(message);
    this.name = 'TokenError';
  }
}

/** Settings that cannot work: names the variable and the fix. */
export class ConfigurationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigurationError';
  }
}
