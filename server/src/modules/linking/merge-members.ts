import { z } from 'zod';
import { InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import type { FieldCipher } from '../../platform/secrets';
import { mergeJournals } from '../journal';
import { type Absorption, absorbMember, lockMemberRecords, type MemberRecord, MergedMeanwhile } from '../members';
import type { ProgramInForce } from '../programs';
import { assertOneOpenPlan } from '../subscriptions';
import { rejectRequest, requestState, settleRequests } from './linking.store';
import { moveBelongings } from './move-belongings';

const reasonInput = z.object({
  reason: z.string().trim().min(1, 'Write the reason.').max(200, 'Write at most 200 characters.'),
});

/** What the rules refuse of a merge, and staff can put right. */
const MERGE_REFUSALS = ['MERGE_HOLD_OPEN', 'PLAN_RUNNING'];

/** What staff decide with. */
export interface DecisionParts {
  cipher: FieldCipher;
  current: ProgramInForce;
  now: Date;
  wallNow: Date;
  /** The name of the staff member. */
  actor: string;
}

/** The members of a merge, and why; the reason as it was given. */
export interface MergeOrder extends Absorption {
  reason: string;
}

/**
 * Merges two members of one person: accounts, names and open requests of the absorbed one go to the survivor, by an input
 * in the journal of each. Refuses: INPUT_INVALID, NOT_FOUND, MEMBER_BLOCKED, STATE_CONFLICT (the same member twice, one who
 * was merged before, an open hold of the absorbed one, or a plan of each that waits to be paid or runs).
 */
export async function mergeMembers(tx: Tx, parts: DecisionParts, order: MergeOrder): Promise<void> {
  const { reason } = parseInput(reasonInput, { reason: order.reason });
  const { survivor, absorbed } = await lockParties(tx, order);
  const absorption = { survivorId: survivor.id, absorbedId: absorbed.id };
  await assertOneOpenPlan(tx, absorption, 'absorbedId');
  const { actor, now } = parts;
  try {
    await mergeJournals(tx, parts.current, { survivor, absorbed }, { now, reason, actor });
  } catch (error) {
    if (!(error instanceof InputRefused) || !MERGE_REFUSALS.includes(error.code)) throw error;
    throw new Refusal('STATE_CONFLICT', error.message, ['absorbedId']);
  }
  await absorbMember(tx, parts.cipher, absorption, parts.wallNow);
  await moveBelongings(tx, absorption);
  await settleRequests(tx, absorption, { decidedBy: actor, decidedAt: now, reason });
}

async function lockParties(
  tx: Tx,
  { survivorId, absorbedId }: Absorption,
): Promise<{ survivor: MemberRecord; absorbed: MemberRecord }> {
  if (survivorId === absorbedId) throw new Refusal('STATE_CONFLICT', 'Name two different members.', ['absorbedId']);
  const locked = await lockMemberRecords(tx, [survivorId, absorbedId]).catch((error: unknown) => {
    if (!(error instanceof MergedMeanwhile)) throw error;
    const field = error.memberId === absorbedId ? 'absorbedId' : 'survivorId';
    throw new Refusal('STATE_CONFLICT', 'The member was merged into another before.', [field]);
  });
  const found = (id: number, field: string): MemberRecord => {
    const member = locked.get(id);
    if (!member) throw new Refusal('NOT_FOUND', 'There is no such member.', [field]);
    if (member.status === 'BLOCKED') throw new Refusal('MEMBER_BLOCKED', 'Let the member in again first.', [field]);
    return member;
  };
  return { survivor: found(survivorId, 'survivorId'), absorbed: found(absorbedId, 'absorbedId') };
}

/** Turns a request down. Refuses: INPUT_INVALID, NOT_FOUND, STATE_CONFLICT when it was decided before. */
export async function rejectMergeRequest(
  tx: Tx,
  { actor, now }: Pick<DecisionParts, 'actor' | 'now'>,
  requestId: number,
  input: { reason: string },
): Promise<void> {
  const { reason } = parseInput(reasonInput, { reason: input.reason });
  if (await rejectRequest(tx, requestId, { decidedBy: actor, decidedAt: now, reason })) return;
  const state = await requestState(tx, requestId);
  if (!state) throw new Refusal('NOT_FOUND', 'There is no such request.', ['requestId']);
  throw new Refusal('STATE_CONFLICT', `The request is ${state} already.`, ['requestId']);
}
