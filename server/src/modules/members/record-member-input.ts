import { type Input, InputRefused, type RefusalCode } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { type ErrorCode, Refusal } from '../../platform/errors';
import { type Fold, recordInput } from '../journal';
import type { ProgramInForce } from '../programs';
import { lockMembers } from './members.store';

/** The engine's refusals in the words of a mutation. */
export type RefusalWords = Partial<Record<RefusalCode, { code: ErrorCode; field?: string[] }>>;

/**
 * Locks a member and folds one input of theirs, which may depend on when they joined. Refuses NOT_FOUND, and what the words
 * name. Throws MergedMeanwhile. Returns what was folded.
 */
export async function recordMemberInput(
  tx: Tx,
  current: ProgramInForce,
  memberId: number,
  words: RefusalWords,
  inputOf: (joinedAt: number) => Input,
): Promise<Fold> {
  const joinedAt = (await lockMembers(tx, [memberId])).get(memberId);
  if (joinedAt === undefined) throw new Refusal('NOT_FOUND', 'There is no such member.', ['memberId']);
  try {
    return await recordInput(tx, current, { id: memberId, joinedAt: new Date(joinedAt) }, inputOf(joinedAt));
  } catch (error) {
    const known = error instanceof InputRefused ? words[error.code] : undefined;
    throw known ? new Refusal(known.code, (error as Error).message, known.field) : error;
  }
}
