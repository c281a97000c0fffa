import { Field, ID, InputType } from 'type-graphql';
import type { ReferralState } from './referral-view';
import { ReferralStateEnum } from './referrals.types';

@InputType({ description: 'Which invitations to list; everything given must hold.' })
export class ReferralFilter {
  @Field(() => ReferralStateEnum, { nullable: true, description: 'Only those that stand so.' })
  state?: ReferralState | null;

  @Field(() => ID, { nullable: true, description: 'Only those of this inviter.' })
  inviterId?: string | null;
}
