import { newMember } from '../../engine/fold';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { statesByMember } from '../journal';
import { lockMemberRecords, type MemberRecord } from '../members';
import type { ProgramInForce } from '../programs';

/** When something is done to a family, and under which program; `now` is the business clock's. */
export interface FamilyMoment {
  current: ProgramInForce;
  now: Date;
}

/** Locked members, by row id. */
export type Parties = Map<number, MemberRecord>;

/** Locks members in one order for all. Throws MergedMeanwhile. */
export function lockParties(tx: Tx, ids: readonly number[]): Promise<Parties> {
  return lockMemberRecords(
    tx,
    [...new Set(ids)].sort((a, b) => a - b),
  );
}

/** One of them. Refuses NOT_FOUND. */
export function partyOf(parties: Parties, id: number): MemberRecord {
  const found = parties.get(id);
  if (!found) throw new Refusal('NOT_FOUND', 'There is no such member.', ['memberId']);
  return found;
}

/** The state of a locked member as it is stored: time may have to pass for it. */
export async function storedStateOf(tx: Tx, { current }: FamilyMoment, member: MemberRecord): Promise<MemberState> {
  const stored = (await statesByMember(tx, [member.id])).get(member.id);
  return stored?.state ?? newMember(current.timeline, member.joinedAt.getTime());
}
