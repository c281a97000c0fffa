import { periodStart } from '../../engine/calendar';
import { calendarOf } from '../../engine/draft';
import { type Program, primaryTrack } from '../../engine/program';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { type ProductGate, ProductRow, type PurchaseLimit, SkuRow } from './mall.entities';

/** A SKU with its product, as an order takes them. */
export interface Offer {
  sku: SkuRow;
  product: ProductRow;
}

/** Whether a product is on the shelf at an instant. */
export function isOnShelf(product: Pick<ProductRow, 'state' | 'shelfFrom' | 'shelfUntil'>, now: Date): boolean {
  const { state, shelfFrom, shelfUntil } = product;
  return state === 'PUBLISHED' && (!shelfFrom || shelfFrom <= now) && (!shelfUntil || now < shelfUntil);
}

/** What an order is for, read in its transaction. Refuses: PRODUCT_NOT_AVAILABLE for what is not on the shelf. */
export async function offerOf(tx: Tx, skuId: number, now: Date): Promise<Offer> {
  const sku = await tx.findOneBy(SkuRow, { id: skuId });
  const product = sku && (await tx.findOneBy(ProductRow, { id: sku.productId }));
  if (!sku || !product || !isOnShelf(product, now)) {
    throw new Refusal('PRODUCT_NOT_AVAILABLE', 'The product is not on offer: choose another.', ['skuId']);
  }
  return { sku, product };
}

/** Why a member may not have a product at all; undefined: they may. */
export function gateRefusal(
  { gate }: Pick<ProductRow, 'gate'>,
  program: Program,
  state: Pick<MemberState, 'tracks'>,
): { levels: string[] } | undefined {
  const { levels } = JSON.parse(gate) as ProductGate;
  return levels && !levels.includes(levelOf(program, state)) ? { levels } : undefined;
}

/** A limit that holds for a member, and since when what they have bought counts towards it. */
export interface LimitInForce {
  count: number;
  per: PurchaseLimit['per'];
  /** Undefined: ever. */
  since?: Date;
}

/** The limits of a product that hold for a member at an instant. */
export function limitsInForce(
  { limits }: Pick<ProductRow, 'limits'>,
  program: Program,
  state: Pick<MemberState, 'tracks'>,
  now: Date,
): LimitInForce[] {
  const level = levelOf(program, state);
  return (JSON.parse(limits) as PurchaseLimit[])
    .filter(({ levels }) => !levels || levels.includes(level))
    .map(({ count, per }) => ({ count, per, since: per === 'ever' ? undefined : startOf(program, per, now) }));
}

function levelOf(program: Program, state: Pick<MemberState, 'tracks'>): string {
  return state.tracks[primaryTrack(program).code]?.level ?? '';
}

function startOf({ timeZone }: Program, per: 'day' | 'month' | 'year', now: Date): Date {
  const calendar = calendarOf(timeZone);
  return new Date(calendar.startOf(periodStart(calendar.dateOf(now.getTime()), per)));
}
