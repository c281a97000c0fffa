import { Draft } from '../../engine/draft';
import { scoreOf } from '../../engine/measures';
import { firstPlace } from '../../engine/placement';
import type { Level, Program, Track } from '../../engine/program';
import type { MemberState, TrackState } from '../../engine/state';
import { always } from '../../engine/timeline';

/** Where a member stands on a track. */
export interface Place {
  level: Level;
  place: TrackState;
  /** The next level, how much is missing to it, and how far the way from this one is done (0 to 1). */
  next?: { level: Level; needed: number; ratio: number };
}

/** A member's place on a track at an instant up to which time has passed for the state. */
export function placeAt(program: Program, track: Track, state: MemberState, instant: number): Place {
  const place = state.tracks[track.code] ?? firstPlace(track, state.joinedAt);
  const level = levelByCode(track, place.level);
  const next = track.levels[level.rank + 1];
  if (!next) return { level, place };
  const score = scoreOf(new Draft(always(program), state, instant), track, state, instant);
  const ratio = (score - level.threshold) / (next.threshold - level.threshold);
  const needed = Math.max(0, next.threshold - score);
  return { level, place, next: { level: next, needed, ratio: Math.min(1, Math.max(0, ratio)) } };
}

/** The level with this code; one that a later version of the program retired counts as the first. */
export function levelByCode(track: Track, code: string): Level {
  const level = track.levels.find((candidate) => candidate.code === code) ?? track.levels[0];
  if (!level) throw new Error(`Track ${track.code} has no levels.`);
  return level;
}
