import { calendarOf } from '../../engine/draft';
import type { OrderRow } from './orders.entities';

/** What people call an order: its business date and its row, `20260301000042`. Follows from the row and never changes. */
export function numberOf({ id, placedAt }: Pick<OrderRow, 'id' | 'placedAt'>, timeZone: string): string {
  const date = calendarOf(timeZone).dateOf(placedAt.getTime()).replaceAll('-', '');
  return `${date}${String(id).padStart(6, '0')}`;
}
