import type { BusinessDate } from './calendar';
import { holds } from './conditions';
import type { Draft } from './draft';
import { factsFor } from './grants';
import type { EventInput, Input } from './input';
import type { ReferralPolicy } from './program';
import { giveRevocableReward, type RewardSource, rewardKey, takeRewardBack } from './reward';
import type { MemberState, ReferralState } from './state';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** What an invitee's reward is known by. */
export const inviteeReward = (eventKey: string): RewardSource => ({ kind: 'referral', code: 'invitee', key: eventKey });

/** What an inviter's reward is known by: the event of the invitee that converted. */
export const inviterReward = (eventKey: string): RewardSource => ({ kind: 'referral', code: 'inviter', key: eventKey });

/** The member came with somebody's invitation code: whose it is, and whether it counts, is found out elsewhere. */
export function acceptInvitation(draft: Draft, { at, code, since }: Of<'acceptInvitation'>): void {
  const { state, program } = draft;
  if (!program.referral || state.referral?.since !== undefined) return;
  state.referral = { ...state.referral, since };
  draft.effects.push({ kind: 'memberInvited', code, since, at });
}

/** The invitation counts: what the member did in the meantime may have fulfilled it already. */
export function attributeReferral(draft: Draft, { at, inviter, until }: Of<'attributeReferral'>): void {
  const { state } = draft;
  const { candidate, ...rest } = state.referral ?? {};
  state.referral = { ...rest, invitedBy: { inviter, until } };
  draft.effects.push({ kind: 'referralAttributed', inviter, at });
  if (candidate && candidate.occurredAt < until) convert(draft, candidate.eventKey);
}

/** What an event of an invited member leads to: it converts the invitation, or undoes what converted it. */
export function followReferral(draft: Draft, event: EventInput): void {
  const { state } = draft;
  registered(draft, event);
  const { referral } = state;
  if (!referral) return;
  if (event.reverses !== undefined) {
    followReversal(draft, referral, event.reverses);
    return;
  }
  const policy = draft.program.referral;
  const { since, invitedBy, converted, closed } = referral;
  if (!policy || state.blocked || converted || closed || since === undefined || event.occurredAt < since) return;
  // Reversals that had waited for it may have undone it at once.
  if (state.granted[event.eventKey]?.voided || !counts(draft, policy, event)) return;
  if (!invitedBy) {
    const { eventKey, occurredAt } = event;
    state.referral = { ...referral, candidate: referral.candidate ?? { eventKey, occurredAt } };
  } else if (event.occurredAt < invitedBy.until) convert(draft, event.eventKey);
}

/** A partner tells of somebody new, with the code that they came with. Only the first that is known of a member counts. */
function registered(draft: Draft, { type, data, at, occurredAt }: EventInput): void {
  const code = data?.inviteCode;
  if (type !== 'member.registered' || typeof code !== 'string' || draft.state.journalSeq !== 1) return;
  acceptInvitation(draft, { kind: 'acceptInvitation', at, code, since: occurredAt });
}

function counts(draft: Draft, policy: ReferralPolicy, event: EventInput): boolean {
  if (!policy.convertsOn.includes(event.type) || (event.amountFen ?? 0) < policy.minAmountFen) return false;
  return holds(policy.when, event, factsFor(draft, draft.program, event));
}

function convert(draft: Draft, eventKey: string): void {
  const { state, program, calendar, recordedAt: at } = draft;
  if (!state.referral?.invitedBy || !program.referral) return;
  const { inviter } = state.referral.invitedBy;
  const revocableUntil = calendar.addTo(at, program.points.pendingFor);
  state.referral = { ...state.referral, converted: { eventKey, at, revocableUntil } };
  giveRevocableReward(draft, program.referral.invitee, inviteeReward(eventKey));
  draft.effects.push({ kind: 'referralConverted', inviter, eventKey, at });
}

function followReversal(draft: Draft, referral: ReferralState, key: string): void {
  const original = draft.state.granted[key];
  if (!original || (original.reversedFen === 0 && !original.voided)) return;
  const least = Math.max(1, draft.program.referral?.minAmountFen ?? 0);
  if (!original.voided && original.amountFen - original.reversedFen >= least) return;
  const { candidate, converted, invitedBy } = referral;
  if (candidate?.eventKey === key) draft.state.referral = { ...referral, candidate: undefined };
  if (converted?.eventKey !== key || !invitedBy || draft.recordedAt >= converted.revocableUntil) return;
  draft.state.referral = { ...referral, converted: undefined };
  takeRewardBack(draft, inviteeReward(key));
  draft.effects.push({ kind: 'referralRevoked', inviter: invitedBy.inviter, eventKey: key, at: draft.recordedAt });
}

/** The invitation does not count after all: the reward of the invitee is taken back, and there will be none. */
export function closeReferral(draft: Draft, { eventKey }: Of<'closeReferral'>): void {
  const { state } = draft;
  state.referral = { ...state.referral, converted: undefined, closed: true };
  takeRewardBack(draft, inviteeReward(eventKey));
}

/**
 * Somebody whom the member had invited converted: the reward of the inviter, unless the limits of the day or of the month
 * are reached or the member is blocked. Given once for each conversion, and not after it was revoked.
 */
export function rewardReferral(draft: Draft, { at, invitee, eventKey }: Of<'rewardReferral'>): void {
  const { state, program, calendar } = draft;
  const source = inviterReward(eventKey);
  const policy = program.referral;
  if (!policy || state.granted[rewardKey(source)]) return;
  const date = calendar.dateOf(at);
  const rewarded = rewardedInMonth(state, date);
  const { perDay, perMonth } = policy.limits;
  const inMonth = Object.values(rewarded).reduce((sum, count) => sum + count, 0);
  const isFull = (perDay ?? Infinity) <= (rewarded[date] ?? 0) || (perMonth ?? Infinity) <= inMonth;
  const outcome = state.blocked ? 'blocked' : isFull ? 'limit' : 'rewarded';
  if (outcome === 'rewarded') {
    // Gross, like all caps: a reward that is taken back does not give room back.
    state.referral = { ...state.referral, rewarded: { ...rewarded, [date]: (rewarded[date] ?? 0) + 1 } };
    giveRevocableReward(draft, policy.inviter, source);
  }
  draft.effects.push({ kind: 'referralRewarded', invitee, outcome, at });
}

/** How many rewards were given on each day of the month of that date. */
function rewardedInMonth({ referral }: MemberState, date: BusinessDate): Record<BusinessDate, number> {
  const month = date.slice(0, 7);
  return Object.fromEntries(Object.entries(referral?.rewarded ?? {}).filter(([day]) => day.startsWith(month)));
}

/** The conversion was undone: the reward of the inviter is taken back. */
export function revokeReferral(draft: Draft, { eventKey }: Of<'revokeReferral'>): void {
  takeRewardBack(draft, inviterReward(eventKey));
}

/** What two members who are one had: the survivor's own invitation counts, and the rewards of both. */
export function bringReferral(state: MemberState, brought: ReferralState | undefined): void {
  if (!brought) return;
  const own = state.referral ?? {};
  const rewarded = { ...own.rewarded };
  for (const [date, count] of Object.entries(brought.rewarded ?? {})) rewarded[date] = (rewarded[date] ?? 0) + count;
  state.referral = { ...(own.since === undefined ? brought : own), rewarded };
}
