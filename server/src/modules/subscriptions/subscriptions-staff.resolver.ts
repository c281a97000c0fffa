import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { z } from 'zod';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { parseInput } from '../../platform/parse-input';
import { type KeyedCall, once } from '../idempotency';
import { untilNotMerged } from '../members';
import { visibleMember } from '../members/members.visibility';
import { logOperation, type Operator, staffReason } from '../operations';
import { lockedMember, lockSubscription, type SubscriptionParts } from './change-subscription';
import { givePlan, planOf } from './give-plan';
import {
  PlanCodesCreatePayload,
  PlanComplaintRecordPayload,
  PlanGrantPayload,
  SubscriptionAutoRenewStopPayload,
  SubscriptionRefundDecidePayload,
} from './payloads.types';
import { createCodes } from './plan-codes';
import { recordComplaint } from './record-complaint';
import { decideRefund } from './refund-subscription';
import { cancelRenewal } from './sign-contract';
import { RefundStateEnum } from './subscription-enums.types';
import type { RefundRequestState, SubscriptionRow } from './subscriptions.entities';
import {
  PlanCodesCreateInput,
  PlanComplaintRecordInput,
  PlanGrantInput,
  SubscriptionAutoRenewStopInput,
  SubscriptionRefundDecideInput,
} from './subscriptions.inputs';
import type { SubscriptionsParts } from './subscriptions.resolver';
import { listRefundRequests, refundRequestById } from './subscriptions.store';
import { PlanRefundRequest, PlanRefundRequestConnection } from './subscriptions.types';
import { subscriptionById, visibleSubscription, visibleSubscriptionRow } from './subscriptions.visibility';

const reasonInput = z.object({ reason: staffReason });
const reasonOf = (input: { reason: string }) => parseInput(reasonInput, { reason: input.reason }).reason;

/** What staff do with plans of members. */
@Resolver()
export class SubscriptionsStaffResolver {
  constructor(private readonly parts: SubscriptionsParts) {}

  @Access(staff('viewer'))
  @Query(() => PlanRefundRequestConnection, { description: 'Requests for refunds of plans, latest first (退款审核).' })
  async planRefundRequests(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('state', () => RefundStateEnum, {
      nullable: true,
      description: 'Only those in this state; all when left out.',
    })
    state?: RefundRequestState | null,
  ) {
    const position = pageOf('PlanRefundRequest', page);
    const rows = await listRefundRequests(this.parts.database, state ?? undefined, position);
    return connectionOf({
      list: 'PlanRefundRequest',
      nodes: rows.slice(0, position.first).map(PlanRefundRequest.from),
      hasNextPage: rows.length > position.first,
      keyOf: ({ rowId }) => rowId,
    });
  }

  @Access(staff('operator'))
  @Mutation(() => PlanGrantPayload, {
    description:
      'Gives a member a period of a plan (发放会员). Codes: INPUT_INVALID, NOT_FOUND, PLAN_UNKNOWN, SUBSCRIPTION_RUNNING, ' +
      'SUBSCRIPTION_STATE_CONFLICT, MEMBER_BLOCKED, IDEMPOTENCY_KEY_REUSED.',
  })
  planGrant(
    @Arg('input', () => PlanGrantInput, { description: 'To whom, which plan, and why.' }) input: PlanGrantInput,
    @Ctx() context: Context,
  ) {
    return settle<PlanGrantPayload>(context, async () => {
      const { moment, by, taker, call } = await this.begin(context, 'planGrant', input);
      const reason = reasonOf(input);
      const memberId = decodeId('Member', input.memberId);
      if (memberId === undefined || !(await visibleMember(context, memberId))) {
        throw new Refusal('NOT_FOUND', 'There is no such member.', ['memberId']);
      }
      const id = await inTransaction(this.parts.database, (tx) =>
        once(tx, call, moment.now, async () => {
          const joinedAt = await lockedMember(tx, memberId);
          const plan = planOf(moment, input.planCode, 'planCode');
          const given = await givePlan(tx, moment, { id: memberId, joinedAt }, plan, 'STAFF', taker);
          const object = { kind: 'PlanSubscription' as const, id: given.id };
          const after = { plan: plan.code, period: given.periodNo };
          await logOperation(tx, by, { action: 'planGrant', object, after, reason });
          return String(given.id);
        }),
      );
      return this.changed(context, Number(id));
    });
  }

  @Access(staff('operator'))
  @Mutation(() => PlanCodesCreatePayload, {
    description:
      'Makes codes that start a plan, told this once (生成会员卡密). Codes: INPUT_INVALID, PLAN_UNKNOWN, IDEMPOTENCY_KEY_REUSED.',
  })
  planCodesCreate(
    @Arg('input', () => PlanCodesCreateInput, { description: 'Of which plan, how many, and why.' })
    input: PlanCodesCreateInput,
    @Ctx() context: Context,
  ) {
    return settle<PlanCodesCreatePayload>(context, async () => {
      const { moment, by, call } = await this.begin(context, 'planCodesCreate', input);
      let codes: string[] = [];
      await inTransaction(this.parts.database, (tx) =>
        once(tx, call, moment.now, async () => {
          const made = await createCodes(tx, { ...moment, cipher: this.parts.cipher }, by, input);
          codes = made.codes;
          // They are found by the first of them.
          const object = { kind: 'PlanCode' as const, id: made.firstId };
          const after = { plan: input.planCode, codes: codes.length, validUntil: input.validUntil };
          await logOperation(tx, by, { action: 'planCodesCreate', object, after, reason: made.reason });
          return 'done';
        }),
      );
      return { codes };
    });
  }

  @Access(staff('operator'))
  @Mutation(() => SubscriptionRefundDecidePayload, {
    description:
      'Decides about a refund: the money goes back and the plan ends with what it gave, or nothing changes (退款审核). Codes: ' +
      'NOT_FOUND, INPUT_INVALID, STATE_CONFLICT, PLAN_REFUND_NOT_POSSIBLE, IDEMPOTENCY_KEY_REUSED.',
  })
  subscriptionRefundDecide(
    @Arg('input', () => SubscriptionRefundDecideInput, { description: 'Which request, and what is decided.' })
    input: SubscriptionRefundDecideInput,
    @Ctx() context: Context,
  ) {
    return settle<SubscriptionRefundDecidePayload>(context, async () => {
      const { moment, by, taker, call } = await this.begin(context, 'subscriptionRefundDecide', input);
      const decision = { approve: input.approve, amountFen: input.amountFen ?? undefined, reason: reasonOf(input) };
      const requestId = decodeId('PlanRefundRequest', input.requestId) ?? 0;
      const found = await this.subscriptionOf(context, requestId);
      await inTransaction(this.parts.database, (tx) =>
        once(tx, call, moment.now, async () => {
          const { before, after } = await decideRefund(tx, moment, found, requestId, decision, taker);
          const object = { kind: 'PlanRefundRequest' as const, id: requestId };
          const [from, to] = [before, after].map(({ state, amountFen }) => ({ state, amountFen }));
          await logOperation(tx, by, {
            ...{ action: 'subscriptionRefundDecide', object, before: from, after: to ?? {} },
            reason: decision.reason,
          });
          return 'done';
        }),
      );
      const row = await refundRequestById(this.parts.database, requestId);
      const refundRequest = row ? PlanRefundRequest.from(row) : undefined;
      return { ...(await this.changed(context, found.id)), refundRequest };
    });
  }

  @Access(staff('operator'))
  @Mutation(() => SubscriptionAutoRenewStopPayload, {
    description:
      'Lets a subscription be renewed no more; from now on nothing is charged (停止自动续费). Codes: NOT_FOUND, INPUT_INVALID, ' +
      'SUBSCRIPTION_STATE_CONFLICT, IDEMPOTENCY_KEY_REUSED.',
  })
  subscriptionAutoRenewStop(
    @Arg('input', () => SubscriptionAutoRenewStopInput, { description: 'Which subscription, and why.' })
    input: SubscriptionAutoRenewStopInput,
    @Ctx() context: Context,
  ) {
    return settle<SubscriptionAutoRenewStopPayload>(context, async () => {
      const begun = await this.begin(context, 'subscriptionAutoRenewStop', input);
      const { moment, by, taker } = begun;
      const reason = reasonOf(input);
      const found = await this.doOnce(context, begun, input.subscriptionId, async (tx, row) => {
        await cancelRenewal(tx, moment, await lockSubscription(tx, row), taker, reason);
        const object = { kind: 'PlanSubscription' as const, id: row.id };
        await logOperation(tx, by, { action: 'subscriptionAutoRenewStop', object, after: { renews: false }, reason });
      });
      return this.changed(context, found.id);
    });
  }

  @Access(staff('operator'))
  @Mutation(() => PlanComplaintRecordPayload, {
    description:
      'Writes down that a member complained of their plan (登记投诉). Codes: NOT_FOUND, INPUT_INVALID, IDEMPOTENCY_KEY_REUSED.',
  })
  planComplaintRecord(
    @Arg('input', () => PlanComplaintRecordInput, { description: 'Of which subscription, and what.' })
    input: PlanComplaintRecordInput,
    @Ctx() context: Context,
  ) {
    return settle<PlanComplaintRecordPayload>(context, async () => {
      const begun = await this.begin(context, 'planComplaintRecord', input);
      const reason = reasonOf(input);
      const found = await this.doOnce(context, begun, input.subscriptionId, (tx, row) =>
        recordComplaint(tx, begun.by, row, reason),
      );
      const subscription = (await visibleSubscription(context, found.id)) ?? undefined;
      return { subscription, member: (await visibleMember(context, found.memberId)) ?? undefined };
    });
  }

  private async begin(
    context: Context,
    mutation: string,
    { idempotencyKey: key, ...input }: { idempotencyKey: string },
  ) {
    const { principal } = context;
    const name = principal.audience === 'staff' ? principal.name : principalKey(principal);
    const { programs, clock } = this.parts;
    const moment: SubscriptionParts = { current: await programs.current(), now: context.now, wallNow: clock.wallNow() };
    const by: Operator = { actor: `staff:${name}`, now: context.now };
    const call = { principal: principalKey(context.principal), mutation, key, input };
    return { moment, by, taker: { as: 'staff' as const, name }, call };
  }

  /** Does something with a subscription in a transaction of its own, once for the call's key. Returns its row. */
  private doOnce(
    context: Context,
    { moment, call }: { moment: SubscriptionParts; call: KeyedCall },
    id: string,
    work: (tx: Tx, row: SubscriptionRow) => Promise<void>,
  ): Promise<SubscriptionRow> {
    return untilNotMerged(async () => {
      context.loaders.clear();
      const row = await subscriptionById(context, id);
      await inTransaction(this.parts.database, (tx) =>
        once(tx, call, moment.now, async () => {
          await work(tx, row);
          return 'done';
        }),
      );
      return row;
    });
  }

  private async subscriptionOf(context: Context, requestId: number) {
    const request = await refundRequestById(this.parts.database, requestId);
    const found = request && (await visibleSubscriptionRow(context, request.subscriptionId));
    if (!found) throw new Refusal('NOT_FOUND', 'There is no such request.', ['requestId']);
    return found;
  }

  private async changed(context: Context, id: number) {
    context.loaders.clear();
    const row = await visibleSubscriptionRow(context, id);
    if (row) context.changes.publish('member', row.memberId);
    const subscription = (await visibleSubscription(context, id)) ?? undefined;
    return { subscription, member: (row && (await visibleMember(context, row.memberId))) ?? undefined };
  }
}
