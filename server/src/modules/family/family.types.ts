import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Access, type AccessRule, member, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { DateTime, URLScalar } from '../../graphql/scalars';
import { Benefit } from '../benefits/benefits.types';

const readers: AccessRule[] = [member, staff('viewer')];

@ObjectType({ simpleResolvers: true, description: 'Somebody of a family (家庭成员).' })
export class FamilyMember {
  @Access(readers)
  @Field(() => ID, { description: 'For `familyRemove`.' })
  id: string;

  @Access(readers)
  @Field(() => String, { description: 'The nickname (昵称).' })
  nickname: string;

  @Access(readers)
  @Field(() => URLScalar, { nullable: true, description: 'The picture (头像).' })
  avatarUrl: string | null;

  @Access(readers)
  @Field(() => DateTime, { description: 'When they joined the family; of the owner: since when the plan runs.' })
  joinedAt: Date;

  @Access(readers)
  @Field(() => Boolean, { description: 'Whether the caller may remove them.' })
  canRemove: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'An invitation into a family, for one (家庭邀请).' })
export class FamilyInvitation {
  @Access(member)
  @Field(() => String, { description: 'For `familyAccept`.' })
  code: string;

  @Access(member)
  @Field(() => String, { description: 'The link to send, with the code in it.' })
  link: string;

  @Access(member)
  @Field(() => DateTime, { description: 'Until when it can be accepted, not included.' })
  expiresAt: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Who shares a plan (家庭共享).' })
export class Family {
  /** For resolvers only: never leave the server. */
  readonly ownerRowId: number;
  readonly memberRowId: number;

  @Access(readers)
  @Field(() => Boolean, { description: 'Whether the plan is the member’s own.' })
  isOwner: boolean;

  @Access(readers)
  @Field(() => Int, { description: 'How many may share besides the owner (名额).' })
  seats: number;

  @Access(readers)
  @Field(() => [Benefit], { description: 'What is shared; each has a quota of their own (共享的权益).' })
  shares: Benefit[];
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation about a family.' })
abstract class FamilyPayload extends Payload {
  @Access(member)
  @Field(() => Family, { nullable: true, description: 'The family as it is now; null: the caller is in none.' })
  family?: Family | null;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `familyInvite`.' })
export class FamilyInvitePayload extends FamilyPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `familyAccept`.' })
export class FamilyAcceptPayload extends FamilyPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `familyLeave`.' })
export class FamilyLeavePayload extends FamilyPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `familyRemove`.' })
export class FamilyRemovePayload extends FamilyPayload {}
