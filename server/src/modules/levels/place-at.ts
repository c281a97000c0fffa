import { Draft } from '../../engine/draft';
import { type EvidenceScope, scopeOf } from '../../engine/evidence';
import { scoreOf } from '../../engine/measures';
import { firstPlace, graceEnd, thresholdOf } from '../../engine/placement';
import type { Level, Program, Track } from '../../engine/program';
import type { MemberState, TrackState } from '../../engine/state';
import { always } from '../../engine/timeline';

/** How a level ends, and what keeps it; instants in milliseconds since 1970. */
interface End {
  /** Absent: never. */
  validUntil?: number;
  /** Set once the validity has ended and the grace runs. */
  graceUntil?: number;
  /** How much is missing to keep the level, and by when. */
  keep?: { needed: number; by: number };
}

/** Where a member stands on a track. */
export interface Place extends End {
  level: Level;
  place: TrackState;
  score: number;
  /** What the level takes of this member: lower for one who is returning. */
  threshold: number;
  /** What the score is counted over. */
  scope: EvidenceScope;
  /** The next level, how much is missing to it, and how far the way from this one is done (0 to 1). */
  next?: { level: Level; needed: number; ratio: number };
}

/** A member's place on a track at an instant up to which time has passed for the state. */
export function placeAt(program: Program, track: Track, state: MemberState, instant: number): Place {
  const place = state.tracks[track.code] ?? firstPlace(track, state.joinedAt);
  const level = levelByCode(track, place.level);
  const draft = new Draft(always(program), state, instant);
  const score = scoreOf(draft, track, state, instant);
  const threshold = thresholdOf(draft, track, level, instant);
  const scope = scopeOf(draft, track, instant);
  const end = endOf(draft, track, level, place, instant);
  const above = track.levels[level.rank + 1];
  if (!above) return { ...end, level, place, score, threshold, scope };
  const aim = thresholdOf(draft, track, above, instant);
  // Lowered thresholds may fall together.
  const ratio = aim > threshold ? (score - threshold) / (aim - threshold) : 1;
  const next = { level: above, needed: Math.max(0, aim - score), ratio: Math.min(1, Math.max(0, ratio)) };
  return { ...end, level, place, score, threshold, scope, next };
}

/**
 * What ends a level: of one that staff have set their `until`, when the score decides; otherwise its validity, and after
 * it the grace, in which what is reached at any moment keeps it. The score is taken at that end, as far as it is known:
 * what will have left the window by then does not count.
 */
function endOf(draft: Draft, track: Track, level: Level, place: TrackState, instant: number): End {
  const { manual, validUntil } = place;
  const grace = graceEnd(draft, track, place);
  const missing = (threshold: number, at: number) => Math.max(0, threshold - scoreOf(draft, track, draft.state, at));
  const outlasts = place.source === 'rules' && (grace === undefined || grace > (manual?.until ?? 0));
  if (manual && !outlasts) {
    const { until } = manual;
    return { validUntil: until, keep: { needed: missing(thresholdOf(draft, track, level, until), until), by: until } };
  }
  if (validUntil === undefined || grace === undefined) return {};
  const inGrace = validUntil <= instant;
  const { policy } = track.downgrade;
  const neverFalls = policy === 'none' || policy === 'keepHighest';
  const needed = neverFalls ? 0 : missing(level.keep, inGrace ? instant : validUntil);
  return {
    validUntil,
    graceUntil: inGrace ? grace : undefined,
    keep: { needed, by: inGrace ? grace : validUntil },
  };
}

/** The level with this code; one that a later version of the program retired counts as the first. */
export function levelByCode(track: Track, code: string): Level {
  const level = track.levels.find((candidate) => candidate.code === code) ?? track.levels[0];
  if (!level) throw new Error(`Track ${track.code} has no levels.`);
  return level;
}
