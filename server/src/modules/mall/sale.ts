import { periodStart } from '../../engine/calendar';
import { calendarOf } from '../../engine/draft';
import { planInForce } from '../../engine/plans';
import { type Program, primaryTrack } from '../../engine/program';
import type { MemberState } from '../../engine/state';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { CategoryRow, type ProductGate, ProductRow, type PurchaseLimit, SkuRow } from './mall.entities';

/** A SKU with its product, as an order takes them. */
export interface Offer {
  sku: SkuRow;
  product: ProductRow;
  /** The code of its category; undefined: it has none. */
  category?: string;
  gate: ProductGate;
  limits: PurchaseLimit[];
}

/** Whether a product is on the shelf at an instant. */
export function isOnShelf(product: Pick<ProductRow, 'state' | 'shelfFrom' | 'shelfUntil'>, now: Date): boolean {
  const { state, shelfFrom, shelfUntil } = product;
  return state === 'PUBLISHED' && (!shelfFrom || shelfFrom <= now) && (!shelfUntil || now < shelfUntil);
}

/** What an order is for; read in its transaction when it is placed. Refuses: PRODUCT_NOT_AVAILABLE for what is not on the shelf. */
export async function offerOf(source: Database | Tx, skuId: number, now: Date): Promise<Offer> {
  const manager = 'reader' in source ? source.reader.manager : source;
  const sku = await manager.findOneBy(SkuRow, { id: skuId });
  const product = sku && (await manager.findOneBy(ProductRow, { id: sku.productId }));
  if (!sku || !product || !isOnShelf(product, now)) {
    throw new Refusal('PRODUCT_NOT_AVAILABLE', 'The product is not on offer: choose another.', ['skuId']);
  }
  const { categoryId } = product;
  const category = categoryId === null ? null : await manager.findOneBy(CategoryRow, { id: categoryId });
  const gate = JSON.parse(product.gate) as ProductGate;
  return { sku, product, category: category?.code, gate, limits: JSON.parse(product.limits) as PurchaseLimit[] };
}

/** What keeps a member from a product, and the codes that would open it. */
export interface GateRefusal {
  reason: 'LEVEL' | 'PLAN';
  codes: string[];
}

/** Why a member may not have a product at all, time having passed for the state; undefined: they may. */
export function gateRefusal(
  { levels, plans }: ProductGate,
  program: Program,
  state: Pick<MemberState, 'tracks' | 'plan' | 'asOf'>,
): GateRefusal | undefined {
  if (levels && !levels.includes(levelOf(program, state))) return { reason: 'LEVEL', codes: levels };
  if (plans && !plans.includes(planInForce(program, state)?.code ?? '')) return { reason: 'PLAN', codes: plans };
  return undefined;
}

/** A limit that holds for a member, and since when what they have bought counts towards it. */
export interface LimitInForce {
  count: number;
  per: PurchaseLimit['per'];
  /** Undefined: ever. */
  since?: Date;
}

/** Those of a product's limits that hold for a member at an instant. */
export function limitsInForce(
  limits: readonly PurchaseLimit[],
  program: Program,
  state: Pick<MemberState, 'tracks'>,
  now: Date,
): LimitInForce[] {
  const level = levelOf(program, state);
  return limits
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
