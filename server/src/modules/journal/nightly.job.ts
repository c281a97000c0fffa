import { inForceAt } from '../../engine/timeline';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, lockRows, type Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import type { ProgramInForce } from '../programs';
import { type Fold, foldTime, writeFolds } from './fold-inputs';
import { dueMembers, statesByMember } from './journal.store';

const CHUNK = 200;

/** What a run of the nightly job did. */
export interface NightlyReport {
  members: number;
  entries: number;
  effects: number;
}

/**
 * Lets time pass for every member for whom something is due until `now`: expiries, deadlines, the ends of validities,
 * the publication of a new version of the program. It calls the engine's `advance` and nothing else, so it does not matter
 * whether, when or how often it runs. In chunks of locked members, found by index: it may be stopped and started again at
 * any time, and by several instances at once. `progress` hears of every chunk.
 */
export async function advanceDueMembers(
  database: Database,
  current: ProgramInForce,
  now: Date,
  progress: (report: NightlyReport) => void = () => undefined,
): Promise<NightlyReport> {
  const report: NightlyReport = { members: 0, entries: 0, effects: 0 };
  // A version that takes effect later makes nobody due yet.
  const { version } = inForceAt(current.timeline, now.getTime());
  for (;;) {
    const due = await dueMembers(database, now, version, CHUNK);
    if (due.length === 0) return report;
    const folds = await inTransaction(database, (tx) => advanceChunk(tx, current, due, now, version));
    report.members += folds.length;
    report.entries += folds.reduce((sum, { entries }) => sum + entries.length, 0);
    report.effects += folds.reduce((sum, { effects }) => sum + effects.length, 0);
    progress(report);
  }
}

async function advanceChunk(
  tx: Tx,
  { timeline }: ProgramInForce,
  memberIds: number[],
  now: Date,
  version: number,
): Promise<Fold[]> {
  await lockRows(tx, 'member', memberIds);
  // Read under the lock: another instance, or an input, may have been here in the meantime.
  const stored = await statesByMember(tx, memberIds);
  const folds = [...stored]
    .filter(([, { dueAt, programVersion }]) => (dueAt !== null && dueAt <= now) || programVersion < version)
    .map(([memberId, { state }]) => ({ memberId, fold: foldTime(timeline, state, now.getTime()) }));
  for (const { memberId, fold } of folds) {
    const { dueAt } = fold.state;
    // It would be found due for ever.
    if (dueAt !== undefined && dueAt <= now.getTime()) throw new InvariantError(`Member ${memberId} stays due.`);
  }
  await writeFolds(tx, folds);
  return folds.map(({ fold }) => fold);
}
