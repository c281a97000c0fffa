/** Invitations: what other modules may use. */
export { handleReferrals } from './handle-referrals';
export { moveReferrals } from './move-referrals';
