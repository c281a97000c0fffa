import { share } from '../../engine/events';
import type { Tx } from '../../platform/database/unit-of-work';
import { encodeId } from '../../platform/ids';
import { recordInput } from '../journal';
import type { ProgramInForce } from '../programs';
import { isGivenBack } from './ordered-item';
import type { OrderRow } from './orders.entities';

/**
 * Writes into the member's savings what changed of an order's price for members: `after` is the order as it is to be,
 * `undefined` when it is dropped. What is saved goes back in proportion to the cash that does, and whole with the order.
 */
export async function settleMemberPrice(
  tx: Tx,
  { current, now }: { current: ProgramInForce; now: Date },
  { order, joinedAt }: { order: OrderRow; joinedAt: Date },
  after: OrderRow | undefined,
): Promise<void> {
  const { subscriptionId, memberId: id } = order;
  if (subscriptionId === null) return;
  const savedFen = keptOf(after) - keptOf(order);
  const uses = countOf(after) - countOf(order);
  if (savedFen === 0 && uses === 0) return;
  const orderRef = encodeId('MallOrder', order.id);
  const at = now.getTime();
  await recordInput(
    tx,
    current,
    { id, joinedAt },
    { kind: 'savePlanPrice', at, subscriptionId, orderRef, savedFen, uses },
  );
}

const countOf = (order: OrderRow | undefined): number => (order && !isGivenBack(order) ? 1 : 0);

function keptOf(order: OrderRow | undefined): number {
  if (!order || isGivenBack(order)) return 0;
  const { memberDiscountFen, cashFen, refundedFen } = order;
  return refundedFen === 0 ? memberDiscountFen : memberDiscountFen - share(memberDiscountFen, refundedFen, cashFen);
}
