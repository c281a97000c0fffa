import type { Draft } from './draft';
import { type Estate, InputRefused } from './input';
import { isPlanInForce } from './plan-standing';
import type { MemberState, PlanState } from './state';

const PARTS = ['plan', 'plansHad', 'offers', 'savedFen', 'familyOf'] as const;

/** What a member who is merged leaves of plans; nothing when there never was one. */
export function plansOf(state: MemberState): Pick<Estate, 'plans'> {
  const plans: NonNullable<Estate['plans']> = {};
  for (const part of PARTS) if (state[part] !== undefined) Object.assign(plans, { [part]: state[part] });
  return Object.keys(plans).length > 0 ? { plans } : {};
}

/** It is with the other now. */
export function leavePlans(state: MemberState): void {
  for (const part of PARTS) state[part] = undefined;
}

/**
 * Takes over the other's plan with what it saved: the one that is in force, and of two that are over the later one;
 * offers of which the survivor has none; the place in a family. Refuses: PLAN_RUNNING when both have a plan in force, because both were paid for.
 * Returns what was saved, in fen.
 */
export function bringPlans({ state, recordedAt: at }: Draft, from: number, brought: Estate['plans']): number {
  if (!brought) return 0;
  const [isOwnInForce, isTheirsInForce] = [isPlanInForce(state.plan, at), isPlanInForce(brought.plan, at)];
  if (isOwnInForce && isTheirsInForce) {
    throw new InputRefused('PLAN_RUNNING', 'Both members have a plan that runs: end one of them first.');
  }
  const isTheirs = isTheirsInForce || (!isOwnInForce && brought.plan && !isOlder(brought.plan, state.plan));
  if (isTheirs && brought.plan) state.plan = underNewIds(brought.plan, from);
  const had = [state.plansHad, brought.plansHad];
  if (brought.plansHad) {
    const sum = (part: 'trials' | 'periods') => had.reduce((total, one) => total + (one?.[part] ?? 0), 0);
    state.plansHad = { trials: sum('trials'), periods: sum('periods') };
  }
  if (brought.offers) state.offers = { ...brought.offers, ...state.offers };
  if (brought.familyOf && !state.familyOf) state.familyOf = brought.familyOf;
  const savedFen = brought.savedFen ?? 0;
  if (savedFen !== 0) state.savedFen = (state.savedFen ?? 0) + savedFen;
  return savedFen;
}

const isOlder = (brought: PlanState, own: PlanState | undefined) => own !== undefined && brought.from < own.from;

/** Coupons come under ids that say from whom (see `bringAssets`). */
function underNewIds(plan: PlanState, from: number): PlanState {
  if (!plan.given) return plan;
  const renamed = (id: string) => (id.includes('.') ? id : `${from}.${id}`);
  return {
    ...plan,
    given: plan.given.map((gift) => (gift.coupons ? { ...gift, coupons: gift.coupons.map(renamed) } : gift)),
  };
}
