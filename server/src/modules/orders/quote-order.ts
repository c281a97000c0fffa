import { availablePoints } from '../../engine/points';
import type { Coupon } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import { Refusal, type RefusalReason } from '../../platform/errors';
import { foldInputs } from '../journal';
import { offerOf } from '../mall';
import {
  assertAllowed,
  type Buyer,
  inOrderWords,
  NO_PRICE,
  type OrderPrice,
  outOfStock,
  type PriceParts,
  priceOf,
  priceWithCoupon,
  takings,
  usableCoupons,
  type Wish,
} from './price-order';

/** What an order would come to. */
export interface OrderQuote extends OrderPrice {
  pointsAvailable: number;
  /** What would be left of them. */
  pointsAfter: number;
  /** Why it would not be placed; undefined: it would, if its address is good. */
  refusal?: RefusalReason;
  /** Coupons that fit its cash part. */
  coupons: Coupon[];
}

/** What is asked about. */
export interface QuoteWish extends Wish {
  skuId: number;
  /** The id outside of a coupon. */
  couponId?: string;
}

/**
 * What an order would cost and whether it would be placed now, by the functions that place it: they read, and the member's
 * account is folded in memory. Without a price (`refusal` says why) all amounts are 0. The address is left aside.
 */
export async function quoteOrder(
  database: Database,
  parts: PriceParts,
  buyer: Buyer,
  wish: QuoteWish,
): Promise<OrderQuote> {
  const pointsAvailable = availablePoints(buyer.state, parts.now.getTime());
  const quote: OrderQuote = { ...NO_PRICE, pointsAvailable, pointsAfter: pointsAvailable, coupons: [] };
  try {
    await ask(database, parts, buyer, wish, quote);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    quote.refusal = error.reasons[0];
  }
  return quote;
}

/** Fills the quote in as far as it gets. */
async function ask(
  database: Database,
  parts: PriceParts,
  buyer: Buyer,
  { skuId, couponId: outerId, ...wish }: QuoteWish,
  quote: OrderQuote,
): Promise<void> {
  const offer = await offerOf(database, skuId, parts.now);
  Object.assign(quote, priceOf(parts, offer, buyer, wish));
  if (quote.cashFen > 0) quote.coupons = usableCoupons(parts, offer, buyer, quote);
  const used = outerId === undefined ? undefined : await priceWithCoupon(database, parts, offer, buyer, quote, outerId);
  Object.assign(quote, used?.price);
  await assertAllowed(database, parts, offer, buyer, wish.quantity);
  const order = { ...quote, holdId: 'quote', orderRef: 'quote', couponId: used?.couponId };
  const { state, outcomes } = foldInputs(parts.current.timeline, buyer.state, takings(parts, offer, order));
  for (const outcome of outcomes) if (!outcome.accepted) throw inOrderWords(outcome.refusal);
  if (offer.sku.available < wish.quantity) throw outOfStock();
  quote.pointsAfter = availablePoints(state, parts.now.getTime());
}
