import type { Archive } from '../../engine/archive';
import { canonicalJson } from '../../engine/canonical';
import { newMember } from '../../engine/fold';
import type { PlanMove } from '../../engine/outcome';
import type { MemberState } from '../../engine/state';
import { type Timeline, upTo } from '../../engine/timeline';
import type { Database } from '../../platform/database/open-database';
import { wholeArchives } from './archive.store';
import { foldInputs, foldTime } from './fold-inputs';
import { type JournalEntry, journalsOf, membersWithState, type StateText, stateTexts } from './journal.store';
import { planMoveSums, sumsOfMoves } from './plan-moves.store';
import type { Difference } from './reconcile';

const CHUNK = 200;

/**
 * Folds every journal again from its first input and compares the canonical form of the outcome with what is stored,
 * byte by byte, and what plans gave by its sums. Yields every member that differs; `progress` hears how many inputs were folded. Writes nothing.
 */
export async function* verifyJournals(
  database: Database,
  timeline: Timeline,
  joinedAt: (memberIds: number[]) => Promise<Map<number, Date>>,
  progress: (inputs: number) => void = () => undefined,
): AsyncGenerator<Difference> {
  let folded = 0;
  for (let ids = await membersWithState(database, 0, CHUNK); ids.length > 0; ) {
    const [states, archives, moves, lines, joined] = await Promise.all([
      stateTexts(database, ids),
      wholeArchives(database, ids),
      planMoveSums(database, ids),
      journalsOf(database, ids),
      joinedAt(ids),
    ]);
    for (const memberId of ids) {
      const stored = states.get(memberId);
      const since = joined.get(memberId)?.getTime();
      if (!stored || since === undefined) continue;
      const own = lines.get(memberId) ?? [];
      folded += own.length;
      const again = refold(timeline, own, since, stored.state);
      const where = whereDifferent(again, stored, archives.get(memberId));
      const sums = { of: moves.get(memberId) ?? sumsOfMoves([]) };
      if (canonicalJson(sums) !== canonicalJson({ of: sumsOfMoves(again.moves) })) {
        yield { memberId, message: `the journal of ${own.length} inputs folds to other moves of plans` };
      }
      if (where) yield { memberId, message: `the journal of ${own.length} inputs folds to another state: ${where}` };
    }
    progress(folded);
    ids = await membersWithState(database, ids.at(-1) ?? 0, CHUNK);
  }
}

/** Time passes up to where a job may have let it pass since the last input, under the versions that it knew. */
function refold(timeline: Timeline, lines: readonly JournalEntry[], joinedAt: number, { asOf, version }: MemberState) {
  const archive: Archive = new Map();
  const moves: PlanMove[] = [];
  // Who joined at the instant of a publication may have joined before it.
  let state = newMember(upTo(timeline, lines[0]?.programVersion ?? version), joinedAt);
  for (const { input, programVersion } of lines) {
    const fold = foldInputs(upTo(timeline, programVersion), state, [input], archive);
    const [outcome] = fold.outcomes;
    if (outcome && !outcome.accepted) throw outcome.refusal;
    state = fold.state;
    moves.push(...fold.planMoves);
  }
  if (asOf > state.asOf || version > state.version) {
    const fold = foldTime(upTo(timeline, version), state, asOf);
    state = fold.state;
    moves.push(...fold.planMoves);
    for (const [key, item] of fold.finished) archive.set(key, item);
  }
  return { state, archive, moves };
}

function whereDifferent(
  { state, archive }: Pick<ReturnType<typeof refold>, 'state' | 'archive'>,
  stored: StateText,
  storedArchive: ReadonlyMap<string, string> = new Map(),
): string | undefined {
  const parts = canonicalJson(state) === stored.text ? [] : differingKeys(state, stored.state);
  const items = new Set<string>([...archive.keys(), ...storedArchive.keys()]);
  for (const item of items) {
    const known = archive.get(item as never);
    // What came back into the state from the archive is still there as it was when it last left.
    if (isOpen(state, item)) continue;
    if ((known && canonicalJson(known)) !== storedArchive.get(item)) parts.push(item);
  }
  return parts.length > 0 ? parts.slice(0, 10).join(', ') : undefined;
}

function differingKeys(state: MemberState, stored: MemberState): string[] {
  const keys = [...new Set([...Object.keys(state), ...Object.keys(stored)])] as (keyof MemberState)[];
  const differing = keys.filter((key) => canonicalJson({ of: state[key] }) !== canonicalJson({ of: stored[key] }));
  return differing.length > 0 ? differing : ['its text'];
}

function isOpen({ lots, wallet }: MemberState, item: string): boolean {
  if (item.startsWith('recharge:')) return wallet?.recharges[item.slice('recharge:'.length)] !== undefined;
  return item.startsWith('lot:') && lots[Number(item.slice('lot:'.length))] !== undefined;
}
