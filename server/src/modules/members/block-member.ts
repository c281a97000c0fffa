import { z } from 'zod';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { recordInput } from '../journal';
import type { ProgramInForce } from '../programs';
import { MemberRow } from './members.entities';
import { lockMember } from './members.store';

const reasonInput = z.object({
  reason: z
    .string()
    .trim()
    .min(1, 'Write the reason in neutral words: the member reads it.')
    .max(200, 'Write at most 200 characters.'),
});

/** The program in force and the business instant, for the member's journal. */
export interface Moment {
  current: ProgramInForce;
  now: Date;
}

/** Blocks a member; the reason is shown to them. Refuses: INPUT_INVALID, NOT_FOUND, STATE_CONFLICT when blocked already. */
export async function blockMember(tx: Tx, { current, now }: Moment, memberId: number, input: unknown): Promise<void> {
  const { reason } = parseInput(reasonInput, input);
  const member = await lockMember(tx, memberId);
  if (member.status === 'BLOCKED') throw new Refusal('STATE_CONFLICT', 'The member is blocked already.', ['memberId']);
  await tx.update(MemberRow, { id: memberId }, { status: 'BLOCKED', statusReason: reason });
  await recordInput(tx, current, member, { kind: 'block', at: now.getTime() });
}

/** Lets a blocked member in again. Refuses: NOT_FOUND, STATE_CONFLICT when not blocked. */
export async function unblockMember(tx: Tx, { current, now }: Moment, memberId: number): Promise<void> {
  const member = await lockMember(tx, memberId);
  if (member.status !== 'BLOCKED') throw new Refusal('STATE_CONFLICT', 'The member is not blocked.', ['memberId']);
  await tx.update(MemberRow, { id: memberId }, { status: 'ACTIVE', statusReason: null });
  await recordInput(tx, current, member, { kind: 'unblock', at: now.getTime() });
}
