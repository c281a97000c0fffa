import { addDuration, type Instant } from './calendar';
import type { Draft } from './draft';
import { type Input, InputRefused } from './input';
import { addFact, scoreOf } from './measures';
import { awaitGift, withdrawGift } from './pending-gifts';
import type { Level, Track } from './program';
import { isNews, propose } from './proposal';
import { multiply, rational, round } from './rational';
import type { LevelCause, TrackState, Undo } from './state';

/** The state of a track for somebody who has just joined. */
export function firstPlace(track: Track, at: Instant): TrackState {
  const [first] = track.levels;
  if (!first) throw new Error(`Track ${track.code} has no levels.`);
  const history = [{ level: first.code, at, cause: 'joined' as const, entrySeq: 0, input: 0 }];
  return { level: first.code, since: at, source: 'rules', baseline: 0, history };
}

function placeOf(draft: Draft, track: Track): TrackState {
  const { tracks, joinedAt } = draft.state;
  let place = tracks[track.code];
  if (!place) {
    // The track is newer than the member.
    place = firstPlace(track, joinedAt);
    tracks[track.code] = place;
  }
  return place;
}

/** The rung of a level; a level that a later program version retired counts as the first. */
function levelOf(track: Track, code: string): Level {
  return track.levels.find((level) => level.code === code) ?? (track.levels[0] as Level);
}

/** Adds what had come together for another member when their level changed: windows since the last change count on. */
export function addBaselines(draft: Draft, baselines: Readonly<Record<string, number>>): void {
  for (const track of draft.program.tracks) {
    const more = baselines[track.code] ?? 0;
    if (more === 0) continue;
    const place = placeOf(draft, track);
    place.baseline += more;
    place.undo = withBaseline(place.undo, more);
  }
}

/** What is shared with the state before is not changed in place. */
function withBaseline(undo: Undo | undefined, more: number): Undo | undefined {
  return undo && { ...undo, baseline: undo.baseline + more, undo: withBaseline(undo.undo, more) };
}

/** Whether the member dropped lately and is not back yet: then they climb faster. */
export function isReturning(draft: Draft, track: Track, at: Instant): boolean {
  const place = draft.state.tracks[track.code];
  if (!track.returning || !place?.dropped) return false;
  const isBack = levelOf(track, place.level).rank >= place.dropped.fromRank;
  return !isBack && at < draft.calendar.addTo(place.dropped.at, track.returning.within);
}

/**
 * Looks at every track after something was added to the scores: upgrades as soon as a threshold is reached, keeps a
 * level in its grace as soon as the keep threshold is. Nothing is lowered here.
 */
export function raiseLevels(draft: Draft, at: Instant): void {
  for (const track of draft.program.tracks) raise(draft, track, at);
}

function raise(draft: Draft, track: Track, at: Instant): void {
  const place = placeOf(draft, track);
  if (place.manual?.mode === 'exactly') return;
  withdrawReview(draft, track, place);
  if (!track.upgrade.every) climb(draft, track, place, at, at);
  keepInGrace(draft, track, place, at);
}

function keepInGrace(draft: Draft, track: Track, place: TrackState, at: Instant): void {
  // A grace may be longer than a validity: then several have ended.
  while (place.validUntil !== undefined && place.validUntil <= at && isKept(draft, track, place, at)) {
    keep(draft, track, place, at);
  }
}

function isKept(draft: Draft, track: Track, place: TrackState, at: Instant): boolean {
  return scoreOf(draft, track, draft.state, at) >= levelOf(track, place.level).keep;
}

function reachedLevel(draft: Draft, track: Track, score: number, at: Instant): Level {
  const reaches = (level: Level) => score >= thresholdOf(draft, track, level, at);
  return track.levels.reduce((best, level) => (reaches(level) ? level : best), track.levels[0] as Level);
}

/** The threshold of a level: lower for a returning member, up to where they were. */
export function thresholdOf(draft: Draft, track: Track, { rank, threshold }: Level, at: Instant): number {
  const factor = isReturning(draft, track, at) ? track.returning?.thresholdFactor : undefined;
  const lowered = draft.state.tracks[track.code]?.dropped?.fromRank ?? -1;
  return factor && rank <= lowered ? round(multiply(rational(threshold), factor), 'up') : threshold;
}

/** Upgrades, or proposes the upgrade for a review, at an instant by the score in the window of another. */
function climb(draft: Draft, track: Track, place: TrackState, at: Instant, scoredAt: Instant): void {
  const target = targetOf(draft, track, place, scoredAt);
  if (!target) return;
  if (track.upgrade.review) propose(draft, track, place, target, at);
  else upgrade(draft, track, place, target, at, scoredAt);
}

/** The level to which the score leads upwards; undefined when it does not. */
function targetOf(draft: Draft, track: Track, place: TrackState, scoredAt: Instant): Level | undefined {
  const reached = reachedLevel(draft, track, scoreOf(draft, track, draft.state, scoredAt), scoredAt);
  const current = levelOf(track, place.level);
  if (reached.rank <= current.rank) return undefined;
  return track.upgrade.skip ? reached : (track.levels[current.rank + 1] ?? reached);
}

/** Whether the start of a period would raise a member, or propose it: by what is known now. */
export function wouldClimb(draft: Draft, track: Track, at: Instant): boolean {
  const place = placeOf(draft, track);
  if (place.manual?.mode === 'exactly') return false;
  const target = targetOf(draft, track, place, scoredFor(track, at));
  return target !== undefined && (!track.upgrade.review || isNews(track, place, target));
}

/** At the start of a period, of a track whose upgrades are scheduled. */
export function climbAtSchedule(draft: Draft, track: Track, at: Instant): void {
  const place = placeOf(draft, track);
  if (place.manual?.mode !== 'exactly') climb(draft, track, place, at, scoredFor(track, at));
}

/** The upgrade that a person has approved; the window is that of the proposal. */
export function approveUpgrade(draft: Draft, track: Track, target: Level, at: Instant): void {
  const place = placeOf(draft, track);
  upgrade(draft, track, place, target, at, scoredFor(track, place.review?.at ?? at));
}

/** A scheduled upgrade is decided by the window of the period that has just ended. */
function scoredFor(track: Track, at: Instant): Instant {
  return track.upgrade.every ? at - 1 : at;
}

/** What waits for a review and is no longer reached, in the window in which it was, is lowered or withdrawn. */
function withdrawReview(draft: Draft, track: Track, place: TrackState): void {
  const { review } = place;
  if (!review) return;
  const target = targetOf(draft, track, place, scoredFor(track, review.at));
  if (target && target.rank >= levelOf(track, review.level).rank) return;
  place.review = target && target.code !== place.refused ? { ...review, level: target.code } : undefined;
}

function upgrade(draft: Draft, track: Track, place: TrackState, target: Level, at: Instant, scoredAt: Instant): void {
  const { level, since, validUntil, baseline, undo } = place;
  const threshold = thresholdOf(draft, track, target, scoredAt);
  const until = draft.calendar.addTo(at, draft.program.points.pendingFor);
  moveTo(draft, track, place, target, at, 'upgrade');
  const earlier = undo && undo.until > at ? undo : undefined;
  const window = scoredAt === at ? undefined : scoredAt;
  place.undo = { until, threshold, level, since, validUntil, baseline, scoredAt: window, undo: earlier };
  awaitGift(draft, track, target, at, until);
}

/** Puts the member on a level, with a full validity from now. */
function moveTo(draft: Draft, track: Track, place: TrackState, target: Level, at: Instant, cause: LevelCause): void {
  const from = place.level;
  place.level = target.code;
  place.since = at;
  place.source = cause === 'manual' ? 'manual' : 'rules';
  place.validUntil = target.rank > 0 ? validityFrom(draft, track, at) : undefined;
  place.undo = undefined;
  place.review = undefined;
  place.refused = undefined;
  if (track.window.kind === 'sinceChange') place.baseline += scoreOf(draft, track, draft.state, at);
  remember(draft, track, place, from, at, cause);
}

function remember(draft: Draft, track: Track, place: TrackState, from: string, at: Instant, cause: LevelCause): void {
  const { entrySeq, journalSeq: input } = draft.state;
  place.history.push({ level: place.level, at, cause, entrySeq, input });
  draft.effects.push({ kind: 'levelChanged', track: track.code, from, to: place.level, cause, at });
}

/** The end of the business date one validity later. */
function validityFrom(draft: Draft, track: Track, at: Instant): Instant | undefined {
  if (!track.validity) return undefined;
  return draft.calendar.endOf(addDuration(draft.calendar.dateOf(at), track.validity));
}

/** Extends a level from the end of its validity, not from today. */
function keep(draft: Draft, track: Track, place: TrackState, at: Instant): void {
  if (place.validUntil === undefined) return;
  place.validUntil = validityFrom(draft, track, place.validUntil - 1);
  if (track.downgrade.atExpiry !== 'subtractKeepThreshold' || track.basis.kind !== 'growth') return;
  const { keep: threshold } = levelOf(track, place.level);
  draft.state.growth -= threshold;
  addFact(draft, 'growth', draft.calendar.dateOf(at), -threshold);
  const trace = { reason: `${track.code} ${place.level}` };
  draft.post({ account: 'growth', kind: 'levelExpiry', delta: -threshold, effectiveAt: at, trace });
}

/** At the end of a validity: kept when the score is enough; otherwise the grace begins. */
export function endValidity(draft: Draft, track: Track, at: Instant): void {
  const place = placeOf(draft, track);
  place.refused = undefined;
  if (isKept(draft, track, place, at)) keep(draft, track, place, at);
}

/** At the end of a grace in which the level was not kept: the program's policy decides (L6). */
export function endGrace(draft: Draft, track: Track, at: Instant): void {
  const place = placeOf(draft, track);
  const current = levelOf(track, place.level);
  const { policy } = track.downgrade;
  if (policy === 'none' || policy === 'keepHighest') {
    place.validUntil = validityFrom(draft, track, (place.validUntil ?? at) - 1);
    return;
  }
  const byScore = reachedLevel(draft, track, scoreOf(draft, track, draft.state, at), at);
  const target = policy === 'oneStep' ? levelBelow(track, current) : byScore;
  if (target.rank >= current.rank) {
    // Reached, though not kept: no drop, and no rise that a review has to see.
    place.validUntil = validityFrom(draft, track, at);
    return;
  }
  place.dropped = { at, fromRank: current.rank };
  moveTo(draft, track, place, target, at, 'downgrade');
}

function levelBelow(track: Track, { rank }: Level): Level {
  return track.levels[Math.max(0, rank - 1)] as Level;
}

/** The end of a grace, when one is running or to come. */
export function graceEnd(draft: Draft, track: Track, place: TrackState): Instant | undefined {
  return place.validUntil === undefined ? undefined : draft.calendar.addTo(place.validUntil, track.downgrade.grace);
}

/**
 * After a reversal: an upgrade inside the return window, whose threshold is no longer reached, is revoked. Rungs below it
 * that are still reached stay; so does what staff have set.
 */
export function revokeUpgrades(draft: Draft, at: Instant): void {
  for (const track of draft.program.tracks) {
    const place = placeOf(draft, track);
    let scoredAt: Instant | undefined;
    while (isUndone(draft, track, place, at)) {
      scoredAt = place.undo?.scoredAt ?? place.since;
      revoke(draft, track, place, at);
    }
    withdrawReview(draft, track, place);
    if (scoredAt === undefined) continue;
    climb(draft, track, place, at, scoredAt);
    keepInGrace(draft, track, place, at);
  }
}

function isUndone(draft: Draft, track: Track, place: TrackState, at: Instant): boolean {
  const { undo, manual } = place;
  if (!undo || at >= undo.until || manual?.mode === 'exactly') return false;
  if (manual && levelOf(track, place.level).rank <= levelOf(track, manual.level).rank) return false;
  // In the window of the upgrade, which another may have followed; since the last change: as counted before the upgrade.
  const scoredAt = undo.scoredAt ?? place.since;
  const score = scoreOf(draft, track, draft.state, scoredAt) + place.baseline - undo.baseline;
  return score < undo.threshold;
}

function revoke(draft: Draft, track: Track, place: TrackState, at: Instant): void {
  if (!place.undo) return;
  const { level, since, validUntil, baseline, undo } = place.undo;
  const from = place.level;
  withdrawGift(draft, track, from);
  Object.assign(place, { level, since, validUntil, baseline, undo, review: undefined, refused: undefined });
  remember(draft, track, place, from, at, 'revoked');
  const least = place.manual && levelOf(track, place.manual.level);
  if (least && least.rank > levelOf(track, level).rank) moveTo(draft, track, place, least, at, 'manual');
}

/** Staff put a member on a level, with a reason and an end. Refuses: LEVEL_UNKNOWN. */
export function setLevel(draft: Draft, input: Extract<Input, { kind: 'setLevel' }>): void {
  const track = draft.program.tracks.find(({ code }) => code === input.track);
  const level = track?.levels.find(({ code }) => code === input.level);
  if (!track || !level) {
    throw new InputRefused('LEVEL_UNKNOWN', `There is no level ${input.level} on a track ${input.track}.`);
  }
  const place = placeOf(draft, track);
  const { mode, until, reason, actor, at } = input;
  place.manual = { level: level.code, mode, until, reason, actor };
  if (mode === 'exactly') place.review = undefined;
  const current = levelOf(track, place.level);
  if (mode === 'exactly' ? current.rank !== level.rank : current.rank < level.rank) {
    moveTo(draft, track, place, level, at, 'manual');
  }
}

/**
 * A manual level has ended: what the rules had given stays while it is still good; otherwise the score decides, with a
 * full validity from now.
 */
export function endManual(draft: Draft, track: Track, at: Instant): void {
  const place = placeOf(draft, track);
  place.manual = undefined;
  const end = graceEnd(draft, track, place);
  if (place.source === 'rules' && (end === undefined || end > at)) {
    raise(draft, track, at);
    return;
  }
  const target = reachedLevel(draft, track, scoreOf(draft, track, draft.state, at), at);
  if (target.code !== place.level) {
    moveTo(draft, track, place, target, at, 'manualEnded');
    return;
  }
  place.source = 'rules';
  place.validUntil = target.rank > 0 ? validityFrom(draft, track, at) : undefined;
}
