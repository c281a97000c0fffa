import { Field, ID, InputType, Int } from 'type-graphql';
import { BenefitModeEnum } from './benefits.types';

const KEY = 'Made by the caller; a repetition with the same key is answered, not done again.';

@InputType({ description: 'A benefit to check or use.' })
export class BenefitConsumeInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => String, { description: 'The partner’s reference of the member.' })
  memberRef: string;

  @Field(() => String, { description: 'Code of the benefit.' })
  benefitCode: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'How much; 1 when left out. Of a confirmation: all that is reserved when left out, the rest is free again.',
  })
  quantity?: number | null;

  @Field(() => BenefitModeEnum, { description: 'What to do.', defaultValue: 'CONSUME' })
  mode: keyof typeof BenefitModeEnum;

  @Field(() => String, { description: 'The partner’s name of this use, such as its order: each has its own.' })
  ref: string;
}

@InputType({ description: 'What was used or reserved and comes back.' })
export class BenefitReturnInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => String, { description: 'The partner’s reference of the member.' })
  memberRef: string;

  @Field(() => String, { description: 'Code of the benefit.' })
  benefitCode: string;

  @Field(() => String, { description: 'The partner’s name of the use.' })
  ref: string;

  @Field(() => Int, { nullable: true, description: 'How much of it; all when left out.' })
  quantity?: number | null;
}

@InputType({ description: 'A benefit for a member, by hand.' })
export class BenefitGrantInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'To whom.' })
  memberId: string;

  @Field(() => String, { description: 'Code of the benefit.' })
  benefitCode: string;

  @Field(() => Int, { description: 'How much of its quota, in the period that runs.', defaultValue: 1 })
  quantity: number;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}
