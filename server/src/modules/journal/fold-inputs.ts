import { type Archive, settle, withNeeded } from '../../engine/archive';
import { advance, apply, newMember } from '../../engine/fold';
import { type Input, InputRefused } from '../../engine/input';
import type { AssetMove, Effect, Outcome, PlanMove } from '../../engine/outcome';
import type { Entry, MemberState } from '../../engine/state';
import type { Timeline } from '../../engine/timeline';
import type { Tx } from '../../platform/database/unit-of-work';
import type { ProgramInForce } from '../programs';
import { archivesFor, saveArchives } from './archive.store';
import { countPromised } from './coupon-stock.store';
import { appendEntries, appendJournal, type JournalLine, saveStates, statesByMember } from './journal.store';
import { appendEffects } from './outbox.store';
import { appendPlanMoves } from './plan-moves.store';

/** What became of a proposed input. */
export type InputOutcome =
  | { accepted: true; journalSeq: number; waitsForOriginal: boolean }
  | { accepted: false; refusal: InputRefused };

/** A member's inputs folded in memory, to be written by `writeFolds`. */
export interface Fold {
  /** Without what is finished. */
  state: MemberState;
  outcomes: InputOutcome[];
  accepted: { seq: number; input: Input; programVersion: number }[];
  entries: Entry[];
  effects: Effect[];
  moves: AssetMove[];
  planMoves: PlanMove[];
  /** Templates of the coupons that came, one for each: all but claims, which take from the stock themselves. */
  promised: string[];
  /** What the inputs finished, or touched of what was finished before. */
  finished: Archive;
}

/** A fold of nothing yet. */
export function beginFold(state: MemberState): Fold {
  const lists = { outcomes: [], accepted: [], entries: [], effects: [], moves: [], planMoves: [], promised: [] };
  return { state, ...lists, finished: new Map() };
}

/**
 * Folds inputs into a state, in their order, with what they need of the archive, to which what they finish is added. One
 * that is refused leaves no trace, and the next ones go on.
 */
export function foldInputs(
  timeline: Timeline,
  state: MemberState,
  inputs: readonly Input[],
  archive: Archive = new Map(),
): Fold {
  const fold = beginFold(state);
  for (const proposed of inputs) {
    // The journal tells when an input counted: time never goes back for a member.
    const input = { ...proposed, at: Math.max(proposed.at, fold.state.asOf) };
    try {
      const outcome = apply(timeline, withNeeded(fold.state, input, archive), input);
      const { journalSeq, version: programVersion } = outcome.state;
      const { waitsForOriginal } = outcome;
      fold.accepted.push({ seq: journalSeq, input, programVersion });
      fold.outcomes.push({ accepted: true, journalSeq, waitsForOriginal });
      const finished = addOutcome(fold, timeline, outcome, input);
      // A later input of the same call may need it.
      for (const [key, item] of finished) archive.set(key, item);
    } catch (error) {
      if (!(error instanceof InputRefused)) throw error;
      fold.outcomes.push({ accepted: false, refusal: error });
    }
  }
  return fold;
}

/** Lets time pass for a state, as `foldInputs` does before an input. */
export function foldTime(timeline: Timeline, state: MemberState, now: number): Fold {
  const fold = beginFold(state);
  addOutcome(fold, timeline, advance(timeline, state, now));
  return fold;
}

function addOutcome(fold: Fold, timeline: Timeline, outcome: Outcome, input?: Input): Archive {
  const isHistory = input?.kind === 'event' && input.imported === true;
  const { state, finished } = settle(timeline, outcome.state);
  fold.state = state;
  fold.entries.push(...outcome.entries);
  fold.effects.push(...outcome.effects.filter((effect) => isNews(effect, isHistory, state.asOf)));
  fold.moves.push(...outcome.moves);
  fold.planMoves.push(...outcome.planMoves);
  fold.promised.push(...promisedBy(outcome, input));
  for (const [key, item] of finished) fold.finished.set(key, item);
  return finished;
}

/** Time may have brought coupons before the claim, which made the last one. */
function promisedBy({ moves }: Outcome, input?: Input): readonly string[] {
  const coupons = moves.filter(({ kind }) => kind === 'couponGiven').map(({ code }) => code);
  if (input?.kind !== 'claimCoupon') return coupons;
  const claimed = coupons.lastIndexOf(input.template);
  return coupons.filter((_, index) => index !== claimed);
}

/** Nobody is told of a history, nor reminded of what is over. */
function isNews(effect: Effect, isHistory: boolean, asOf: number): boolean {
  if (effect.kind === 'pointsExpiring' && effect.expiresAt <= asOf) return false;
  if (effect.kind === 'couponExpiring' && effect.validUntil <= asOf) return false;
  return !isHistory || effect.kind === 'reversalSettled';
}

/** Writes what was folded for locked members: journal, ledger, moves of plans, states and effects, each by one statement. */
export async function writeFolds(tx: Tx, folds: readonly { memberId: number; fold: Fold }[]): Promise<void> {
  const lines = folds.flatMap(({ memberId, fold }) =>
    fold.accepted.map(
      ({ seq, input, programVersion }): JournalLine => ({
        memberId,
        seq,
        input,
        occurredAt: input.kind === 'event' ? input.occurredAt : input.at,
        recordedAt: input.at,
        programVersion,
      }),
    ),
  );
  await appendJournal(tx, lines);
  await appendEntries(
    tx,
    folds.flatMap(({ memberId, fold }) => fold.entries.map((entry) => ({ memberId, entry }))),
  );
  await appendPlanMoves(
    tx,
    folds.flatMap(({ memberId, fold }) => fold.planMoves.map((move) => ({ memberId, move }))),
  );
  await saveArchives(
    tx,
    folds.map(({ memberId, fold: { finished } }) => ({ memberId, finished })),
  );
  await saveStates(
    tx,
    folds.map(({ memberId, fold: { state } }) => ({ memberId, state })),
  );
  const effects = folds.flatMap(({ memberId, fold }) =>
    fold.effects.map((effect) => ({ memberId, effect, recordedAt: fold.state.asOf })),
  );
  await appendEffects(tx, effects);
  // Last: what members share is locked after what is theirs, and as briefly as can be.
  await countPromised(
    tx,
    folds.flatMap(({ fold }) => fold.promised),
  );
}

/**
 * Folds one input of a member whom the caller has locked, and writes it: what a command does. Throws InputRefused, which
 * must roll the transaction back. Returns what was folded.
 */
export function recordInput(
  tx: Tx,
  current: ProgramInForce,
  member: { id: number; joinedAt: Date },
  input: Input,
): Promise<Fold> {
  return recordInputs(tx, current, member, [input]);
}

/** The same for several inputs, in their order: all of them or none. */
export async function recordInputs(
  tx: Tx,
  { timeline }: ProgramInForce,
  member: { id: number; joinedAt: Date },
  inputs: readonly Input[],
): Promise<Fold> {
  const memberId = member.id;
  const stored = (await statesByMember(tx, [memberId])).get(memberId);
  const state = stored?.state ?? newMember(timeline, member.joinedAt.getTime());
  const archives = await archivesFor(tx, [{ memberId, state, inputs }]);
  const fold = foldInputs(timeline, state, inputs, archives.get(memberId));
  for (const outcome of fold.outcomes) if (!outcome.accepted) throw outcome.refusal;
  await writeFolds(tx, [{ memberId, fold }]);
  return fold;
}
