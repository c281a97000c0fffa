import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import type { KeyedCall } from '../idempotency';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { type AdjustmentParts, adjustMember, decideAdjustment } from './adjust-member';
import type { AdjustmentRow, AdjustmentState } from './adjustments.entities';
import {
  AdjustmentApproveInput,
  AdjustmentRejectInput,
  GrowthAdjustInput,
  LevelSetInput,
  PointsAdjustInput,
} from './adjustments.inputs';
import { listAdjustments, memberOfAdjustment } from './adjustments.store';
import {
  Adjustment,
  AdjustmentApprovePayload,
  AdjustmentConnection,
  AdjustmentRejectPayload,
  AdjustmentStateEnum,
  GrowthAdjustPayload,
  LevelSetPayload,
  PointsAdjustPayload,
} from './adjustments.types';
import { type Change, readDelta, readLevel } from './read-adjustment';

const CODES = 'INPUT_INVALID, NOT_FOUND, IDEMPOTENCY_KEY_REUSED';
const WAITS = 'Above the limit of the program it waits for `adjustmentApprove` by somebody else.';
const DECISION_CODES = 'NOT_FOUND, APPROVAL_BY_SAME_PERSON, STATE_CONFLICT, INPUT_INVALID, IDEMPOTENCY_KEY_REUSED';

/** What the resolver is given. */
export interface AdjustmentsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** What staff change by hand. */
@Resolver(() => Adjustment)
export class AdjustmentsResolver {
  constructor(private readonly parts: AdjustmentsParts) {}

  @Access(staff('viewer'))
  @Query(() => AdjustmentConnection, {
    description: 'What staff changed by hand or propose to, latest first (人工调整).',
  })
  async adjustments(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('state', () => AdjustmentStateEnum, {
      nullable: true,
      description: 'Only those in this state; all when left out.',
    })
    state?: AdjustmentState | null,
  ) {
    const position = pageOf('Adjustment', page);
    const rows = await listAdjustments(this.parts.database, state, position);
    return connectionOf({
      list: 'Adjustment',
      nodes: rows.slice(0, position.first).map(Adjustment.from),
      hasNextPage: rows.length > position.first,
      keyOf: (node) => node.rowId,
    });
  }

  @Access(staff('viewer'))
  @FieldResolver(() => Member, { nullable: true, description: 'The member whom it is about.' })
  member(@Root() root: Adjustment, @Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, root.memberRowId);
  }

  @Access(staff('operator'))
  @Mutation(() => PointsAdjustPayload, {
    description: `Changes a member’s points by hand; what is missing becomes a debt (积分调整). ${WAITS} Codes: ${CODES}.`,
  })
  pointsAdjust(
    @Arg('input', () => PointsAdjustInput, { description: 'Whose, by how many, and why.' }) input: PointsAdjustInput,
    @Ctx() context: Context,
  ) {
    return this.adjust(context, 'pointsAdjust', input, () => readDelta('POINTS', input));
  }

  @Access(staff('operator'))
  @Mutation(() => GrowthAdjustPayload, {
    description: `Changes a member’s growth by hand (成长值调整). ${WAITS} Codes: ${CODES}.`,
  })
  growthAdjust(
    @Arg('input', () => GrowthAdjustInput, { description: 'Whose, by how much, and why.' }) input: GrowthAdjustInput,
    @Ctx() context: Context,
  ) {
    return this.adjust(context, 'growthAdjust', input, () => readDelta('GROWTH', input));
  }

  @Access(staff('operator'))
  @Mutation(() => LevelSetPayload, {
    description: `Puts a member on a level until an instant, after which the rules decide (等级设定). Codes: ${CODES}, LEVEL_UNKNOWN.`,
  })
  levelSet(
    @Arg('input', () => LevelSetInput, { description: 'Whom, on which level, until when, and why.' })
    input: LevelSetInput,
    @Ctx() context: Context,
  ) {
    // As a number: the key's input is compared in a canonical form, which knows no dates.
    const keyed = { ...input, until: input.until.getTime() };
    return this.adjust(context, 'levelSet', keyed, ({ current, now }) => readLevel(current.program, now, input));
  }

  @Access(staff('operator'))
  @Mutation(() => AdjustmentApprovePayload, {
    description: `Approves what somebody else proposed, which applies it (审批通过). Codes: ${DECISION_CODES}.`,
  })
  adjustmentApprove(
    @Arg('input', () => AdjustmentApproveInput, { description: 'Which.' }) input: AdjustmentApproveInput,
    @Ctx() context: Context,
  ) {
    return this.decide(context, 'adjustmentApprove', input, true);
  }

  @Access(staff('operator'))
  @Mutation(() => AdjustmentRejectPayload, {
    description: `Rejects what somebody else proposed (驳回). Codes: ${DECISION_CODES}.`,
  })
  adjustmentReject(
    @Arg('input', () => AdjustmentRejectInput, { description: 'Which.' }) input: AdjustmentRejectInput,
    @Ctx() context: Context,
  ) {
    return this.decide(context, 'adjustmentReject', input, false);
  }

  private adjust(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string; memberId: string },
    read: (parts: AdjustmentParts) => Change,
  ) {
    return this.write(context, mutation, input, async (parts) => {
      const change = read(parts);
      const memberId = decodeId('Member', input.memberId) ?? 0;
      return (tx, call) => adjustMember(tx, parts, call, memberId, change);
    });
  }

  private decide(
    context: Context,
    mutation: string,
    input: { idempotencyKey: string; adjustmentId: string },
    approve: boolean,
  ) {
    return this.write(context, mutation, input, async (parts) => {
      const adjustmentId = decodeId('Adjustment', input.adjustmentId) ?? 0;
      const memberId = await memberOfAdjustment(this.parts.database, adjustmentId);
      if (memberId === undefined) throw new Refusal('NOT_FOUND', 'There is no such adjustment.', ['adjustmentId']);
      return (tx, call) => decideAdjustment(tx, parts, call, { memberId, adjustmentId, approve });
    });
  }

  private write(
    context: Context,
    mutation: string,
    { idempotencyKey: key, ...input }: { idempotencyKey: string },
    prepare: (parts: AdjustmentParts) => Promise<(tx: Tx, call: KeyedCall) => Promise<AdjustmentRow>>,
  ) {
    return settle<PointsAdjustPayload>(context, async () => {
      const { principal, now } = context;
      const principalName = principalKey(principal);
      const name = principal.audience === 'staff' ? principal.name : principalName;
      const parts = { current: await this.parts.programs.current(), now, by: { key: principalName, name } };
      const work = await prepare(parts);
      const call = { principal: principalName, mutation, key, input };
      const row = await inTransaction(this.parts.database, (tx) => work(tx, call));
      context.loaders.clear();
      if (row.state === 'APPLIED') context.changes.publish('member', row.memberId);
      const member = (await visibleMember(context, row.memberId)) ?? undefined;
      return { adjustment: Adjustment.from(row), member };
    });
  }
}
