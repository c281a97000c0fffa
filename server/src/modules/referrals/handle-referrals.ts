import { calendarOf } from '../../engine/draft';
import type { Effect } from '../../engine/outcome';
import type { ReferralPolicy } from '../../engine/program';
import type { Tx } from '../../platform/database/unit-of-work';
import { type EffectHandler, recordInput } from '../journal';
import {
  currentMemberId,
  lockMemberRecords,
  type MemberRecord,
  MergedMeanwhile,
  phoneIndexesOfMembers,
} from '../members';
import type { ProgramInForce } from '../programs';
import type { ReferralReason, ReferralRow } from './referrals.entities';
import {
  insertReferral,
  membersByCode,
  referralOfInvitee,
  registrationsSince,
  updateReferral,
} from './referrals.store';

const HOUR_MS = 3_600_000;
/** How long before they are told of with a code members may have joined: a sign-in comes before what a partner tells. */
const NEW_FOR_MS = 24 * HOUR_MS;
/** How far up the invitations are followed to find a ring. */
const MAX_GENERATIONS = 100;

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;
type Invited = Of<'memberInvited'>;
type Told = Of<'referralConverted'> | Of<'referralRevoked'>;

/** An effect with those whom it is about by now; the inviter is undefined when nobody has the code. */
interface Concern {
  effect: Invited | Told;
  inviteeId: number;
  inviterId: number | undefined;
  recordedAt: Date;
}

/** What is at hand under the locks. */
interface Parts {
  tx: Tx;
  current: ProgramInForce;
  members: Map<number, MemberRecord>;
  phones: Map<number, string>;
}

/**
 * Finds out whose invitation somebody came by and whether it counts, rewards inviters for conversions, and takes rewards
 * back: a handler of effects. All members concerned are locked together.
 */
export function handleReferrals(current: ProgramInForce): EffectHandler {
  return async (tx, effects) => {
    const concerns: Concern[] = [];
    const codes = effects.flatMap(({ effect }) => (effect.kind === 'memberInvited' ? [effect.code] : []));
    const owners = await membersByCode(tx, codes);
    for (const { effect, memberId, recordedAt } of effects) {
      const isTold = effect.kind === 'referralConverted' || effect.kind === 'referralRevoked';
      if (!isTold && effect.kind !== 'memberInvited') continue;
      const inviter = isTold ? effect.inviter : owners.get(effect.code);
      const inviterId = inviter === undefined ? undefined : await currentMemberId(tx, inviter);
      concerns.push({ effect, inviteeId: await currentMemberId(tx, memberId), inviterId, recordedAt });
    }
    const ids = concerns.flatMap(({ inviteeId, inviterId }) => (inviterId === undefined ? [] : [inviteeId, inviterId]));
    const members = await lockMemberRecords(tx, ids);
    const parts = { tx, current, members, phones: await phoneIndexesOfMembers(tx, ids) };
    for (const concern of concerns) {
      if (concern.effect.kind === 'memberInvited') await attribute(parts, concern, concern.effect);
      else await settle(parts, concern, concern.effect);
    }
  };
}

/** Keeps who invited whom, or why that does not count; the first invitation of a member is the one. */
async function attribute(
  parts: Parts,
  { inviteeId, inviterId, recordedAt }: Concern,
  { since }: Invited,
): Promise<void> {
  const { tx, current, phones } = parts;
  const policy = current.program.referral;
  if (!policy || inviterId === undefined) return;
  const [invitee, inviter] = [memberOf(parts, inviteeId), memberOf(parts, inviterId)];
  const isNew = invitee.joinedAt.getTime() >= since - NEW_FOR_MS;
  if (!isNew || (await referralOfInvitee(tx, inviteeId))) return;
  const reason = await objection(parts, policy, invitee, inviter, recordedAt);
  const until = calendarOf(current.program.timeZone).addTo(since, policy.window);
  await insertReferral(tx, {
    ...{ inviteeId, inviterId, invitedAt: recordedAt, expiresAt: new Date(until) },
    ...{ state: reason ? 'REFUSED' : 'PENDING', reason: reason ?? null },
    ...{ inviterPhone: phones.get(inviterId) ?? null, eventKey: null, convertedAt: null },
  });
  if (reason) return;
  const at = recordedAt.getTime();
  await recordInput(tx, current, invitee, { kind: 'attributeReferral', at, inviter: inviterId, until });
}

/** Why an invitation does not count; undefined when it does. */
async function objection(
  { tx, phones }: Parts,
  { limits }: ReferralPolicy,
  invitee: MemberRecord,
  inviter: MemberRecord,
  now: Date,
): Promise<ReferralReason | undefined> {
  if (inviter.id === invitee.id) return 'SELF';
  if (inviter.status === 'BLOCKED') return 'INVITER_BLOCKED';
  if (phones.has(inviter.id) && phones.get(inviter.id) === phones.get(invitee.id)) return 'SAME_PHONE';
  if (await isDescendant(tx, inviter.id, invitee.id)) return 'RING';
  const inTheHour = await registrationsSince(tx, inviter.id, new Date(now.getTime() - HOUR_MS));
  return inTheHour >= limits.registrationsPerHour ? 'VELOCITY' : undefined;
}

/** Whether somebody came by the invitation of another, or of one whom that other had invited, and so on. */
async function isDescendant(tx: Tx, memberId: number, ancestorId: number): Promise<boolean> {
  let id = memberId;
  for (let generation = 0; generation < MAX_GENERATIONS; generation++) {
    const came = await referralOfInvitee(tx, id);
    if (!came || came.state === 'REFUSED') return false;
    if (came.inviterId === ancestorId) return true;
    id = came.inviterId;
  }
  return false;
}

/** Lets the inviter have the reward for a conversion, or lose it. */
async function settle(parts: Parts, { inviteeId, recordedAt }: Concern, effect: Told): Promise<void> {
  const { tx, current } = parts;
  const { eventKey } = effect;
  const referral = await referralOfInvitee(tx, inviteeId);
  if (!referral || referral.state === 'REFUSED') return;
  const inviter = memberOf(parts, referral.inviterId);
  const input = { at: recordedAt.getTime(), invitee: inviteeId, eventKey };
  if (effect.kind === 'referralRevoked') {
    await recordInput(tx, current, inviter, { kind: 'revokeReferral', ...input });
    const isUndone = referral.state === 'CONVERTED' && referral.eventKey === eventKey;
    const pending = { state: 'PENDING' as const, reason: null, eventKey: null, convertedAt: null };
    if (isUndone) await updateReferral(tx, referral.id, pending);
    return;
  }
  const reason = objectionToReward(parts, referral);
  if (reason) {
    await updateReferral(tx, referral.id, { state: 'REFUSED', reason });
    const closed = { kind: 'closeReferral' as const, at: input.at, eventKey, reason };
    await recordInput(tx, current, memberOf(parts, inviteeId), closed);
    return;
  }
  const { effects } = await recordInput(tx, current, inviter, { kind: 'rewardReferral', ...input });
  const rewarded = effects.find((made) => made.kind === 'referralRewarded');
  // It was revoked before it was heard of.
  if (rewarded?.kind !== 'referralRewarded') return;
  const why = { rewarded: null, limit: 'LIMIT', blocked: 'INVITER_BLOCKED' } as const;
  const converted = { state: 'CONVERTED' as const, eventKey, convertedAt: new Date(effect.at) };
  await updateReferral(tx, referral.id, { ...converted, reason: why[rewarded.outcome] });
}

/** What has come to light since the registration. */
function objectionToReward({ phones }: Parts, referral: ReferralRow): ReferralReason | undefined {
  if (referral.inviterId === referral.inviteeId) return 'SELF';
  const phone = phones.get(referral.inviteeId);
  const isSame = phone !== undefined && (phone === referral.inviterPhone || phone === phones.get(referral.inviterId));
  return isSame ? 'SAME_PHONE' : undefined;
}

/** Throws MergedMeanwhile when they were not locked: the effect is tried again. */
function memberOf({ members }: Parts, id: number): MemberRecord {
  const found = members.get(id);
  if (!found) throw new MergedMeanwhile(id);
  return found;
}
