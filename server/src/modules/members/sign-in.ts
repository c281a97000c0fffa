import { type WeChat, WeChatError, type WeChatIdentity } from '../../connectors/wechat/wechat';
import type { AccessTokens } from '../../platform/access-token';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { cutText } from '../../platform/key-text';
import { hashSecret, newSecret } from '../../platform/secrets';
import { recordInput } from '../journal';
import type { ProgramInForce } from '../programs';
import type { SignInChannel } from './members.entities';
import { addIdentities, insertMember, memberIdByIdentity } from './members.store';
import { insertSession } from './sessions.store';

/** How long a session lives without being used, in milliseconds. */
export const SESSION_TTL_MS = 30 * 24 * 3600 * 1000;

/** What a client needs to stay signed in. */
export interface SessionTokens {
  accessToken: string;
  refreshToken: string;
  /** When the access token ends. */
  expiresAt: Date;
}

/** Secrets of a session to be opened or refreshed; made before the transaction, which may run more than once. */
export interface FreshSecrets {
  sessionId: string;
  refreshToken: string;
}

/** New random secrets. */
export function freshSecrets(): FreshSecrets {
  return { sessionId: newSecret(), refreshToken: newSecret() };
}

/** Asks WeChat whose code this is. Refuses with SIGN_IN_CODE_INVALID, SIGN_IN_CODE_USED, SIGN_IN_REFUSED, PROVIDER_BUSY. */
export async function identityOfCode(wechat: WeChat, code: string, channel: SignInChannel): Promise<WeChatIdentity> {
  try {
    return channel === 'WEB' ? await wechat.webIdentity(code) : await wechat.miniProgramIdentity(code);
  } catch (error) {
    throw error instanceof WeChatError ? refusalOf(error, 'SIGN_IN_CODE_INVALID', 'SIGN_IN_CODE_USED') : error;
  }
}

/** WeChat's problem in our words; a misconfiguration of ours passes on as a fault. */
export function refusalOf(
  error: WeChatError,
  whenInvalid: 'SIGN_IN_CODE_INVALID' | 'PHONE_CODE_INVALID',
  whenUsed: 'SIGN_IN_CODE_USED' | 'PHONE_CODE_INVALID',
): Error {
  switch (error.problem) {
    case 'code-invalid':
      return new Refusal(whenInvalid, 'The code is unknown or older than five minutes: ask WeChat for a new one.', [
        'code',
      ]);
    case 'code-used':
      return new Refusal(whenUsed, 'The code was used before, each works once: ask WeChat for a new one.', ['code']);
    case 'user-refused':
      return new Refusal('SIGN_IN_REFUSED', 'WeChat refuses this user for now.');
    case 'busy':
      return new Refusal('PROVIDER_BUSY', 'WeChat is not answering just now: try again in a moment.');
    case 'misconfigured':
    case 'no-consent':
    case 'message-invalid':
    case 'shipping-refused':
      return error;
  }
}

/** The code that somebody new came with. */
export interface Invitation {
  code: string;
  current: ProgramInForce;
}

/** The code as it may have been typed; undefined when it cannot be one. */
export function invitationCode(text: string | null | undefined): string | undefined {
  const code = text?.trim().toUpperCase();
  return code && /^[A-Z0-9]{1,32}$/.test(code) ? code : undefined;
}

/**
 * Signs the WeChat user in: finds the member, or registers one who is new here, and opens a session. A person known by
 * unionid in one application is recognised in the other. Blocked members may sign in: they see why, and can do little.
 */
export async function signIn(
  tx: Tx,
  identity: WeChatIdentity,
  channel: SignInChannel,
  secrets: FreshSecrets,
  times: { businessNow: Date; wallNow: Date },
  invitation?: Invitation,
): Promise<number> {
  const names = [{ provider: `wechat:${identity.appId}`, subject: identity.openid }];
  if (identity.unionid) names.push({ provider: 'wechat:union', subject: identity.unionid });
  const known = await memberIdByIdentity(tx, names);
  const memberId = known ?? (await register(tx, identity, names, times.businessNow, invitation));
  if (known !== undefined) await learnNames(tx, known, names);
  await openSession(tx, memberId, channel, secrets, times.wallNow);
  return memberId;
}

/** Opens a session of a member. */
export async function openSession(
  tx: Tx,
  memberId: number,
  channel: SignInChannel,
  { sessionId: id, refreshToken }: FreshSecrets,
  createdAt: Date,
): Promise<void> {
  const expiresAt = new Date(createdAt.getTime() + SESSION_TTL_MS);
  await insertSession(tx, { id, memberId, channel, createdAt, expiresAt }, hashSecret(refreshToken));
}

type Names = { provider: string; subject: string }[];

async function register(
  tx: Tx,
  identity: WeChatIdentity,
  names: Names,
  joinedAt: Date,
  invitation: Invitation | undefined,
): Promise<number> {
  const nickname = cutText(identity.nickname?.trim() ?? '', 64) || '微信用户';
  const avatarUrl = identity.avatarUrl && identity.avatarUrl.length <= 512 ? identity.avatarUrl : null;
  const id = await insertMember(tx, { nickname, avatarUrl, joinedAt }, names);
  if (invitation) {
    const at = joinedAt.getTime();
    const { code, current } = invitation;
    await recordInput(tx, current, { id, joinedAt }, { kind: 'acceptInvitation', at, code, since: at });
  }
  return id;
}

/** Keeps the names by which the member was not known yet, so that the next sign-in finds them directly. */
async function learnNames(tx: Tx, memberId: number, names: Names): Promise<void> {
  const unknown: Names = [];
  for (const name of names) if ((await memberIdByIdentity(tx, [name])) === undefined) unknown.push(name);
  await addIdentities(tx, memberId, unknown);
}

/** The tokens for the client, after the session was written. */
export async function tokensFor(tokens: AccessTokens, memberId: number, secrets: FreshSecrets): Promise<SessionTokens> {
  const { token, expiresAt } = await tokens.sign({
    audience: 'member',
    subject: memberId,
    sessionId: secrets.sessionId,
  });
  return { accessToken: token, refreshToken: secrets.refreshToken, expiresAt };
}
