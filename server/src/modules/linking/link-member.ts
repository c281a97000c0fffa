import { isUniqueViolation } from '../../platform/database/database-errors';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { type FieldCipher, hashSecret } from '../../platform/secrets';
import { type KeyedCall, once } from '../idempotency';
import { statesByMember } from '../journal';
import {
  absorbMember,
  addIdentities,
  assertNotBlocked,
  type FreshSecrets,
  identitiesOfMembers,
  lockMemberRecords,
  MergedMeanwhile,
  memberIdByIdentity,
  memberIdsByPartnerRefs,
  moveSession,
  untilNotMerged,
} from '../members';
import { assertOneOpenPlan } from '../subscriptions';
import { linkTokenByHash, requestMerge, takeLinkToken } from './linking.store';
import { moveBelongings } from './move-belongings';

/** What linking needs; `transact` is `inTransaction` of the entry point. */
export interface LinkParts {
  database: Database;
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  cipher: FieldCipher;
  now: Date;
  wallNow: Date;
}

/** Who is signed in, and the secrets of a session to be opened when the membership goes on as another. */
export interface SignedIn {
  memberId: number;
  sessionId: string;
  secrets: FreshSecrets;
}

/** What became of it: who goes on, and whether under a new session; or the request that staff will decide. */
export interface Linked {
  memberId: number;
  hasNewSession: boolean;
  requestId?: number;
}

interface Reference {
  tokenId: number;
  provider: string;
  ref: string;
  /** Who bore it just before the lock. */
  bearerId: number | undefined;
}

/**
 * Joins the reference behind a partner's token to the signed-in member. Whoever bore it before becomes one with the member:
 * the one without a history goes on as the other. When both have one, staff are asked. Refuses: LINK_TOKEN_INVALID,
 * STATE_CONFLICT, MEMBER_BLOCKED, and what `once` refuses.
 */
export function linkMember(
  parts: LinkParts,
  signedIn: SignedIn,
  token: string,
  call: KeyedCall | undefined,
): Promise<Linked> {
  return untilNotMerged(async () => {
    const reference = () => referenceOf(parts, token);
    if (call) return linkOnce(parts, signedIn, reference, call);
    const known = await reference();
    return parts.transact((tx) => link(tx, parts, signedIn, known));
  });
}

/** A repetition is told who goes on; its session it has already, or it signs in again. */
async function linkOnce(
  parts: LinkParts,
  signedIn: SignedIn,
  reference: () => Promise<Reference>,
  call: KeyedCall,
): Promise<Linked> {
  // Looked up outside of the transaction; for a repetition the token is used up, which is no refusal.
  const known = await reference().catch((error: unknown) => error as Error);
  let linked: Linked | undefined;
  const made = await parts.transact((tx) => {
    linked = undefined;
    return once(tx, call, parts.now, async () => {
      if (known instanceof Error) throw known;
      linked = await link(tx, parts, signedIn, known);
      return `${linked.memberId} ${linked.requestId ?? ''}`;
    });
  });
  if (linked) return linked;
  const [memberId, requestId] = made.split(' ').map(Number);
  return { memberId: memberId ?? signedIn.memberId, hasNewSession: false, requestId: requestId || undefined };
}

async function referenceOf({ database, wallNow }: LinkParts, token: string): Promise<Reference> {
  const row = await linkTokenByHash(database, hashSecret(token));
  if (!row || row.usedAt !== null || row.expiresAt <= wallNow) throw invalidToken();
  const { id: tokenId, partnerId, ref } = row;
  const bearerId = (await memberIdsByPartnerRefs(database, partnerId, [ref])).get(ref);
  return { tokenId, provider: `partner:${partnerId}`, ref, bearerId };
}

function invalidToken(): Refusal {
  const message = 'The token is unknown, used, or older than ten minutes: ask the partner for a new one.';
  return new Refusal('LINK_TOKEN_INVALID', message, ['token']);
}

async function link(tx: Tx, parts: LinkParts, signedIn: SignedIn, reference: Reference): Promise<Linked> {
  const { memberId } = signedIn;
  const { tokenId, provider, ref, bearerId } = reference;
  await lockBoth(tx, memberId, bearerId);
  if (!(await takeLinkToken(tx, tokenId, parts.wallNow))) throw invalidToken();
  const bearerNow = await memberIdByIdentity(tx, [{ provider, subject: ref }]);
  // Under the lock, because it may have been joined to somebody else since.
  if (bearerNow !== bearerId) throw new MergedMeanwhile(bearerId ?? memberId);
  if (bearerId === memberId) return { memberId, hasNewSession: false };
  await assertNoSecondRef(tx, memberId, bearerId, provider);
  if (bearerId === undefined) {
    await addReference(tx, memberId, { provider, subject: ref });
    return { memberId, hasNewSession: false };
  }
  const histories = await statesByMember(tx, [memberId, bearerId]);
  if (histories.has(memberId) && histories.has(bearerId)) {
    const requestId = await requestMerge(tx, memberId, bearerId, parts.now);
    return { memberId, hasNewSession: false, requestId };
  }
  const goesOn = histories.has(bearerId) ? bearerId : memberId;
  const absorption = { survivorId: goesOn, absorbedId: goesOn === memberId ? bearerId : memberId };
  await assertOneOpenPlan(tx, absorption, 'token');
  await absorbMember(tx, parts.cipher, absorption, parts.wallNow);
  await moveBelongings(tx, absorption);
  if (goesOn === memberId) return { memberId, hasNewSession: false };
  await moveSession(tx, signedIn.sessionId, goesOn, signedIn.secrets, parts.wallNow);
  return { memberId: goesOn, hasNewSession: true };
}

/** Whoever registers the reference at the same moment wins the unique index; then somebody bears it. */
async function addReference(tx: Tx, memberId: number, name: { provider: string; subject: string }): Promise<void> {
  try {
    await addIdentities(tx, memberId, [name]);
  } catch (error) {
    throw isUniqueViolation(error) ? new MergedMeanwhile(memberId) : error;
  }
}

async function lockBoth(tx: Tx, memberId: number, bearerId: number | undefined): Promise<void> {
  const locked = await lockMemberRecords(tx, bearerId === undefined ? [memberId] : [memberId, bearerId]).catch(
    (error: unknown) => {
      // The signed-in member cannot be looked up again: they go on as another.
      if (!(error instanceof MergedMeanwhile) || error.memberId !== memberId) throw error;
      throw new Refusal('STATE_CONFLICT', 'Your membership was merged into another meanwhile: sign in again.');
    },
  );
  const member = locked.get(memberId);
  if (!member) throw new InvariantError(`There is no member ${memberId}.`);
  assertNotBlocked(member);
  if (bearerId !== undefined && locked.get(bearerId)?.status === 'BLOCKED') {
    throw new Refusal('MEMBER_BLOCKED', 'The membership that you want to join is paused.');
  }
}

/** A partner knows a member by one reference. */
async function assertNoSecondRef(tx: Tx, memberId: number, bearerId: number | undefined, provider: string) {
  const names = await identitiesOfMembers(tx, bearerId === undefined ? [memberId] : [memberId, bearerId]);
  const providers = (id: number) => names.filter((name) => name.memberId === id).map((name) => name.provider);
  const theirs = bearerId === undefined ? [provider] : providers(bearerId);
  const isTwice = providers(memberId).some((own) => own.startsWith('partner:') && theirs.includes(own));
  if (isTwice) {
    throw new Refusal('STATE_CONFLICT', 'Your membership is linked to another account at this partner already.', [
      'token',
    ]);
  }
}
