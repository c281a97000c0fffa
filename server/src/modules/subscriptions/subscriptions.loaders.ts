import { defineLoader } from '../../platform/database/loaders';
import type { Database } from '../../platform/database/open-database';
import { type PaymentRow, paymentsOf } from '../payments';
import {
  ChargeRow,
  ContractRow,
  RefundRequestRow,
  RenewalNoticeRow,
  SubscriptionChangeRow,
  SubscriptionPeriodRow,
  type SubscriptionRow,
} from './subscriptions.entities';
import { codesOfPurchases, rowsOfSubscriptions, subscriptionsById, subscriptionsByMember } from './subscriptions.store';
import { isOpen } from './transitions';

type Owned = { id: number; subscriptionId: number };
const rowsOf =
  <T extends Owned>(entity: new () => T) =>
  (database: Database, ids: readonly number[]) =>
    rowsOfSubscriptions(database, entity, ids);

/** Subscriptions by row id. */
export const subscriptionLoader = defineLoader('planSubscription', subscriptionsById);

/** All subscriptions of members, earliest first. */
export const memberSubscriptionsLoader = defineLoader('planSubscriptionsOfMember', subscriptionsByMember);

/** What belongs to subscriptions, by row id of the subscription, earliest first. */
export const periodsLoader = defineLoader('planPeriods', rowsOf(SubscriptionPeriodRow));
export const chargesLoader = defineLoader('planCharges', rowsOf(ChargeRow));
export const noticesLoader = defineLoader('planNotices', rowsOf(RenewalNoticeRow));
export const contractsLoader = defineLoader('planContracts', rowsOf(ContractRow));
export const refundRequestsLoader = defineLoader('planRefundRequests', rowsOf(RefundRequestRow));
export const changesLoader = defineLoader('planChanges', rowsOf(SubscriptionChangeRow));

/** The codes of gifts, by row id of the purchase. */
export const giftCodeLoader = defineLoader('planGiftCodes', codesOfPurchases);

/** The payments of charges that members pay, by row id of the charge. */
export const chargePaymentLoader = defineLoader('planChargePayments', paymentsOfCharges);

/** The subscription that is shown as a member's: the one that waits or runs, else the last that ever ran. */
export function shownSubscription(rows: readonly SubscriptionRow[]): SubscriptionRow | undefined {
  const own = rows.filter(({ purpose }) => purpose === 'OWN');
  return own.find(({ state }) => isOpen(state)) ?? own.findLast(({ startedAt }) => startedAt !== null);
}

async function paymentsOfCharges(database: Database, ids: readonly number[]): Promise<Map<number, PaymentRow>> {
  const subjects = ids.map(String);
  const asked = await paymentsOf(database, 'planPeriod', subjects);
  const debits = await paymentsOf(database, 'planRenewal', subjects);
  return new Map([...asked, ...debits].map((payment) => [Number(payment.subject), payment]));
}
