import { z } from 'zod';
import { InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { recordInput, statesByMember } from '../journal';
import { lockMember } from '../members';
import type { ProgramInForce } from '../programs';

const reasonInput = z.object({
  reason: z.string().trim().min(1, 'Write the reason.').max(200, 'Write at most 200 characters.'),
});

/** Who tags, when, under which program. */
export interface TagMoment {
  current: ProgramInForce;
  now: Date;
  actor: string;
}

/**
 * Puts a tag on a member, or takes it off; what is so already stays, and nothing is journalled. Refuses: INPUT_INVALID,
 * NOT_FOUND, STATE_CONFLICT for a merged member, TAG_UNKNOWN.
 */
export async function tagMember(
  tx: Tx,
  { current, now, actor }: TagMoment,
  step: { kind: 'assignTag' | 'removeTag'; memberId: number; tag: string; reason: string },
): Promise<void> {
  const { kind, memberId, tag } = step;
  const { reason } = parseInput(reasonInput, { reason: step.reason });
  const member = await lockMember(tx, memberId);
  const has = (await statesByMember(tx, [memberId])).get(memberId)?.state.tags?.includes(tag) ?? false;
  const isKnown = current.program.tags.some(({ code }) => code === tag);
  if (has === (kind === 'assignTag') && (has || isKnown)) return;
  try {
    await recordInput(tx, current, member, { kind, at: now.getTime(), tag, reason, actor });
  } catch (error) {
    const isUnknown = error instanceof InputRefused && error.code === 'TAG_UNKNOWN';
    throw isUnknown ? new Refusal('TAG_UNKNOWN', error.message, ['tag']) : error;
  }
}
