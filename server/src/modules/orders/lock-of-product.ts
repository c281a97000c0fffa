import { type Level, primaryTrack } from '../../engine/program';
import { gateRefusal, limitsInForce } from '../mall';
import type { Bought } from './orders.store';
import type { Buyer, PriceParts } from './price-order';

/** The part of a product that decides who may have it, and how many. */
interface Gated {
  id: number;
  gate: Parameters<typeof gateRefusal>[0];
  limits: Parameters<typeof limitsInForce>[0];
}

/** Looks up how many a member has ordered. */
export type BoughtBy = (asked: Bought) => Promise<number>;

/** Why a member may not have a product: `level` is the lowest that may, `plans` are those that open it. */
export interface ProductLock {
  reason: 'LEVEL' | 'PLAN' | 'LIMIT' | 'BLOCKED';
  level?: Level;
  plans?: readonly string[];
}

/** What keeps a member from a product, points and stock apart; undefined: nothing does. */
export async function lockOf(
  parts: PriceParts,
  product: Gated,
  buyer: Buyer,
  boughtBy: BoughtBy,
): Promise<ProductLock | undefined> {
  if (buyer.state.blocked) return { reason: 'BLOCKED' };
  const { program } = parts.current;
  const gate = gateRefusal(product.gate, program, buyer.state);
  if (gate?.reason === 'PLAN') return { reason: 'PLAN', plans: gate.codes };
  if (gate) {
    return { reason: 'LEVEL', level: primaryTrack(program).levels.find(({ code }) => gate.codes.includes(code)) };
  }
  return (await leftOf(parts, product, buyer, boughtBy)) === 0 ? { reason: 'LIMIT' } : undefined;
}

/** How many more a member may have by the limits that hold for them; null: none does. */
export async function leftOf(
  { current, now }: PriceParts,
  { id: productId, limits }: Pick<Gated, 'id' | 'limits'>,
  { id: memberId, state }: Buyer,
  boughtBy: BoughtBy,
): Promise<number | null> {
  const left = limitsInForce(limits, current.program, state, now).map(async ({ count, since }) => {
    const bought = await boughtBy({ memberId, productId, since: since?.getTime() });
    return Math.max(0, count - bought);
  });
  return left.length === 0 ? null : Math.min(...(await Promise.all(left)));
}
