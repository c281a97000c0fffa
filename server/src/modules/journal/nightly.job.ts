import { advance, nextDue } from '../../engine/fold';
import type { Effect } from '../../engine/outcome';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, lockRows, type Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import type { VersionedProgram } from '../programs';
import { appendEntries, dueMembers, saveStates, statesByMember } from './journal.store';

const CHUNK = 100;

/** What a run of the nightly job did. */
export interface NightlyReport {
  members: number;
  entries: number;
  effects: number;
}

/**
 * Lets time pass for every member for whom something is due until `now`: expiries, deadlines, the ends of validities.
 * It calls the engine's `advance` and nothing else, so it does not matter whether, when or how often it runs. In chunks
 * of locked members, found by index: it may be stopped and started again at any time, and by several instances at once.
 * `progress` hears of every chunk.
 */
export async function advanceDueMembers(
  database: Database,
  current: VersionedProgram,
  now: Date,
  progress: (report: NightlyReport) => void = () => undefined,
): Promise<NightlyReport> {
  const report: NightlyReport = { members: 0, entries: 0, effects: 0 };
  for (;;) {
    const due = await dueMembers(database, now, CHUNK);
    if (due.length === 0) return report;
    const done = await inTransaction(database, (tx) => advanceChunk(tx, current, due, now));
    report.members += done.members;
    report.entries += done.entries;
    report.effects += done.effects.length;
    progress(report);
  }
}

async function advanceChunk(
  tx: Tx,
  { program, version }: VersionedProgram,
  memberIds: number[],
  now: Date,
): Promise<{ members: number; entries: number; effects: Effect[] }> {
  await lockRows(tx, 'member', memberIds);
  // Read under the lock: another instance, or an input, may have been here in the meantime.
  const stored = await statesByMember(tx, memberIds);
  const advanced = [...stored]
    .filter(([, { dueAt }]) => dueAt !== null && dueAt <= now)
    .map(([memberId, { state }]) => ({ memberId, outcome: advance(program, state, now.getTime()) }));
  const entries = advanced.flatMap(({ memberId, outcome }) =>
    outcome.entries.map((entry) => ({ memberId, entry, programVersion: version })),
  );
  await appendEntries(tx, entries);
  const states = advanced.map(({ memberId, outcome: { state } }) => {
    const dueAt = nextDue(program, state);
    // It would be found due for ever.
    if (dueAt !== undefined && dueAt <= now.getTime()) throw new InvariantError(`Member ${memberId} stays due.`);
    return { memberId, state, dueAt };
  });
  await saveStates(tx, states);
  return {
    members: states.length,
    entries: entries.length,
    effects: advanced.flatMap(({ outcome }) => outcome.effects),
  };
}
