import type { SubscriptionState } from './subscriptions.entities';

/** What happens to a subscription. */
export type SubscriptionStep =
  | 'start'
  | 'drop'
  | 'renew'
  | 'fallDue'
  | 'cancelRenewal'
  | 'signRenewal'
  | 'expire'
  | 'redeem'
  | 'shorten'
  | 'refund';

/** Who may take a step; `wechat`: the member, inside WeChat. */
export type SubscriptionActor = 'member' | 'wechat' | 'staff' | 'system';

interface Transition {
  by: readonly SubscriptionActor[];
  from: Partial<Record<SubscriptionState, SubscriptionState>>;
}

/**
 * The one table: what is not in it is refused. Benefits start with `start` and `renew`, and end with `expire`, `refund` and
 * a `cancelRenewal` while past due, and with nothing else.
 */
export const transitions: Readonly<Record<SubscriptionStep, Transition>> = {
  start: { by: ['system', 'staff', 'member'], from: { PENDING: 'ACTIVE' } },
  // Never paid: nothing was given.
  drop: { by: ['member', 'system', 'staff'], from: { PENDING: 'EXPIRED' } },
  renew: { by: ['system', 'staff', 'member'], from: { ACTIVE: 'ACTIVE', PAST_DUE: 'ACTIVE', CANCELLED: 'CANCELLED' } },
  fallDue: { by: ['system'], from: { ACTIVE: 'PAST_DUE', PAST_DUE: 'PAST_DUE' } },
  // The benefits stay to the end of what is paid.
  cancelRenewal: {
    by: ['member', 'wechat', 'staff', 'system'],
    from: { ACTIVE: 'CANCELLED', PAST_DUE: 'EXPIRED', PENDING: 'PENDING' },
  },
  signRenewal: { by: ['system'], from: { ACTIVE: 'ACTIVE', CANCELLED: 'ACTIVE', PENDING: 'PENDING' } },
  expire: { by: ['system'], from: { ACTIVE: 'EXPIRED', PAST_DUE: 'EXPIRED', CANCELLED: 'EXPIRED' } },
  // A gift: its code has started a plan of somebody.
  redeem: { by: ['member'], from: { ACTIVE: 'EXPIRED' } },
  // A period that had not begun went back; the one before runs on.
  shorten: {
    by: ['staff', 'system'],
    from: { ACTIVE: 'ACTIVE', CANCELLED: 'CANCELLED', PAST_DUE: 'PAST_DUE' },
  },
  refund: {
    by: ['staff', 'system'],
    from: { ACTIVE: 'REFUNDED', PAST_DUE: 'REFUNDED', CANCELLED: 'REFUNDED' },
  },
};

/** Where a step leads from a state; undefined: it is not possible there, or not for this actor. */
export function nextState(
  state: SubscriptionState,
  step: SubscriptionStep,
  actor: SubscriptionActor,
): SubscriptionState | undefined {
  const { by, from } = transitions[step];
  return by.includes(actor) ? from[state] : undefined;
}

/** Whether benefits run, or are kept, in this state. */
export function isRunning(state: SubscriptionState): boolean {
  return state === 'ACTIVE' || state === 'PAST_DUE' || state === 'CANCELLED';
}

/** Whether a member may have no other beside one in this state. */
export function isOpen(state: SubscriptionState): boolean {
  return state === 'PENDING' || isRunning(state);
}

/** The number of the period that comes next. */
export const nextPeriodNo = ({ periodNo }: { periodNo: number }): number => periodNo + 1;
