import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'The reference that a token is to stand for.' })
export class MemberLinkTokenCreateInput {
  @Field(() => String, { description: 'The partner’s own reference of the member.' })
  memberRef: string;
}

@InputType({ description: 'What to join to the membership.' })
export class MemberLinkInput {
  @Field(() => String, { nullable: true, description: 'The call is done once for each key, however often it is sent.' })
  idempotencyKey?: string | null;

  @Field(() => String, { description: 'The token that the partner got by `memberLinkTokenCreate`.' })
  token: string;
}

@InputType({ description: 'Two members of one person, and why.' })
export class MemberMergeInput {
  @Field(() => String, { nullable: true, description: 'The call is done once for each key, however often it is sent.' })
  idempotencyKey?: string | null;

  @Field(() => ID, { description: 'The member who goes on.' })
  survivorId: string;

  @Field(() => ID, { description: 'The member who goes on as the other.' })
  absorbedId: string;

  @Field(() => String, { description: 'Why; it is in both ledgers, which the member reads.' })
  reason: string;
}

@InputType({ description: 'Which request to turn down, and why.' })
export class MergeRequestRejectInput {
  @Field(() => ID, { description: 'The request.' })
  requestId: string;

  @Field(() => String, { description: 'Why, for the staff.' })
  reason: string;
}
