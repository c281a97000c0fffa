import { GraphQLError } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { WeChat } from '../../connectors/wechat/wechat';
import { Access, member, partner, staff } from '../../graphql/access';
import { connectionOf, PageArgs, pageOf } from '../../graphql/connection';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import { isKeyText } from '../../platform/key-text';
import type { FieldCipher } from '../../platform/secrets';
import { partnerLoader } from '../partners';
import type { ProgramCatalogue } from '../programs';
import { bindPhone, phoneOfCode } from './bind-phone';
import { blockMember, type Moment, unblockMember } from './block-member';
import {
  MemberBlockInput,
  MemberFilter,
  MemberPhoneBindInput,
  MemberUnblockInput,
  MemberUpdateInput,
} from './members.inputs';
import { firstProviderLoader, refLoader } from './members.loaders';
import { listMembers, memberIdsByRef } from './members.store';
import {
  Member,
  MemberBlockPayload,
  MemberConnection,
  MemberPhoneBindPayload,
  MemberUnblockPayload,
  MemberUpdatePayload,
  RegistrationSourceEnum,
} from './members.types';
import { visibleMember } from './members.visibility';
import { updateMember } from './update-member';

/** What the resolver is given. */
export interface MembersParts {
  database: Database;
  wechat: WeChat;
  cipher: FieldCipher;
  /** `web`: the official account that signs members in on the web. */
  apps: { web: string };
  programs: ProgramCatalogue;
}

/** Members as the three audiences see and change them. */
@Resolver(() => Member)
export class MembersResolver {
  constructor(private readonly parts: MembersParts) {}

  @Access(member)
  @Query(() => Member, { nullable: true, description: 'The member who is signed in.' })
  me(@Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, signedInMember(context).memberId);
  }

  @Access(partner('members:read'), staff('viewer'))
  @Query(() => Member, {
    nullable: true,
    description: 'One member, by id or by a partner’s reference; null when there is none that the caller may see.',
  })
  async member(
    @Ctx() context: Context,
    @Arg('id', () => ID, { nullable: true, description: 'The member’s id.' }) id?: string | null,
    @Arg('ref', () => String, { nullable: true, description: 'The partner’s reference (partners: their own).' })
    ref?: string | null,
  ): Promise<Member | null> {
    const given = [id, ref].filter((value) => value !== undefined && value !== null);
    if (given.length !== 1) throw badInput('Give either id or ref.');
    if (typeof id === 'string') return visibleMember(context, decodeId('Member', id));
    if (!isKeyText(String(ref))) throw badInput('A ref has 1 to 128 characters and no white space at its ends.');
    const { principal } = context;
    const partnerId = principal.audience === 'partner' ? principal.partnerId : undefined;
    const found = await memberIdsByRef(this.parts.database, String(ref), partnerId);
    if (found.length > 1) throw badInput('Several partners use this ref for different members: ask by id.');
    return visibleMember(context, found[0]);
  }

  @Access(staff('viewer'))
  @Query(() => MemberConnection, { description: 'All members, oldest first.' })
  async members(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => MemberFilter, { nullable: true, description: 'Which ones; all when left out.' })
    filter?: MemberFilter | null,
  ) {
    const position = pageOf('Member', page);
    const rows = await listMembers(this.parts.database, filter ?? {}, position);
    return connectionOf({
      list: 'Member',
      nodes: rows.slice(0, position.first).map(Member.from),
      hasNextPage: rows.length > position.first,
      keyOf: (node) => node.rowId,
    });
  }

  @Access(member, partner('members:read'), staff('viewer'))
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The calling partner’s own reference of the member; null for everyone else.',
  })
  async ref(@Root() root: Member, @Ctx() context: Context): Promise<string | null> {
    const { principal } = context;
    if (principal.audience !== 'partner') return null;
    return (await context.loaders.load(refLoader, `${principal.partnerId}:${root.rowId}`)) ?? null;
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => RegistrationSourceEnum, {
    nullable: true,
    description: 'Where the member came from first; null for one who was merged into another (注册来源).',
  })
  async registeredVia(@Root() root: Member, @Ctx() { loaders }: Context) {
    const provider = await loaders.load(firstProviderLoader, root.rowId);
    if (provider === undefined) return null;
    if (partnerOf(provider) !== undefined) return RegistrationSourceEnum.PARTNER;
    const { WECHAT_WEB, WECHAT_MINI_APP } = RegistrationSourceEnum;
    return provider === `wechat:${this.parts.apps.web}` ? WECHAT_WEB : WECHAT_MINI_APP;
  }

  @Access(staff('viewer'))
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name of the partner from whom the member came; null: from none (注册合作方).',
  })
  async registeredBy(@Root() root: Member, @Ctx() { loaders }: Context): Promise<string | null> {
    const partnerId = partnerOf((await loaders.load(firstProviderLoader, root.rowId)) ?? '');
    return partnerId === undefined ? null : ((await loaders.load(partnerLoader, partnerId))?.name ?? null);
  }

  @Access(member)
  @Mutation(() => MemberUpdatePayload, {
    description:
      'Members change their nickname, picture or birthday. Codes: INPUT_INVALID, MEMBER_BLOCKED, BIRTHDAY_LOCKED, STATE_CONFLICT (merged).',
  })
  memberUpdate(
    @Arg('input', () => MemberUpdateInput, { description: 'The changes.' }) input: MemberUpdateInput,
    @Ctx() context: Context,
  ) {
    const { memberId } = signedInMember(context);
    return this.changeNow(context, memberId, (tx, moment) => updateMember(tx, moment, memberId, input));
  }

  @Access(member)
  @Mutation(() => MemberPhoneBindPayload, {
    description:
      'Binds the phone number that WeChat verified. Codes: PHONE_CODE_INVALID, PHONE_IN_USE, PROVIDER_BUSY, MEMBER_BLOCKED, STATE_CONFLICT (merged).',
  })
  memberPhoneBind(
    @Arg('input', () => MemberPhoneBindInput, { description: 'The code of the phone button.' })
    input: MemberPhoneBindInput,
    @Ctx() context: Context,
  ) {
    const { memberId } = signedInMember(context);
    return settle<MemberPhoneBindPayload>(context, async () => {
      const phone = await phoneOfCode(this.parts.wechat, input.code);
      return this.write(context, memberId, (tx) => bindPhone(tx, this.parts.cipher, memberId, phone));
    });
  }

  @Access(staff('operator'))
  @Mutation(() => MemberBlockPayload, {
    description: 'Blocks a member. Codes: INPUT_INVALID, NOT_FOUND, STATE_CONFLICT.',
  })
  memberBlock(
    @Arg('input', () => MemberBlockInput, { description: 'Whom, and why.' }) input: MemberBlockInput,
    @Ctx() context: Context,
  ) {
    const memberId = decodeId('Member', input.memberId) ?? 0;
    return this.changeNow(context, memberId, (tx, moment) => blockMember(tx, moment, memberId, input));
  }

  @Access(staff('operator'))
  @Mutation(() => MemberUnblockPayload, {
    description: 'Lets a blocked member in again. Codes: NOT_FOUND, STATE_CONFLICT.',
  })
  memberUnblock(
    @Arg('input', () => MemberUnblockInput, { description: 'Whom.' }) input: MemberUnblockInput,
    @Ctx() context: Context,
  ) {
    const memberId = decodeId('Member', input.memberId) ?? 0;
    return this.changeNow(context, memberId, (tx, moment) => unblockMember(tx, moment, memberId));
  }

  @Access(member)
  @Subscription(() => Member, {
    description: 'The signed-in member, whenever something about them changed.',
    subscribe: ({ context }: { context: Context }) => context.changes.watch('member', signedInMember(context).memberId),
  })
  async memberUpdated(@Ctx() context: Context): Promise<Member | null> {
    return visibleMember(context, signedInMember(context).memberId);
  }

  private async changeNow(context: Context, memberId: number, work: (tx: Tx, moment: Moment) => Promise<void>) {
    const moment = { current: await this.parts.programs.current(), now: context.now };
    return this.change(context, memberId, (tx) => work(tx, moment));
  }

  private change(context: Context, memberId: number, work: (tx: Tx) => Promise<void>) {
    return settle<MemberUpdatePayload>(context, () => this.write(context, memberId, work));
  }

  private async write(context: Context, memberId: number, work: (tx: Tx) => Promise<void>) {
    await inTransaction(this.parts.database, work);
    context.loaders.clear();
    context.changes.publish('member', memberId);
    return { member: (await visibleMember(context, memberId)) ?? undefined };
  }
}

function partnerOf(provider: string): number | undefined {
  const id = /^partner:(\d+)$/.exec(provider)?.[1];
  return id === undefined ? undefined : Number(id);
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
