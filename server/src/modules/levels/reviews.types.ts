import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Payload } from '../../graphql/payload';
import { Member } from '../members/members.types';

@InputType({ description: 'A decision about an upgrade that waits for a review.' })
export class LevelReviewDecideInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => ID, { description: 'Whose upgrade.' })
  memberId: string;

  @Field(() => String, { description: 'The code of the track.' })
  track: string;

  @Field(() => Boolean, {
    description: 'True: it happens now. False: it does not come again until the level or its validity has changed.',
  })
  approve: boolean;

  @Field(() => String, { description: 'Why, 1 to 200 characters; for staff.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `levelReviewDecide`.' })
export class LevelReviewDecidePayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

/** `LevelReviewConnection`: the members whose upgrades wait. */
export const LevelReviewConnection = connectionTypes(Member, 'LevelReview', staff('viewer'));
