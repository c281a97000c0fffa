import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '../../graphql/scalars';

const KEY = 'Made by the caller; a repetition with the same key is answered, not done again.';

@InputType({ description: 'A card code.' })
export class CardCodeInput {
  @Field(() => String, { description: 'The number, 1 to 256 characters.' })
  number: string;

  @Field(() => String, { nullable: true, description: 'The secret, up to 256 characters, if it has one besides.' })
  secret?: string | null;

  @Field(() => DateTime, { description: 'Until when it is good.' })
  validUntil: Date;
}

@InputType({ description: 'Card codes for the pool of a variant.' })
export class CardCodesImportInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The variant; its product is brought by card codes.' })
  skuId: string;

  @Field(() => [CardCodeInput], { description: 'The codes, 1 to 500.' })
  codes: CardCodeInput[];

  @Field(() => String, { description: 'Where they come from, 1 to 200 characters.' })
  reason: string;
}

@InputType({ description: 'A card code to be seen.' })
export class CardCodeRevealInput {
  @Field(() => String, { description: `${KEY} Keep it until the answer is shown.` })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The code.' })
  cardCodeId: string;
}

@InputType({ description: 'A card code that the member may see once more.' })
export class CardCodeReopenInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The code.' })
  cardCodeId: string;

  @Field(() => String, { description: 'Why, 1 to 200 characters.' })
  reason: string;
}
