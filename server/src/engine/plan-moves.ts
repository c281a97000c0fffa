import type { Draft } from './draft';
import type { PlanMove } from './outcome';
import type { Benefit, Program, Reward } from './program';
import { multiply, type Rational, rational } from './rational';
import type { Entry, PlanGift, PlanShare } from './state';

/**
 * What plans cost, and when (DOMAIN.md, "Cost model"):
 * - a quota, when it is used: the `costFen` of its benefit for each use; nothing of what the member's level gives, too;
 * - a quota that a benefit gives of another, by that one's uses, unless its own `costFen` says so when it is given;
 * - a coupon, when it is redeemed: the `costFen` of the benefit that gave it, or else that of the coupon (a supplier's),
 *   or else what it took off (the own mall's);
 * - points, when they are given: the `costFen` of the benefit, or else the points at the program's cost of a point; beside
 *   a coupon, the `costFen` is of both, when that is redeemed;
 * - more points by the multiplier, and the price for members: what the ledger `saving` says.
 * What comes back takes its cost back, then. A cost is by the program that was in force when the plan gave it.
 */
export function noteGiven(
  draft: Draft,
  benefit: Benefit,
  reward: Reward,
  gift: PlanGift,
  subscriptionId: string,
): void {
  const { code } = benefit;
  const { at, coupons = [], quota } = gift;
  const isAtOnce = isUsedAtOnce(reward);
  const count = coupons.length + (quota?.quantity ?? 0) + (isAtOnce ? 1 : 0);
  const move = { subscriptionId, benefit: code, since: at, at };
  draft.planMoves.push({ ...move, kind: 'given', count, costFen: costOfGiving(draft.program, benefit, reward) });
  if (isAtOnce) draft.planMoves.push({ ...move, kind: 'used', count, costFen: rational(0) });
}

/** Points of a plan were taken back; what it gave beside them stays counted as given, because it could have been used. */
export function noteTakenBack(draft: Draft, code: string, gift: PlanGift, subscriptionId: string): void {
  const { recordedAt: at } = draft;
  const { program } = draft.rulesAt(gift.at);
  const benefit = program.benefits.find((one) => one.code === code);
  const reward = benefit?.grant;
  if (!benefit || !reward) return;
  const costFen = multiply(costOfGiving(program, benefit, reward), rational(-1));
  const count = isUsedAtOnce(reward) ? -1 : 0;
  draft.planMoves.push({ kind: 'used', subscriptionId, benefit: code, count, costFen, since: gift.at, at });
}

/** What holds nothing that is used later. */
const isUsedAtOnce = ({ coupon, benefit }: Reward): boolean => coupon === undefined && benefit === undefined;

function costOfGiving({ points }: Program, { code, costFen }: Benefit, reward: Reward): Rational {
  // Of the coupon and of its own quota it says what a use costs.
  if (costFen) return reward.coupon === undefined && reward.benefit !== code ? costFen : rational(0);
  return multiply(points.costPerPointFen, rational(reward.points ?? 0));
}

/** Uses of a quota that a plan gave, or their return. */
export function noteUse(draft: Draft, code: string, count: number, { plan, benefit = code, since }: PlanShare): void {
  const { benefits } = draft.rulesAt(since).program;
  const costOf = (name: string) => benefits.find((one) => one.code === name)?.costFen;
  // The benefit that gave the quota of another may have said already what that costs.
  const each = benefit !== code && costOf(benefit) ? undefined : costOf(code);
  const costFen = multiply(each ?? rational(0), rational(count));
  const move = { kind: 'used' as const, subscriptionId: plan, benefit, count, costFen };
  draft.planMoves.push({ ...move, since, at: draft.recordedAt });
}

/** What the multiplier and the price for members of plans gave, or lost, by the lines of savings. */
export function movesOfSavings(entries: readonly Entry[]): PlanMove[] {
  return entries.flatMap(({ trace: { saving }, delta, effectiveAt: at }): PlanMove[] => {
    if (saving?.kind !== 'points' && saving?.kind !== 'memberPrice') return [];
    const { kind, plan: subscriptionId } = saving;
    return [{ kind, subscriptionId, count: Math.sign(delta), costFen: rational(delta), since: at, at }];
  });
}
