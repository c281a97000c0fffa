import type { Plan } from '../../engine/program';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import { recordInput } from '../journal';
import {
  callOffCharges,
  type LockedSubscription,
  type SubscriptionParts,
  stepSubscription,
  subscriptionIdOf,
  type Taker,
} from './change-subscription';
import type { SubscriptionRow, SubscriptionSource } from './subscriptions.entities';
import { contractsOf, insertPeriod } from './subscriptions.store';

/** A period that begins: what it is of, and how it came. */
export interface NewPeriod {
  plan: Plan['code'];
  source: SubscriptionSource;
  paidFen: number;
  paymentNumber?: string;
  isTrial?: boolean;
  offer?: string;
}

/** How the fold calls what a period came by. */
const sourceWords = { GIFT: 'gift', CARD_CODE: 'cardCode', STAFF: 'staff' } as const;

/**
 * Begins the next period of a locked member's subscription: its benefits start in this transaction, once, because the fold
 * and the table take a number of a period once. What else was asked for it is called off. Throws InputRefused, and nothing
 * was written.
 */
export async function beginPeriod(
  tx: Tx,
  parts: SubscriptionParts,
  { subscription, joinedAt }: LockedSubscription,
  period: NewPeriod,
  by: Taker,
): Promise<SubscriptionRow> {
  const { plan, source, paidFen, paymentNumber, offer } = period;
  const number = subscription.periodNo + 1;
  const { state } = await recordInput(
    tx,
    parts.current,
    { id: subscription.memberId, joinedAt },
    {
      kind: 'startPlan',
      at: parts.now.getTime(),
      subscriptionId: subscriptionIdOf(subscription),
      periodNo: number,
      plan,
      source: sourceWord(subscription, period),
      paidFen,
      paymentRef: paymentNumber,
      offer,
      autoRenew: await isSigned(tx, subscription),
    },
  );
  if (!state.plan || state.plan.periodNo !== number) throw new InvariantError('A plan was started and does not run.');
  const [fromAt, untilAt] = [new Date(state.plan.from), new Date(state.plan.until)];
  const dates = { fromAt, untilAt, recordedAt: parts.now };
  const row = { subscriptionId: subscription.id, number, plan, ...dates, paidFen, source };
  await insertPeriod(tx, { ...row, refundedFen: 0, refundedAt: null, paymentNumber: paymentNumber ?? null });
  await callOffCharges(tx, parts, subscription, number);
  const isFirst = subscription.state === 'PENDING';
  const startedAt = subscription.startedAt ?? fromAt;
  const change = { plan, periodNo: number, startedAt, endsAt: untilAt, nextPlan: null };
  const reason = paidFen > 0 ? 'The payment arrived.' : 'It was given.';
  return stepSubscription(tx, parts, subscription, isFirst ? 'start' : 'renew', by, reason, change);
}

function sourceWord({ state }: SubscriptionRow, { source, isTrial }: NewPeriod) {
  if (source !== 'CHECKOUT') return sourceWords[source];
  if (isTrial) return 'trial';
  return state === 'PENDING' ? 'checkout' : 'renewal';
}

/** Whether a subscription is renewed by itself: a contract is signed. */
export async function isSigned(tx: Tx, subscription: Pick<SubscriptionRow, 'id'>): Promise<boolean> {
  return (await contractsOf(tx, subscription.id)).some(({ state }) => state === 'SIGNED');
}
