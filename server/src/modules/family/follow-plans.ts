import { canonicalJson } from '../../engine/canonical';
import { InputRefused } from '../../engine/input';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { type EffectHandler, recordInput } from '../journal';
import { currentMemberId, type MemberRecord } from '../members';
import type { ProgramInForce } from '../programs';
import type { FamilyMemberRow } from './family.entities';
import { seatsByOwner } from './family.store';
import { type FamilyMoment, lockParties, type Parties, storedStateOf } from './family-parties';
import { part } from './leave-family';
import { type SharedPlan, sharedPlan } from './shared-plan';

/** Lets families follow the plans of their owners: a handler of effects. All members concerned are locked together. */
export function handlePlansOfFamilies(current: ProgramInForce): EffectHandler {
  return async (tx, effects) => {
    const latest = new Map<number, number>();
    for (const { effect, memberId, recordedAt } of effects) {
      if (effect.kind !== 'planStepped') continue;
      const ownerId = await currentMemberId(tx, memberId);
      latest.set(ownerId, Math.max(latest.get(ownerId) ?? 0, recordedAt.getTime()));
    }
    const seats = await takenSeats(tx, [...latest.keys()]);
    const parties = await lockParties(
      tx,
      [...seats].flatMap(([id, rows]) => [id, ...rows.map((row) => row.memberId)]),
    );
    for (const ownerId of seats.keys()) {
      await followPlan(tx, { current, now: new Date(latest.get(ownerId) ?? 0) }, ownerId, parties);
    }
  };
}

/** Who is in the families of owners; an owner of an empty one is not in the map. */
async function takenSeats(tx: Tx, ownerIds: readonly number[]): Promise<Map<number, FamilyMemberRow[]>> {
  const all = await seatsByOwner(tx, ownerIds);
  const taken = [...all].map(([id, rows]) => [id, rows.filter(({ activeFor }) => activeFor !== null)] as const);
  return new Map(taken.filter(([, rows]) => rows.length > 0));
}

/** While the plan runs, everybody has what it shares to its end; when it has ended, everybody leaves. */
async function followPlan(tx: Tx, moment: FamilyMoment, ownerId: number, parties: Parties): Promise<void> {
  const owner = parties.get(ownerId);
  if (!owner) return;
  const { plan } = await storedStateOf(tx, moment, owner);
  const shared = sharedPlan(moment.current.program, plan, moment.now);
  for (const row of (await takenSeats(tx, [ownerId])).get(ownerId) ?? []) {
    const member = parties.get(row.memberId);
    // Who joined meanwhile joined under the plan as it is.
    if (!member) continue;
    if (shared && (await hasShares(tx, moment, member, ownerId, shared))) continue;
    await part(tx, moment, member, row, 'ENDED');
  }
}

/** Lets a locked member have what is shared; false: the rules refuse it. */
async function hasShares(
  tx: Tx,
  moment: FamilyMoment,
  member: MemberRecord,
  owner: number,
  shared: SharedPlan,
): Promise<boolean> {
  const { subscriptionId, shares, until } = shared;
  const wanted: MemberState['familyOf'] = { owner, subscriptionId, shares: [...shares].sort(), until };
  const { familyOf } = await storedStateOf(tx, moment, member);
  if (familyOf && canonicalJson(familyOf) === canonicalJson(wanted)) return true;
  const told = { owner, ownerSubscriptionId: subscriptionId, shares, until };
  try {
    await recordInput(tx, moment.current, member, { kind: 'joinFamily', at: moment.now.getTime(), ...told });
    return true;
  } catch (error) {
    if (error instanceof InputRefused) return false;
    throw error;
  }
}
