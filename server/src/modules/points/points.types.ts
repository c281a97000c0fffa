import { Field, ObjectType } from 'type-graphql';
import { Access, type AccessRule, member, partner, staff } from '../../graphql/access';
import { DateTime, SafeInt } from '../../graphql/scalars';

const readers: AccessRule[] = [member, partner('members:read'), staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'Points that were earned together and expire together (积分批次).' })
export class PointsLot {
  @Access(readers)
  @Field(() => SafeInt, { description: 'How many were earned.' })
  amount: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'How many are left, without those that are held for an order.' })
  remaining: number;

  @Access(readers)
  @Field(() => DateTime, { description: 'When they were earned.' })
  occurredAt: Date;

  @Access(readers)
  @Field(() => DateTime, { description: 'From when they can be spent.' })
  availableAt: Date;

  @Access(readers)
  @Field(() => DateTime, { nullable: true, description: 'Until when they can be spent, not included; null: for ever.' })
  expiresAt?: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Points that expire next (即将过期).' })
export class PointsExpiry {
  @Access(readers)
  @Field(() => SafeInt, { description: 'How many.' })
  points: number;

  @Access(readers)
  @Field(() => DateTime, { description: 'Until when they can be spent, not included (过期时间).' })
  at: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A member’s points (积分): what can be spent.' })
export class PointsAccount {
  /** For resolvers only: never leaves the server. */
  readonly memberId: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'What can be spent now (可用积分).' })
  available: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'Earned, but not to be spent yet: the return window runs (待生效积分).' })
  pending: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'Set aside for orders under way (冻结积分).' })
  held: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'What is owed after refunds; the next points settle it first (欠分).' })
  debt: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'Earned in all, without what refunds took back (累计获得).' })
  earnedTotal: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'Spent in all, without what came back (累计使用).' })
  spentTotal: number;

  @Access(readers)
  @Field(() => SafeInt, { description: 'Expired unspent in all (累计过期).' })
  expiredTotal: number;

  @Access(readers)
  @Field(() => SafeInt, {
    description: 'Of what was earned, what tasks, check-ins, invitations, gifts and benefits gave (累计赠送).',
  })
  rewardedTotal: number;

  @Access(readers)
  @Field(() => PointsExpiry, {
    nullable: true,
    description: 'Of what can be spent now, what expires first; null: nothing expires (最近过期).',
  })
  nextExpiry?: PointsExpiry;

  @Access(readers)
  @Field(() => [PointsLot], { description: 'What is left, in the order in which it will be spent (积分批次).' })
  lots: PointsLot[];
}
