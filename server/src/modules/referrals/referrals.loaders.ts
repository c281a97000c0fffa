import { defineLoader, type RequestLoaders } from '../../platform/database/loaders';
import type { ReferralRow } from './referrals.entities';
import { codesByMember, countsByInviter, type InviteePage, inviteePages } from './referrals.store';

/** Invitation codes by member. */
export const inviteCodeLoader = defineLoader('inviteCode', codesByMember);

/** How many members invited, and how many of these converted. */
export const referralCountsLoader = defineLoader('referralCounts', countsByInviter);

const inviteePageLoader = defineLoader('inviteePage', inviteePages);

/** A page of whom a member invited, latest first, one more than asked so that the caller sees whether there is a next page. */
export async function listInvitees(loaders: RequestLoaders, page: InviteePage): Promise<ReferralRow[]> {
  const { inviterId, first, afterKey } = page;
  return (await loaders.load(inviteePageLoader, JSON.stringify({ inviterId, first, afterKey }))) ?? [];
}
