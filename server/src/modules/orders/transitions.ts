import type { OrderRow, OrderState } from './orders.entities';

/** What happens to an order. */
export type OrderStep =
  | 'pay'
  | 'cancel'
  | 'timeOut'
  | 'fulfil'
  | 'ship'
  | 'deliver'
  | 'receive'
  | 'complete'
  | 'requestReturn'
  | 'refuseReturn'
  | 'acceptReturn'
  | 'refund'
  | 'fail';

/** Who may take a step. */
export type OrderActor = 'member' | 'staff' | 'system';

interface Transition {
  by: readonly OrderActor[];
  from: Partial<Record<OrderState, OrderState>>;
}

/**
 * The one table: what is not in it is refused. Points and cash that were paid come back with `cancel` of a paid order,
 * `acceptReturn`, `refund` and `fail`, and with nothing else.
 */
export const transitions: Readonly<Record<OrderStep, Transition>> = {
  pay: { by: ['system'], from: { PENDING_PAYMENT: 'PAID' } },
  // Before it is on its way.
  cancel: { by: ['member', 'staff'], from: { PENDING_PAYMENT: 'CANCELLED', PAID: 'CANCELLED' } },
  timeOut: { by: ['system'], from: { PENDING_PAYMENT: 'CANCELLED' } },
  fulfil: { by: ['system', 'staff'], from: { PAID: 'FULFILLING' } },
  ship: { by: ['staff', 'system'], from: { PAID: 'SHIPPED', FULFILLING: 'SHIPPED', SHIPPED: 'SHIPPED' } },
  // A code was handed over, a phone was topped up: nothing has to be sent.
  deliver: { by: ['system', 'staff'], from: { FULFILLING: 'RECEIVED' } },
  receive: { by: ['member', 'system', 'staff'], from: { SHIPPED: 'RECEIVED' } },
  complete: { by: ['system'], from: { RECEIVED: 'COMPLETED' } },
  requestReturn: { by: ['member', 'staff'], from: { SHIPPED: 'RETURN_REQUESTED', RECEIVED: 'RETURN_REQUESTED' } },
  refuseReturn: { by: ['staff'], from: { RETURN_REQUESTED: 'RECEIVED' } },
  acceptReturn: { by: ['staff'], from: { RETURN_REQUESTED: 'RETURNED' } },
  // Whatever staff decide beside a return; in part it leaves the order where it is.
  refund: {
    by: ['staff'],
    from: {
      PAID: 'REFUNDED',
      FULFILLING: 'REFUNDED',
      SHIPPED: 'REFUNDED',
      RECEIVED: 'REFUNDED',
      COMPLETED: 'REFUNDED',
    },
  },
  fail: { by: ['system', 'staff'], from: { FULFILLING: 'FULFILMENT_FAILED' } },
};

/** Where a step leads from a state; undefined: it is not possible there, or not for this actor. */
export function nextState(state: OrderState, step: OrderStep, actor: OrderActor): OrderState | undefined {
  const { by, from } = transitions[step];
  return by.includes(actor) ? from[state] : undefined;
}

/** Whether the member can take a step with an order now: a code or a top-up cannot be given back. */
export function isOpenToMember({ state, kind }: Pick<OrderRow, 'state' | 'kind'>, step: OrderStep): boolean {
  return nextState(state, step, 'member') !== undefined && (step !== 'requestReturn' || kind === 'PHYSICAL');
}
