import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, type AccessRule, member, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { DateTime, Duration, SafeInt } from '../../graphql/scalars';
import type { ReferralState } from './referral-view';
import type { ReferralReason } from './referrals.entities';

const readers: AccessRule[] = [member, staff('viewer')];

export const ReferralStateEnum: Record<ReferralState, ReferralState> = {
  PENDING: 'PENDING',
  CONVERTED: 'CONVERTED',
  EXPIRED: 'EXPIRED',
  REFUSED: 'REFUSED',
};
registerEnumType(ReferralStateEnum, {
  name: 'ReferralState',
  description: 'How an invitation stands (邀请状态).',
  valuesConfig: {
    PENDING: { description: 'Registered; what converts has not happened yet (已注册).' },
    CONVERTED: { description: 'What the program asks for has happened (已转化).' },
    EXPIRED: { description: 'It did not happen in time (已失效).' },
    REFUSED: { description: 'The invitation does not count; staff see why (无效).' },
  },
});

const reasons: Record<ReferralReason, ReferralReason> = {
  SELF: 'SELF',
  RING: 'RING',
  SAME_PHONE: 'SAME_PHONE',
  VELOCITY: 'VELOCITY',
  INVITER_BLOCKED: 'INVITER_BLOCKED',
  MERGED: 'MERGED',
  LIMIT: 'LIMIT',
};
registerEnumType(reasons, {
  name: 'ReferralReason',
  description: 'Why an invitation does not count, or brought the inviter nothing.',
  valuesConfig: {
    SELF: { description: 'Inviter and invitee are one member (自己邀请自己).' },
    RING: { description: 'The inviter came by an invitation of the invitee, or of somebody further down (循环邀请).' },
    SAME_PHONE: { description: 'The invitee bears the phone number that the inviter had (同一手机号).' },
    VELOCITY: { description: 'More registered by the code within an hour than the program allows (注册过快).' },
    INVITER_BLOCKED: { description: 'The inviter was blocked (邀请人已冻结).' },
    MERGED: { description: 'The invitee was merged into a member who had come by another invitation (会员已合并).' },
    LIMIT: { description: 'It converted; the inviter had the rewards of the day or the month already (奖励已达上限).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What somebody is given for an invitation (邀请奖励).' })
export class ReferralReward {
  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'Points.' })
  points?: number;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'Growth value.' })
  growth?: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Inviting others (邀请有礼): the member’s code, and what came of it.',
})
export class Referral {
  /** For resolvers only: never leaves the server. */
  readonly memberId: number;

  @Access(readers)
  @Field(() => Boolean, { description: 'Whether the program in force rewards invitations.' })
  isOffered: boolean;

  @Access(readers)
  @Field(() => ReferralReward, { nullable: true, description: 'What the inviter is given for each who converts.' })
  inviterReward?: ReferralReward;

  @Access(readers)
  @Field(() => ReferralReward, { nullable: true, description: 'What who is invited is given for converting.' })
  inviteeReward?: ReferralReward;

  @Access(readers)
  @Field(() => Duration, { nullable: true, description: 'How long after registering somebody can convert.' })
  window?: string;

  @Access(readers)
  @Field(() => SafeInt, { nullable: true, description: 'The least amount that converts, in fen.' })
  minAmountFen?: number;

  @Access(readers)
  @Field(() => Int, { nullable: true, description: 'How many rewards an inviter gets on one day; null: any number.' })
  rewardsPerDay?: number;

  @Access(readers)
  @Field(() => Int, { nullable: true, description: 'How many in one calendar month; null: any number.' })
  rewardsPerMonth?: number;
}

@ObjectType({ simpleResolvers: true, description: 'Somebody who registered by the member’s code (受邀人).' })
export class Invitee {
  /** For paging only. */
  readonly rowId: number;

  @Access(readers)
  @Field(() => String, { description: 'The first sign of their nickname.' })
  nickname: string;

  @Access(readers)
  @Field(() => ReferralStateEnum, { description: 'How the invitation stands.' })
  state: ReferralState;

  @Access(readers)
  @Field(() => DateTime, { description: 'When they registered.' })
  invitedAt: Date;

  @Access(readers)
  @Field(() => DateTime, { nullable: true, description: 'When they converted.' })
  convertedAt: Date | null;
}

/** `InviteeConnection`. */
export const InviteeConnection = connectionTypes(Invitee, 'Invitee', ...readers);

@ObjectType({ simpleResolvers: true, description: 'An invitation, as staff see it (邀请记录).' })
export class ReferralRecord {
  /** For resolvers only: never leave the server. */
  readonly rowId: number;
  readonly inviterRowId: number;
  readonly inviteeRowId: number;

  @Access(staff('viewer'))
  @Field(() => ReferralStateEnum, { description: 'How it stands.' })
  state: ReferralState;

  @Access(staff('viewer'))
  @Field(() => reasons, { nullable: true, description: 'Why it does not count, or brought the inviter nothing.' })
  reason: ReferralReason | null;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'When the invitee registered.' })
  invitedAt: Date;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'Until when the invitee can convert, not included.' })
  expiresAt: Date;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'When the invitee converted.' })
  convertedAt: Date | null;
}

/** `ReferralRecordConnection`. */
export const ReferralRecordConnection = connectionTypes(ReferralRecord, 'ReferralRecord', staff('viewer'));
