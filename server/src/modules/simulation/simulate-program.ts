import type { Program } from '../../engine/program';
import { always } from '../../engine/timeline';
import type { Database } from '../../platform/database/open-database';
import { countMembersWithState } from '../journal';
import type { ProgramInForce } from '../programs';
import { breathe, memberHistories } from './member-histories';
import { replayJournal, withoutReminders } from './replay-journal';
import { type SimulationOutcome, SimulationTally } from './simulation-outcome';

/** A draft to be tried on the stored history, as of an instant. */
export interface SimulationTask {
  current: ProgramInForce;
  draft: Program;
  now: Date;
}

/**
 * What a draft would have come to, had it been in force from the beginning: every member's journal is folded under it in
 * memory. `progress` hears of every chunk; when it says false, the simulation ends without an outcome. Writes nothing.
 */
export async function simulateProgram(
  database: Database,
  { current, draft, now }: SimulationTask,
  progress: (done: { members: number; total: number; inputs: number }) => Promise<boolean>,
): Promise<SimulationOutcome | undefined> {
  const instant = now.getTime();
  const timeline = withoutReminders(always(draft));
  const total = await countMembersWithState(database);
  const tally = new SimulationTally({ before: current.program, after: draft });
  for await (const histories of memberHistories(database, current.timeline, instant)) {
    for (const { memberId, joinedAt, state, inputs } of histories) {
      tally.add(memberId, inputs.length, state, await replayJournal(timeline, joinedAt, inputs, instant, breathe));
      await breathe();
    }
    if (!(await progress({ ...tally.done, total }))) return undefined;
  }
  return tally.outcome(instant);
}
