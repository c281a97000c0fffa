import { grantEntitlement } from './benefits';
import type { Instant } from './calendar';
import { grantCoupon, withdrawCoupons } from './coupons';
import type { Draft } from './draft';
import { addFact } from './measures';
import { raiseLevels, revokeUpgrades } from './placement';
import { creditPoints, expiryOf } from './points';
import type { Reward } from './program';
import type { GrantedEvent } from './state';
import { takeBackLine } from './take-back';

/** What gives a reward: of which kind, under which code of the program, and which time of it (a period, a date). */
export interface RewardSource {
  kind: 'task' | 'checkIn' | 'referral' | 'gift' | 'benefit' | 'makeUp';
  code: string;
  key: string;
}

/** When and how a reward is given. */
export interface RewardTime {
  at: Instant;
  /** Until when a reversal can take it back; absent: none can. */
  undoUntil?: Instant;
  /** The member has just asked for it: nobody has to tell them. */
  asked?: boolean;
  /** It is remembered, though no reversal of an event can take it back. */
  remember?: true;
}

const TASK_PREFIX = 'reward:task:';

/** Under which name the state remembers what a reward gave. */
export function rewardKey({ kind, code, key }: RewardSource): string {
  return `reward:${kind}:${code}:${key}`;
}

/** The code of the task whose reward is remembered under a name; undefined for everything else. */
export function taskOfReward(name: string): string | undefined {
  return name.startsWith(TASK_PREFIX) ? name.slice(TASK_PREFIX.length).split(':')[0] : undefined;
}

/**
 * Gives a reward. Caps do not cut it and nothing multiplies it. Points settle a debt first; they wait while a reversal can
 * take the reward back, which is then remembered, and otherwise can be spent at once.
 */
export function giveReward(
  draft: Draft,
  reward: Reward,
  source: RewardSource,
  { at, undoUntil, asked = false, remember }: RewardTime = { at: draft.state.asOf },
): void {
  if (draft.state.blocked) return;
  const { points = 0, growth = 0 } = reward;
  const { calendar, state } = draft;
  const name = `${source.kind} ${source.code}`;
  const trace = { source: name };
  const date = calendar.dateOf(at);
  const lines: GrantedEvent['lines'] = [];
  const line = { rule: source.code, reversed: 0, fixed: true };
  if (points > 0) {
    const expiresAt = expiryOf(draft, at, draft.program.points);
    const lot = { occurredAt: at, availableAt: undoUntil ?? at, expiresAt };
    const lotId = creditPoints(draft, points, { kind: 'earn', at, trace }, lot);
    lines.push({ ...line, account: 'points', amount: points, lotId });
    addFact(draft, 'points', date, points);
  }
  if (growth > 0) {
    state.growth += growth;
    draft.post({ account: 'growth', kind: 'earn', delta: growth, effectiveAt: at, trace });
    lines.push({ ...line, account: 'growth', amount: growth });
    addFact(draft, 'growth', date, growth);
  }
  const { coupons, benefits } = giveOwned(draft, reward, name);
  if (undoUntil !== undefined || remember) {
    const sums = { amountFen: 0, reversedFen: 0, voided: false };
    state.granted[rewardKey(source)] = { type: 'reward', date, ...sums, lines, facts: [] };
  }
  const content = { source: name, key: source.key, points, growth, coupons, benefits };
  draft.effects.push({ kind: 'rewardGiven', ...content, asked, at });
  raiseLevels(draft, at);
}

/** The coupons and quotas of a reward; which they were. */
function giveOwned(draft: Draft, { coupon, benefit }: Reward, source: string) {
  const isGiven = coupon !== undefined && grantCoupon(draft, coupon, source);
  if (benefit !== undefined) grantEntitlement(draft, benefit, source);
  return { coupons: isGiven ? [coupon] : [], benefits: benefit === undefined ? [] : [benefit] };
}

/** Takes a reward back that is remembered, as a whole; coupons as far as they were not used. `eventKey` is the reversal that led to it. */
export function takeBackReward(draft: Draft, source: RewardSource, at: Instant, eventKey?: string): void {
  const given = draft.state.granted[rewardKey(source)];
  if (!given || given.voided) return;
  const trace = { source: `${source.kind} ${source.code}`, countedOn: given.date };
  const taken = { points: 0, growth: 0 };
  for (const line of given.lines) {
    const amount = line.amount - line.reversed;
    taken[line.account] += amount;
    takeBackLine(draft, line, amount, { kind: 'reverse', at, eventKey, trace }, given.date);
  }
  given.voided = true;
  const coupons = withdrawCoupons(draft, trace.source, at);
  const content = { source: trace.source, key: source.key, ...taken, coupons, benefits: [] };
  draft.effects.push({ kind: 'rewardTakenBack', ...content, at });
  revokeUpgrades(draft, at);
}

/** As `giveReward`, of a reward that can be taken back during the return window from now on, by `takeRewardBack`. */
export function giveRevocableReward(draft: Draft, reward: Reward, source: RewardSource): void {
  const { calendar, program, recordedAt: at } = draft;
  giveReward(draft, reward, source, { at, undoUntil: calendar.addTo(at, program.points.pendingFor) });
}

/** Takes a reward back as a whole; one that was never given will not be given any more. */
export function takeRewardBack(draft: Draft, source: RewardSource): void {
  const { calendar, state, recordedAt: at } = draft;
  const key = rewardKey(source);
  if (state.granted[key]) {
    takeBackReward(draft, source, at);
    return;
  }
  const sums = { amountFen: 0, reversedFen: 0, voided: true };
  state.granted[key] = { type: 'reward', date: calendar.dateOf(at), ...sums, lines: [], facts: [] };
}
