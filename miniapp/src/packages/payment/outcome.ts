import type { PaymentPartsFragment } from './generated/graphql';

/**
 * What the screen has to say of an order: it waits for money, it was called off, the supplier could not deliver, it is
 * being prepared, it is all right, or something else became of it later.
 */
export type Outcome = 'waiting' | 'cancelled' | 'failed' | 'underWay' | 'done' | 'over';

/** What became of an order so far. */
export function outcomeOf({ state, kind }: Pick<PaymentPartsFragment, 'state' | 'kind'>): Outcome {
  switch (state) {
    case 'PENDING_PAYMENT':
      return 'waiting';
    case 'CANCELLED':
      return 'cancelled';
    case 'FULFILMENT_FAILED':
      return 'failed';
    case 'PAID':
    case 'FULFILLING':
      return kind === 'PHYSICAL' ? 'done' : 'underWay';
    case 'SHIPPED':
    case 'RECEIVED':
    case 'COMPLETED':
      return 'done';
    default:
      return 'over';
  }
}

/** Where money stands that a called-off order has brought. */
export type MoneyBack = 'none' | 'maybe' | 'onItsWay' | 'back' | 'stuck';

/** Whether money goes back: none came, it might still come, and where what came stands. */
export function moneyBackOf({ payment, refunds }: Pick<PaymentPartsFragment, 'payment' | 'refunds'>): MoneyBack {
  if (payment?.state === 'CLOSING') return 'maybe';
  if (refunds.length === 0) return 'none';
  if (refunds.some(({ state }) => state === 'ABNORMAL')) return 'stuck';
  return refunds.every(({ state }) => state === 'SUCCEEDED' || state === 'CLOSED') ? 'back' : 'onItsWay';
}

/** Whether the server will tell something new before long. */
export function isOpen(order: PaymentPartsFragment): boolean {
  const outcome = outcomeOf(order);
  const money = moneyBackOf(order);
  return outcome === 'waiting' || outcome === 'underWay' || money === 'maybe' || money === 'onItsWay';
}
