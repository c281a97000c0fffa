import { cashOf } from '@/lib/mall';
import type { ProductParts, SkuParts } from './types';

/** The server takes no more in one order. */
const MOST_AT_ONCE = 100;

/** The variant that was chosen, else the first that is left. A product has one at least. */
export function skuOf(skus: readonly SkuParts[], chosen: string | undefined): SkuParts {
  const found = skus.find(({ id }) => id === chosen) ?? skus.find(({ soldOut }) => !soldOut) ?? skus[0];
  if (!found) throw new Error('The product has no variant');
  return found;
}

/** One way to pay for so many of a variant. */
export interface Way {
  payWith: 'POINTS' | 'POINTS_AND_CASH';
  points: number;
  cashFen: number;
  /** The cash without the member price; left out where there is none. */
  normalCashFen?: number;
  /** So many points more are needed; 0: there are enough. */
  missing: number;
}

/** The ways to pay, points alone first. */
export function waysOf(sku: SkuParts, quantity: number, available: number): [Way, ...Way[]] {
  const { pointsPrice, cash } = sku;
  const way = (payWith: Way['payWith'], points: number, cashFen: number): Way => {
    const price = payWith === 'POINTS' ? { cashFen } : cashOf(cashFen, sku);
    return {
      payWith,
      points: points * quantity,
      cashFen: price.cashFen * quantity,
      ...(price.normalCashFen === undefined ? {} : { normalCashFen: price.normalCashFen * quantity }),
      missing: Math.max(0, points * quantity - available),
    };
  };
  return [way('POINTS', pointsPrice, 0), ...(cash ? [way('POINTS_AND_CASH', cash.points, cash.cashFen)] : [])];
}

/** The way that was chosen, else the first for which there are enough points, else the one that lacks fewest. */
export function wayOf(ways: readonly [Way, ...Way[]], chosen: Way['payWith'] | undefined): Way {
  const nearest = ways.reduce((best, way) => (way.missing < best.missing ? way : best));
  return ways.find(({ payWith }) => payWith === chosen) ?? nearest;
}

/** How many the member may take at once, by what is left of the stock and of the limits that hold for them. */
export function mostOf({ limits }: Pick<ProductParts, 'limits'>, { available }: SkuParts): number {
  return Math.max(0, Math.min(available, MOST_AT_ONCE, ...limits.flatMap(({ left }) => left ?? [])));
}

/** What keeps a member from having a product, the first reason that counts; `open`: nothing does. */
export type Standing = 'blocked' | 'locked' | 'planned' | 'soldOut' | 'usedUp' | 'short' | 'open';

/** How the member stands to a variant. */
export function standingOf({ lockedBy }: ProductParts, sku: SkuParts, ways: readonly Way[]): Standing {
  if (lockedBy?.reason === 'BLOCKED') return 'blocked';
  if (lockedBy?.reason === 'LEVEL') return 'locked';
  if (lockedBy?.reason === 'PLAN') return 'planned';
  if (sku.soldOut) return 'soldOut';
  if (lockedBy) return 'usedUp';
  return ways.every(({ missing }) => missing > 0) ? 'short' : 'open';
}

/** Whether it is a mobile number of mainland China. */
export function isMobile(phone: string): boolean {
  return /^1[3-9]\d{9}$/.test(phone);
}

/** The member's own number, where an address has the number that the server shows masked; else empty. */
export function ownPhone(masked: string | null | undefined, addresses: readonly { phone: string }[]): string {
  const own = addresses.find(({ phone }) => `${phone.slice(0, 3)}****${phone.slice(-4)}` === masked);
  return own?.phone ?? '';
}

/** A variant in words. */
export function variantWords({ attributes }: Pick<SkuParts, 'attributes'>): string {
  return attributes.map(({ value }) => value).join(' ');
}
