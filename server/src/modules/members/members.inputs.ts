import { Field, ID, InputType } from 'type-graphql';
import { LocalDate, URLScalar } from '../../graphql/scalars';
import type { MemberStatus, SignInChannel } from './members.entities';
import { MemberStatusEnum, SignInChannelEnum } from './members.types';

@InputType({ description: 'A sign-in.' })
export class SessionCreateInput {
  @Field(() => String, { description: 'The code that WeChat gave the client; in the demo also `demo:<any openid>`.' })
  code: string;

  @Field(() => SignInChannelEnum, { description: 'Where the code comes from.', defaultValue: 'MINI_PROGRAM' })
  channel: SignInChannel;

  @Field(() => String, {
    nullable: true,
    description:
      'The invitation code that somebody new came with; members who are known already, and unknown codes, are no error.',
  })
  inviteCode?: string | null;
}

@InputType({ description: 'A refresh.' })
export class SessionRefreshInput {
  @Field(() => String, { description: 'The last refresh token; it is used up.' })
  refreshToken: string;
}

@InputType({ description: 'A sign-out.' })
export class SessionRevokeInput {
  @Field(() => Boolean, { description: 'End all sessions of the member, on every device.', defaultValue: false })
  everywhere: boolean;
}

@InputType({ description: 'What members change about themselves; what is left out stays.' })
export class MemberUpdateInput {
  @Field(() => String, { nullable: true, description: 'The new nickname, 1 to 32 characters.' })
  nickname?: string | null;

  @Field(() => URLScalar, { nullable: true, description: 'Address of the new picture; null removes it.' })
  avatarUrl?: string | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The birthday, from 1900 to today; it can be changed once a year (生日).',
  })
  birthday?: string | null;
}

@InputType({ description: 'A phone number to bind.' })
export class MemberPhoneBindInput {
  @Field(() => String, { description: 'The code that the phone button of the mini-program gave.' })
  code: string;
}

@InputType({ description: 'Whom to block, and why.' })
export class MemberBlockInput {
  @Field(() => ID, { description: 'The member.' })
  memberId: string;

  @Field(() => String, { description: 'The reason; the member reads it, so write neutral words.' })
  reason: string;
}

@InputType({ description: 'Whom to let in again.' })
export class MemberUnblockInput {
  @Field(() => ID, { description: 'The member.' })
  memberId: string;
}

@InputType({ description: 'Which members to list; everything given must hold.' })
export class MemberFilter {
  @Field(() => MemberStatusEnum, { nullable: true, description: 'Only members in this status.' })
  status?: MemberStatus | null;

  @Field(() => String, { nullable: true, description: 'Only members whose nickname begins so.' })
  nicknamePrefix?: string | null;
}
