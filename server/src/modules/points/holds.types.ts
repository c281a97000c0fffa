import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Access, partner } from '../../graphql/access';
import { Payload } from '../../graphql/payload';
import { DateTime, Duration, SafeInt } from '../../graphql/scalars';
import { Member } from '../members/members.types';
import type { HeldPoints } from './hold-points';

const holdStates = { HELD: 'held', CAPTURED: 'captured', RELEASED: 'released', EXPIRED: 'expired' } as const;
registerEnumType(holdStates, {
  name: 'PointsHoldState',
  description: 'What became of a hold.',
  valuesConfig: {
    HELD: { description: 'The points are set aside (冻结中).' },
    CAPTURED: { description: 'They were spent, all or in part; the rest went back (已扣除).' },
    RELEASED: { description: 'They went back to the member (已释放).' },
    EXPIRED: { description: 'The deadline passed, and they went back (已过期).' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Points set aside for an order at a partner (积分冻结).' })
export class PointsHold {
  /** For resolvers only: never leaves the server. */
  readonly memberRowId: number;

  @Access(partner('points:spend'))
  @Field(() => ID, { description: 'For capture, release and return.' })
  id: string;

  @Access(partner('points:spend'))
  @Field(() => holdStates, { description: 'What became of it.' })
  state: string;

  @Access(partner('points:spend'))
  @Field(() => String, { description: 'The partner’s order.' })
  orderRef: string;

  @Access(partner('points:spend'))
  @Field(() => SafeInt, { description: 'How many points it still sets aside.' })
  held: number;

  @Access(partner('points:spend'))
  @Field(() => SafeInt, { description: 'How many were spent by it and not returned.' })
  captured: number;

  @Access(partner('points:spend'))
  @Field(() => DateTime, { description: 'Until when it must be captured, not included.' })
  deadline: Date;

  /** The hold as the gateway shows it. */
  static from({ memberId, hold }: HeldPoints): PointsHold {
    const { id, state, orderRef, deadline, edges } = hold;
    const held = edges.reduce((sum, edge) => sum + edge.held, 0);
    const captured = edges.reduce((sum, edge) => sum + edge.captured, 0);
    const shown = { id, memberRowId: memberId, state, orderRef, held, captured, deadline: new Date(deadline) };
    return Object.assign(new PointsHold(), shown);
  }
}

@InputType({ description: 'Points to set aside for an order.' })
export class PointsHoldInput {
  @Field(() => String, {
    description: 'Made by the caller; a repetition with the same key is answered, not done again.',
  })
  idempotencyKey: string;

  @Field(() => String, { description: 'The partner’s reference of the member.' })
  memberRef: string;

  @Field(() => String, { description: 'The partner’s order, 1 to 128 characters.' })
  orderRef: string;

  @Field(() => SafeInt, { description: 'What the order costs, in fen.' })
  orderAmountFen: number;

  @Field(() => SafeInt, { description: 'How many points, 1 or more.' })
  points: number;

  @Field(() => Duration, { description: 'How long the hold lasts, up to `P30D`.', defaultValue: 'PT15M' })
  expiresIn: string;
}

@InputType({ description: 'A hold to spend.' })
export class PointsHoldCaptureInput {
  @Field(() => String, { description: 'Made by the caller.' })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The hold.' })
  holdId: string;

  @Field(() => SafeInt, { description: 'How many of its points are spent; the rest goes back.' })
  points: number;
}

@InputType({ description: 'A hold to let go.' })
export class PointsHoldReleaseInput {
  @Field(() => String, { description: 'Made by the caller.' })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The hold.' })
  holdId: string;
}

@InputType({ description: 'Points of a captured hold that come back.' })
export class PointsRedemptionReturnInput {
  @Field(() => String, { description: 'Made by the caller.' })
  idempotencyKey: string;

  @Field(() => ID, { description: 'The hold.' })
  holdId: string;

  @Field(() => SafeInt, { description: 'How many of the captured points.' })
  points: number;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation on a hold.' })
abstract class HoldPayload extends Payload {
  @Access(partner('points:spend'))
  @Field(() => PointsHold, { nullable: true, description: 'The hold as it is now.' })
  hold?: PointsHold;

  @Access(partner('points:spend'))
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `pointsHold`.' })
export class PointsHoldPayload extends HoldPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `pointsHoldCapture`.' })
export class PointsHoldCapturePayload extends HoldPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `pointsHoldRelease`.' })
export class PointsHoldReleasePayload extends HoldPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `pointsRedemptionReturn`.' })
export class PointsRedemptionReturnPayload extends HoldPayload {}
