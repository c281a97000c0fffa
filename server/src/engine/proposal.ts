import type { Instant } from './calendar';
import type { Draft } from './draft';
import type { Level, Track } from './program';
import type { TrackState } from './state';

/** Whether a level would be proposed for review: it is above what waits already, and was not refused. */
export function isNews(track: Track, place: TrackState, target: Level): boolean {
  const waiting = track.levels.find(({ code }) => code === place.review?.level);
  return target.code !== place.refused && target.rank > (waiting?.rank ?? -1);
}

/** Proposes a level for review, once. */
export function propose(draft: Draft, track: Track, place: TrackState, target: Level, at: Instant): void {
  if (!isNews(track, place, target)) return;
  place.review = { level: target.code, at };
  draft.effects.push({ kind: 'reviewNeeded', track: track.code, level: target.code, at });
}
