import { Field, ID, InputType } from 'type-graphql';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { LevelSetModeEnum } from './adjustments.types';

const KEY = 'Made by the caller; a repetition with the same key is answered, not done again.';
const REASON = 'Why, 1 to 200 characters; the member reads it, so write neutral words.';

@InputType({ description: 'By how many points to change a member’s account.' })
export class PointsAdjustInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The member.' })
  memberId: string;

  @Field(() => SafeInt, {
    description: 'How many points more, or less when negative; not 0. What is missing becomes a debt.',
  })
  delta: number;

  @Field(() => String, { description: REASON })
  reason: string;
}

@InputType({ description: 'By how much growth to change a member’s account.' })
export class GrowthAdjustInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The member.' })
  memberId: string;

  @Field(() => SafeInt, { description: 'How much more, or less when negative; not 0. It counts on today’s date.' })
  delta: number;

  @Field(() => String, { description: REASON })
  reason: string;
}

@InputType({ description: 'The level to put a member on, for a time.' })
export class LevelSetInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The member.' })
  memberId: string;

  @Field(() => String, { nullable: true, description: 'The code of the track; the primary one when left out.' })
  track?: string | null;

  @Field(() => String, { description: 'The code of the level.' })
  level: string;

  @Field(() => LevelSetModeEnum, { description: 'How it goes with the rules.' })
  mode: 'exactly' | 'atLeast';

  @Field(() => DateTime, { description: 'When it ends and the rules decide again: in the future, at most ten years.' })
  until: Date;

  @Field(() => String, { description: REASON })
  reason: string;
}

@InputType({ description: 'The adjustment to approve.' })
export class AdjustmentApproveInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The adjustment.' })
  adjustmentId: string;
}

@InputType({ description: 'The adjustment to reject.' })
export class AdjustmentRejectInput {
  @Field(() => String, { description: KEY })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The adjustment.' })
  adjustmentId: string;
}
