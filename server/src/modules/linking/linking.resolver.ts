import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access, member, partner } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import { principalKey } from '../../graphql/principal';
import type { AccessTokens } from '../../platform/access-token';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { type FieldCipher, hashSecret } from '../../platform/secrets';
import { freshSecrets, memberLoader, tokensFor } from '../members';
import { Member } from '../members/members.types';
import { partnerLoader } from '../partners';
import { createLinkToken } from './create-link-token';
import { type Linked, linkMember } from './link-member';
import { MemberLinkInput, MemberLinkTokenCreateInput } from './linking.inputs';
import { mergeRequestLoader } from './linking.loaders';
import { MemberLinkPayload, MemberLinkTokenCreatePayload, MergeRequest } from './linking.types';

/** What the resolver is given. */
export interface LinkingParts {
  database: Database;
  clock: Clock;
  cipher: FieldCipher;
  accessTokens: AccessTokens;
}

/** How WeChat sign-ins and partners’ references meet in one member. */
@Resolver()
export class LinkingResolver {
  constructor(private readonly parts: LinkingParts) {}

  private readonly transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(this.parts.database, work);

  @Access(partner('members:link'))
  @Mutation(() => MemberLinkTokenCreatePayload, {
    description:
      'A token with which the signed-in member joins the partner’s reference by `memberLink` (关联凭证). Codes: ' +
      'INPUT_INVALID, NOT_FOUND (nobody bears the reference and the partner may not register members).',
  })
  memberLinkTokenCreate(
    @Arg('input', () => MemberLinkTokenCreateInput, { description: 'The reference.' })
    input: MemberLinkTokenCreateInput,
    @Ctx() context: Context,
  ) {
    const { database, clock } = this.parts;
    return settle<MemberLinkTokenCreatePayload>(context, async () => {
      const { principal, loaders } = context;
      const standing =
        principal.audience === 'partner' ? await loaders.load(partnerLoader, principal.partnerId) : undefined;
      if (!standing) throw new InvariantError('A link token was asked for by somebody who is no partner.');
      return createLinkToken({ database, transact: this.transact }, standing, input.memberRef, clock.wallNow());
    });
  }

  @Access(member)
  @Mutation(() => MemberLinkPayload, {
    description:
      'Joins a partner’s reference to the membership (关联). Who bore it and has no history is absorbed; when the ' +
      'signed-in member has none, they go on as the other, under a new session; when both have one, staff decide. Codes: ' +
      'LINK_TOKEN_INVALID, STATE_CONFLICT (another reference of this partner, or a plan of each that waits to be paid or runs), ' +
      'MEMBER_BLOCKED, IDEMPOTENCY_KEY_REUSED, INPUT_INVALID.',
  })
  memberLink(
    @Arg('input', () => MemberLinkInput, { description: 'The token.' }) input: MemberLinkInput,
    @Ctx() context: Context,
  ) {
    const { database, clock, cipher } = this.parts;
    const { idempotencyKey, token } = input;
    return settle<MemberLinkPayload>(context, async () => {
      const signedIn = { ...signedInMember(context), secrets: freshSecrets() };
      const call =
        typeof idempotencyKey === 'string'
          ? {
              principal: principalKey(context.principal),
              mutation: 'memberLink',
              key: idempotencyKey,
              input: { tokenHash: hashSecret(token) },
            }
          : undefined;
      const parts = { database, transact: this.transact, cipher, now: context.now, wallNow: clock.wallNow() };
      const linked = await linkMember(parts, signedIn, token, call);
      return this.payload(context, signedIn, linked);
    });
  }

  private async payload(
    context: Context,
    signedIn: { memberId: number; secrets: ReturnType<typeof freshSecrets> },
    { memberId, hasNewSession, requestId }: Linked,
  ) {
    context.loaders.clear();
    // Sockets of an ended session learn it now.
    for (const id of new Set([signedIn.memberId, memberId])) context.changes.publish('member', id);
    const record = await context.loaders.load(memberLoader, memberId);
    const request = requestId === undefined ? undefined : await context.loaders.load(mergeRequestLoader, requestId);
    return {
      member: record && Member.from(record),
      session: hasNewSession ? await tokensFor(this.parts.accessTokens, memberId, signedIn.secrets) : undefined,
      mergeRequest: request && MergeRequest.from(request),
    };
  }
}
