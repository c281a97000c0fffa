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

/** Seconds between one look and the next: often at first, when most payments are told, then seldom. */
const PAUSES = [1, 1, 2, 2, 3, 5, 8, 13, 20];
const LAST_PAUSE = 30;

/** How long to wait before the next look, in ms, after so many. */
export function pauseAfter(looks: number): number {
  return (PAUSES[looks] ?? LAST_PAUSE) * 1000;
}

/**
 * How long an order can still be paid, in ms. Never longer than it could from the start, whatever this device's clock
 * says.
 */
export function timeLeft({ payUntil, placedAt }: { payUntil: string; placedAt: string }, now: number): number {
  const end = Date.parse(payUntil);
  return Math.max(0, Math.min(end - now, end - Date.parse(placedAt)));
}

/** Minutes and seconds: `14:05`; with hours where there are any. */
export function clockWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
}
