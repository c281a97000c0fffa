import { planUntil } from '../../engine/family';
import type { FamilyPolicy, Program } from '../../engine/program';
import type { PlanState } from '../../engine/state';
import type { FamilyMemberRow } from './family.entities';

/** What an owner's plan shares now. */
export interface SharedPlan {
  policy: FamilyPolicy;
  subscriptionId: string;
  /** Codes of benefits. */
  shares: string[];
  /** In milliseconds: the first instant after the plan. */
  until: number;
}

/** What a plan shares at an instant; undefined: it does not run, or shares nothing. */
export function sharedPlan(program: Program, plan: PlanState | undefined, now: Date): SharedPlan | undefined {
  const { family: policy, plans } = program;
  const until = planUntil(plan, now.getTime());
  if (!policy || !plan || until === undefined) return undefined;
  const given = plans.find(({ code }) => code === plan.plan)?.benefits ?? [];
  const shares = policy.shares.filter((code) => given.includes(code));
  return shares.length === 0 ? undefined : { policy, subscriptionId: plan.subscriptionId, shares, until };
}

/** How the seats of a family stand: who is in it, and from when on each other seat can be given. */
export interface Seats {
  taken: FamilyMemberRow[];
  /** Of those that were left and stay empty for now. */
  cooling: Date[];
}

/** The seats of an owner at an instant, from everybody who ever was in the family. */
export function seatsOf(rows: readonly FamilyMemberRow[], now: Date): Seats {
  return {
    taken: rows.filter(({ activeFor }) => activeFor !== null),
    cooling: rows.flatMap(({ activeFor, coolUntil }) =>
      activeFor === null && coolUntil !== null && coolUntil > now ? [coolUntil] : [],
    ),
  };
}

/** From when on a seat can be given; null: one can now, or all are taken. */
export function nextSeatAt({ taken, cooling }: Seats, { seats }: Pick<FamilyPolicy, 'seats'>): Date | null {
  if (taken.length >= seats || taken.length + cooling.length < seats) return null;
  const inOrder = cooling.map((date) => date.getTime()).sort((a, b) => a - b);
  const first = inOrder[taken.length + cooling.length - seats];
  return first === undefined ? null : new Date(first);
}
