import type { OfferPartsFragment } from './generated/graphql';

/** How a coupon on offer stands to the member; `paused`: nothing is for a blocked one. */
export type OfferState = 'claimable' | 'claimed' | 'locked' | 'soldOut' | 'paused';

/** The reason that concerns the member most: what they have, then what they may, then what there is. */
export function offerState({
  canClaim,
  myCount,
  perMember,
  lockedBy,
  left,
}: Pick<OfferPartsFragment, 'canClaim' | 'myCount' | 'perMember' | 'lockedBy' | 'left'>): OfferState {
  if (canClaim) return 'claimable';
  if (perMember && (myCount ?? 0) >= perMember) return 'claimed';
  if (lockedBy) return 'locked';
  return left === 0 ? 'soldOut' : 'paused';
}
