import type { Program } from '../../engine/program';
import { cutText } from '../../platform/key-text';
import type { ReferralRow } from './referrals.entities';

/** How an invitation stands at an instant. */
export type ReferralState = ReferralRow['state'] | 'EXPIRED';

/** Somebody pending past the window has expired; nothing is written for it. */
export function stateOf({ state, expiresAt }: Pick<ReferralRow, 'state' | 'expiresAt'>, now: Date): ReferralState {
  return state === 'PENDING' && expiresAt <= now ? 'EXPIRED' : state;
}

/** The first sign of a nickname: who invited somebody recognises them, others do not. */
export function maskNickname(nickname: string): string {
  return `${cutText(nickname, 1)}**`;
}

/** Where somebody who is invited lands. */
export function inviteLink(publicUrl: string, code: string): string {
  return `${publicUrl}/?inviteCode=${code}`;
}

/** What the program says of invitations, as it is shown; undefined parts: the program has none. */
export function termsOf({ referral }: Program) {
  return {
    isOffered: referral !== undefined,
    inviterReward: referral?.inviter,
    inviteeReward: referral?.invitee,
    window: referral?.window,
    minAmountFen: referral?.minAmountFen,
    rewardsPerDay: referral?.limits.perDay,
    rewardsPerMonth: referral?.limits.perMonth,
  };
}
