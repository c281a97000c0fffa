import { calendarOf } from '../../engine/draft';
import { type Input, InputRefused } from '../../engine/input';
import type { MemberState } from '../../engine/state';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError, Refusal } from '../../platform/errors';
import { encodeId, encodePartId } from '../../platform/ids';
import type { FieldCipher } from '../../platform/secrets';
import { type KeyedCall, once } from '../idempotency';
import { appendEffects, recordInput } from '../journal';
import { gateRefusal, limitsInForce, type Offer, offerOf } from '../mall';
import { lockMembers } from '../members';
import { createPayment, type NewPayment } from '../payments';
import { moveStockOf, type OrderParts } from './change-order';
import { orderedItem } from './ordered-item';
import type { OrderedItem, OrderRow, PayWith, Recipient } from './orders.entities';
import { boughtSince, insertChange, insertOrder, saveOrder } from './orders.store';
import { sealedRecipient } from './recipient';

/** The hold of an unpaid order must outlive every way in which its payment can end. */
const HOLD_FOR = 'P30D';
const MAX_QUANTITY = 100;

/** What a member asks for. */
export interface NewOrder {
  memberId: number;
  skuId: number;
  quantity: number;
  payWith: PayWith;
  recipient?: Recipient;
  /** How the cash part would be paid; undefined: this server takes no money. */
  payBy?: Pick<NewPayment, 'number' | 'channel' | 'payer' | 'clientAddress'>;
}

/** What placing needs besides the order. */
export interface PlaceParts extends OrderParts {
  cipher: FieldCipher;
}

/**
 * Places an order, once for the call's key, in one transaction. For points alone it is paid at once. With cash its points
 * are held and its stock is reserved, and a payment waits to be opened after the commit. The stock is taken last: sold
 * out, and nothing has changed. Refuses: INPUT_INVALID, PRODUCT_NOT_AVAILABLE, LEVEL_TOO_LOW, PURCHASE_LIMIT_REACHED,
 * ADDRESS_REQUIRED, INSUFFICIENT_POINTS, MEMBER_BLOCKED, PAYMENT_NOT_OFFERED, OUT_OF_STOCK. Throws MergedMeanwhile.
 * Returns the order's row id.
 */
export async function placeOrder(tx: Tx, parts: PlaceParts, call: KeyedCall, order: NewOrder): Promise<number> {
  const { quantity } = order;
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new Refusal('INPUT_INVALID', `Give 1 to ${MAX_QUANTITY}.`, ['quantity']);
  }
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
  const offer = await offerOf(tx, order.skuId, parts.now);
  const price = priceOf(offer, order);
  assertReachable(offer, order);
  const row = rowOf(parts, order, offer, price, holdId);
  const id = await insertOrder(tx, row);
  const placedOrder = { ...row, id };
  if (order.recipient) await saveOrder(tx, id, { recipient: sealedRecipient(parts.cipher, id, order.recipient) });
  const state = await takePoints(tx, parts, placedOrder, new Date(joinedAt));
  await assertAllowed(tx, parts, order, offer, state);
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
  if (!(await moveStockOf(tx, parts, placedOrder, move, { as: 'member' }, 'Placed.'))) {
    throw new Refusal('OUT_OF_STOCK', 'Less of it is left than you asked for.', ['quantity']);
  }
  return id;
}

/** A parcel needs an address, and a phone alone is none. */
function assertReachable({ product: { kind } }: Offer, { recipient }: NewOrder): void {
  if (kind === 'PHYSICAL' && recipient?.street === undefined) {
    throw new Refusal('ADDRESS_REQUIRED', 'Say to which address it goes.', ['addressId']);
  }
  if (kind === 'TOP_UP' && !recipient) throw new Refusal('ADDRESS_REQUIRED', 'Say which phone it is for.', ['phone']);
}

interface Price {
  points: number;
  cashFen: number;
}

function priceOf({ sku }: Offer, { payWith, quantity, payBy }: NewOrder): Price {
  if (payWith === 'POINTS') return { points: sku.pointsPrice * quantity, cashFen: 0 };
  if (sku.cashPoints === null || sku.cashFen === null) {
    throw new Refusal('PRODUCT_NOT_AVAILABLE', 'It is for points alone: pay with POINTS.', ['payWith']);
  }
  if (!payBy) throw new Refusal('PAYMENT_NOT_OFFERED', 'No money can be paid here: pay with POINTS.', ['payWith']);
  return { points: sku.cashPoints * quantity, cashFen: sku.cashFen * quantity };
}

function rowOf({ current, now }: PlaceParts, order: NewOrder, { sku, product }: Offer, price: Price, holdId: string) {
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
    returnedPoints: 0,
    refundedFen: 0,
    holdId,
    recipient: null,
    placedAt: now,
    dueAt: isPaid ? atOnce : payUntil,
  } satisfies Omit<OrderRow, 'id'>;
}

/** Holds the points, and spends them at once when nothing else is to be paid. Returns the state, time having passed. */
async function takePoints(tx: Tx, parts: PlaceParts, order: OrderRow, joinedAt: Date): Promise<MemberState> {
  const { holdId, points, cashFen, memberId } = order;
  const at = parts.now.getTime();
  const member = { id: memberId, joinedAt };
  const deadline = calendarOf(parts.current.program.timeZone).addTo(at, HOLD_FOR);
  const orderRef = encodeId('MallOrder', order.id);
  const hold: Input = { kind: 'hold', at, holdId, orderRef, orderAmountFen: cashFen, points, deadline };
  try {
    const held = await recordInput(tx, parts.current, member, hold);
    if (cashFen > 0) return held.state;
    return (await recordInput(tx, parts.current, member, { kind: 'capture', at, holdId, points })).state;
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    if (error.code === 'INSUFFICIENT_POINTS') throw new Refusal('INSUFFICIENT_POINTS', error.message, ['quantity']);
    if (error.code === 'MEMBER_BLOCKED') throw new Refusal('MEMBER_BLOCKED', error.message);
    throw error;
  }
}

/** Who may have it, and how many: the order itself counts already. */
async function assertAllowed(
  tx: Tx,
  parts: PlaceParts,
  order: NewOrder,
  offer: Offer,
  state: MemberState,
): Promise<void> {
  const { program } = parts.current;
  if (gateRefusal(offer.product, program, state)) {
    throw new Refusal('LEVEL_TOO_LOW', 'It is for members of other levels: see `levels` of the product.', ['skuId']);
  }
  for (const { count, per, since } of limitsInForce(offer.product, program, state, parts.now)) {
    const bought = await boughtSince(tx, order.memberId, offer.product.id, since);
    if (bought <= count) continue;
    const left = Math.max(0, count - bought + order.quantity);
    const message = `At most ${count} ${per === 'ever' ? 'for each member' : `a ${per}`}: ${left} are left for you.`;
    throw new Refusal('PURCHASE_LIMIT_REACHED', message, ['quantity']);
  }
}

async function askForCash(tx: Tx, { wallNow }: PlaceParts, { payBy }: NewOrder, order: OrderRow): Promise<void> {
  if (!payBy) throw new InvariantError('An order with cash has nobody to take it.');
  const { name } = orderedItem(order);
  const subject = String(order.id);
  const { memberId, cashFen: amountFen } = order;
  const payment = { ...payBy, memberId, purpose: 'mallOrder' as const, subject, amountFen, description: name['zh-CN'] };
  await createPayment(tx, payment, wallNow);
}
