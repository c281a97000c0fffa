import type { Instant } from './calendar';
import type { Draft } from './draft';
import type { Level, Track } from './program';

/** The name of the gift of a level. */
export const giftKey = (track: Track, level: string): string => `${track.code} ${level}`;

/**
 * An upgrade gives its gift when the return window ends, once per level and validity: nothing is given to somebody who
 * reaches a level again for which they had the gift and whose validity then has not ended.
 */
export function awaitGift(draft: Draft, track: Track, { code }: Level, at: Instant, dueAt: Instant): void {
  const { gifts, tracks } = draft.state;
  const key = giftKey(track, code);
  const before = gifts[key];
  if (before?.given && (before.until === undefined || before.until > at)) return;
  gifts[key] = { dueAt, until: tracks[track.code]?.validUntil, given: false };
}

/** The upgrade was revoked, and with it the gift, which has not been given then. */
export function withdrawGift({ state: { gifts } }: Draft, track: Track, level: string): void {
  const key = giftKey(track, level);
  if (gifts[key]?.given === false) delete gifts[key];
}
