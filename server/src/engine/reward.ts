import { grantEntitlement } from './benefits';
import { grantCoupon } from './coupons';
import type { Draft } from './draft';
import { addFact } from './measures';
import { raiseLevels } from './placement';
import { creditPoints, expiryOf } from './points';
import type { Reward } from './program';

/** What gave a reward. `key` tells one giving of the same code from another. */
export interface RewardSource {
  kind: 'task' | 'checkIn' | 'referral' | 'gift' | 'benefit' | 'makeUp';
  code: string;
  key: string;
}

/**
 * Gives a reward at the instant up to which time has passed: points are at once spendable, repay a debt first and are
 * not cut by caps. A blocked member is given nothing.
 */
export function giveReward(draft: Draft, reward: Reward, { kind, code }: RewardSource): void {
  const { state } = draft;
  if (state.blocked) return;
  const at = state.asOf;
  const source = `${kind} ${code}`;
  const { points = 0, growth = 0, coupon, benefit } = reward;
  const before = draft.coupons.length;
  if (points > 0) {
    const expiresAt = expiryOf(draft, at, draft.program.points);
    creditPoints(
      draft,
      points,
      { kind: 'earn', at, trace: { source } },
      { occurredAt: at, availableAt: at, expiresAt },
    );
    addFact(draft, 'points', draft.calendar.dateOf(at), points);
  }
  if (coupon !== undefined) grantCoupon(draft, coupon, source);
  if (benefit !== undefined) grantEntitlement(draft, benefit, source);
  if (growth > 0) {
    state.growth += growth;
    draft.post({ account: 'growth', kind: 'earn', delta: growth, effectiveAt: at, trace: { source } });
    addFact(draft, 'growth', draft.calendar.dateOf(at), growth);
  }
  const coupons = draft.coupons.slice(before);
  const benefits = benefit === undefined ? [] : [benefit];
  draft.effects.push({ kind: 'rewardGiven', source, points, growth, coupons, benefits, at });
  if (points > 0 || growth > 0) raiseLevels(draft, at);
}
