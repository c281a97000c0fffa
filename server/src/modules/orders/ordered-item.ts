import type { OrderedItem, OrderRow } from './orders.entities';

/** What was ordered, as it was when it was. */
export function orderedItem({ item }: Pick<OrderRow, 'item'>): OrderedItem {
  return JSON.parse(item) as OrderedItem;
}
