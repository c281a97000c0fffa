import { calendarOf } from '../../engine/draft';
import type { Effect } from '../../engine/outcome';
import type { Program } from '../../engine/program';
import type { WaitingEffect } from '../journal';
import type { LevelData, NotificationData, NotificationKind } from './notification-kinds';

/** A message to be written, of one of the kinds. */
export type NewNotification = {
  [K in NotificationKind]: { memberId: number; kind: K; data: NotificationData[K]; createdAt: number; cause: string };
}[NotificationKind];

/** A message, and what makes it one with another of the same member. */
type Candidate = NewNotification & { together: string };

/**
 * The messages that effects lead to, in their order. What belongs together is one message: points of several lots that
 * expire on the same day, and steps on one track at one instant.
 */
export function notificationsOf(program: Program, effects: readonly WaitingEffect[]): NewNotification[] {
  const made = new Map<string, Candidate>();
  for (const waiting of effects) {
    const candidate = candidateOf(program, waiting);
    if (!candidate) continue;
    const key = `${candidate.memberId} ${candidate.together}`;
    const before = made.get(key);
    if (before) add(before, candidate);
    else made.set(key, candidate);
  }
  return [...made.values()]
    .filter(({ data }) => !('from' in data) || data.from !== data.to)
    .map(({ together, ...notification }) => notification);
}

function candidateOf(program: Program, { id, memberId, effect }: WaitingEffect): Candidate | undefined {
  const common = { memberId, cause: `outbox:${id}` };
  const lastDateOf = (end: number) => calendarOf(program.timeZone).dateOf(end - 1);
  switch (effect.kind) {
    case 'levelChanged': {
      // Who joins finds that out by themselves.
      if (effect.cause === 'joined') return undefined;
      const { track, from, to, cause, at: createdAt } = effect;
      const together = `level ${track} ${createdAt}`;
      return { ...common, kind: levelKind(program, effect), data: { track, from, to, cause }, createdAt, together };
    }
    case 'pointsExpiring': {
      const { points, expiresAt, before, at: createdAt } = effect;
      const together = `expiring ${before} ${lastDateOf(expiresAt)}`;
      return { ...common, kind: 'POINTS_EXPIRING', data: { points, expiresAt }, createdAt, together };
    }
    case 'pointsExpired': {
      const { points, at: expiresAt } = effect;
      const together = `expired ${lastDateOf(expiresAt)}`;
      return { ...common, kind: 'POINTS_EXPIRED', data: { points, expiresAt }, createdAt: expiresAt, together };
    }
    case 'holdExpired': {
      const { points, orderRef, holdId, at: createdAt } = effect;
      const together = `hold ${holdId}`;
      return { ...common, kind: 'HOLD_EXPIRED', data: { points, orderRef }, createdAt, together };
    }
    default:
      return undefined;
  }
}

type LevelChanged = Extract<Effect, { kind: 'levelChanged' }>;

function levelKind(program: Program, { track, from, to, cause }: LevelChanged) {
  if (cause === 'revoked') return 'LEVEL_REVOKED';
  if (cause === 'upgrade') return 'LEVEL_UP';
  if (cause === 'downgrade') return 'LEVEL_DOWN';
  const levels = program.tracks.find(({ code }) => code === track)?.levels ?? [];
  const rankOf = (level: string) => levels.findIndex(({ code }) => code === level);
  return rankOf(to) > rankOf(from) ? 'LEVEL_UP' : 'LEVEL_DOWN';
}

/** Makes one message of two that belong together. */
function add(first: Candidate, { data }: Candidate): void {
  if ('points' in first.data && 'points' in data) first.data.points += data.points;
  // Steps on one track: from where the first began to where the last led.
  if ('to' in first.data && 'to' in data) (first.data as LevelData).to = data.to;
}
