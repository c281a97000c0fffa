import { quotaOf } from './benefits';
import { addDuration, type Instant } from './calendar';
import { withdrawCoupon } from './coupons';
import type { Draft, Visit } from './draft';
import { revokeUpgrades } from './placement';
import { noteGiven, noteTakenBack } from './plan-moves';
import { isPlanInForce, periodAt, planGives, planInForce } from './plan-standing';
import type { Benefit, Reward } from './program';
import { giveReward, rewardKey } from './reward';
import type { PlanGift, PlanPeriod } from './state';
import { takeBackLine } from './take-back';

/** When the next monthly pack is due: at the beginning of each month that was paid for. A trial has none. */
export function packTimes(draft: Draft, visit: Visit): void {
  const { state, program } = draft;
  const { plan, asOf } = state;
  if (!isPlanInForce(plan, asOf) || state.blocked) return;
  const period = periodAt(plan, asOf);
  if (plan.packs >= period.length) return;
  const code = planInForce(program, state)?.code;
  if (code === undefined || !packsOf(draft).some(Boolean)) return;
  visit(monthOf(draft, period, plan.packs), givePacks, plan.subscriptionId);
}

function monthOf({ calendar }: Draft, { from, anchor, offset }: PlanPeriod, number: number): Instant {
  return number === 0 ? from : calendar.endOf(addDuration(anchor, `P${offset + number}M`));
}

const packsOf = ({ program, state }: Draft): Benefit[] =>
  program.benefits.filter(({ code, when }) => when?.kind === 'planMonth' && planGives(program, state, code));

function givePacks(draft: Draft, subscriptionId: string, at: Instant): void {
  const { state } = draft;
  if (state.plan?.subscriptionId !== subscriptionId) return;
  const packs = packsOf(draft);
  const { periodNo } = periodAt(state.plan, state.asOf);
  const key = `${subscriptionId}-${periodNo}-${state.plan.packs}`;
  state.plan = { ...state.plan, packs: state.plan.packs + 1 };
  for (const benefit of packs) givePlanBenefit(draft, benefit, key, at);
}

/** Gives what a benefit of the running plan has, and remembers it for a refund. */
export function givePlanBenefit(draft: Draft, benefit: Benefit, key: string, at: Instant): void {
  const { state } = draft;
  const { code, grant, entitlement } = benefit;
  const rewards: Reward[] = [...(grant ? [grant] : []), ...(entitlement ? [{ benefit: code }] : [])];
  for (const [index, reward] of rewards.entries()) {
    if (state.blocked || !state.plan) return;
    const source = { kind: 'benefit' as const, code, key: index === 0 ? key : `${key}-quota` };
    const [before, quota] = [state.couponSeq, quotaGiven(draft, reward)];
    giveReward(draft, reward, source, { at, remember: true });
    const coupons = Object.values(state.coupons).filter(({ id }) => !id.includes('.') && Number(id) > before);
    const { subscriptionId: plan } = state.plan;
    for (const coupon of coupons) Object.assign(coupon, { plan, benefit: code });
    const gift: PlanGift = { at, reward: rewardKey(source) };
    if (coupons.length > 0) gift.coupons = coupons.map(({ id }) => id);
    if (quota) gift.quota = quota;
    const given = quota && state.entitlements[quota.key];
    if (given) given.gift = { plan, benefit: code, since: at };
    noteGiven(draft, benefit, reward, gift, plan);
    state.plan = { ...state.plan, given: [...(state.plan.given ?? []), gift] };
  }
}

function quotaGiven(draft: Draft, { benefit: code }: Reward): PlanGift['quota'] {
  const benefit = draft.program.benefits.find((one) => one.code === code);
  if (!benefit?.entitlement) return undefined;
  return { key: `${benefit.code} ${quotaOf(draft, benefit).period}`, quantity: benefit.entitlement.quota };
}

/**
 * Takes back what the plan gave in the period that runs: coupons and quotas as far as they are unused, points and growth
 * as a reversal does, which may leave a debt. To be called once the plan has ended.
 */
export function takeBackGifts(draft: Draft, gifts: readonly PlanGift[], at: Instant): void {
  const { plan } = draft.state;
  if (!plan) return;
  for (const gift of gifts) takeBack(draft, gift, plan.subscriptionId, at);
  if (gifts.length > 0) revokeUpgrades(draft, at);
}

function takeBack(draft: Draft, gift: PlanGift, subscriptionId: string, at: Instant): void {
  const { reward, coupons: ids = [], quota } = gift;
  const { state } = draft;
  const given = state.granted[reward];
  const [, , code = '', key = ''] = reward.split(':');
  const source = `benefit ${code}`;
  const taken = { points: 0, growth: 0 };
  if (given && !given.voided) {
    for (const line of given.lines) {
      const amount = line.amount - line.reversed;
      taken[line.account] += amount;
      takeBackLine(draft, line, amount, { kind: 'reverse', at, trace: { source, countedOn: given.date } }, given.date);
    }
    given.voided = true;
    if (given.lines.length > 0) noteTakenBack(draft, code, gift, subscriptionId);
  }
  const coupons = ids.flatMap((id) => withdrawCoupon(draft, id, at) ?? []);
  const benefits = quota && takeBackQuota(draft, quota) ? [code] : [];
  draft.effects.push({ kind: 'rewardTakenBack', source, key, ...taken, coupons, benefits, at });
}

/** What was used of it stays used. Returns whether anything was left. */
function takeBackQuota({ state }: Draft, { key, quantity }: NonNullable<PlanGift['quota']>): boolean {
  const own = state.entitlements[key];
  if (!own) return false;
  const busy = [...Object.values(own.used), ...Object.values(own.reserved)].reduce((sum, count) => sum + count, 0);
  const isLeft = own.granted > busy;
  delete own.gift;
  own.extra = Math.max(0, own.extra - quantity);
  own.granted = Math.max(busy, own.granted - quantity);
  return isLeft;
}
