import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access, member, staff } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import { DateTime } from '../../graphql/scalars';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { decodeId, encodeId } from '../../platform/ids';
import { Benefit } from '../benefits/benefits.types';
import type { KeyedCall } from '../idempotency';
import { memberStateLoader, stateAt } from '../journal';
import { memberLoader, untilNotMerged } from '../members';
import { Member } from '../members/members.types';
import { visibleMember } from '../members/members.visibility';
import type { ProgramCatalogue } from '../programs';
import { FamilyAcceptInput, FamilyInviteInput, FamilyLeaveInput, FamilyRemoveInput } from './family.inputs';
import { openInvitationsLoader, placeLoader, seatsLoader } from './family.loaders';
import { invitationByCode, placeOf } from './family.store';
import {
  Family,
  FamilyAcceptPayload,
  FamilyInvitation,
  FamilyInvitePayload,
  FamilyLeavePayload,
  FamilyMember,
  FamilyRemovePayload,
} from './family.types';
import type { FamilyMoment } from './family-parties';
import { inviteToFamily } from './invite-to-family';
import { joinByInvitation } from './join-family';
import { leaveFamily } from './leave-family';
import { familyAt, familyLink } from './read-family';
import { nextSeatAt, seatsOf } from './shared-plan';

/** What the resolvers are given. */
export interface FamilyParts {
  database: Database;
  programs: ProgramCatalogue;
  /** The address by which members reach the server. */
  publicUrl: string;
}

/** What the fields of a member's family are read from. */
async function familyOf(parts: Pick<FamilyParts, 'programs'>, root: Member, context: Context): Promise<Family | null> {
  const current = await parts.programs.current();
  const { program } = current;
  const [state, place] = await Promise.all([
    stateAt(context, current, root),
    context.loaders.load(placeLoader, root.rowId),
  ]);
  const view = familyAt(program, state, place, root, context.now);
  if (!view) return null;
  const shares = program.benefits.filter(({ code }) => view.shares.includes(code));
  return Object.assign(new Family(), {
    ...view,
    memberRowId: root.rowId,
    shares: shares.map((benefit) => Benefit.from(benefit, context.locale)),
  });
}

/** The family of a member. */
@Resolver(() => Member)
export class MemberFamilyResolver {
  constructor(private readonly parts: Pick<FamilyParts, 'programs'>) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => Family, {
    nullable: true,
    description: 'The family that the member is in, else that of their own plan; null: neither (家庭共享).',
  })
  family(@Root() root: Member, @Ctx() context: Context): Promise<Family | null> {
    return familyOf(this.parts, root, context);
  }
}

/** Who is in a family. */
@Resolver(() => Family)
export class FamilyResolver {
  constructor(private readonly parts: Pick<FamilyParts, 'programs' | 'publicUrl'>) {}

  @Access(member, staff('viewer'))
  @FieldResolver(() => FamilyMember, { description: 'Whose plan it is (会员本人).' })
  async owner(@Root() { ownerRowId }: Family, @Ctx() context: Context): Promise<FamilyMember> {
    const stored = await context.loaders.load(memberStateLoader, ownerRowId);
    return familyMember(context, ownerRowId, stored?.state.plan && new Date(stored.state.plan.since), false);
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => [FamilyMember], {
    description: 'Who shares it, earliest first; who is not the owner sees themselves alone (家庭成员).',
  })
  async members(@Root() { ownerRowId, memberRowId, isOwner }: Family, @Ctx() context: Context) {
    const { taken } = seatsOf((await context.loaders.load(seatsLoader, ownerRowId)) ?? [], context.now);
    const shown = isOwner ? taken : taken.filter(({ memberId }) => memberId === memberRowId);
    const mayRemove = isOwner && context.principal.audience === 'member';
    return Promise.all(shown.map(({ memberId, joinedAt }) => familyMember(context, memberId, joinedAt, mayRemove)));
  }

  @Access(member)
  @FieldResolver(() => FamilyInvitation, {
    nullable: true,
    description: 'The latest invitation that can be accepted, for the owner; null: there is none.',
  })
  async invitation(@Root() { ownerRowId, isOwner }: Family, @Ctx() { loaders, now }: Context) {
    if (!isOwner) return null;
    const open = (await loaders.load(openInvitationsLoader, ownerRowId)) ?? [];
    const found = open.find(({ expiresAt }) => expiresAt > now);
    if (!found) return null;
    const { code, expiresAt } = found;
    return Object.assign(new FamilyInvitation(), { code, expiresAt, link: familyLink(this.parts.publicUrl, code) });
  }

  @Access(member, staff('viewer'))
  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'From when on a seat that was left can be given; null: one can now, or all are taken (冷静期).',
  })
  async coolDownUntil(@Root() { ownerRowId, isOwner }: Family, @Ctx() { loaders, now }: Context): Promise<Date | null> {
    const { family } = (await this.parts.programs.current()).program;
    if (!family || !isOwner) return null;
    return nextSeatAt(seatsOf((await loaders.load(seatsLoader, ownerRowId)) ?? [], now), family);
  }
}

async function familyMember(
  { loaders }: Context,
  rowId: number,
  since: Date | undefined,
  canRemove: boolean,
): Promise<FamilyMember> {
  const record = await loaders.load(memberLoader, rowId);
  return Object.assign(new FamilyMember(), {
    id: encodeId('Member', rowId),
    nickname: record?.nickname ?? '',
    avatarUrl: record?.avatarUrl ?? null,
    joinedAt: since ?? record?.joinedAt ?? new Date(0),
    canRemove,
  });
}

const MINE = 'IDEMPOTENCY_KEY_REUSED, STATE_CONFLICT (merged)';

/** What members do with their families. */
@Resolver()
export class FamiliesResolver {
  constructor(private readonly parts: FamilyParts) {}

  @Access(member)
  @Mutation(() => FamilyInvitePayload, {
    description:
      'Makes an invitation for one, for who has a plan; see `invitation` of the family (邀请家人). Codes: FAMILY_NOT_OFFERED, ' +
      `FAMILY_CONFLICT, FAMILY_FULL, MEMBER_BLOCKED, ${MINE}.`,
  })
  familyInvite(
    @Arg('input', () => FamilyInviteInput, { description: 'The key.' }) input: FamilyInviteInput,
    @Ctx() context: Context,
  ) {
    return this.change<FamilyInvitePayload>(context, 'familyInvite', input, async (moment, call, memberId) => {
      const work = (tx: Tx) => inviteToFamily(tx, moment, call, memberId);
      await inTransaction(this.parts.database, work, { retryUniqueViolation: true });
      return [];
    });
  }

  @Access(member)
  @Mutation(() => FamilyAcceptPayload, {
    description:
      'Joins the family of an invitation; what it shares is the member’s from now on (加入家庭). Codes: ' +
      'FAMILY_INVITATION_INVALID, FAMILY_OWN, FAMILY_FULL, FAMILY_COOL_DOWN, FAMILY_CONFLICT, MEMBER_BLOCKED, ' +
      `${MINE}.`,
  })
  familyAccept(
    @Arg('input', () => FamilyAcceptInput, { description: 'The code.' }) input: FamilyAcceptInput,
    @Ctx() context: Context,
  ) {
    return this.change<FamilyAcceptPayload>(context, 'familyAccept', input, async (moment, call, memberId) => {
      const { database } = this.parts;
      const code = input.code.toUpperCase().replace(/[^A-Z0-9]/g, '');
      const found = await invitationByCode(database, code.slice(0, 32));
      await inTransaction(database, (tx) => joinByInvitation(tx, moment, call, memberId, found));
      return found ? [found.ownerId] : [];
    });
  }

  @Access(member)
  @Mutation(() => FamilyLeavePayload, {
    description: `Leaves the family: what it shares ends at once, and the cool-down begins (退出家庭). Codes: FAMILY_NOT_FOUND, ${MINE}.`,
  })
  familyLeave(
    @Arg('input', () => FamilyLeaveInput, { description: 'The key.' }) input: FamilyLeaveInput,
    @Ctx() context: Context,
  ) {
    return this.change<FamilyLeavePayload>(context, 'familyLeave', input, async (moment, call, memberId) => {
      const found = await placeOf(this.parts.database, memberId);
      await inTransaction(this.parts.database, (tx) => leaveFamily(tx, moment, call, found, 'LEFT'));
      return found ? [found.ownerId] : [];
    });
  }

  @Access(member)
  @Mutation(() => FamilyRemovePayload, {
    description: `Takes somebody out of the caller’s family, as if they had left (移除家人). Codes: FAMILY_NOT_FOUND, ${MINE}.`,
  })
  familyRemove(
    @Arg('input', () => FamilyRemoveInput, { description: 'Who.' }) input: FamilyRemoveInput,
    @Ctx() context: Context,
  ) {
    return this.change<FamilyRemovePayload>(context, 'familyRemove', input, async (moment, call, ownerId) => {
      const place = await placeOf(this.parts.database, decodeId('Member', input.memberId) ?? 0);
      const found = place?.ownerId === ownerId ? place : null;
      await inTransaction(this.parts.database, (tx) => leaveFamily(tx, moment, call, found, 'REMOVED'));
      return found ? [found.memberId] : [];
    });
  }

  /** `work` returns the rows of the others who are concerned. */
  private change<P extends FamilyInvitePayload>(
    context: Context,
    mutation: string,
    { idempotencyKey: key, ...input }: { idempotencyKey: string },
    work: (moment: FamilyMoment, call: KeyedCall, memberId: number) => Promise<number[]>,
  ) {
    return settle<P>(context, async () => {
      const { memberId } = signedInMember(context);
      const moment = { current: await this.parts.programs.current(), now: context.now };
      const call = { principal: principalKey(context.principal), mutation, key, input };
      const others = await untilNotMerged(() => work(moment, call, memberId));
      context.loaders.clear();
      for (const id of [memberId, ...others]) context.changes.publish('member', id);
      const root = await visibleMember(context, memberId);
      return { family: root && (await familyOf(this.parts, root, context)) } as Omit<P, 'userErrors'>;
    });
  }
}
