import type { Program } from '../../engine/program';
import { always } from '../../engine/timeline';
import type { Database } from '../../platform/database/open-database';
import { countMembersWithState } from '../journal';
import type { ProgramInForce } from '../programs';
import { breathe, memberHistories } from './member-histories';
import { asRecorded, replayJournal, withoutReminders } from './replay-journal';
import { type SimulationOutcome, SimulationTally } from './simulation-outcome';

/** A draft to be tried on the stored history, as of an instant. */
export interface SimulationTask {
  current: ProgramInForce;
  draft: Program;
  now: Date;
}

/**
 * What a draft would have come to, had it been in force from the beginning: every member's journal is folded under it in
 * memory, and once more as it was recorded, because what was used of past quotas is stored nowhere else. `progress` hears of every chunk; when it says false, the simulation ends without an outcome. Writes nothing.
 */
export async function simulateProgram(
  database: Database,
  { current, draft, now }: SimulationTask,
  progress: (done: { members: number; total: number; inputs: number }) => Promise<boolean>,
): Promise<SimulationOutcome | undefined> {
  const instant = now.getTime();
  const timeline = withoutReminders(always(draft));
  const inForce = asRecorded(withoutReminders(current.timeline));
  const total = await countMembersWithState(database);
  const tally = new SimulationTally({ before: current.program, after: draft });
  for await (const histories of memberHistories(database, current.timeline, instant)) {
    for (const history of histories) {
      const { costs, given } = await replayJournal(inForce, history, instant, breathe);
      const rules = { timelineOf: () => timeline, givenAsRecorded: given };
      const after = await replayJournal(rules, history, instant, breathe);
      tally.add(history.memberId, history.inputs.length, { state: history.state, costs }, after);
      await breathe();
    }
    if (!(await progress({ ...tally.done, total }))) return undefined;
  }
  return tally.outcome(instant);
}
