import type { BusinessDate } from '../../engine/calendar';
import type { Tx } from '../../platform/database/unit-of-work';
import { type KeyedCall, once } from '../idempotency';
import { type RefusalWords, recordMemberInput } from '../members';
import type { ProgramInForce } from '../programs';

const DATE = ['date'];
const refusals: RefusalWords = {
  MEMBER_BLOCKED: { code: 'MEMBER_BLOCKED' },
  CHECK_IN_NOT_OFFERED: { code: 'CHECK_IN_NOT_OFFERED' },
  CHECK_IN_DONE: { code: 'CHECK_IN_DONE' },
};
const makeUpRefusals: RefusalWords = {
  ...refusals,
  CHECK_IN_DONE: { code: 'CHECK_IN_DONE', field: DATE },
  INSUFFICIENT_POINTS: { code: 'INSUFFICIENT_POINTS' },
  MAKE_UP_IN_FUTURE: { code: 'MAKE_UP_IN_FUTURE', field: DATE },
  MAKE_UP_TOO_OLD: { code: 'MAKE_UP_TOO_OLD', field: DATE },
  MAKE_UP_LIMIT: { code: 'MAKE_UP_LIMIT', field: DATE },
};

/** For whom, and by which rules and when. */
export interface CheckInParts {
  current: ProgramInForce;
  now: Date;
  memberId: number;
}

/**
 * Checks a member in on today's business date, once for the call's key. Refuses: MEMBER_BLOCKED, CHECK_IN_NOT_OFFERED,
 * CHECK_IN_DONE. Throws MergedMeanwhile.
 */
export async function recordCheckIn(tx: Tx, { current, now, memberId }: CheckInParts, call: KeyedCall): Promise<void> {
  const at = now.getTime();
  await once(tx, call, now, async () => {
    await recordMemberInput(tx, current, memberId, refusals, () => ({ kind: 'checkIn', at }));
    return 'done';
  });
}

/**
 * Makes up for a missed date at the program's price, once for the call's key. Refuses: MEMBER_BLOCKED,
 * CHECK_IN_NOT_OFFERED, CHECK_IN_DONE, MAKE_UP_IN_FUTURE, MAKE_UP_TOO_OLD, MAKE_UP_LIMIT, INSUFFICIENT_POINTS. Throws
 * MergedMeanwhile.
 */
export async function recordMakeUp(
  tx: Tx,
  { current, now, memberId }: CheckInParts,
  call: KeyedCall,
  date: BusinessDate,
): Promise<void> {
  const at = now.getTime();
  await once(tx, call, now, async () => {
    await recordMemberInput(tx, current, memberId, makeUpRefusals, () => ({ kind: 'makeUpCheckIn', at, date }));
    return date;
  });
}
