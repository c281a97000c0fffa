import { lookAhead, passTime } from './advance';
import { grantBenefit, useBenefit } from './benefits';
import type { Instant } from './calendar';
import { checkIn, makeUpCheckIn } from './check-in';
import { claimCoupon, grantCoupons, lockCoupon, redeemCoupon, returnCoupon, unlockCoupon } from './coupons';
import { Draft } from './draft';
import { assertTimely } from './events';
import { joinFamily, leaveFamily } from './family';
import { happen } from './happening';
import { captureHold, placeHold, releaseHold, returnRedemption } from './holds';
import { type Input, InputRefused } from './input';
import { addFact } from './measures';
import { mergeIn, mergeOut } from './merge';
import { setBirthday } from './occasions';
import type { Outcome } from './outcome';
import { firstPlace, raiseLevels, setLevel } from './placement';
import { movesOfSavings } from './plan-moves';
import { endPlan, setPlanRenewal, startPlan } from './plans';
import { creditPoints, debitPoints, expiryOf } from './points';
import { acceptInvitation, attributeReferral, closeReferral, revokeReferral, rewardReferral } from './referral';
import { reviewLevel } from './review';
import { savePlanPrice } from './savings';
import type { MemberState, WalletState } from './state';
import { assignTag, removeTag } from './tags';
import { claimTask } from './tasks';
import { inForceAt, type Timeline } from './timeline';
import { rechargeWallet, refundRecharge, returnWalletSpend, spendWallet } from './wallet';

/** The state of somebody who has just joined: on the first level of every track. */
export function newMember(timeline: Timeline, joinedAt: Instant): MemberState {
  const { version, program } = inForceAt(timeline, joinedAt);
  return {
    journalSeq: 0,
    version,
    entrySeq: 0,
    lotSeq: 0,
    asOf: joinedAt,
    joinedAt,
    blocked: false,
    growth: 0,
    debt: 0,
    totals: {},
    rewardPoints: 0,
    lots: {},
    holds: {},
    granted: {},
    waiting: {},
    capped: {},
    facts: {},
    tracks: Object.fromEntries(program.tracks.map((track) => [track.code, firstPlace(track, joinedAt)])),
    couponSeq: 0,
    coupons: {},
    couponTotals: { redeemed: 0, expired: 0, savedFen: 0 },
    couponClaims: {},
    entitlements: {},
    gifts: {},
    celebrated: {},
  };
}

/**
 * Folds one input into a member's state. Time passes first, under each version of the program in its time: everything
 * that fell due until `input.at` happens in the order it fell due. An input from before `asOf` counts as of `asOf`.
 * Events are judged by the version in force when they occurred. Throws InputRefused, and then nothing has changed.
 */
export function apply(timeline: Timeline, state: MemberState, input: Input): Outcome {
  const draft = new Draft(timeline, copyOf(state), Math.max(input.at, state.asOf));
  passTime(draft, draft.recordedAt);
  if (draft.state.mergedInto !== undefined) {
    throw new InputRefused('MEMBER_MERGED', 'The member was merged into another: tell it of the other one.');
  }
  draft.state.journalSeq += 1;
  if (input.kind === 'event') assertTimely(draft, input);
  fold(draft, { ...input, at: draft.recordedAt });
  lookAhead(draft);
  // What has just arrived may be overdue already: points of a late event that have expired.
  passTime(draft, draft.recordedAt);
  return outcomeOf(draft);
}

/** Lets time pass until `now`. What the nightly job does, and nothing else; going back does nothing. */
export function advance(timeline: Timeline, state: MemberState, now: Instant): Outcome {
  const draft = new Draft(timeline, copyOf(state), Math.max(now, state.asOf));
  passTime(draft, draft.recordedAt);
  return outcomeOf(draft);
}

function outcomeOf({ state, entries, effects, moves, planMoves, waitsForOriginal }: Draft): Outcome {
  const all = [...planMoves, ...movesOfSavings(entries)];
  return { state, entries, effects, moves, planMoves: all, waitsForOriginal };
}

type Folds = { [K in Input['kind']]: (draft: Draft, input: Extract<Input, { kind: K }>) => void };

const folds: Folds = {
  event: happen,
  hold: placeHold,
  capture: captureHold,
  release: releaseHold,
  return: returnRedemption,
  adjustPoints,
  adjustGrowth,
  setLevel,
  reviewLevel,
  claimTask,
  checkIn,
  makeUpCheckIn,
  block: ({ state }) => {
    state.blocked = true;
  },
  unblock: ({ state }) => {
    state.blocked = false;
  },
  mergeOut,
  mergeIn,
  claimCoupon,
  grantCoupon: grantCoupons,
  lockCoupon,
  unlockCoupon,
  redeemCoupon,
  returnCoupon,
  useBenefit,
  grantBenefit,
  setBirthday,
  rechargeWallet,
  spendWallet,
  returnWalletSpend,
  refundRecharge,
  acceptInvitation,
  attributeReferral,
  closeReferral,
  rewardReferral,
  revokeReferral,
  assignTag,
  removeTag,
  startPlan,
  setPlanRenewal,
  endPlan,
  savePlanPrice,
  joinFamily,
  leaveFamily,
};

function fold(draft: Draft, input: Input): void {
  (folds[input.kind] as (draft: Draft, input: Input) => void)(draft, input);
}

/** Points by hand: at once spendable and expiring like all others; a deduction may leave a debt. */
function adjustPoints(draft: Draft, { at, delta, reason, actor }: Extract<Input, { kind: 'adjustPoints' }>): void {
  const line = { kind: 'adjust' as const, at, trace: { reason, actor } };
  if (delta > 0) {
    const expiresAt = expiryOf(draft, at, draft.program.points);
    creditPoints(draft, delta, line, { occurredAt: at, availableAt: at, expiresAt });
  } else debitPoints(draft, -delta, line);
}

/** Growth by hand; it counts on today's date. */
function adjustGrowth(draft: Draft, { at, delta, reason, actor }: Extract<Input, { kind: 'adjustGrowth' }>): void {
  draft.state.growth += delta;
  draft.post({ account: 'growth', kind: 'adjust', delta, effectiveAt: at, trace: { reason, actor } });
  addFact(draft, 'growth', draft.calendar.dateOf(at), delta);
  raiseLevels(draft, at);
}

/**
 * A copy that the fold may change. What is never changed in place is shared: lots (`changeLot` replaces them), entries of
 * histories, waiting reversals, the sums of a measure (`addFact` replaces them).
 */
function copyOf(state: MemberState): MemberState {
  const { totals, lots, holds, granted, waiting, capped, facts, tracks, tasks, checkIn: book, wallet } = state;
  const { coupons, couponTotals, couponClaims, entitlements, gifts, celebrated } = state;
  return {
    ...state,
    ...(wallet ? { wallet: copyOfWallet(wallet) } : {}),
    totals: { ...totals },
    lots: { ...lots },
    holds: mapOf(holds, (hold) => ({ ...hold, edges: hold.edges.map((edge) => ({ ...edge })) })),
    granted: mapOf(granted, (grant) => ({
      ...grant,
      lines: grant.lines.map((line) => ({ ...line, ...(line.saving && { saving: { ...line.saving } }) })),
      facts: grant.facts.map((fact) => ({ ...fact })),
      ...(grant.tasks && { tasks: grant.tasks.map((counted) => ({ ...counted })) }),
    })),
    waiting: mapOf(waiting, (reversals) => [...reversals]),
    capped: mapOf(capped, (counters) => ({ ...counters })),
    facts: { ...facts },
    tracks: mapOf(tracks, (place) => ({ ...place, history: [...place.history] })),
    ...(tasks && { tasks: mapOf(tasks, (periods) => mapOf(periods, (place) => ({ ...place }))) }),
    ...(book && { checkIn: { ...book, dates: { ...book.dates } } }),
    coupons: mapOf(coupons, (coupon) => ({ ...coupon })),
    couponTotals: { ...couponTotals },
    couponClaims: { ...couponClaims },
    entitlements: mapOf(entitlements, (one) => ({
      ...one,
      used: { ...one.used },
      reserved: { ...one.reserved },
      ...(one.saved && { saved: { ...one.saved } }),
    })),
    gifts: mapOf(gifts, (gift) => ({ ...gift })),
    celebrated: { ...celebrated },
  };
}

function copyOfWallet(wallet: WalletState): WalletState {
  const recharges = mapOf(wallet.recharges, (recharge) => ({ ...recharge }));
  const spends = mapOf(wallet.spends, (spend) => ({ ...spend, edges: spend.edges.map((edge) => ({ ...edge })) }));
  return { ...wallet, recharges, spends };
}

function mapOf<T>(record: Record<string, T>, copy: (item: T) => T): Record<string, T> {
  const copies: Record<string, T> = {};
  for (const key in record) copies[key] = copy(record[key] as T);
  return copies;
}
