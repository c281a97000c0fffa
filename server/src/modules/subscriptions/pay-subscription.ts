import { InputRefused } from '../../engine/input';
import type { Tx } from '../../platform/database/unit-of-work';
import { InvariantError } from '../../platform/errors';
import type { FieldCipher } from '../../platform/secrets';
import { joinedAtOfMembers } from '../members';
import type { PaymentHandler, PaymentRow } from '../payments';
import { beginPeriod } from './begin-period';
import {
  endContracts,
  type LockedSubscription,
  type SubscriptionParts,
  SYSTEM,
  stepSubscription,
} from './change-subscription';
import { giftPaid } from './plan-codes';
import type { ChargeRow, SubscriptionPeriodRow } from './subscriptions.entities';
import {
  chargesOf,
  periodOf,
  refundRequestsOf,
  rereadCharge,
  rereadSubscription,
  saveCharge,
  savePeriod,
  saveRefundRequest,
  saveSubscription,
} from './subscriptions.store';
import { tellNews } from './tell-news';
import { isOpen, isRunning } from './transitions';

/** What the handlers need. */
export type SubscriptionPaymentParts = SubscriptionParts & { cipher: FieldCipher };

/**
 * What becomes of subscriptions when their payments do, paid by the member or by a debit: in the transaction that records
 * it, the member locked.
 */
export function subscriptionPayments(parts: SubscriptionPaymentParts): PaymentHandler {
  return {
    paid: (tx, payment) => takePayment(tx, parts, payment),
    closed: (tx, payment) => recordUnpaid(tx, parts, payment),
    async refunded(tx, payment) {
      const period = await periodPaidBy(tx, payment);
      if (period) await stepRequest(tx, period, 'DONE');
    },
    async refundClosed(tx, payment, { amountFen }) {
      const period = await periodPaidBy(tx, payment);
      if (!period) return;
      await savePeriod(tx, period.id, { refundedFen: period.refundedFen - amountFen });
      // Staff decide anew, and pay it by another way.
      await stepRequest(tx, period, 'WAITING');
    },
  };
}

/** The period that a payment was taken for; undefined: it came too late for any. */
async function periodPaidBy(tx: Tx, payment: PaymentRow): Promise<SubscriptionPeriodRow | undefined> {
  const { charge } = await chargeOf(tx, payment);
  const period = await periodOf(tx, charge.subscriptionId, charge.periodNo);
  return period?.paymentNumber === payment.number ? period : undefined;
}

/** The request by which the money of a period was on its way goes on. */
async function stepRequest(tx: Tx, { subscriptionId, number }: SubscriptionPeriodRow, state: 'DONE' | 'WAITING') {
  const requests = await refundRequestsOf(tx, subscriptionId);
  const request = requests.findLast((known) => known.state === 'APPROVED' && known.periodNo === number);
  if (request) await saveRefundRequest(tx, request.id, { state });
}

async function chargeOf(
  tx: Tx,
  { subject, memberId }: PaymentRow,
): Promise<LockedSubscription & { charge: ChargeRow }> {
  const charge = await rereadCharge(tx, Number(subject));
  const subscription = await rereadSubscription(tx, charge.subscriptionId);
  const joinedAt = (await joinedAtOfMembers(tx, [memberId])).get(memberId);
  if (joinedAt === undefined) throw new InvariantError(`There is no member ${memberId}.`);
  return { charge, subscription, joinedAt };
}

async function takePayment(
  tx: Tx,
  parts: SubscriptionPaymentParts,
  payment: PaymentRow,
): Promise<'accepted' | 'refund'> {
  const { charge, ...locked } = await chargeOf(tx, payment);
  const { subscription } = locked;
  const isAsked = charge.state === 'WAITING' || charge.state === 'UNDER_WAY';
  // Called off meanwhile, or another attempt for the period came first: the money came too late.
  if (!isAsked || !isOpen(subscription.state) || charge.periodNo !== subscription.periodNo + 1) {
    return giveBack(tx, parts, charge);
  }
  await saveCharge(tx, charge.id, { state: 'SUCCEEDED', doneAt: parts.now, failure: null });
  if (subscription.purpose === 'GIFT') {
    await giftPaid(tx, parts, subscription, payment);
    return 'accepted';
  }
  try {
    const { plan, priceReason, offer } = charge;
    const paid = { paidFen: payment.amountFen, paymentNumber: payment.number, offer: offer ?? undefined };
    const period = { plan, source: 'CHECKOUT' as const, isTrial: priceReason === 'TRIAL', ...paid };
    await beginPeriod(tx, parts, locked, period, SYSTEM);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    if (subscription.state === 'PENDING') {
      await endContracts(tx, parts, subscription);
      await stepSubscription(tx, parts, subscription, 'drop', SYSTEM, 'The rules do not let it begin any more.');
    }
    return giveBack(tx, parts, charge);
  }
}

async function giveBack(tx: Tx, { now }: SubscriptionParts, charge: ChargeRow): Promise<'refund'> {
  await saveCharge(tx, charge.id, { state: 'REFUNDED', doneAt: now });
  return 'refund';
}

/** Nobody paid, or the debit failed: an unpaid subscription is over, one that runs is tried again. */
async function recordUnpaid(tx: Tx, parts: SubscriptionParts, payment: PaymentRow): Promise<void> {
  const { charge, subscription } = await chargeOf(tx, payment);
  if (charge.state === 'UNDER_WAY') {
    const failure = payment.failure ?? payment.problem ?? 'The debit failed.';
    await saveCharge(tx, charge.id, { state: 'FAILED', doneAt: parts.now, failure: failure.slice(0, 200) });
    if (!isRunning(subscription.state)) return;
    await saveSubscription(tx, subscription.id, { dueAt: parts.now });
    await tellNews(tx, parts, subscription, { news: 'chargeFailed', plan: charge.plan, priceFen: charge.amountFen });
    return;
  }
  if (charge.state !== 'WAITING') return;
  await saveCharge(tx, charge.id, { state: 'CANCELLED', doneAt: parts.now, failure: 'It was not paid in time.' });
  const isWaitedFor = (await chargesOf(tx, subscription.id, charge.periodNo)).some(({ state }) => state === 'WAITING');
  if (subscription.state !== 'PENDING' || isWaitedFor) return;
  await endContracts(tx, parts, subscription);
  await stepSubscription(tx, parts, subscription, 'drop', SYSTEM, 'It was not paid in time.');
}
