import type { Instant } from './calendar';
import type { Draft } from './draft';
import { expireHold } from './holds';
import { endGrace, endManual, endValidity, graceEnd, raiseLevels } from './placement';
import { expireLot } from './points';
import type { Lot } from './state';
import type { Publication } from './timeline';

/** How long a reversal waits for its original. */
const WAITING = 'P30D';

interface Due {
  at: Instant;
  happen(): void;
}

/**
 * Lets time pass: everything that falls due until `now` happens in the order it falls due, under the version of the
 * program that is in force then. What falls due at one instant happens in the fixed order of `allDue`. It does not matter
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
    const due = allDue(draft).filter(({ at }) => at === next);
    // Never backwards: a lot that arrived late may have expired long ago.
    state.asOf = Math.max(state.asOf, next);
    for (const { happen } of due) happen();
    lookAhead(draft);
  }
  state.asOf = Math.max(state.asOf, until);
}

/** A new version judges from here on: levels that are reached under it are given at once; nothing is lowered. */
function adopt(draft: Draft, { version, program }: Publication): void {
  draft.program = program;
  draft.state.version = version;
  raiseLevels(draft, draft.state.asOf);
  lookAhead(draft);
}

/** Notes when something falls due next. To be called after every change that time did not make. */
export function lookAhead(draft: Draft): void {
  const times = allDue(draft).map(({ at }) => at);
  if (times.length > 0) draft.state.dueAt = Math.min(...times);
  else delete draft.state.dueAt;
}

/** Everything that will fall due, in the order in which it happens when it falls due together. */
function allDue(draft: Draft): Due[] {
  return [...expiries(draft), ...reminders(draft), ...deadlines(draft), ...waits(draft), ...levelTimes(draft)];
}

function expiries(draft: Draft): Due[] {
  return Object.values(draft.state.lots).flatMap((lot) =>
    lot.remaining > 0 && lot.expiresAt !== undefined
      ? [{ at: lot.expiresAt, happen: () => expireLot(draft, lot) }]
      : [],
  );
}

function reminders(draft: Draft): Due[] {
  const { state, program, calendar } = draft;
  const remind = (lot: Lot, expiresAt: Instant, before: string, at: Instant) => () => {
    draft.effects.push({ kind: 'pointsExpiring', lotId: lot.id, points: lot.remaining, expiresAt, before, at });
  };
  return Object.values(state.lots).flatMap((lot) => {
    const { expiresAt } = lot;
    if (lot.remaining === 0 || expiresAt === undefined) return [];
    return program.points.remindBefore
      .map((before) => ({ at: calendar.addTo(expiresAt, `-${before}`), before }))
      .filter(({ at }) => at > state.asOf)
      .map(({ at, before }) => ({ at, happen: remind(lot, expiresAt, before, at) }));
  });
}

function deadlines(draft: Draft): Due[] {
  return Object.values(draft.state.holds)
    .filter((hold) => hold.state === 'held')
    .map((hold) => ({ at: hold.deadline, happen: () => expireHold(draft, hold) }));
}

function waits(draft: Draft): Due[] {
  const { waiting } = draft.state;
  return Object.entries(waiting).flatMap(([key, reversals]) =>
    reversals.map((reversal) => {
      const at = draft.calendar.addTo(reversal.recordedAt, WAITING);
      const happen = () => {
        const left = (waiting[key] ?? []).filter((other) => other !== reversal);
        if (left.length > 0) waiting[key] = left;
        else delete waiting[key];
        draft.effects.push({ kind: 'reversalSettled', eventKey: reversal.eventKey, as: 'originalNotFound', at });
      };
      return { at, happen };
    }),
  );
}

function levelTimes(draft: Draft): Due[] {
  const { state, program } = draft;
  return program.tracks.flatMap((track) => {
    const place = state.tracks[track.code];
    if (!place) return [];
    const { manual, validUntil } = place;
    if (manual) return [{ at: manual.until, happen: () => endManual(draft, track, manual.until) }];
    const grace = graceEnd(draft, track, place);
    if (validUntil === undefined || grace === undefined) return [];
    // Once the validity has ended without the level being kept, the grace is what ends next. When there is no grace, the
    // one happens right after the other.
    if (validUntil > state.asOf) return [{ at: validUntil, happen: () => endLevel(draft, track, validUntil, grace) }];
    return [{ at: grace, happen: () => endGrace(draft, track, grace) }];
  });
}

function endLevel(draft: Draft, track: Parameters<typeof endValidity>[1], validUntil: Instant, grace: Instant): void {
  endValidity(draft, track, validUntil);
  const isKept = draft.state.tracks[track.code]?.validUntil !== validUntil;
  if (!isKept && grace === validUntil) endGrace(draft, track, grace);
}
