import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import type { FieldCipher } from '../../platform/secrets';
import { once } from '../idempotency';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import type { MergeRequestState } from './linking.entities';
import { MemberMergeInput, MergeRequestRejectInput } from './linking.inputs';
import { listMergeRequests } from './linking.store';
import {
  MemberMergePayload,
  MergeRequest,
  MergeRequestConnection,
  MergeRequestRejectPayload,
  MergeRequestStateEnum,
} from './linking.types';
import { visibleMergeRequest } from './linking.visibility';
import { mergeMembers, rejectMergeRequest } from './merge-members';

/** What the resolver is given. */
export interface MergesParts {
  database: Database;
  clock: Clock;
  cipher: FieldCipher;
  programs: ProgramCatalogue;
}

/** Staff decide whether two members are one. */
@Resolver(() => MergeRequest)
export class MergesResolver {
  constructor(private readonly parts: MergesParts) {}

  @Access(staff('viewer'))
  @Query(() => MergeRequestConnection, { description: 'Requests to merge two members, oldest first (合并申请).' })
  async mergeRequests(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('state', () => MergeRequestStateEnum, { nullable: true, description: 'Only those; all, when left out.' })
    state?: MergeRequestState | null,
  ) {
    const position = pageOf('MergeRequest', page);
    const rows = await listMergeRequests(this.parts.database, state ?? undefined, position);
    return connectionOf({
      list: 'MergeRequest',
      nodes: rows.slice(0, position.first).map(MergeRequest.from),
      hasNextPage: rows.length > position.first,
      keyOf: (node) => node.rowId,
    });
  }

  @Access(staff('viewer'))
  @FieldResolver(() => Member, { nullable: true, description: 'The member who asked.' })
  member(@Root() root: MergeRequest, @Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, root.memberRowId);
  }

  @Access(staff('viewer'))
  @FieldResolver(() => Member, { nullable: true, description: 'The member who bears the partner’s reference.' })
  other(@Root() root: MergeRequest, @Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, root.otherRowId);
  }

  @Access(staff('operator'))
  @Mutation(() => MemberMergePayload, {
    description:
      'Merges two members of one person (合并会员): accounts and names of the absorbed one go to the survivor, open ' +
      'requests about the two are settled. It cannot be undone. Codes: INPUT_INVALID, NOT_FOUND, MEMBER_BLOCKED, ' +
      'STATE_CONFLICT (the same member, one merged before, an open hold of the absorbed one, or a plan of each that waits ' +
      'to be paid or runs), IDEMPOTENCY_KEY_REUSED.',
  })
  memberMerge(
    @Arg('input', () => MemberMergeInput, { description: 'Who goes on, who goes, and why.' }) input: MemberMergeInput,
    @Ctx() context: Context,
  ) {
    const { idempotencyKey: key, ...rest } = input;
    const order = {
      survivorId: decodeId('Member', input.survivorId) ?? 0,
      absorbedId: decodeId('Member', input.absorbedId) ?? 0,
      reason: input.reason,
    };
    return settle<MemberMergePayload>(context, async () => {
      const parts = await this.decision(context);
      await inTransaction(this.parts.database, async (tx) => {
        if (typeof key !== 'string') return mergeMembers(tx, parts, order);
        const call = { principal: principalKey(context.principal), mutation: 'memberMerge', key, input: rest };
        await once(tx, call, context.now, async () => {
          await mergeMembers(tx, parts, order);
          return input.survivorId;
        });
      });
      context.loaders.clear();
      for (const id of [order.survivorId, order.absorbedId]) context.changes.publish('member', id);
      return { member: (await visibleMember(context, order.survivorId)) ?? undefined };
    });
  }

  @Access(staff('operator'))
  @Mutation(() => MergeRequestRejectPayload, {
    description: 'Turns a request to merge down (拒绝合并). Codes: INPUT_INVALID, NOT_FOUND, STATE_CONFLICT.',
  })
  mergeRequestReject(
    @Arg('input', () => MergeRequestRejectInput, { description: 'Which, and why.' }) input: MergeRequestRejectInput,
    @Ctx() context: Context,
  ) {
    const requestId = decodeId('MergeRequest', input.requestId) ?? 0;
    return settle<MergeRequestRejectPayload>(context, async () => {
      const parts = await this.decision(context);
      await inTransaction(this.parts.database, (tx) => rejectMergeRequest(tx, parts, requestId, input));
      context.loaders.clear();
      return { mergeRequest: (await visibleMergeRequest(context, requestId)) ?? undefined };
    });
  }

  private async decision({ principal, now }: Context) {
    const { cipher, clock, programs } = this.parts;
    const actor = principal.audience === 'staff' ? principal.name : principal.audience;
    return { cipher, current: await programs.current(), now, wallNow: clock.wallNow(), actor };
  }
}
