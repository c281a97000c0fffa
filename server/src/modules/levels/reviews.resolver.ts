import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { membersAwaitingReview } from '../journal';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { reviewLevel } from './review-level';
import { LevelReviewConnection, LevelReviewDecideInput, LevelReviewDecidePayload } from './reviews.types';

/** What the resolver is given. */
export interface ReviewsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** Upgrades that a person decides about. */
@Resolver()
export class ReviewsResolver {
  constructor(private readonly parts: ReviewsParts) {}

  @Access(staff('viewer'))
  @Query(() => LevelReviewConnection, {
    description:
      'Members with an upgrade that waits for a review, oldest first (待审核升级); see `memberships.review` of each.',
  })
  async levelReviews(@Args(() => PageArgs) page: PageArgs, @Ctx() context: Context) {
    const position = pageOf('LevelReview', page);
    const { first } = position;
    const ids = await membersAwaitingReview(this.parts.database, position);
    const members = await Promise.all(ids.slice(0, first).map((id) => visibleMember(context, id)));
    return connectionOf({
      list: 'LevelReview',
      nodes: members.filter((found) => found !== null),
      hasNextPage: ids.length > first,
      keyOf: ({ rowId }) => rowId,
    });
  }

  @Access(staff('operator'))
  @Mutation(() => LevelReviewDecidePayload, {
    description:
      'Decides about an upgrade that waits for a review (升级审核). Codes: NOT_FOUND, STATE_CONFLICT, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID.',
  })
  levelReviewDecide(
    @Arg('input', () => LevelReviewDecideInput, { description: 'Whose upgrade, and the decision.' })
    input: LevelReviewDecideInput,
    @Ctx() context: Context,
  ) {
    return settle<LevelReviewDecidePayload>(context, async () => {
      const memberId = decodeId('Member', input.memberId) ?? 0;
      if (!(await visibleMember(context, memberId))) {
        throw new Refusal('NOT_FOUND', 'There is no such member.', ['memberId']);
      }
      const actor = principalKey(context.principal);
      const { idempotencyKey: key, ...decision } = input;
      const call = { principal: actor, mutation: 'levelReviewDecide', key, input: decision };
      const moment = { current: await this.parts.programs.current(), now: context.now, actor };
      await inTransaction(this.parts.database, (tx) => reviewLevel(tx, moment, call, memberId, decision));
      context.loaders.clear();
      context.changes.publish('member', memberId);
      return { member: (await visibleMember(context, memberId)) ?? undefined };
    });
  }
}
