import { apply, newMember, nextDue } from '../../engine/fold';
import { type Input, InputRefused } from '../../engine/input';
import type { Effect } from '../../engine/outcome';
import type { Program } from '../../engine/program';
import type { Entry, MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import type { VersionedProgram } from '../programs';
import { appendEntries, appendJournal, type JournalLine, saveStates, statesByMember } from './journal.store';

/** An input on its way into a journal; `rules` is the version in force when an event occurred, when that is older. */
export interface ProposedInput {
  input: Input;
  rules?: Program;
}

/** What became of a proposed input. */
export type InputOutcome =
  | { accepted: true; journalSeq: number; waitsForOriginal: boolean; effects: Effect[] }
  | { accepted: false; refusal: InputRefused };

/** A member's inputs folded in memory, to be written by `writeFolds`. */
export interface Fold {
  state: MemberState;
  outcomes: InputOutcome[];
  accepted: { seq: number; input: Input }[];
  entries: Entry[];
}

/** Folds inputs into a state, in their order. One that is refused leaves no trace, and the next ones go on. */
export function foldInputs(program: Program, state: MemberState, inputs: readonly ProposedInput[]): Fold {
  const fold: Fold = { state, outcomes: [], accepted: [], entries: [] };
  for (const { input, rules } of inputs) {
    try {
      const outcome = apply(program, fold.state, input, rules);
      fold.state = outcome.state;
      fold.entries.push(...outcome.entries);
      const journalSeq = outcome.state.journalSeq;
      fold.accepted.push({ seq: journalSeq, input });
      const { waitsForOriginal, effects } = outcome;
      fold.outcomes.push({ accepted: true, journalSeq, waitsForOriginal, effects });
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
      fold.outcomes.push({ accepted: false, refusal: error });
    }
  }
  return fold;
}

/** Writes what was folded for locked members: journal, ledger and states, each by one statement. */
export async function writeFolds(
  tx: Tx,
  { program, version }: VersionedProgram,
  folds: readonly { memberId: number; fold: Fold }[],
): Promise<void> {
  const changed = folds.filter(({ fold }) => fold.accepted.length > 0);
  const lines = changed.flatMap(({ memberId, fold }) =>
    fold.accepted.map(
      ({ seq, input }): JournalLine => ({
        memberId,
        seq,
        input,
        occurredAt: input.kind === 'event' ? input.occurredAt : input.at,
        recordedAt: input.at,
        programVersion: version,
      }),
    ),
  );
  await appendJournal(tx, lines);
  const entries = changed.flatMap(({ memberId, fold }) =>
    fold.entries.map((entry) => ({ memberId, entry, programVersion: version })),
  );
  await appendEntries(tx, entries);
  const states = changed.map(({ memberId, fold: { state } }) => ({ memberId, state, dueAt: nextDue(program, state) }));
  await saveStates(tx, states);
}

/**
 * Folds one input of a member whom the caller has locked, and writes it: what a command does. Throws InputRefused, which
 * must roll the transaction back. Returns the state afterwards.
 */
export async function recordInput(
  tx: Tx,
  current: VersionedProgram,
  member: { id: number; joinedAt: Date },
  input: Input,
): Promise<MemberState> {
  const stored = (await statesByMember(tx, [member.id])).get(member.id);
  const state = stored?.state ?? newMember(current.program, member.joinedAt.getTime());
  const fold = foldInputs(current.program, state, [{ input }]);
  const [outcome] = fold.outcomes;
  if (outcome && !outcome.accepted) throw outcome.refusal;
  await writeFolds(tx, current, [{ memberId: member.id, fold }]);
  return fold.state;
}
