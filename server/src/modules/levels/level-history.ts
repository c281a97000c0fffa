import { firstPlace } from '../../engine/placement';
import type { Track } from '../../engine/program';
import type { MemberState, TrackState } from '../../engine/state';

/** A change of level with its place in the history, from 0 for the first. */
export type NumberedChange = TrackState['history'][number] & { index: number };

/** A page of a member's history on a track, latest first. */
export function historyOf(
  track: Track,
  state: MemberState,
  page: { first: number; afterKey: number | undefined },
): { changes: NumberedChange[]; hasNextPage: boolean } {
  const { history } = state.tracks[track.code] ?? firstPlace(track, state.joinedAt);
  const older = history
    .map((change, index) => ({ ...change, index }))
    .slice(0, page.afterKey)
    .reverse();
  return { changes: older.slice(0, page.first), hasNextPage: older.length > page.first };
}
