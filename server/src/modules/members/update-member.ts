import { z } from 'zod';
import type { Tx } from '../../platform/database/unit-of-work';
import { parseInput } from '../../platform/parse-input';
import { MemberRow } from './members.entities';
import { assertNotBlocked, lockMember } from './members.store';

const changes = z.object({
  nickname: z
    .string()
    .trim()
    .min(1, 'Write a nickname of 1 to 32 characters.')
    .max(32, 'Write a nickname of 1 to 32 characters.')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Leave out control characters.')
    .nullish(),
  avatarUrl: z
    .url({ protocol: /^https?$/, error: 'Give an http(s) address.' })
    .max(512, 'Give an address of at most 512 characters.')
    .nullish(),
});

/** Changes what a member may change about themselves; what is left out stays. Refuses: INPUT_INVALID, MEMBER_BLOCKED. */
export async function updateMember(tx: Tx, memberId: number, input: unknown): Promise<void> {
  const { nickname, avatarUrl } = parseInput(changes, input);
  const member = await lockMember(tx, memberId);
  assertNotBlocked(member);
  const update = { ...(nickname ? { nickname } : {}), ...(avatarUrl === undefined ? {} : { avatarUrl }) };
  if (Object.keys(update).length > 0) await tx.update(MemberRow, { id: memberId }, update);
}
