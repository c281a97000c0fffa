import { type Input, InputRefused, type RefusalCode } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { type ErrorCode, InvariantError, Refusal } from '../../platform/errors';
import { recordInput } from '../journal';
import type { ProgramInForce } from '../programs';
import { lockMembers } from './members.store';

/** The engine's refusals in the words of a mutation. */
export type RefusalWords = Partial<Record<RefusalCode, { code: ErrorCode; field?: string[] }>>;

/**
 * Locks a member and folds one input of theirs, which may depend on when they joined. Refuses what the words name.
 * Throws MergedMeanwhile.
 */
export async function recordOwnInput(
  tx: Tx,
  current: ProgramInForce,
  memberId: number,
  words: RefusalWords,
  inputOf: (joinedAt: number) => Input,
): Promise<void> {
  const joinedAt = (await lockMembers(tx, [memberId])).get(memberId);
  if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
  try {
    await recordInput(tx, current, { id: memberId, joinedAt: new Date(joinedAt) }, inputOf(joinedAt));
  } catch (error) {
    const known = error instanceof InputRefused ? words[error.code] : undefined;
    throw known ? new Refusal(known.code, (error as Error).message, known.field) : error;
  }
}
