import type { Instant } from './calendar';
import type { Draft } from './draft';
import type { Input } from './input';
import { isPlanInForce } from './plan-standing';
import type { SavingKind } from './state';

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

/** An order was paid at the price for members; of an order that is known, or without a plan, nothing is written. */
export function savePlanPrice(draft: Draft, { at, orderRef, savedFen }: Of<'savePlanPrice'>): void {
  const { state } = draft;
  const plan = subscriptionInForce(draft);
  const known = state.memberPrices && Object.hasOwn(state.memberPrices, orderRef);
  if (plan === undefined || known || savedFen <= 0) return;
  state.memberPrices = { ...state.memberPrices, [orderRef]: { plan, savedFen } };
  writeSaving(draft, savedFen, { plan, kind: 'memberPrice', of: orderRef, at });
  countPlanUse(draft, plan, 1);
}

/** Such an order was called off. */
export function unsavePlanPrice(draft: Draft, { at, orderRef }: Of<'unsavePlanPrice'>): void {
  const { state } = draft;
  if (!state.memberPrices || !Object.hasOwn(state.memberPrices, orderRef)) return;
  const { [orderRef]: known, ...rest } = state.memberPrices;
  if (!known) return;
  state.memberPrices = rest;
  writeSaving(draft, -known.savedFen, { plan: known.plan, kind: 'memberPrice', of: orderRef, at });
  countPlanUse(draft, known.plan, -1);
}
