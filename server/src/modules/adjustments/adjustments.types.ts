import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionTypes } from '../../graphql/connection';
import { Node } from '../../graphql/node';
import { Payload } from '../../graphql/payload';
import { DateTime, SafeInt } from '../../graphql/scalars';
import { encodeId } from '../../platform/ids';
import { Member } from '../members/members.types';
import type { AdjustmentKind, AdjustmentRow, AdjustmentState } from './adjustments.entities';

const kinds = { POINTS: 'POINTS', GROWTH: 'GROWTH', LEVEL: 'LEVEL' } as const satisfies Record<string, AdjustmentKind>;
registerEnumType(kinds, {
  name: 'AdjustmentKind',
  description: 'What an adjustment changes.',
  valuesConfig: {
    POINTS: { description: 'The points (积分).' },
    GROWTH: { description: 'The growth value (成长值).' },
    LEVEL: { description: 'The level on a track, for a time (等级).' },
  },
});

/** `AdjustmentState` of the schema. */
export const AdjustmentStateEnum = {
  WAITING: 'WAITING',
  APPLIED: 'APPLIED',
  REJECTED: 'REJECTED',
} as const satisfies Record<string, AdjustmentState>;
registerEnumType(AdjustmentStateEnum, {
  name: 'AdjustmentState',
  description: 'What became of an adjustment.',
  valuesConfig: {
    WAITING: { description: 'It waits for a second person; nothing has changed yet (待审批).' },
    APPLIED: { description: 'It was applied (已生效).' },
    REJECTED: { description: 'A second person rejected it; nothing changed (已驳回).' },
  },
});

/** `LevelSetMode` of the schema. */
export const LevelSetModeEnum = { EXACTLY: 'exactly', AT_LEAST: 'atLeast' } as const;
registerEnumType(LevelSetModeEnum, {
  name: 'LevelSetMode',
  description: 'How a level that staff set goes with the rules.',
  valuesConfig: {
    EXACTLY: { description: 'The member is on this level, whatever the score says (固定等级).' },
    AT_LEAST: { description: 'Not below this level; the rules may still raise the member above it (保底等级).' },
  },
});

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'Something that staff changed by hand, or propose to (人工调整).',
})
export class Adjustment extends Node {
  /** For resolvers only: never leave the server. */
  readonly rowId: number;
  readonly memberRowId: number;

  @Access(staff('viewer'))
  @Field(() => kinds, { description: 'What it changes.' })
  kind: AdjustmentKind;

  @Access(staff('viewer'))
  @Field(() => AdjustmentStateEnum, { description: 'What became of it.' })
  state: AdjustmentState;

  @Access(staff('viewer'))
  @Field(() => SafeInt, { nullable: true, description: 'By how many points or how much growth; null for a level.' })
  delta: number | null;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'The code of the track, when it sets a level.' })
  track: string | null;

  @Access(staff('viewer'))
  @Field(() => String, { nullable: true, description: 'The code of the level that it sets.' })
  level: string | null;

  @Access(staff('viewer'))
  @Field(() => LevelSetModeEnum, { nullable: true, description: 'How the level goes with the rules.' })
  mode: 'exactly' | 'atLeast' | null;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'When the level ends and the rules decide again.' })
  until: Date | null;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'Why; the member reads it.' })
  reason: string;

  @Access(staff('viewer'))
  @Field(() => String, { description: 'The name of who asked for it.' })
  proposedBy: string;

  @Access(staff('viewer'))
  @Field(() => DateTime, { description: 'When it was asked for.' })
  proposedAt: Date;

  @Access(staff('viewer'))
  @Field(() => String, {
    nullable: true,
    description: 'The name of the second person; null while it waits, and when none was needed.',
  })
  decidedBy: string | null;

  @Access(staff('viewer'))
  @Field(() => DateTime, { nullable: true, description: 'When it was applied or rejected; null while it waits.' })
  decidedAt: Date | null;

  /** The adjustment as staff see it. */
  static from(row: AdjustmentRow): Adjustment {
    const { id: rowId, memberId: memberRowId, kind, state, delta, track, level, mode, until, reason } = row;
    const { proposerName: proposedBy, proposedAt, deciderName: decidedBy, decidedAt } = row;
    const change = { kind, state, delta, track, level, mode, until, reason };
    const people = { proposedBy, proposedAt, decidedBy, decidedAt };
    return Object.assign(new Adjustment(), {
      id: encodeId('Adjustment', rowId),
      rowId,
      memberRowId,
      ...change,
      ...people,
    });
  }
}

/** `AdjustmentConnection`. */
export const AdjustmentConnection = connectionTypes(Adjustment, 'Adjustment', staff('viewer'));

@ObjectType({ simpleResolvers: true, description: 'Outcome of a mutation that adjusts a member.' })
abstract class AdjustmentPayload extends Payload {
  @Access(staff('operator'))
  @Field(() => Adjustment, { nullable: true, description: 'The adjustment: applied, waiting or rejected.' })
  adjustment?: Adjustment;

  @Access(staff('operator'))
  @Field(() => Member, { nullable: true, description: 'The member as they are now.' })
  member?: Member;
}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `pointsAdjust`.' })
export class PointsAdjustPayload extends AdjustmentPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `growthAdjust`.' })
export class GrowthAdjustPayload extends AdjustmentPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `levelSet`.' })
export class LevelSetPayload extends AdjustmentPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `adjustmentApprove`.' })
export class AdjustmentApprovePayload extends AdjustmentPayload {}

@ObjectType({ simpleResolvers: true, description: 'Outcome of `adjustmentReject`.' })
export class AdjustmentRejectPayload extends AdjustmentPayload {}
