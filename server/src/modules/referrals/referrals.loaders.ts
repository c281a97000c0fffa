import { defineLoader } from '../../platform/database/loaders';
import { codesByMember, countsByInviter } from './referrals.store';

/** Invitation codes by member. */
export const inviteCodeLoader = defineLoader('inviteCode', codesByMember);

/** How many members invited, and how many of these converted. */
export const referralCountsLoader = defineLoader('referralCounts', countsByInviter);
