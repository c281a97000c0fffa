import type { ReferralQuery } from './generated/graphql';

type Member = NonNullable<ReferralQuery['me']>;

/** The member's code, what came of it, and what the program in force gives for it. */
export type Terms = Member['referral'];

export type Invitee = Terms['invitees']['edges'][number]['node'];
