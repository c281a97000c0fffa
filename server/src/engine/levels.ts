import type { Level, Track } from './program';

/** Where a score stands on a track. */
export interface Placement {
  level: Level;
  /** The next level, how much is missing to it, and how far the way from this one is done (0 to 1). */
  next?: { level: Level; needed: number; ratio: number };
}

/**
 * Placement (定级): the highest level whose threshold the score reaches. A score below zero, which corrections can
 * leave, is at the first level. The track has at least one level.
 */
export function placementOf(track: Track, score: number): Placement {
  const [first, ...higher] = track.levels;
  if (!first) throw new Error(`Track ${track.code} has no levels.`);
  const level = higher.reduce((reached, candidate) => (score >= candidate.threshold ? candidate : reached), first);
  const next = track.levels[level.rank + 1];
  if (!next) return { level };
  const done = Math.max(0, score - level.threshold);
  return {
    level,
    next: { level: next, needed: next.threshold - score, ratio: done / (next.threshold - level.threshold) },
  };
}
