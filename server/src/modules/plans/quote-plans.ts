import { openOffersOf } from '../../engine/offers';
import { isPlanInForce } from '../../engine/plan-standing';
import { type PlanPrice, planPriceFor } from '../../engine/plans';
import type * as engine from '../../engine/program';
import type { MemberState } from '../../engine/state';
import type { ErrorCode } from '../../platform/errors';

/** An offer that is open for a member. */
export interface OpenOffer {
  offer: engine.PlanOffer;
  plan: engine.Plan;
  openedAt: number;
  until: number;
}

/** What a plan costs a member, and why it cannot be bought now. */
export interface QuotedPlan {
  plan: engine.Plan;
  price: PlanPrice;
  offer?: OpenOffer;
  refusal?: { code: ErrorCode; message: string };
}

/** The offers of plans on sale that are open for a member, the one that ends soonest first. */
export function openOffersFor(program: engine.Program, state: MemberState, now: number): OpenOffer[] {
  return openOffersOf(program, state, now).flatMap((open) => {
    const plan = program.plans.find(({ code, retired }) => code === open.offer.plan && !retired);
    return plan ? [{ ...open, plan }] : [];
  });
}

/** What each plan on sale costs a member now, in the order of the program. */
export function quotePlans(program: engine.Program, state: MemberState, now: number): QuotedPlan[] {
  const offers = openOffersFor(program, state, now);
  return program.plans
    .filter(({ retired }) => !retired)
    .map((plan) => {
      const price = planPriceFor(program, state, plan, now);
      const offer = offers.find((open) => open.offer.code === price.offer);
      return { plan, price, offer, refusal: refusalOf(state, plan, now) };
    });
}

function refusalOf(state: MemberState, plan: engine.Plan, now: number): QuotedPlan['refusal'] {
  if (state.blocked) return { code: 'MEMBER_BLOCKED', message: 'The member is blocked: nothing can be bought.' };
  const own = state.plan;
  if (!isPlanInForce(own, now)) return undefined;
  if (own.keptUntil !== undefined) {
    return { code: 'SUBSCRIPTION_RUNNING', message: 'The plan renews itself: another one can follow it at its end.' };
  }
  if (own.plan === plan.code) return undefined;
  return { code: 'SUBSCRIPTION_RUNNING', message: 'Another plan runs already: change it, or wait for its end.' };
}
