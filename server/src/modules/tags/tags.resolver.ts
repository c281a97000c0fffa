import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, staff } from '../../graphql/access';
import type { Context } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { Database } from '../../platform/database/open-database';
import { inTransaction } from '../../platform/database/unit-of-work';
import { decodeId } from '../../platform/ids';
import { stateAt } from '../journal';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { Program } from '../programs/programs.types';
import { tagMember } from './tag-member';
import { Tag, TagAssignInput, TagAssignPayload, TagRemoveInput, TagRemovePayload } from './tags.types';

const CODES = 'INPUT_INVALID, NOT_FOUND, STATE_CONFLICT (merged), TAG_UNKNOWN';

/** What the resolvers are given. */
export interface TagsParts {
  database: Database;
  programs: ProgramCatalogue;
}

/** What staff say of members. */
@Resolver(() => Member)
export class TagsResolver {
  constructor(private readonly parts: TagsParts) {}

  @Access(staff('viewer'))
  @FieldResolver(() => [Tag], { description: 'What staff say of the member, by code (标签).' })
  async tags(@Root() root: Member, @Ctx() context: Context): Promise<Tag[]> {
    const current = await this.parts.programs.current();
    const { tags = [] } = await stateAt(context, current, root);
    const names = new Map(current.program.tags.map(({ code, name }) => [code, name[context.locale]]));
    return tags.map((code) => ({ code, name: names.get(code) ?? code }));
  }

  @Access(staff('operator'))
  @Mutation(() => TagAssignPayload, {
    description: `Puts a tag on a member; one that is there already stays (打标签). Codes: ${CODES}.`,
  })
  tagAssign(
    @Arg('input', () => TagAssignInput, { description: 'On whom, which, and why.' }) input: TagAssignInput,
    @Ctx() context: Context,
  ) {
    return this.change(context, 'assignTag', input);
  }

  @Access(staff('operator'))
  @Mutation(() => TagRemovePayload, {
    description: `Takes a tag off a member; where it is not, nothing happens (移除标签). Codes: ${CODES}.`,
  })
  tagRemove(
    @Arg('input', () => TagRemoveInput, { description: 'Off whom, which, and why.' }) input: TagRemoveInput,
    @Ctx() context: Context,
  ) {
    return this.change(context, 'removeTag', input);
  }

  private change(context: Context, kind: 'assignTag' | 'removeTag', { tag, reason, ...input }: TagAssignInput) {
    return settle<TagAssignPayload>(context, async () => {
      const { principal, now } = context;
      const actor = principal.audience === 'staff' ? principal.name : '';
      const moment = { current: await this.parts.programs.current(), now, actor };
      const memberId = decodeId('Member', input.memberId) ?? 0;
      await inTransaction(this.parts.database, (tx) => tagMember(tx, moment, { kind, memberId, tag, reason }));
      context.loaders.clear();
      context.changes.publish('member', memberId);
      return { member: (await visibleMember(context, memberId)) ?? undefined };
    });
  }
}

/** What staff may say of members. */
@Resolver(() => Program)
export class ProgramTagsResolver {
  constructor(private readonly parts: TagsParts) {}

  @Access(staff('viewer'))
  @FieldResolver(() => [Tag], { description: 'The tags that staff may put on members (标签).' })
  async tags(@Ctx() { locale }: Context): Promise<Tag[]> {
    const { program } = await this.parts.programs.current();
    return program.tags.map(({ code, name }) => ({ code, name: name[locale] }));
  }
}
