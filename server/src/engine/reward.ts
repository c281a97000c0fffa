import { type Draft, entryOf } from './draft';
import { reverseOriginal } from './events';
import { addFact } from './measures';
import { raiseLevels } from './placement';
import { creditPoints, expiryOf } from './points';
import type { Reward } from './program';
import type { GrantedEvent } from './state';

/** What a reward is for. */
export interface RewardSource {
  kind: 'referral';
  code: string;
  key: string;
}

/** Under which key `state.granted` remembers a reward. */
export const rewardKey = ({ kind, code, key }: RewardSource): `reward:${string}` => `reward:${kind}:${code}:${key}`;

/**
 * Gives a reward as it stands in the program: caps do not cut it. Its points wait out the return window, because a
 * reversal can undo it. What it gave is remembered, so that `takeRewardBack` can take it back as a whole. The caller has
 * made sure that the member is not blocked.
 */
export function giveReward(draft: Draft, reward: Reward, source: RewardSource): void {
  const { state, calendar, program, recordedAt: at } = draft;
  const date = calendar.dateOf(at);
  const type = `reward.${source.kind}`;
  const granted: GrantedEvent = { type, date, amountFen: 0, reversedFen: 0, voided: false, lines: [], facts: [] };
  state.granted[rewardKey(source)] = granted;
  const common = { kind: 'earn' as const, trace: { source: `${source.kind} ${source.code}` } };
  const line = { rule: `${source.kind}:${source.code}`, reversed: 0, fixed: true };
  if (reward.points) {
    const availableAt = calendar.addTo(at, program.points.pendingFor);
    const lot = { occurredAt: at, availableAt, expiresAt: expiryOf(draft, at, program.points) };
    const lotId = creditPoints(draft, reward.points, { ...common, at }, lot);
    granted.lines.push({ ...line, account: 'points', amount: reward.points, lotId });
    addFact(draft, 'points', date, reward.points);
  }
  if (reward.growth) {
    state.growth += reward.growth;
    draft.post({ ...common, account: 'growth', delta: reward.growth, effectiveAt: at });
    granted.lines.push({ ...line, account: 'growth', amount: reward.growth });
    addFact(draft, 'growth', date, reward.growth);
  }
  raiseLevels(draft, at);
}

/** Takes a reward back as a whole, as a reversal does; one that was never given will not be given any more. */
export function takeRewardBack(draft: Draft, source: RewardSource): void {
  const key = rewardKey(source);
  const { calendar, recordedAt: at } = draft;
  const granted = entryOf<GrantedEvent>(draft.state.granted, key, () => {
    const date = calendar.dateOf(at);
    return { type: `reward.${source.kind}`, date, amountFen: 0, reversedFen: 0, voided: false, lines: [], facts: [] };
  });
  if (granted.voided) return;
  reverseOriginal(draft, granted, key, { date: granted.date });
}
