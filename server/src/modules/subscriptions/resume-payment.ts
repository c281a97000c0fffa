import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import type { PayBy } from '../payments';
import { paymentsOf } from '../payments';
import { callOffCharges, lockSubscription, type SubscriptionParts } from './change-subscription';
import { payFor } from './check-out';
import type { ChargeRow, SubscriptionRow } from './subscriptions.entities';
import { chargesOf, insertCharge } from './subscriptions.store';

/**
 * The charge of a subscription that the member may pay now; by another channel than it was asked for, it is asked for anew
 * and the other is called off. Refuses: PAYMENT_NOT_OPEN. Throws MergedMeanwhile.
 */
export async function chargeToPay(
  tx: Tx,
  parts: SubscriptionParts,
  found: Pick<SubscriptionRow, 'id' | 'memberId'>,
  payBy: PayBy | undefined,
): Promise<ChargeRow> {
  const { subscription } = await lockSubscription(tx, found);
  const periodNo = subscription.periodNo + 1;
  const charges = await chargesOf(tx, subscription.id, periodNo);
  const waiting = charges.find(({ kind, state }) => kind === 'CHECKOUT' && state === 'WAITING');
  const payment = waiting && (await paymentsOf(tx, 'planPeriod', [String(waiting.id)])).at(-1);
  const isOpen = payment && (payment.state === 'CREATED' || payment.state === 'OPEN');
  if (!waiting || !isOpen || payment.expiresAt <= parts.wallNow) {
    throw new Refusal('PAYMENT_NOT_OPEN', 'There is nothing to pay.', ['subscriptionId']);
  }
  const isSame = payBy?.channel === payment.channel && (payBy.payer?.appId ?? null) === payment.appId;
  if (!payBy || isSame) return waiting;
  const plan = parts.current.program.plans.find(({ code }) => code === waiting.plan);
  if (!plan) throw new Refusal('PAYMENT_NOT_OPEN', 'The plan is sold no more.', ['subscriptionId']);
  await callOffCharges(tx, parts, subscription, periodNo);
  const { id: _, ...asked } = waiting;
  const charge = await insertCharge(tx, { ...asked, attempt: charges.length + 1, dueAt: parts.now });
  await payFor(tx, parts, subscription, charge, plan, payBy);
  return charge;
}
