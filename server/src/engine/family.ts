import type { Draft } from './draft';
import { type Input, InputRefused } from './input';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/**
 * The member has the shared benefits of another's plan until then, with quotas of their own; told again by the same owner
 * it is what counts. Refuses: MEMBER_BLOCKED, FAMILY_CONFLICT for a member of another family.
 */
export function joinFamily(draft: Draft, input: Of<'joinFamily'>): void {
  const { state, effects } = draft;
  const { at, owner, ownerSubscriptionId: subscriptionId, shares, until } = input;
  const own = state.familyOf;
  if (own && own.owner !== owner)
    throw new InputRefused('FAMILY_CONFLICT', 'The member shares another plan: leave it.');
  // Somebody who is in already keeps the place.
  if (state.blocked && !own) throw new InputRefused('MEMBER_BLOCKED', 'The member is blocked: nothing can be given.');
  state.familyOf = { owner, subscriptionId, shares: [...shares], until };
  if (!own) effects.push({ kind: 'familyJoined', owner, until, at });
}

/** The member has the shared benefits no more. Refuses: FAMILY_NOT_FOUND. */
export function leaveFamily({ state, effects }: Draft, { at, owner, reason }: Of<'leaveFamily'>): void {
  if (state.familyOf?.owner !== owner)
    throw new InputRefused('FAMILY_NOT_FOUND', 'The member shares no plan of theirs.');
  state.familyOf = undefined;
  effects.push({ kind: 'familyLeft', owner, reason, at });
}
