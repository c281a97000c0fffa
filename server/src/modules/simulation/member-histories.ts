import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../../engine/calendar';
import type { MemberState } from '../../engine/state';
import type { Timeline } from '../../engine/timeline';
import type { Database } from '../../platform/database/open-database';
import { foldTime, type JournalEntry, journalsOf, membersWithState, statesByMember } from '../journal';
import { joinedAtOfMembers } from '../members';
import { withoutReminders } from './replay-journal';

const CHUNK = 100;

/** A member's history: the state that is stored, with time passed until `now`, and all inputs. */
export interface MemberHistory {
  memberId: number;
  joinedAt: Instant;
  state: MemberState;
  inputs: JournalEntry[];
}

/** Lets the server do what else there is to do. */
export async function breathe(): Promise<void> {
  await setImmediate();
}

/**
 * The histories of all members that have one, by rising id, in chunks. Others get their turn between two members.
 * Writes nothing.
 */
export async function* memberHistories(
  database: Database,
  timeline: Timeline,
  now: Instant,
): AsyncGenerator<MemberHistory[]> {
  const silent = withoutReminders(timeline);
  for (let ids = await membersWithState(database, 0, CHUNK); ids.length > 0; ) {
    const [states, journals, joined] = await Promise.all([
      statesByMember(database, ids),
      journalsOf(database, ids),
      joinedAtOfMembers(database, ids),
    ]);
    const histories: MemberHistory[] = [];
    for (const memberId of ids) {
      const stored = states.get(memberId);
      const joinedAt = joined.get(memberId)?.getTime();
      if (!stored || joinedAt === undefined) continue;
      const { state } = foldTime(silent, stored.state, now);
      histories.push({ memberId, joinedAt, state, inputs: journals.get(memberId) ?? [] });
      await breathe();
    }
    yield histories;
    ids = await membersWithState(database, ids.at(-1) ?? 0, CHUNK);
  }
}
