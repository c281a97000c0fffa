import type { OrderedItem, OrderRow } from './orders.entities';

/** What was ordered, as it was when it was. */
export function orderedItem({ item }: Pick<OrderRow, 'item'>): OrderedItem {
  return JSON.parse(item) as OrderedItem;
}

/** Whether everything that was paid for an order went back. */
export function isGivenBack({ points, returnedPoints, cashFen, refundedFen }: OrderRow): boolean {
  return returnedPoints === points && refundedFen === cashFen;
}
