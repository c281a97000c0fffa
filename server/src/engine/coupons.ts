import { addDuration, earliestAfter, type Instant } from './calendar';
import { type CouponOrder, discountOf, mismatchOf } from './discount';
import type { Draft, Visit } from './draft';
import { type Input, InputRefused } from './input';
import { type CouponTemplate, type Level, type Program, primaryTrack } from './program';
import { multiply, rational } from './rational';
import { countPlanUse, writeSaving } from './savings';
import type { Coupon, MemberState } from './state';
import { isInSegments } from './tags';
import type { Timeline } from './timeline';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** The template of a coupon: by the version that was in force when it was given, so that its terms stay. */
export function templateOf(
  timeline: Timeline,
  coupon: Pick<Coupon, 'template' | 'version'>,
): CouponTemplate | undefined {
  return rulesOf(timeline, coupon)?.coupons.find(({ code }) => code === coupon.template);
}

function rulesOf(timeline: Timeline, { version: given }: Pick<Coupon, 'version'>): Program | undefined {
  return (timeline.findLast(({ version }) => version <= given) ?? timeline[0])?.program;
}

/** Why a member cannot claim a coupon; undefined: nothing but the stock stands against it. */
export function claimRefusal(
  program: Program,
  state: Pick<MemberState, 'blocked' | 'couponClaims' | 'tracks' | 'tags'>,
  today: string,
  template: CouponTemplate | undefined,
): 'MEMBER_BLOCKED' | 'COUPON_NOT_CLAIMABLE' | 'COUPON_LIMIT_REACHED' | undefined {
  if (!template || !isOnOffer(template, today)) return 'COUPON_NOT_CLAIMABLE';
  if (state.blocked) return 'MEMBER_BLOCKED';
  if (claimLock(program, state, template)) return 'COUPON_NOT_CLAIMABLE';
  if (!isInSegments(template.claim?.segments, state.tags)) return 'COUPON_NOT_CLAIMABLE';
  const claimed = state.couponClaims[template.code] ?? 0;
  return claimed >= (template.perMember ?? Number.POSITIVE_INFINITY) ? 'COUPON_LIMIT_REACHED' : undefined;
}

/** Where the member's level cannot claim a coupon: the lowest level that can. */
export function claimLock(
  program: Program,
  state: Pick<MemberState, 'tracks'>,
  { claim }: Pick<CouponTemplate, 'claim'>,
): Level | undefined {
  const { code, levels } = primaryTrack(program);
  const own = state.tracks[code]?.level ?? levels[0]?.code ?? '';
  if (!claim?.levels || claim.levels.includes(own)) return undefined;
  return levels.find((level) => claim.levels?.includes(level.code));
}

/** Whether a template can be claimed on a date, by anybody, as long as there are any. */
export function isOnOffer({ claim, valid }: CouponTemplate, today: string): boolean {
  if (!claim || (claim.from ?? today) > today || (claim.to ?? today) < today) return false;
  return !('to' in valid) || valid.to >= today;
}

const claimWords = {
  MEMBER_BLOCKED: 'The member is blocked: nothing can be claimed.',
  COUPON_NOT_CLAIMABLE: 'The coupon cannot be claimed now, or not by this member.',
  COUPON_LIMIT_REACHED: 'The member has claimed as many of this coupon as anybody may.',
};

/** A member takes a coupon. Refuses: MEMBER_BLOCKED, COUPON_NOT_CLAIMABLE, COUPON_LIMIT_REACHED. The stock is not here. */
export function claimCoupon(draft: Draft, { at, template: code }: Of<'claimCoupon'>): void {
  const { program, state, calendar } = draft;
  const template = program.coupons.find((candidate) => candidate.code === code);
  const refusal = claimRefusal(program, state, calendar.dateOf(at), template);
  if (refusal) throw new InputRefused(refusal, claimWords[refusal]);
  state.couponClaims[code] = (state.couponClaims[code] ?? 0) + 1;
  give(draft, template as CouponTemplate, 'claim');
}

/** Staff give coupons. Refuses: MEMBER_BLOCKED, COUPON_NOT_FOUND, COUPON_EXPIRED when its last day is past. */
export function grantCoupons(draft: Draft, { at, template: code, count, source }: Of<'grantCoupon'>): void {
  refuseBlocked(draft.state);
  const template = draft.program.coupons.find((candidate) => candidate.code === code);
  if (!template) throw new InputRefused('COUPON_NOT_FOUND', `The program has no coupon ${code}.`);
  if (validityOf(draft, template, at).validUntil <= at) {
    throw new InputRefused('COUPON_EXPIRED', 'The last day of this coupon is past.');
  }
  for (let n = 0; n < count; n++) {
    const { id: couponId, validUntil } = give(draft, template, source);
    draft.effects.push({ kind: 'couponGranted', couponId, template: code, validUntil, source, at });
  }
}

/**
 * Gives a coupon as a reward: neither stock nor limits stand against what was promised. A coupon that the program does
 * not have, or whose last day is past, is not given. Returns whether it was.
 */
export function grantCoupon(draft: Draft, code: string, source: string): boolean {
  const template = draft.program.coupons.find((candidate) => candidate.code === code);
  const { asOf } = draft.state;
  if (!template || validityOf(draft, template, asOf).validUntil <= asOf) return false;
  give(draft, template, source);
  return true;
}

function give(draft: Draft, template: CouponTemplate, source: string): Coupon {
  const { state } = draft;
  state.couponSeq += 1;
  const id = String(state.couponSeq);
  const at = state.asOf;
  const validity = validityOf(draft, template, at);
  const { code } = template;
  const coupon: Coupon = {
    id,
    template: code,
    version: state.version,
    state: 'available',
    grantedAt: at,
    ...validity,
    source,
  };
  state.coupons[id] = coupon;
  draft.moves.push({ kind: 'couponGiven', code, count: 1, costFen: rational(0), at });
  return coupon;
}

function validityOf({ calendar }: Draft, { valid }: CouponTemplate, at: Instant) {
  if ('for' in valid) {
    return { validFrom: at, validUntil: calendar.endOf(addDuration(calendar.dateOf(at), valid.for)) };
  }
  return { validFrom: Math.max(at, calendar.startOf(valid.from)), validUntil: calendar.endOf(valid.to) };
}

/**
 * Sets a coupon aside for an order; what it takes off is fixed now. While it is locked it does not expire. Refuses:
 * MEMBER_BLOCKED, COUPON_NOT_FOUND, COUPON_EXPIRED, COUPON_STATE_CONFLICT, COUPON_MIN_SPEND, COUPON_OUT_OF_SCOPE.
 */
export function lockCoupon(draft: Draft, input: Of<'lockCoupon'>): void {
  refuseBlocked(draft.state);
  const { at, orderRef, orderAmountFen, deadline } = input;
  if (deadline <= at) throw new InputRefused('COUPON_STATE_CONFLICT', 'The deadline of the lock is past.');
  const { coupon, discountFen } = couponFor(draft.timeline, draft.state, input);
  Object.assign(coupon, { state: 'locked', orderRef, orderAmountFen, lockedUntil: deadline, discountFen });
}

/**
 * A coupon and what it takes off an order, in fen (undefined: anything, see `discountOf`), time having passed for the
 * state. Refuses: COUPON_NOT_FOUND, COUPON_EXPIRED, COUPON_STATE_CONFLICT, COUPON_MIN_SPEND, COUPON_OUT_OF_SCOPE.
 */
export function couponFor(
  timeline: Timeline,
  state: Pick<MemberState, 'coupons'>,
  order: CouponOrder & { couponId: string; at: Instant },
): { coupon: Coupon; template: CouponTemplate; discountFen?: number } {
  const coupon = couponIn(state, order.couponId, 'available');
  if (coupon.validFrom > order.at) throw new InputRefused('COUPON_STATE_CONFLICT', 'The coupon is not good yet.');
  const template = templateOf(timeline, coupon);
  if (!template) throw new InputRefused('COUPON_NOT_FOUND', 'The program does not know this coupon.');
  const mismatch = mismatchOf(template, order);
  if (mismatch) throw new InputRefused(mismatch, mismatchWords[mismatch]);
  return { coupon, template, discountFen: discountOf(template, order.orderAmountFen) };
}

const mismatchWords = {
  COUPON_MIN_SPEND: 'The order, or its term, is below what the coupon asks for.',
  COUPON_OUT_OF_SCOPE: 'The coupon is not for orders of this kind.',
};

/** A locked coupon is free again. Refuses: COUPON_NOT_FOUND, COUPON_STATE_CONFLICT. */
export function unlockCoupon(draft: Draft, { at, couponId }: Of<'unlockCoupon'>): void {
  letGo(draft, couponIn(draft.state, couponId, 'locked'), at);
}

/**
 * Uses a locked coupon up. Refuses: COUPON_NOT_FOUND, COUPON_STATE_CONFLICT, COUPON_DISCOUNT_EXCEEDED for more than the
 * lock said.
 */
export function redeemCoupon(draft: Draft, { at, couponId, discountFen }: Of<'redeemCoupon'>): void {
  const coupon = couponIn(draft.state, couponId, 'locked');
  const most = coupon.discountFen;
  if (discountFen !== undefined && most !== undefined && discountFen > most) {
    throw new InputRefused('COUPON_DISCOUNT_EXCEEDED', `The coupon takes off ${most} fen at most.`);
  }
  // What nobody told of a charge without a limit is unknown, and counted as nothing.
  Object.assign(coupon, { state: 'redeemed', discountFen: discountFen ?? most ?? 0, redeemedAt: at });
  coupon.lockedUntil = undefined;
  countUse(draft, coupon, 1, at);
}

/**
 * A redeemed coupon comes back, for the rest of its time: one whose time is over comes back expired. Refuses:
 * COUPON_NOT_FOUND, COUPON_STATE_CONFLICT.
 */
export function returnCoupon(draft: Draft, { at, couponId }: Of<'returnCoupon'>): void {
  const coupon = couponIn(draft.state, couponId, 'redeemed');
  const { template, validUntil, orderRef = '' } = coupon;
  countUse(draft, coupon, -1, at);
  release(coupon);
  if (validUntil <= at) expire(draft, coupon);
  else coupon.state = 'available';
  draft.effects.push({ kind: 'couponReturned', couponId, template, orderRef, validUntil, at });
}

/** A redeemed coupon costs what its template says, or else what it took off the order. */
function countUse(draft: Draft, coupon: Coupon, count: 1 | -1, at: Instant): void {
  const { state, timeline, moves } = draft;
  const { couponTotals } = state;
  const { discountFen = 0 } = coupon;
  couponTotals.redeemed += count;
  couponTotals.savedFen += count * discountFen;
  const each = templateOf(timeline, coupon)?.costFen ?? rational(discountFen);
  moves.push({ kind: 'couponUsed', code: coupon.template, count, costFen: multiply(each, rational(count)), at });
  if (coupon.plan === undefined) return;
  const { plan: subscriptionId, benefit, grantedAt: since } = coupon;
  const own = rulesOf(timeline, coupon)?.benefits.find(({ code }) => code === benefit)?.costFen ?? each;
  const costFen = multiply(own, rational(count));
  draft.planMoves.push({ kind: 'used', subscriptionId, benefit, count, costFen, since, at });
  writeSaving(draft, count * discountFen, { plan: coupon.plan, kind: 'coupon', of: coupon.template, at });
  countPlanUse(draft, coupon.plan, count);
}

function letGo(draft: Draft, coupon: Coupon, at: Instant): void {
  release(coupon);
  if (coupon.validUntil > at) coupon.state = 'available';
  else endUnused(draft, coupon, at);
}

function release(coupon: Coupon): void {
  for (const key of ['orderRef', 'orderAmountFen', 'lockedUntil', 'discountFen', 'redeemedAt'] as const) {
    coupon[key] = undefined;
  }
}

/** Nobody has used it in time. */
function endUnused(draft: Draft, coupon: Coupon, at: Instant): void {
  expire(draft, coupon);
  draft.effects.push({ kind: 'couponExpired', couponId: coupon.id, template: coupon.template, at });
}

function expire({ state }: Draft, coupon: Coupon): void {
  coupon.state = 'expired';
  state.couponTotals.expired += 1;
}

function couponIn(state: Pick<MemberState, 'coupons'>, id: string, needed: Coupon['state']): Coupon {
  const coupon = state.coupons[id];
  if (!coupon) throw new InputRefused('COUPON_NOT_FOUND', 'There is no such coupon.');
  if (coupon.state === needed) return coupon;
  if (coupon.state === 'expired') throw new InputRefused('COUPON_EXPIRED', 'The coupon has expired.');
  throw new InputRefused('COUPON_STATE_CONFLICT', `The coupon is ${coupon.state}, not ${needed}.`);
}

function refuseBlocked({ blocked }: MemberState): void {
  if (blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked: nothing can be given or used.');
}

/** Coupons that something gave which is taken back end at once, as far as they were not used; of which templates. */
export function withdrawCoupons(draft: Draft, source: string, at: Instant): string[] {
  const withdrawn: string[] = [];
  for (const coupon of Object.values(draft.state.coupons)) {
    if (coupon.source !== source || coupon.state !== 'available') continue;
    expire(draft, coupon);
    coupon.validUntil = at;
    withdrawn.push(coupon.template);
  }
  return withdrawn;
}

/**
 * A coupon ends at once, as far as it was not used; one that is set aside for an order is good for that alone. Its
 * template when it ended.
 */
export function withdrawCoupon(draft: Draft, id: string, at: Instant): string | undefined {
  const coupon = draft.state.coupons[id];
  if (!coupon || (coupon.state !== 'available' && coupon.state !== 'locked')) return undefined;
  coupon.validUntil = at;
  if (coupon.state === 'locked') return undefined;
  expire(draft, coupon);
  return coupon.template;
}

/** Ends of locks and of coupons, and the reminders before. */
export function couponTimes(draft: Draft, visit: Visit): void {
  const { state, program, calendar } = draft;
  for (const id in state.coupons) {
    const coupon = state.coupons[id] as Coupon;
    const { validUntil, lockedUntil } = coupon;
    if (coupon.state === 'locked' && lockedUntil !== undefined) visit(lockedUntil, letGo, coupon);
    if (coupon.state !== 'available') continue;
    visit(validUntil, endUnused, coupon);
    // One that is not good for longer than that needs no reminder: it has just come.
    const since = Math.max(state.asOf, coupon.grantedAt);
    const at = earliestAfter(since, calendar.before(validUntil, program.couponsRemindBefore));
    if (at !== undefined) visit(at, remind, coupon);
  }
}

function remind({ program, calendar, effects }: Draft, coupon: Coupon, at: Instant): void {
  const { id: couponId, template, validUntil } = coupon;
  calendar.before(validUntil, program.couponsRemindBefore).forEach((time, index) => {
    if (time !== at) return;
    const before = program.couponsRemindBefore[index] as string;
    effects.push({ kind: 'couponExpiring', couponId, template, validUntil, before, at });
  });
}
