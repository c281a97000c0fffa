import { advance, newMember } from '../../engine/fold';
import type { MemberState } from '../../engine/state';
import type { RequestLoaders } from '../../platform/database/loaders';
import type { ProgramInForce } from '../programs';
import { memberStateLoader } from './journal.loaders';
import type { StoredState } from './journal.store';

/** What was advanced already: the fields of one member in one request share it. */
const advanced = new WeakMap<StoredState, { version: number; now: number; state: MemberState }>();

/**
 * A member's state at an instant, for reading: what is due by then is shown as due, whether or not a job ran. Nothing
 * is written. Shared between readers: never change it.
 */
export async function stateAt(
  { loaders, now }: { loaders: RequestLoaders; now: Date },
  { timeline, version }: ProgramInForce,
  member: { rowId: number; joinedAt: Date },
): Promise<MemberState> {
  const stored = await loaders.load(memberStateLoader, member.rowId);
  const instant = now.getTime();
  if (!stored) return advance(timeline, newMember(timeline, member.joinedAt.getTime()), instant).state;
  const isDue = stored.dueAt !== null && stored.dueAt.getTime() <= instant;
  if (!isDue && stored.programVersion === version) return stored.state;
  const known = advanced.get(stored);
  if (known && known.version === version && known.now === instant) return known.state;
  const { state } = advance(timeline, stored.state, instant);
  advanced.set(stored, { version, now: instant, state });
  return state;
}
