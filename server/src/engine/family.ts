import type { Instant } from './calendar';
import type { Draft } from './draft';
import { type Input, InputRefused } from './input';
import type { PlanState } from './state';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** The first instant after a plan's benefits, while they run or are kept; undefined: they do not. */
export function planUntil(plan: PlanState | undefined, now: Instant): Instant | undefined {
  if (!plan || plan.ended) return undefined;
  const until = Math.max(plan.until, plan.keptUntil ?? plan.until);
  return until > now ? until : undefined;
}

/**
 * A member has what another's plan shares, or has it longer, or other shares of it: who is in by this subscription
 * already may be blocked meanwhile, or have a plan. Refuses: FAMILY_ENDED, FAMILY_CONFLICT, MEMBER_BLOCKED.
 */
export function joinFamily({ state, effects }: Draft, input: Of<'joinFamily'>): void {
  const { at, owner, ownerSubscriptionId: subscriptionId, shares, until } = input;
  if (until <= at) throw new InputRefused('FAMILY_ENDED', 'The plan of the owner does not run any more.');
  const { familyOf } = state;
  if (familyOf?.subscriptionId !== subscriptionId) {
    if (state.blocked) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked.');
    if (familyOf && familyOf.until > at && familyOf.owner !== owner) {
      throw new InputRefused('FAMILY_CONFLICT', 'The member is in a family: leave it first.');
    }
    if (planUntil(state.plan, at) !== undefined) {
      throw new InputRefused(
        'FAMILY_CONFLICT',
        'The member has a plan of their own, which gives its benefits already.',
      );
    }
  }
  state.familyOf = { owner, subscriptionId, shares: [...shares].sort(), until };
  if (familyOf?.subscriptionId !== subscriptionId) effects.push({ kind: 'familyJoined', owner, until, at });
}

/** What was shared ends at once. Refuses: FAMILY_NOT_FOUND. */
export function leaveFamily({ state, effects }: Draft, { at, owner, reason }: Of<'leaveFamily'>): void {
  if (state.familyOf?.owner !== owner) throw new InputRefused('FAMILY_NOT_FOUND', 'The member is not in this family.');
  delete state.familyOf;
  effects.push({ kind: 'familyLeft', owner, reason, at });
}
