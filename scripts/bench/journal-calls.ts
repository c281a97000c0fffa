/** Everything that the benchmark calls of the journal, in one place. */
import { advance, newMember } from '../../server/src/engine/fold';
import type { Input } from '../../server/src/engine/input';
import type { MemberState } from '../../server/src/engine/state';
import { advanceDueMembers, recordInput, verifyJournals } from '../../server/src/modules/journal';
import { joinedAtOfMembers } from '../../server/src/modules/members';
import type { ProgramCatalogue, ProgramInForce } from '../../server/src/modules/programs';
import type { Database } from '../../server/src/platform/database/open-database';
import type { Tx } from '../../server/src/platform/database/unit-of-work';
import { toDate } from '../../server/src/platform/database/values';

/** The text of a look-up of states by member, as a hand-written handler would have it. */
export const SELECT_STATES =
  'SELECT member_id, state, due_at, program_version FROM member_state WHERE member_id IN (:keys)';

/** The state that a row of `SELECT_STATES` shows at an instant; without a row, that of somebody without any input. */
export function stateShown(
  { timeline, version }: ProgramInForce,
  row: Record<string, unknown> | undefined,
  joinedAt: Date,
  now: Date,
): MemberState {
  const instant = now.getTime();
  if (!row) return advance(timeline, newMember(timeline, joinedAt.getTime()), instant).state;
  const state = JSON.parse(String(row.state)) as MemberState;
  const isDue = (row.due_at !== null && toDate(row.due_at) <= now) || Number(row.program_version) < version;
  return isDue ? advance(timeline, state, instant).state : state;
}

/** Folds one input of a locked member in and writes journal, ledger and state; returns its number in the journal. */
export async function foldOne(
  tx: Tx,
  current: ProgramInForce,
  member: { id: number; joinedAt: Date },
  input: Input,
): Promise<number> {
  return (await recordInput(tx, current, member, input)).state.journalSeq;
}

/** Folds every journal again; how many inputs that were, and what differed. */
export async function refoldAll(
  database: Database,
  programs: ProgramCatalogue,
): Promise<{ inputs: number; differences: string[] }> {
  const { timeline } = await programs.current();
  const differences: string[] = [];
  let inputs = 0;
  const joined = (ids: number[]) => joinedAtOfMembers(database, ids);
  for await (const { memberId, message } of verifyJournals(database, timeline, joined, (count) => (inputs = count))) {
    differences.push(`member ${memberId}: ${message}`);
  }
  return { inputs, differences };
}

/** Lets time pass for everybody for whom something is due until then; returns how many members that were. */
export async function passTime(database: Database, programs: ProgramCatalogue, until: Date): Promise<number> {
  return (await advanceDueMembers(database, await programs.current(), until)).members;
}
