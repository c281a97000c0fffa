import { Field, ID, InputType } from 'type-graphql';

const KEY = 'Made by the caller; a repetition with the same key is answered, not done again.';

@InputType({ description: 'An invitation to be made.' })
export class FamilyInviteInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType({ description: 'An invitation that is accepted.' })
export class FamilyAcceptInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => String, { description: 'The code of the invitation.' })
  code: string;
}

@InputType({ description: 'The caller leaves the family that they are in.' })
export class FamilyLeaveInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;
}

@InputType({ description: 'Somebody is to go from the caller’s family.' })
export class FamilyRemoveInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'Who: `id` of a member of the family.' })
  memberId: string;
}
