import { z } from 'zod';
import { calendarOf } from '../../engine/draft';
import { InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { parseInput } from '../../platform/parse-input';
import { recordInput } from '../journal';
import type { Moment } from './block-member';
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
  birthday: z.string().nullish(),
});

/** Changes what a member may change about themselves; what is left out stays. Refuses: INPUT_INVALID, MEMBER_BLOCKED, BIRTHDAY_LOCKED. */
export async function updateMember(tx: Tx, moment: Moment, memberId: number, input: unknown): Promise<void> {
  const { nickname, avatarUrl, birthday } = parseInput(changes, input);
  const member = await lockMember(tx, memberId);
  assertNotBlocked(member);
  const update = { ...(nickname ? { nickname } : {}), ...(avatarUrl === undefined ? {} : { avatarUrl }) };
  if (Object.keys(update).length > 0) await tx.update(MemberRow, { id: memberId }, update);
  if (birthday) await tellBirthday(tx, moment, member, birthday);
}

async function tellBirthday(
  tx: Tx,
  { current, now }: Moment,
  member: { id: number; joinedAt: Date },
  date: string,
): Promise<void> {
  const today = calendarOf(current.program.timeZone).dateOf(now.getTime());
  if (date < '1900-01-01' || date > today) {
    throw new Refusal('INPUT_INVALID', 'Give a date from 1900 to today.', ['birthday']);
  }
  try {
    await recordInput(tx, current, member, { kind: 'setBirthday', at: now.getTime(), date });
  } catch (error) {
    const isLocked = error instanceof InputRefused && error.code === 'BIRTHDAY_LOCKED';
    throw isLocked ? new Refusal('BIRTHDAY_LOCKED', error.message, ['birthday']) : error;
  }
}
