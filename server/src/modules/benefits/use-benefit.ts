import { z } from 'zod';
import { quotaOf } from '../../engine/benefits';
import { calendarOf } from '../../engine/draft';
import type { Input } from '../../engine/input';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { isKeyText } from '../../platform/key-text';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { type RefusalWords, recordMemberInput } from '../members';
import type { ProgramInForce } from '../programs';

/** A use, a reservation or a return, as the journal has it without its instant. */
export type BenefitStep =
  | Omit<Extract<Input, { kind: 'useBenefit' }>, 'at'>
  | Omit<Extract<Input, { kind: 'grantBenefit' }>, 'at'>;

const MANY = 'Give 1 to 10000.';
const quantity = z.int(MANY).min(1, MANY).max(10_000, MANY);
const use = z.object({
  ref: z.string().refine((text) => isKeyText(text), 'Use 1 to 128 characters, with no white space at the ends.'),
  quantity: quantity.nullish(),
});
const grant = z.object({
  quantity,
  reason: z.string().trim().min(1, 'Write the reason.').max(200, 'Write at most 200 characters.'),
});

/** Reference and quantity of a use, checked; references of partners do not meet. Refuses INPUT_INVALID. */
export function checkedUse(partnerId: number, input: object): { ref: string; quantity?: number } {
  const { ref, quantity: many } = parseInput(use, input);
  return { ref: `${partnerId}:${ref}`, quantity: many ?? undefined };
}

/** How much staff give, and why. Refuses INPUT_INVALID. */
export function checkedGrant(input: object): { quantity: number; reason: string } {
  return parseInput(grant, input);
}

const refusals: RefusalWords = {
  MEMBER_BLOCKED: { code: 'MEMBER_BLOCKED' },
  BENEFIT_NOT_FOUND: { code: 'BENEFIT_NOT_FOUND', field: ['benefitCode'] },
  BENEFIT_QUOTA_EXHAUSTED: { code: 'BENEFIT_QUOTA_EXHAUSTED', field: ['quantity'] },
  BENEFIT_STATE_CONFLICT: { code: 'BENEFIT_STATE_CONFLICT', field: ['ref'] },
};

/**
 * Uses, reserves, confirms, returns or gives of a member's quota, once for the call's key. Refuses: NOT_FOUND,
 * MEMBER_BLOCKED, BENEFIT_NOT_FOUND, BENEFIT_QUOTA_EXHAUSTED, BENEFIT_STATE_CONFLICT. Throws MergedMeanwhile.
 */
export async function changeBenefit(
  tx: Tx,
  { current, now }: { current: ProgramInForce; now: Date },
  call: KeyedCall,
  memberId: number,
  step: BenefitStep,
): Promise<void> {
  await once(tx, call, now, async () => {
    await recordMemberInput(tx, current, memberId, refusals, () => ({ ...step, at: now.getTime() }));
    return step.benefit;
  });
}

/** Whether a member could use so much now; nothing is written. Refuses as the use itself would. */
export function checkBenefit({ program }: ProgramInForce, state: MemberState, code: string, many: number): void {
  const refuse = (refusal: 'MEMBER_BLOCKED' | 'BENEFIT_NOT_FOUND' | 'BENEFIT_QUOTA_EXHAUSTED', message: string) => {
    throw new Refusal(refusal, message, refusals[refusal]?.field);
  };
  if (state.blocked) refuse('MEMBER_BLOCKED', 'The member is blocked: nothing can be given or used.');
  const benefit = program.benefits.find((candidate) => candidate.code === code);
  if (!benefit?.entitlement) {
    refuse('BENEFIT_NOT_FOUND', `There is no benefit ${code} with a quota.`);
    return;
  }
  const { left } = quotaOf({ program, calendar: calendarOf(program.timeZone), state }, benefit);
  if (left < many) refuse('BENEFIT_QUOTA_EXHAUSTED', `${many} of ${code} were asked for, ${left} are left.`);
}
