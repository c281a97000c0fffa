import type { CashierPartsFragment, MembershipQuery } from './generated/graphql';

export type Member = NonNullable<MembershipQuery['me']>;

/** A plan, and what it costs the member now. */
export type Quote = Member['planQuotes'][number];

/** The code of the plan that is cheapest by the month, where that is less than another; else undefined. */
export function bestValue(quotes: readonly Quote[]): string | undefined {
  const sorted = [...quotes].sort((a, b) => a.plan.monthlyPriceFen - b.plan.monthlyPriceFen);
  const [best, next] = sorted;
  return best && next && best.plan.monthlyPriceFen < next.plan.monthlyPriceFen ? best.plan.code : undefined;
}

/** What somebody is about to pay: the price of now, or as a gift the plain one, which no first price lowers. */
export function priceOf(quote: Quote, asGift: boolean): number {
  return asGift ? quote.plan.priceFen : quote.priceFen;
}

/**
 * What the screen has to say of a purchase: it waits for money, the provider is asked, nothing came of it, a gift can be
 * passed on, the plan runs, or it is over again.
 */
export type Outcome = 'waiting' | 'checking' | 'closed' | 'gift' | 'done' | 'over';

/** What became of a purchase so far; a renewal that waits for money goes before the plan that runs. */
export function outcomeOf({
  state,
  startedAt,
  payment,
  giftCode,
}: Pick<CashierPartsFragment, 'state' | 'startedAt' | 'payment' | 'giftCode'>): Outcome {
  if (giftCode) return 'gift';
  if (payment?.state === 'OPEN') return 'waiting';
  if (payment?.state === 'CLOSING') return 'checking';
  if (state === 'PENDING') return payment?.state === 'CLOSED' ? 'closed' : 'checking';
  if (state === 'REFUNDED' || state === 'EXPIRED') return startedAt ? 'over' : 'closed';
  return 'done';
}

/** Whether renewal by itself was agreed to, and is still to be signed at WeChat. */
export function isUnsigned({
  autoRenewState,
  autoRenewConsentAt,
}: Pick<CashierPartsFragment, 'autoRenewState' | 'autoRenewConsentAt'>): boolean {
  return autoRenewState === 'SIGNING' || (autoRenewState === 'OFF' && Boolean(autoRenewConsentAt));
}

/** A decimal such as `0.95` as what Chinese shops call it: `9.5`. */
export function tenths(discount: string): string {
  return String(Math.round(Number(discount) * 1000) / 100);
}

/** A decimal such as `0.95` as what is taken off, in whole percent: `5`. */
export function percentOff(discount: string): string {
  return String(Math.round((1 - Number(discount)) * 100));
}
