import type { Instant } from './calendar';
import type { Plan, Program } from './program';
import type { MemberState, PlanPeriod, PlanState } from './state';

/** Where a plan stands at an instant: `PAST_DUE` is unpaid while its benefits are kept for another try. */
export type PlanStanding = 'NONE' | 'ACTIVE' | 'PAST_DUE' | 'EXPIRED' | 'ENDED';

/** Where a member's plan stands; `ENDED` before its time, `EXPIRED` at it. */
export function planStateAt(plan: PlanState | undefined, at: Instant): PlanStanding {
  if (!plan) return 'NONE';
  if (plan.ended) return plan.ended.reason === 'expired' ? 'EXPIRED' : 'ENDED';
  if (at < plan.until) return 'ACTIVE';
  return at < (plan.keptUntil ?? plan.until) ? 'PAST_DUE' : 'EXPIRED';
}

/** Whether a plan gives its benefits at an instant: it is paid for, or past due. */
export function isPlanInForce(plan: PlanState | undefined, at: Instant): plan is PlanState {
  const standing = planStateAt(plan, at);
  return standing === 'ACTIVE' || standing === 'PAST_DUE';
}

/** The period that runs, or was the last to run: of a plan that was renewed early, not the one begun last. */
export function periodAt(plan: PlanState, at: Instant): PlanPeriod {
  return plan.earlier?.find(({ until }) => at < until) ?? plan;
}

/** A plan of the program by its code. */
export function planOf(program: Program, code: string | undefined): Plan | undefined {
  return code === undefined ? undefined : program.plans.find((plan) => plan.code === code);
}

/** The plan whose benefits a member has now, time having passed for the state; undefined: none. */
export function planInForce(program: Program, { plan, asOf }: Pick<MemberState, 'plan' | 'asOf'>): Plan | undefined {
  return isPlanInForce(plan, asOf) ? planOf(program, periodAt(plan, asOf).plan) : undefined;
}

/** Whether a member has a benefit by their own plan. */
export function planGives(program: Program, state: Pick<MemberState, 'plan' | 'asOf'>, benefit: string): boolean {
  return planInForce(program, state)?.benefits.includes(benefit) ?? false;
}

/** Whether a member has a benefit by the plan of their family. */
export function familyGives({ familyOf, asOf }: Pick<MemberState, 'familyOf' | 'asOf'>, benefit: string): boolean {
  return familyOf !== undefined && asOf < familyOf.until && familyOf.shares.includes(benefit);
}
