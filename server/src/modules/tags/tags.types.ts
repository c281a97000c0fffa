import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { Member } from '../members/members.types';

@ObjectType({ simpleResolvers: true, description: 'Something that staff say of members (标签); members never see it.' })
export class Tag {
  @Access(staff('viewer'))
  @Field(() => String, { description: 'Stable for ever, such as `taster`.' })
  code: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The name in the reader’s language; the code when the program has lost it.' })
  name: string;
}

@InputType({ description: 'A tag to put on a member.' })
export class TagAssignInput {
  @Field(() => ID, { description: 'The member.' })
  memberId: string;

  @Field(() => String, { description: 'The code of the tag.' })
  tag: string;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}

@InputType({ description: 'A tag to take off a member.' })
export class TagRemoveInput {
  @Field(() => ID, { description: 'The member.' })
  memberId: string;

  @Field(() => String, { description: 'The code of the tag.' })
  tag: string;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation on the tags of a member.' })
abstract class TagPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `tagAssign`.' })
export class TagAssignPayload extends TagPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `tagRemove`.' })
export class TagRemovePayload extends TagPayload {}
