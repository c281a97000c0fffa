import { canonicalJson } from '../../engine/canonical';
import { advance, apply, newMember } from '../../engine/fold';
import type { Program } from '../../engine/program';
import type { MemberState } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import { type JournalEntry, journalsOf, membersWithState, statesByMember } from './journal.store';
import type { Difference } from './reconcile';

const CHUNK = 200;

/** The programs of the past: by number, and the one in force when an event occurred. */
export interface ProgramHistory {
  version(number: number): Promise<Program>;
  at(instant: number): Promise<Program>;
}

/**
 * Folds every journal again from its first input and compares the canonical form of the outcome with what is stored,
 * byte by byte. Yields every member that differs; `progress` hears how many inputs were folded. Writes nothing.
 */
export async function* verifyJournals(
  database: Database,
  history: ProgramHistory,
  joinedAt: (memberIds: number[]) => Promise<Map<number, Date>>,
  progress: (inputs: number) => void = () => undefined,
): AsyncGenerator<Difference> {
  let folded = 0;
  for (let ids = await membersWithState(database, 0, CHUNK); ids.length > 0; ) {
    const [states, lines, joined] = await Promise.all([
      statesByMember(database, ids),
      journalsOf(database, ids),
      joinedAt(ids),
    ]);
    for (const memberId of ids) {
      const stored = states.get(memberId)?.state;
      const since = joined.get(memberId)?.getTime();
      if (!stored || since === undefined) continue;
      const own = lines.filter((line) => line.memberId === memberId);
      const rebuilt = await refold(history, own, since, stored.asOf);
      folded += own.length;
      if (canonicalJson(rebuilt) === canonicalJson(stored)) continue;
      yield {
        memberId,
        message: `the journal of ${own.length} inputs folds to another state: ${whereOf(rebuilt, stored)}`,
      };
    }
    progress(folded);
    ids = await membersWithState(database, ids.at(-1) ?? 0, CHUNK);
  }
}

async function refold(
  history: ProgramHistory,
  lines: readonly JournalEntry[],
  joinedAt: number,
  asOf: number,
): Promise<MemberState> {
  let program = await history.version(lines[0]?.programVersion ?? 1);
  let state = newMember(program, joinedAt);
  for (const { input, programVersion } of lines) {
    program = await history.version(programVersion);
    const rules = input.kind === 'event' ? await history.at(input.occurredAt) : program;
    state = apply(program, state, input, rules).state;
  }
  // A job may have let time pass since the last input.
  return asOf > state.asOf ? advance(program, state, asOf).state : state;
}

function whereOf(a: MemberState, b: MemberState): string {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof MemberState)[];
  return keys.filter((key) => canonicalJson({ of: a[key] }) !== canonicalJson({ of: b[key] })).join(', ');
}
