import type { Tx } from '../../platform/database/unit-of-work';
import { newShortCode } from '../../platform/secrets';
import { lockMember } from '../members';
import { codesByMember, insertCode } from './referrals.store';

/**
 * The member's invitation code, made when it is first asked for. When somebody has the same, the unique index refuses: call
 * it with `retryUniqueViolation`.
 */
export async function inviteCodeOf(tx: Tx, memberId: number): Promise<string> {
  await lockMember(tx, memberId);
  const known = (await codesByMember(tx, [memberId])).get(memberId);
  if (known !== undefined) return known;
  const code = newShortCode();
  await insertCode(tx, memberId, code);
  return code;
}
