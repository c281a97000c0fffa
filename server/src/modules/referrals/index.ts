/** Invitations: what other modules may use. */
export { handleReferrals } from './handle-referrals';
export { inviteCodeOf } from './invite-code';
export { moveReferrals } from './move-referrals';
