import type { OrderPartsFragment, ShipmentPartsFragment } from './generated/graphql';

/** An order as this screen knows it. */
export type Order = OrderPartsFragment;

/** A parcel of it. */
export type Shipment = ShipmentPartsFragment;

/** A phone number with its middle hidden; anything that is none stays as it is. */
export function masked(phone: string): string {
  return phone.replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2');
}

/** What is left of a time to come, as a clock shows it: `14:05`, `1:02:30`; undefined when it is over. */
export function clockOf(end: string, now: number): string | undefined {
  const left = Math.ceil((Date.parse(end) - now) / 1000);
  if (!(left > 0)) return undefined;
  const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor((left % 3600) / 60), left % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${two(minutes)}:${two(seconds)}`;
}

/** A step in the life of an order by what was done, which the state alone does not always tell. */
export type Deed = `did.${Order['state'] | 'PLACED' | 'DELIVERED' | 'RETURN_REFUSED' | 'SHIPPED_AGAIN'}`;

/** The life of an order, the latest first. */
export function deedsOf({ timeline, kind }: Pick<Order, 'timeline' | 'kind'>): { deed: Deed; at: string }[] {
  return timeline
    .map(({ state, at }, index) => ({ deed: deedOf(state, timeline[index - 1]?.state, kind), at }))
    .reverse();
}

function deedOf(state: Order['state'], before: Order['state'] | undefined, kind: Order['kind']): Deed {
  // For points alone it is placed and paid at once.
  if (state === 'PAID' && before === undefined) return 'did.PLACED';
  if (state === 'RECEIVED' && before === 'RETURN_REQUESTED') return 'did.RETURN_REFUSED';
  if (state === 'RECEIVED' && kind !== 'PHYSICAL') return 'did.DELIVERED';
  if (state === 'SHIPPED' && before === 'SHIPPED') return 'did.SHIPPED_AGAIN';
  return `did.${state}`;
}

/** Whether something is expected to happen to it soon, so that it is worth looking again. */
export function isWaiting({ state, kind, refunds }: Pick<Order, 'state' | 'kind' | 'refunds'>): boolean {
  if (state === 'PENDING_PAYMENT') return true;
  if (refunds.some((refund) => refund.state === 'REQUESTED' || refund.state === 'PROCESSING')) return true;
  return kind !== 'PHYSICAL' && (state === 'PAID' || state === 'FULFILLING');
}
