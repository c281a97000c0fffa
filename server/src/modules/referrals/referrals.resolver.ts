import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import type { Context } from '../../graphql/context';
import { URLScalar } from '../../graphql/scalars';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import { memberLoader } from '../members';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { inviteCodeOf } from './invite-code';
import { inviteLink, maskNickname, stateOf, termsOf } from './referral-view';
import { ReferralFilter } from './referrals.inputs';
import { inviteCodeLoader, listInvitees, referralCountsLoader } from './referrals.loaders';
import { listReferrals } from './referrals.store';
import { InviteeConnection, Referral, ReferralRecord, ReferralRecordConnection } from './referrals.types';

/** What the resolvers are given. */
export interface ReferralsParts {
  database: Database;
  programs: ProgramCatalogue;
  /** The address by which members reach the server. */
  publicUrl: string;
}

/** A member's invitations. */
@Resolver(() => Member)
export class MemberReferralResolver {
  constructor(private readonly parts: ReferralsParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => Referral, { description: 'Inviting others (邀请有礼).' })
  async referral(@Root() root: Member) {
    const { program } = await this.parts.programs.current();
    return { memberId: root.rowId, ...termsOf(program) };
  }
}

/** What came of a member's invitations. */
@Resolver(() => Referral)
export class ReferralResolver {
  constructor(private readonly parts: ReferralsParts) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The member’s code (邀请码), made when the member first asks for it; before, null for staff.',
  })
  code(@Root() root: Referral, @Ctx() context: Context): Promise<string | undefined> {
    return this.codeOf(root, context);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => URLScalar, { nullable: true, description: 'The link to send, with the code in it (邀请链接).' })
  async link(@Root() root: Referral, @Ctx() context: Context): Promise<string | undefined> {
    const code = await this.codeOf(root, context);
    return code === undefined ? undefined : inviteLink(this.parts.publicUrl, code);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => Int, {
    description: 'How many registered by the code, without those that do not count (已邀请).',
  })
  async invitedCount(@Root() root: Referral, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.load(referralCountsLoader, root.memberId))?.invited ?? 0;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => Int, { description: 'How many of them converted (已转化).' })
  async convertedCount(@Root() root: Referral, @Ctx() { loaders }: Context): Promise<number> {
    return (await loaders.load(referralCountsLoader, root.memberId))?.converted ?? 0;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => InviteeConnection, { description: 'Who registered by the code, latest first (邀请记录).' })
  async invitees(@Root() root: Referral, @Args(() => PageArgs) page: PageArgs, @Ctx() { loaders, now }: Context) {
    const position = pageOf('Invitee', page);
    const rows = await listInvitees(loaders, { inviterId: root.memberId, ...position });
    const nodes = rows.slice(0, position.first).map(async (row) => {
      const invitee = await loaders.load(memberLoader, row.inviteeId);
      const { id: rowId, invitedAt, convertedAt } = row;
      return {
        rowId,
        nickname: maskNickname(invitee?.nickname ?? ''),
        state: stateOf(row, now),
        invitedAt,
        convertedAt,
      };
    });
    return connectionOf({
      list: 'Invitee',
      nodes: await Promise.all(nodes),
      hasNextPage: rows.length > position.first,
      keyOf: ({ rowId }) => rowId,
    });
  }

  /** Once for a request: the code and the link ask for the same. */
  private async codeOf({ memberId }: Referral, { loaders, principal }: Context): Promise<string | undefined> {
    const known = await loaders.load(inviteCodeLoader, memberId);
    if (known !== undefined || principal.audience !== 'member') return known;
    const made = await inTransaction(this.parts.database, (tx) => inviteCodeOf(tx, memberId), {
      retryUniqueViolation: true,
    });
    loaders.prime(inviteCodeLoader, memberId, made);
    return made;
  }
}

/** All invitations, for staff. */
@Resolver(() => ReferralRecord)
export class ReferralRecordsResolver {
  constructor(private readonly parts: ReferralsParts) {}

  @Access(staff('viewer'))
  @Query(() => ReferralRecordConnection, {
    description: 'Invitations with how they stand and why, latest first (邀请记录).',
  })
  async referrals(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { now }: Context,
    @Arg('filter', () => ReferralFilter, { nullable: true, description: 'Which; all when left out.' })
    filter?: ReferralFilter | null,
  ) {
    const position = pageOf('ReferralRecord', page);
    const inviterId = typeof filter?.inviterId === 'string' ? (decodeId('Member', filter.inviterId) ?? 0) : undefined;
    const wanted = { state: filter?.state ?? undefined, inviterId };
    const rows = await listReferrals(this.parts.database, wanted, now, position);
    return connectionOf({
      list: 'ReferralRecord',
      nodes: rows.slice(0, position.first).map((row) => {
        const { id: rowId, inviterId: inviterRowId, inviteeId: inviteeRowId, reason, invitedAt } = row;
        const { expiresAt, convertedAt } = row;
        return {
          rowId,
          inviterRowId,
          inviteeRowId,
          state: stateOf(row, now),
          reason,
          invitedAt,
          expiresAt,
          convertedAt,
        };
      }),
      hasNextPage: rows.length > position.first,
      keyOf: ({ rowId }) => rowId,
    });
  }

  @Access(staff('viewer'))
  @FieldResolver(() => Member, { nullable: true, description: 'Whose code it was (邀请人).' })
  inviter(@Root() root: ReferralRecord, @Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, root.inviterRowId);
  }

  @Access(staff('viewer'))
  @FieldResolver(() => Member, { nullable: true, description: 'Who registered by it (受邀人).' })
  invitee(@Root() root: ReferralRecord, @Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, root.inviteeRowId);
  }
}
