import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { WeChat } from '../../connectors/wechat/wechat';
import { Access, anyone, member } from '../../graphql/access';
import { type Context, signedInMember } from '../../graphql/context';
import { settle } from '../../graphql/payload';
import type { AccessTokens } from '../../platform/access-token';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { type ErrorCode, Refusal } from '../../platform/errors';
import type { FieldCipher } from '../../platform/secrets';
import type { ProgramCatalogue } from '../programs';
import { SessionCreateInput, SessionRefreshInput, SessionRevokeInput } from './members.inputs';
import { memberLoader } from './members.loaders';
import { Member, SessionCreatePayload, SessionRefreshPayload, SessionRevokePayload } from './members.types';
import { type RefreshOutcome, refreshSession } from './refresh-session';
import { keepSessionKey } from './session-keys.store';
import { endSessions } from './sessions.store';
import { freshSecrets, identityOfCode, invitationCode, signIn, tokensFor } from './sign-in';

/** What the resolver is given. */
export interface SessionsParts {
  database: Database;
  clock: Clock;
  wechat: WeChat;
  accessTokens: AccessTokens;
  cipher: FieldCipher;
  programs: ProgramCatalogue;
}

/** Signing in, staying in, signing out. */
@Resolver()
export class SessionsResolver {
  constructor(private readonly parts: SessionsParts) {}

  @Access(anyone)
  @Mutation(() => SessionCreatePayload, {
    description:
      'Signs a member in by a WeChat code; who is new is registered, as invited when they came with a code. Codes: SIGN_IN_CODE_INVALID, SIGN_IN_CODE_USED, SIGN_IN_REFUSED, PROVIDER_BUSY.',
  })
  sessionCreate(
    @Arg('input', () => SessionCreateInput, { description: 'The code.' }) input: SessionCreateInput,
    @Ctx() context: Context,
  ) {
    const { database, clock, wechat, accessTokens, cipher, programs } = this.parts;
    return settle<SessionCreatePayload>(context, async () => {
      const identity = await identityOfCode(wechat, input.code, input.channel);
      const secrets = freshSecrets();
      const times = { businessNow: context.now, wallNow: clock.wallNow() };
      const code = invitationCode(input.inviteCode);
      const invitation = code === undefined ? undefined : { code, current: await programs.current() };
      const work = async (tx: Tx) => {
        const id = await signIn(tx, identity, input.channel, secrets, times, invitation);
        await keepSessionKey(tx, cipher, identity);
        return id;
      };
      const memberId = await inTransaction(database, work, {
        // Two devices of somebody new at the same moment: the second finds the member that the first registered.
        retryUniqueViolation: true,
      });
      context.loaders.clear();
      const record = await context.loaders.load(memberLoader, memberId);
      return {
        session: await tokensFor(accessTokens, memberId, secrets),
        member: record && Member.from(record),
      };
    });
  }

  @Access(anyone)
  @Mutation(() => SessionRefreshPayload, {
    description:
      'Exchanges a refresh token for the next tokens. Codes: REFRESH_TOKEN_INVALID, REFRESH_TOKEN_EXPIRED, REFRESH_TOKEN_REUSED (ends the session), SESSION_REVOKED.',
  })
  sessionRefresh(
    @Arg('input', () => SessionRefreshInput, { description: 'The refresh token.' }) input: SessionRefreshInput,
    @Ctx() context: Context,
  ) {
    const { database, clock, accessTokens } = this.parts;
    return settle<SessionRefreshPayload>(context, async () => {
      const { refreshToken } = freshSecrets();
      const now = clock.wallNow();
      const outcome = await inTransaction(database, (tx) => refreshSession(tx, input.refreshToken, refreshToken, now));
      if (outcome.kind !== 'refreshed') throw refusalOfRefresh(outcome.kind);
      const { memberId, sessionId } = outcome;
      return { session: await tokensFor(accessTokens, memberId, { sessionId, refreshToken }) };
    });
  }

  @Access(member)
  @Mutation(() => SessionRevokePayload, {
    description: 'Signs the member out, here or everywhere. It has no refusals.',
  })
  sessionRevoke(
    @Arg('input', () => SessionRevokeInput, { description: 'Here or everywhere.' }) input: SessionRevokeInput,
    @Ctx() context: Context,
  ) {
    const { memberId, sessionId } = signedInMember(context);
    const now = this.parts.clock.wallNow();
    return settle<SessionRevokePayload>(context, async () => {
      const which = input.everywhere ? { memberId } : { id: sessionId };
      const revoked = await inTransaction(this.parts.database, (tx) => endSessions(tx, which, 'SIGNED_OUT', now));
      // Sockets of the ended sessions learn it now instead of at their next look.
      context.changes.publish('member', memberId);
      return { revoked };
    });
  }
}

function refusalOfRefresh(kind: Exclude<RefreshOutcome['kind'], 'refreshed'>): Refusal {
  const reasons: Record<typeof kind, [ErrorCode, string]> = {
    unknown: ['REFRESH_TOKEN_INVALID', 'The refresh token is unknown: sign in again.'],
    expired: ['REFRESH_TOKEN_EXPIRED', 'The session was not used for 30 days: sign in again.'],
    revoked: ['SESSION_REVOKED', 'The session was ended: sign in again.'],
    reused: ['REFRESH_TOKEN_REUSED', 'The refresh token was used before, so the session was ended: sign in again.'],
  };
  return new Refusal(...reasons[kind], ['refreshToken']);
}
