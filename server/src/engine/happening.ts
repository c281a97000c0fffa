import type { Draft } from './draft';
import { foldEvent } from './events';
import type { EventInput } from './input';
import { followReferral } from './referral';

/** Lets an event happen, with all that it leads to: an event of a partner, and whatever else counts as one. */
export function happen(draft: Draft, event: EventInput): void {
  foldEvent(draft, event);
  followReferral(draft, event);
}
