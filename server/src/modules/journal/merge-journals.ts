import type { Archive, ArchiveKey } from '../../engine/archive';
import { advance, newMember } from '../../engine/fold';
import { estateOf } from '../../engine/merge';
import type { Tx } from '../../platform/database/unit-of-work';
import type { ProgramInForce } from '../programs';
import { wholeArchives } from './archive.store';
import { recordInput } from './fold-inputs';
import { statesByMember } from './journal.store';

type Party = { id: number; joinedAt: Date };

/**
 * Merges the accounts of two members whom the caller has locked: one input in each journal, at the same instant. The
 * survivor's carries everything that the absorbed one had, so that each journal folds to its state by itself. Throws
 * InputRefused.
 */
export async function mergeJournals(
  tx: Tx,
  current: ProgramInForce,
  { survivor, absorbed }: { survivor: Party; absorbed: Party },
  decision: { now: Date; reason: string; actor: string },
): Promise<void> {
  const stored = await statesByMember(tx, [survivor.id, absorbed.id]);
  const state = stored.get(absorbed.id)?.state ?? newMember(current.timeline, absorbed.joinedAt.getTime());
  const asOf = stored.get(survivor.id)?.state.asOf ?? survivor.joinedAt.getTime();
  const at = Math.max(decision.now.getTime(), state.asOf, asOf);
  const estate = estateOf(advance(current.timeline, state, at).state, await archiveOf(tx, absorbed.id));
  const { reason, actor } = decision;
  await recordInput(tx, current, absorbed, { kind: 'mergeOut', at, into: survivor.id, reason, actor });
  await recordInput(tx, current, survivor, { kind: 'mergeIn', at, from: absorbed.id, estate, reason, actor });
}

async function archiveOf(tx: Tx, memberId: number): Promise<Archive> {
  const items = (await wholeArchives(tx, [memberId])).get(memberId) ?? new Map<string, string>();
  return new Map([...items].map(([key, value]) => [key as ArchiveKey, JSON.parse(value)]));
}
