import { Field, ID, InputType } from 'type-graphql';
import { FulfilOutcomeEnum } from './supplies.types';

@InputType({ description: 'How an order for a code or a top-up ended, by the word of staff.' })
export class MallOrderFulfilInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The order.' })
  orderId: string;

  @Field(() => FulfilOutcomeEnum, { description: 'How it ended.' })
  outcome: keyof typeof FulfilOutcomeEnum;

  @Field(() => String, { description: 'How staff know, 1 to 200 characters.' })
  reason: string;
}
