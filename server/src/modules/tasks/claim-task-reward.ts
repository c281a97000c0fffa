import { calendarOf } from '../../engine/draft';
import { termOf } from '../../engine/tasks';
import type { Tx } from '../../platform/database/unit-of-work';
import { type KeyedCall, once } from '../idempotency';
import { type RefusalWords, recordMemberInput } from '../members';
import type { ProgramInForce } from '../programs';

const TASK = ['taskCode'];
const refusals: RefusalWords = {
  MEMBER_BLOCKED: { code: 'MEMBER_BLOCKED' },
  TASK_NOT_FOUND: { code: 'NOT_FOUND', field: TASK },
  TASK_NOT_COMPLETED: { code: 'TASK_NOT_COMPLETED', field: TASK },
  TASK_ALREADY_CLAIMED: { code: 'TASK_ALREADY_CLAIMED', field: TASK },
  TASK_OVER: { code: 'TASK_OVER', field: TASK },
};

/**
 * Gives a member the reward of a task in its period of today, once for the call's key. Refuses: MEMBER_BLOCKED, NOT_FOUND,
 * TASK_NOT_COMPLETED, TASK_ALREADY_CLAIMED, TASK_OVER. Throws MergedMeanwhile.
 */
export async function claimTaskReward(
  tx: Tx,
  { current, now }: { current: ProgramInForce; now: Date },
  call: KeyedCall,
  { memberId, taskCode }: { memberId: number; taskCode: string },
): Promise<void> {
  const { program } = current;
  const calendar = calendarOf(program.timeZone);
  const at = now.getTime();
  await once(tx, call, now, async () => {
    await recordMemberInput(tx, current, memberId, refusals, (joinedAt) => {
      const task = program.tasks.find(({ code }) => code === taskCode);
      const term = task && termOf(task, calendar.dateOf(at), calendar.dateOf(joinedAt));
      // Of a task that is not on now the engine says so, whatever the period.
      const period = typeof term === 'object' ? term.period : 'once';
      return { kind: 'claimTask', at, task: taskCode, period };
    });
    return taskCode;
  });
}
