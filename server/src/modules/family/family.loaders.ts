import { defineLoader } from '../../platform/database/loaders';
import { openInvitations, placesByMember, seatsByOwner } from './family.store';

/** Members' places in families, by member. */
export const placeLoader = defineLoader('familyPlace', placesByMember);

/** Everybody who is or was in a family, by its owner. */
export const seatsLoader = defineLoader('familySeats', seatsByOwner);

/** Invitations that nobody used, by the owner of the family, latest first. */
export const openInvitationsLoader = defineLoader('familyInvitations', openInvitations);
