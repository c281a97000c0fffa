import { z } from 'zod';
import { InputRefused } from '../../engine/input';
import { lockRows, type Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { recordInput } from '../journal';
import { joinedAtOf } from '../members';
import type { ProgramInForce } from '../programs';

const decisionInput = z.object({
  track: z.string(),
  approve: z.boolean(),
  reason: z.string().trim().min(1, 'Write the reason.').max(200, 'Write at most 200 characters.'),
});

/** Who decides, when, under which program. */
export interface ReviewMoment {
  current: ProgramInForce;
  now: Date;
  actor: string;
}

/**
 * Decides about an upgrade of a member that exists and waits for a review. Refuses: INPUT_INVALID, STATE_CONFLICT when
 * none waits on the track, IDEMPOTENCY_KEY_REUSED.
 */
export async function reviewLevel(
  tx: Tx,
  { current, now, actor }: ReviewMoment,
  call: KeyedCall,
  memberId: number,
  input: unknown,
): Promise<void> {
  const decision = parseInput(decisionInput, input);
  await once(tx, call, now, async () => {
    await lockRows(tx, 'member', [memberId]);
    const member = { id: memberId, joinedAt: await joinedAtOf(tx, memberId) };
    try {
      await recordInput(tx, current, member, { kind: 'reviewLevel', at: now.getTime(), actor, ...decision });
    } catch (error) {
      if (!(error instanceof InputRefused && error.code === 'REVIEW_NOT_PENDING')) throw error;
      throw new Refusal('STATE_CONFLICT', error.message, ['track']);
    }
    return String(memberId);
  });
}
