import type { Program } from '../../engine/program';
import type { FamilyPlace, MemberState } from '../../engine/state';
import type { FamilyMemberRow } from './family.entities';
import { sharedPlan } from './shared-plan';

/** A family as a member sees it. */
export interface FamilyView {
  ownerRowId: number;
  isOwner: boolean;
  seats: number;
  /** Codes of benefits. */
  shares: readonly string[];
}

/**
 * The family of a member at an instant, by their state and their place: the one they are in while its owner's plan runs,
 * else the one of their own plan; undefined: none.
 */
export function familyAt(
  program: Program,
  state: MemberState,
  place: FamilyMemberRow | undefined,
  member: { rowId: number },
  now: Date,
): FamilyView | undefined {
  const seats = program.family?.seats ?? 0;
  const joined = place && sharedNow(state.familyOf, now);
  if (joined) return { ownerRowId: place.ownerId, isOwner: false, seats, shares: joined.shares };
  const own = sharedPlan(program, state.plan, now);
  return own && { ownerRowId: member.rowId, isOwner: true, seats, shares: own.shares };
}

const sharedNow = (familyOf: FamilyPlace | undefined, now: Date) =>
  familyOf && familyOf.until > now.getTime() ? familyOf : undefined;

/** Where somebody who is invited lands: the screen of the mini-app that asks for a yes. */
export function familyLink(publicUrl: string, code: string): string {
  return `${publicUrl}/#/packages/family/accept?code=${code}`;
}
