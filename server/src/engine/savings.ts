import type { Instant } from './calendar';
import type { Draft } from './draft';
import { type Input, InputRefused } from './input';
import type { Plan } from './plan';
import { isPlanInForce, planInForce } from './plan-standing';
import type { Program } from './program';
import { multiply, rational, round } from './rational';
import type { MemberState, SavingKind } from './state';

type Of<K extends Input['kind']> = Extract<Input, { kind: K }>;

/** Something that a subscription saved the member. */
export interface Saving {
  /** The subscription. */
  plan: string;
  kind: SavingKind;
  /** What saved: the template of a coupon, a benefit, a rule, an order. */
  of: string;
  at: Instant;
  eventKey?: string;
}

/** The subscription whose plan is in force; undefined: none is. */
export function subscriptionInForce({ state }: Pick<Draft, 'state'>): string | undefined {
  return isPlanInForce(state.plan, state.asOf) ? state.plan.subscriptionId : undefined;
}

/** Writes down what a plan saved, in fen; less than nothing takes a saving back. Also of a plan that has ended. */
export function writeSaving(draft: Draft, amountFen: number, { plan, kind, of, at, eventKey }: Saving): void {
  const { state } = draft;
  if (amountFen === 0) return;
  const trace = { saving: { plan, kind, of } };
  const line = { account: 'saving' as const, delta: amountFen, effectiveAt: at, eventKey, trace };
  draft.post({ ...line, kind: amountFen > 0 ? 'save' : 'unsave' });
  state.savedFen = (state.savedFen ?? 0) + amountFen;
  const own = state.plan;
  if (own?.subscriptionId !== plan) return;
  const usedFen = Math.max(0, own.usedFen + amountFen);
  state.plan = { ...own, savedFen: own.savedFen + amountFen, usedFen };
}

/** Counts that something of the running period was used, or came back. */
export function countPlanUse({ state }: Draft, plan: string, count: number): void {
  const own = state.plan;
  if (own?.subscriptionId !== plan) return;
  state.plan = { ...own, uses: Math.max(0, own.uses + count) };
}

/** What an order comes to at the price for members, and what that takes off, in fen. */
export interface MemberPrice {
  priceFen: number;
  discountFen: number;
  /** The subscription; undefined: the member has no such price. */
  subscriptionId?: string;
}

/**
 * What a member pays for an amount, by the plan in force; time has passed for the state.
 */
export function memberPriceOf(
  program: Program,
  state: Pick<MemberState, 'plan' | 'asOf'>,
  amountFen: number,
): MemberPrice {
  const discountFen = memberDiscountOf(planInForce(program, state), amountFen);
  if (discountFen === 0) return { priceFen: amountFen, discountFen };
  return { priceFen: amountFen - discountFen, discountFen, subscriptionId: state.plan?.subscriptionId };
}

/** What a plan takes off an amount, in fen: what is left is rounded up. */
export function memberDiscountOf(plan: Pick<Plan, 'memberDiscount'> | undefined, amountFen: number): number {
  if (!plan?.memberDiscount) return 0;
  return amountFen - round(multiply(plan.memberDiscount, rational(amountFen)), 'up');
}

/**
 * An order was placed at the price for members, or less than nothing is saved: something of it came back. Refuses:
 * PLAN_NOT_FOUND for a new order under a plan that is not in force.
 */
export function savePlanPrice(draft: Draft, input: Of<'savePlanPrice'>): void {
  const { at, subscriptionId: plan, orderRef, savedFen, uses } = input;
  if (uses > 0 && subscriptionInForce(draft) !== plan) throw new InputRefused('PLAN_NOT_FOUND', 'No such plan runs.');
  writeSaving(draft, savedFen, { plan, kind: 'memberPrice', of: orderRef, at });
  countPlanUse(draft, plan, uses);
}
