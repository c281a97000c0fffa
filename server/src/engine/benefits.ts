import { type Instant, periodEnd } from './calendar';
import type { Draft } from './draft';
import { type Input, InputRefused } from './input';
import { onceFor } from './once-for';
import { noteUse } from './plan-moves';
import { familyGives, periodAt, planGives } from './plan-standing';
import type { Benefit, Program, Track } from './program';
import { multiply, rational } from './rational';
import { countPlanUse, writeSaving } from './savings';
import type { Entitlement, MemberState } from './state';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** A member's quota of a benefit in the period that runs. */
export interface Quota {
  /** Names the period: `2026-03`, `2026-Q1`, `2026`, or the validity of the level. */
  period: string;
  /** When the next period begins; absent: not known, or never. */
  endsAt?: Instant;
  /** Of the level and all extras; never below what is used. */
  granted: number;
  used: number;
  reserved: number;
  left: number;
}

/** The track on whose level the member has a benefit; undefined: they do not. */
export function trackWith(program: Program, { tracks }: Pick<MemberState, 'tracks'>, code: string): Track | undefined {
  for (const track of program.tracks) {
    const level = tracks[track.code]?.level;
    if (level !== undefined && benefitsOf(track).get(level)?.has(code)) return track;
  }
  return undefined;
}

/** Whether a member has a benefit: by a level, by their plan, or by the plan of their family. Time has passed for the state. */
export function hasBenefit(
  program: Program,
  state: Pick<MemberState, 'tracks' | 'plan' | 'familyOf' | 'asOf'>,
  code: string,
): boolean {
  return trackWith(program, state, code) !== undefined || planGives(program, state, code) || familyGives(state, code);
}

/** The benefits of each level of a track. */
const benefitsOf = onceFor(
  ({ levels }: Track) => new Map(levels.map(({ code, benefits }) => [code, new Set(benefits)])),
);

/**
 * The quota of a benefit in the period that runs at the draft's instant. What the program says counts at once; what was
 * used in the period stays used, and what was given extra stays given.
 */
export function quotaOf(draft: Pick<Draft, 'program' | 'calendar' | 'state'>, benefit: Benefit): Quota {
  const { program, state } = draft;
  const { period, endsAt } = periodOf(draft, benefit);
  const own = state.entitlements[`${benefit.code} ${period}`];
  const used = sum(own?.used);
  const reserved = sum(own?.reserved);
  const has = !benefit.when && hasBenefit(program, state, benefit.code);
  const granted = Math.max((has ? (benefit.entitlement?.quota ?? 0) : 0) + (own?.extra ?? 0), used + reserved);
  return { period, endsAt, granted, used, reserved, left: granted - used - reserved };
}

function periodOf(
  { program, calendar, state }: Pick<Draft, 'program' | 'calendar' | 'state'>,
  { code, entitlement }: Benefit,
): { period: string; endsAt?: Instant } {
  const per = entitlement?.per ?? 'validity';
  if (per === 'validity') {
    const track = trackWith(program, state, code) ?? program.tracks.find(({ primary }) => primary);
    const byPlan = !trackWith(program, state, code) && planGives(program, state, code) && state.plan;
    if (byPlan) return { period: `plan ${byPlan.subscriptionId} ${periodAt(byPlan, state.asOf).periodNo}` };
    const until = track && state.tracks[track.code]?.validUntil;
    return { period: until === undefined ? 'ever' : `until ${until}` };
  }
  const today = calendar.dateOf(state.asOf);
  const [year, month] = [today.slice(0, 4), today.slice(5, 7)];
  const endsAt = calendar.endOf(periodEnd(today, per));
  if (per === 'year') return { period: year, endsAt };
  return { period: per === 'month' ? `${year}-${month}` : `${year}-Q${Math.ceil(Number(month) / 3)}`, endsAt };
}

const sum = (parts: Readonly<Record<string, number>> = {}): number =>
  Object.values(parts).reduce((total, part) => total + part, 0);

/** The record of a quota, made when it is first needed. */
function recordOf(draft: Draft, benefit: Benefit): Entitlement {
  const { entitlements } = draft.state;
  const { period, endsAt } = quotaOf(draft, benefit);
  const key = `${benefit.code} ${period}`;
  const own: Entitlement = entitlements[key] ?? { extra: 0, granted: 0, used: {}, reserved: {}, endsAt };
  entitlements[key] = own;
  return own;
}

/** Gives the quota of a benefit once more, in the period that runs. A benefit that the program has not gives nothing. */
export function grantEntitlement(draft: Draft, code: string, _source: string, quantity?: number): void {
  const benefit = draft.program.benefits.find((candidate) => candidate.code === code);
  if (!benefit?.entitlement) return;
  const own = recordOf(draft, benefit);
  own.extra += quantity ?? benefit.entitlement.quota;
  own.granted = quotaOf(draft, benefit).granted;
}

/** Staff give so much of a benefit. Refuses: MEMBER_BLOCKED, BENEFIT_NOT_FOUND. */
export function grantBenefit(draft: Draft, { benefit, quantity, source }: Of<'grantBenefit'>): void {
  refuseBlocked(draft.state);
  entitled(draft.program, benefit);
  grantEntitlement(draft, benefit, source, quantity);
}

/**
 * A partner uses a quota, or reserves it for an order and confirms that later; what was used or reserved can be returned.
 * A return is of the period that runs, except of what is reserved: a past quota has no value. Each use has a reference
 * of its own. Refuses: MEMBER_BLOCKED, BENEFIT_NOT_FOUND, BENEFIT_QUOTA_EXHAUSTED, BENEFIT_STATE_CONFLICT.
 */
export function useBenefit(draft: Draft, input: Of<'useBenefit'>): void {
  const { step, ref, quantity = 1 } = input;
  const benefit = entitled(draft.program, input.benefit);
  if (step === 'confirm' || step === 'return') {
    settleUse(draft, benefit, input);
    return;
  }
  refuseBlocked(draft.state);
  const { left } = quotaOf(draft, benefit);
  if (left < quantity) {
    throw new InputRefused(
      'BENEFIT_QUOTA_EXHAUSTED',
      `${quantity} of ${benefit.code} were asked for, ${left} are left.`,
    );
  }
  if (reservationOf(draft, benefit, ref) || quantityIn(recordIfAny(draft, benefit)?.used, ref) > 0) {
    throw new InputRefused('BENEFIT_STATE_CONFLICT', 'There is a use with this reference already.');
  }
  const own = recordOf(draft, benefit);
  (step === 'use' ? own.used : own.reserved)[ref] = quantity;
  noteShare(draft, benefit, own, ref);
  if (step === 'use') countUse(draft, benefit, own, ref, quantity);
  own.granted = quotaOf(draft, benefit).granted;
}

function settleUse(draft: Draft, benefit: Benefit, { step, ref, quantity }: Of<'useBenefit'>): void {
  const reservation = reservationOf(draft, benefit, ref);
  const own = reservation ?? recordIfAny(draft, benefit);
  const parts = reservation ? reservation.reserved : own?.used;
  const all = quantityIn(parts, ref);
  if (!own || !parts || all === 0 || (step === 'confirm' && !reservation)) {
    const message = `Nothing is ${step === 'confirm' ? 'reserved' : 'used or reserved'} with this reference.`;
    throw new InputRefused('BENEFIT_STATE_CONFLICT', message);
  }
  const taken = quantity ?? all;
  if (taken > all) throw new InputRefused('BENEFIT_STATE_CONFLICT', `The reference has ${all}: ask for no more.`);
  // What is not confirmed of a reservation is free again.
  if (step === 'confirm' || taken === all) delete parts[ref];
  else parts[ref] = all - taken;
  if (step === 'confirm') {
    own.used[ref] = quantityIn(own.used, ref) + taken;
    countUse(draft, benefit, own, ref, taken);
  } else if (!reservation) countUse(draft, benefit, own, ref, -taken);
  if (own.saved && quantityIn(own.used, ref) === 0 && quantityIn(own.reserved, ref) === 0) delete own.saved[ref];
}

function countUse(draft: Draft, { code, costFen }: Benefit, own: Entitlement, ref: string, count: number): void {
  const { moves, recordedAt: at } = draft;
  const each = costFen ?? rational(0);
  moves.push({ kind: 'benefitUsed', code, count, costFen: multiply(each, rational(count)), at });
  const saved = own.saved && Object.hasOwn(own.saved, ref) ? own.saved[ref] : undefined;
  if (!saved) return;
  noteUse(draft, code, count, saved);
  writeSaving(draft, count * saved.eachFen, { plan: saved.plan, kind: 'benefit', of: code, at });
  countPlanUse(draft, saved.plan, count);
}

/** What only a plan gives is the plan's: of the level's benefits nothing. Another's plan saves its owner nothing. */
function noteShare(draft: Draft, { code, worthFen = 0 }: Benefit, own: Entitlement, ref: string): void {
  const { program, state, recordedAt: since } = draft;
  if (trackWith(program, state, code)) return;
  const { plan, familyOf } = state;
  const isShared = familyOf !== undefined && familyGives(state, code);
  const share = plan && planGives(program, state, code) ? { plan: plan.subscriptionId, since } : own.gift;
  if (share) own.saved = { ...own.saved, [ref]: { ...share, eachFen: worthFen } };
  else if (isShared) own.saved = { ...own.saved, [ref]: { plan: familyOf.subscriptionId, since, eachFen: 0 } };
}

/** The record in which a reference is reserved; its period may be over. */
function reservationOf({ state }: Draft, { code }: Benefit, ref: string): Entitlement | undefined {
  const key = Object.keys(state.entitlements)
    .sort()
    .find((name) => name.startsWith(`${code} `) && quantityIn(state.entitlements[name]?.reserved, ref) > 0);
  return key === undefined ? undefined : state.entitlements[key];
}

function recordIfAny(draft: Draft, benefit: Benefit): Entitlement | undefined {
  return draft.state.entitlements[`${benefit.code} ${quotaOf(draft, benefit).period}`];
}

/** References are anybody's words: `constructor` is one. */
function quantityIn(parts: Readonly<Record<string, number>> | undefined, ref: string): number {
  return parts && Object.hasOwn(parts, ref) ? (parts[ref] as number) : 0;
}

function entitled(program: Program, code: string): Benefit {
  const benefit = program.benefits.find((candidate) => candidate.code === code);
  if (!benefit?.entitlement) throw new InputRefused('BENEFIT_NOT_FOUND', `There is no benefit ${code} with a quota.`);
  return benefit;
}

function refuseBlocked({ blocked }: MemberState): void {
  if (blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked: nothing can be given or used.');
}
