import type { MallOrderState } from '@/graphql/generated/graphql';

/** The groups in which members look for an order, and the states of each; what was called off is in none. */
export const ORDER_GROUPS = {
  toPay: ['PENDING_PAYMENT'],
  toShip: ['PAID', 'FULFILLING'],
  toReceive: ['SHIPPED'],
  done: ['RECEIVED', 'COMPLETED'],
  afterSales: ['RETURN_REQUESTED', 'RETURNED', 'REFUNDED', 'FULFILMENT_FAILED'],
} as const satisfies Record<string, readonly MallOrderState[]>;

/** A group of orders. */
export type OrderGroup = keyof typeof ORDER_GROUPS;

/** All groups, in their order. */
export const GROUPS = Object.keys(ORDER_GROUPS) as OrderGroup[];

/** The group of a name or of a state that it holds, as addresses of screens carry them; undefined: all orders. */
export function groupOf(asked: string | undefined): OrderGroup | undefined {
  return GROUPS.find((group) => group === asked || (ORDER_GROUPS[group] as readonly string[]).includes(asked ?? ''));
}

const OPEN: readonly MallOrderState[] = ['PENDING_PAYMENT', 'PAID', 'FULFILLING', 'SHIPPED', 'RETURN_REQUESTED'];

/** Whether something is still to come of it. */
export function isOpen(state: MallOrderState): boolean {
  return OPEN.includes(state);
}

/** How many orders are in a group. */
export function countIn(group: OrderGroup, counts: readonly { state: MallOrderState; count: number }[]): number {
  const states: readonly MallOrderState[] = ORDER_GROUPS[group];
  return counts.reduce((sum, { state, count }) => (states.includes(state) ? sum + count : sum), 0);
}
