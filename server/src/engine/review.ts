import type { Draft } from './draft';
import { type Input, InputRefused } from './input';
import { approveUpgrade } from './placement';

/**
 * A person decides about an upgrade that waits. Approved, it happens as the rules would have done it, now. Refused, the
 * level is not proposed again until the member's level changes or its validity ends. Refuses: REVIEW_NOT_PENDING.
 */
export function reviewLevel(draft: Draft, input: Extract<Input, { kind: 'reviewLevel' }>): void {
  const track = draft.program.tracks.find(({ code }) => code === input.track);
  const place = draft.state.tracks[input.track];
  const level = track?.levels.find(({ code }) => code === place?.review?.level);
  if (!track || !place || !level) {
    throw new InputRefused('REVIEW_NOT_PENDING', `No upgrade on a track ${input.track} waits for a review.`);
  }
  if (input.approve) {
    approveUpgrade(draft, track, level, input.at);
    return;
  }
  place.refused = level.code;
  place.review = undefined;
}
