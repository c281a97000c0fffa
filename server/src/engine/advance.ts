import { earliestAfter, type Instant } from './calendar';
import { couponTimes } from './coupons';
import { type Draft, namesIn, type Visit } from './draft';
import { formulaTimes } from './formula';
import { giftTimes } from './gifts';
import { expireHold } from './holds';
import { benefitTimes } from './occasions';
import { endGrace, endManual, endValidity, graceEnd, raiseLevels } from './placement';
import { packTimes } from './plan-gifts';
import { planTimes } from './plans';
import { expireLot } from './points';
import type { Track } from './program';
import { scheduledUpgrades } from './schedule';
import type { Hold, Lot, WaitingReversal } from './state';
import type { Publication } from './timeline';

/** How long a reversal waits for its original. */
export const WAITING = 'P30D';

/**
 * Lets time pass: everything that falls due until `now` happens in the order it falls due, under the version of the
 * program that is in force then. What falls due at one instant happens in the fixed order of `visitDue`. It does not matter
 * how often or when this is called.
 */
export function passTime(draft: Draft, now: Instant): void {
  for (const publication of draft.timeline) {
    if (publication.version <= draft.state.version || publication.from > now) continue;
    passWithinVersion(draft, publication.from);
    adopt(draft, publication);
  }
  passWithinVersion(draft, now);
}

function passWithinVersion(draft: Draft, until: Instant): void {
  const { state } = draft;
  for (let next = state.dueAt; next !== undefined && next <= until; next = state.dueAt) {
    // A state that was stored knows when something falls due, not what.
    if (draft.due.length === 0) lookAhead(draft);
    // Seen from later it may be nothing by now; what is due after it has its own time.
    const due = state.dueAt === next ? draft.due : [];
    // Never backwards: a lot that arrived late may have expired long ago.
    state.asOf = Math.max(state.asOf, next);
    for (const happen of due) happen();
    lookAhead(draft);
  }
  state.asOf = Math.max(state.asOf, until);
}

/** A new version judges from here on: levels that are reached under it are given at once; nothing is lowered. */
function adopt(draft: Draft, { version, program }: Publication): void {
  draft.program = program;
  draft.state.version = version;
  if (draft.state.mergedInto === undefined) raiseLevels(draft, draft.state.asOf);
  lookAhead(draft);
}

/** Notes when something falls due next, and what. To be called after every change that time did not make. */
export function lookAhead(draft: Draft): void {
  let next = Number.POSITIVE_INFINITY;
  draft.due = [];
  visitDue(draft, (at, happen, part) => {
    if (at > next) return;
    if (at < next) draft.due = [];
    next = at;
    draft.due.push(() => happen(draft, part, at));
  });
  draft.state.dueAt = next < Number.POSITIVE_INFINITY ? next : undefined;
}

/** Everything that will fall due, in the order in which it happens when it falls due together. */
function visitDue(draft: Draft, visit: Visit): void {
  if (draft.state.mergedInto !== undefined) return;
  visitLots(draft, visit);
  visitDeadlines(draft, visit);
  visitWaits(draft, visit);
  couponTimes(draft, visit);
  // What raises a level comes before the end of a validity at the same instant.
  scheduledUpgrades(draft, visit);
  formulaTimes(draft, visit);
  visitLevels(draft, visit);
  // By the level that counts from this instant on.
  giftTimes(draft, visit);
  benefitTimes(draft, visit);
  // A pack is of the period that runs from this instant on.
  planTimes(draft, visit);
  packTimes(draft, visit);
}

function visitLots(draft: Draft, visit: Visit): void {
  const { state, program, calendar } = draft;
  const { remindBefore } = program.points;
  const lots = Object.values(state.lots);
  for (const { id, remaining, expiresAt } of lots) {
    if (remaining > 0 && expiresAt !== undefined) visit(expiresAt, expireLot, id);
  }
  if (remindBefore.length === 0) return;
  for (const { id, remaining, expiresAt } of lots) {
    if (remaining === 0 || expiresAt === undefined) continue;
    const at = earliestAfter(state.asOf, calendar.before(expiresAt, remindBefore));
    if (at !== undefined) visit(at, remind, id);
  }
}

function remind({ state, program, calendar, effects }: Draft, lotId: number, at: Instant): void {
  const { remaining: points, expiresAt } = state.lots[lotId] as Lot;
  if (expiresAt === undefined) return;
  const { remindBefore } = program.points;
  calendar.before(expiresAt, remindBefore).forEach((time, index) => {
    if (time !== at) return;
    const before = remindBefore[index] as string;
    effects.push({ kind: 'pointsExpiring', lotId, points, expiresAt, before, at });
  });
}

function visitDeadlines(draft: Draft, visit: Visit): void {
  const { holds } = draft.state;
  for (const id of namesIn(holds)) {
    const hold = holds[id] as Hold;
    if (hold.state === 'held') visit(hold.deadline, expireHold, hold);
  }
}

function visitWaits(draft: Draft, visit: Visit): void {
  const { waiting } = draft.state;
  for (const key of namesIn(waiting)) {
    for (const reversal of waiting[key] as WaitingReversal[]) {
      visit(draft.calendar.addTo(reversal.recordedAt, WAITING), giveUp, { key, reversal });
    }
  }
}

function giveUp(
  { state: { waiting }, effects }: Draft,
  { key, reversal }: { key: string; reversal: WaitingReversal },
  at: Instant,
): void {
  const left = (waiting[key] ?? []).filter((other) => other !== reversal);
  if (left.length > 0) waiting[key] = left;
  else delete waiting[key];
  effects.push({ kind: 'reversalSettled', eventKey: reversal.eventKey, as: 'originalNotFound', at });
}

function visitLevels(draft: Draft, visit: Visit): void {
  const { state, program } = draft;
  for (const track of program.tracks) {
    const place = state.tracks[track.code];
    if (!place) continue;
    const { manual, validUntil } = place;
    if (manual) {
      visit(manual.until, endManual, track);
      continue;
    }
    const grace = graceEnd(draft, track, place);
    if (validUntil === undefined || grace === undefined) continue;
    // Once the validity has ended without the level being kept, the grace is what ends next. When there is no grace, the
    // one happens right after the other.
    if (validUntil > state.asOf) visit(validUntil, endLevel, track);
    else visit(grace, endGraceOf, { track, validUntil });
  }
}

/** Unless the level was kept or changed at the same instant. */
function endGraceOf(draft: Draft, { track, validUntil }: { track: Track; validUntil: Instant }, grace: Instant): void {
  if (draft.state.tracks[track.code]?.validUntil === validUntil) endGrace(draft, track, grace);
}

function endLevel(draft: Draft, track: Track, validUntil: Instant): void {
  const place = draft.state.tracks[track.code];
  if (place?.validUntil !== validUntil) return;
  endValidity(draft, track, validUntil);
  const isKept = place.validUntil !== validUntil;
  if (!isKept && graceEnd(draft, track, place) === validUntil) endGrace(draft, track, validUntil);
}
