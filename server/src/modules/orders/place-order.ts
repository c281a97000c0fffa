import { calendarOf } from '../../engine/draft';
import { advance, newMember } from '../../engine/fold';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { encodeId, encodePartId } from '../../platform/ids';
import type { FieldCipher } from '../../platform/secrets';
import { type KeyedCall, once } from '../idempotency';
import { appendEffects, recordInputs, statesByMember } from '../journal';
import { type Offer, offerOf } from '../mall';
import { lockMembers } from '../members';
import { createPayment, type PayBy } from '../payments';
import { moveStockOf, type OrderParts } from './change-order';
import { orderedItem } from './ordered-item';
import type { OrderedItem, OrderRow, PayWith, Recipient } from './orders.entities';
import { insertChange, insertOrder, saveOrder } from './orders.store';
import {
  assertAllowed,
  type Buyer,
  inOrderWords,
  type OrderPrice,
  outOfStock,
  priceOf,
  priceWithCoupon,
  takings,
} from './price-order';
import { sealedRecipient } from './recipient';

/** What a member asks for. */
export interface NewOrder {
  memberId: number;
  skuId: number;
  quantity: number;
  payWith: PayWith;
  recipient?: Recipient;
  /** The id outside of a coupon for the cash part. */
  couponId?: string;
  /** How the cash part would be paid; undefined: this server takes no money. */
  payBy?: PayBy;
}

/** What placing needs besides the order. */
export interface PlaceParts extends OrderParts {
  cipher: FieldCipher;
}

/**
 * Places an order, once for the call's key, in one transaction. With nothing to be paid in cash it is paid at once.
 * Otherwise its points are held, its coupon is locked and its stock is reserved, and a payment waits to be opened after
 * the commit. The stock is taken last: sold out, and nothing has changed. Refuses: INPUT_INVALID, PRODUCT_NOT_AVAILABLE,
 * LEVEL_TOO_LOW, PLAN_REQUIRED, PURCHASE_LIMIT_REACHED, ADDRESS_REQUIRED, INSUFFICIENT_POINTS, MEMBER_BLOCKED, PAYMENT_NOT_OFFERED,
 * OUT_OF_STOCK, and COUPON_… as `priceWithCoupon`. Throws MergedMeanwhile. Returns the order's row id.
 */
export async function placeOrder(tx: Tx, parts: PlaceParts, call: KeyedCall, order: NewOrder): Promise<number> {
  return Number(
    await once(tx, call, parts.now, async (number) => {
      const holdId = encodePartId('hold', order.memberId, number);
      return String(await place(tx, parts, order, holdId));
    }),
  );
}

async function place(tx: Tx, parts: PlaceParts, order: NewOrder, holdId: string): Promise<number> {
  const { memberId } = order;
  const joinedAt = (await lockMembers(tx, [memberId])).get(memberId);
  if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
  const buyer = { id: memberId, state: await stateOf(tx, parts, memberId, joinedAt) };
  const offer = await offerOf(tx, order.skuId, parts.now);
  const { price, couponId } = await priced(tx, parts, order, offer, buyer);
  assertReachable(offer, order);
  await assertAllowed(tx, parts, offer, buyer, order.quantity);
  const row = rowOf(parts, order, offer, price, holdId);
  const id = await insertOrder(tx, row);
  const placedOrder = { ...row, id };
  if (order.recipient) await saveOrder(tx, id, { recipient: sealedRecipient(parts.cipher, id, order.recipient) });
  const orderRef = encodeId('MallOrder', id);
  const inputs = takings(parts, offer, { ...price, holdId, orderRef, couponId });
  await recordInputs(tx, parts.current, { id: memberId, joinedAt: new Date(joinedAt) }, inputs).catch(
    (error: unknown) => {
      throw inOrderWords(error);
    },
  );
  await insertChange(tx, {
    orderId: id,
    fromState: null,
    toState: row.state,
    actor: 'member',
    reason: 'Placed.',
    at: parts.now,
  });
  const effect = { kind: 'orderChanged' as const, orderId: id, from: null, to: row.state, at: parts.now.getTime() };
  await appendEffects(tx, [{ memberId, effect, recordedAt: parts.now.getTime() }]);
  if (price.cashFen > 0) await askForCash(tx, parts, order, placedOrder);
  const move = price.cashFen > 0 ? 'reserve' : 'sell';
  if (!(await moveStockOf(tx, parts, placedOrder, move, { as: 'member' }, 'Placed.'))) throw outOfStock();
  return id;
}

async function stateOf(tx: Tx, { current, now }: PlaceParts, memberId: number, joinedAt: number): Promise<MemberState> {
  const { timeline } = current;
  const stored = (await statesByMember(tx, [memberId])).get(memberId)?.state;
  return advance(timeline, stored ?? newMember(timeline, joinedAt), now.getTime()).state;
}

async function priced(
  tx: Tx,
  parts: PlaceParts,
  { quantity, payWith, payBy, couponId }: NewOrder,
  offer: Offer,
  buyer: Buyer,
): Promise<{ price: OrderPrice; couponId?: string }> {
  const price = priceOf(parts, offer, buyer, { quantity, payWith, takesMoney: payBy !== undefined });
  return couponId === undefined ? { price } : priceWithCoupon(tx, parts, offer, buyer, price, couponId);
}

/** A parcel needs an address, and a phone alone is none. */
function assertReachable({ product: { kind } }: Offer, { recipient }: NewOrder): void {
  if (kind === 'PHYSICAL' && recipient?.street === undefined) {
    throw new Refusal('ADDRESS_REQUIRED', 'Say to which address it goes.', ['addressId']);
  }
  if (kind === 'TOP_UP' && !recipient) throw new Refusal('ADDRESS_REQUIRED', 'Say which phone it is for.', ['phone']);
}

function rowOf(
  { current, now }: PlaceParts,
  order: NewOrder,
  { sku, product }: Offer,
  price: OrderPrice,
  holdId: string,
) {
  const { timeZone, mall } = current.program;
  const isPaid = price.cashFen === 0;
  const item: OrderedItem = {
    name: JSON.parse(product.name) as OrderedItem['name'],
    attributes: JSON.parse(sku.attributes) as OrderedItem['attributes'],
    image: (JSON.parse(product.images) as string[])[0] ?? null,
    marketPriceFen: sku.marketPriceFen,
  };
  const payUntil = new Date(calendarOf(timeZone).addTo(now.getTime(), mall.payWithin));
  const atOnce = product.kind === 'PHYSICAL' ? null : now;
  return {
    memberId: order.memberId,
    productId: product.id,
    skuId: sku.id,
    kind: product.kind,
    state: isPaid ? 'PAID' : 'PENDING_PAYMENT',
    item: JSON.stringify(item),
    quantity: order.quantity,
    payWith: order.payWith,
    ...price,
    subscriptionId: price.subscriptionId ?? null,
    couponId: order.couponId ?? null,
    returnedPoints: 0,
    refundedFen: 0,
    holdId,
    recipient: null,
    placedAt: now,
    dueAt: isPaid ? atOnce : payUntil,
  } satisfies Omit<OrderRow, 'id'>;
}

async function askForCash(tx: Tx, { wallNow }: PlaceParts, { payBy }: NewOrder, order: OrderRow): Promise<void> {
  if (!payBy) throw new InvariantError('An order with cash has nobody to take it.');
  const { name } = orderedItem(order);
  const subject = String(order.id);
  const { memberId, cashFen: amountFen } = order;
  const payment = { ...payBy, memberId, purpose: 'mallOrder' as const, subject, amountFen, description: name['zh-CN'] };
  await createPayment(tx, payment, wallNow);
}
