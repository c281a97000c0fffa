import { PaymentError, type PaymentParams, type PaymentProvider } from '../../connectors/payment/payment';
import type { Database } from '../../platform/database/open-database';
import { Refusal } from '../../platform/errors';
import { identitiesOfMembers } from '../members';
import { type NewPayment, newPaymentNumber, openPayment } from './open-payment';
import type { PaymentPurpose } from './payments.entities';
import { paymentsOf } from './payments.store';

/** Where members pay. */
export type PayChannel = 'MINI_PROGRAM' | 'WECHAT_BROWSER' | 'H5' | 'NATIVE';

/** How something would be paid: a part of a `NewPayment`. */
export type PayBy = Pick<NewPayment, 'number' | 'channel' | 'payer' | 'clientAddress'>;

/** What paying needs; without a provider no money is taken. */
export interface PayParts {
  database: Database;
  provider?: PaymentProvider;
  /** The applications in which members pay. */
  apps: { miniProgram: string; web: string };
}

/**
 * Who pays where; undefined: this server takes no money. Refuses: PAYMENT_NOT_OFFERED where the member has not signed in
 * by the application of the channel.
 */
export async function payByOf(
  { database, provider, apps }: PayParts,
  member: { id: number; address: string },
  channel: PayChannel,
): Promise<PayBy | undefined> {
  if (!provider) return undefined;
  const number = newPaymentNumber();
  if (channel === 'H5') return { number, channel: 'h5', clientAddress: member.address };
  if (channel === 'NATIVE') return { number, channel: 'native' };
  const appId = channel === 'MINI_PROGRAM' ? apps.miniProgram : apps.web;
  const identities = await identitiesOfMembers(database, [member.id]);
  const openid = identities.find(({ provider: name }) => name === `wechat:${appId}`)?.subject;
  if (openid !== undefined) return { number, channel: 'jsapi', payer: { appId, openid } };
  const message = 'The member has not signed in there by WeChat: pay by another channel.';
  throw new Refusal('PAYMENT_NOT_OFFERED', message, ['channel']);
}

/** What a payment is for, and the field of the input that names it. */
export interface PaidThing {
  purpose: PaymentPurpose;
  subject: string;
  field: string;
}

/** How to pay what waits for it, signed anew. Refuses: PAYMENT_NOT_OPEN, PROVIDER_BUSY. */
export async function paramsFor(
  { database, provider, wallNow }: Pick<PayParts, 'database' | 'provider'> & { wallNow: Date },
  { purpose, subject, field }: PaidThing,
): Promise<PaymentParams> {
  const [payment] = await paymentsOf(database, purpose, [subject]);
  if (!provider || !payment) throw new Refusal('PAYMENT_NOT_OPEN', 'There is nothing to pay.', [field]);
  return openPayment({ database, provider, wallNow }, payment.number);
}

/** The same just after it was asked for: it stands, and what hinders paying it now may have passed in a moment. */
export async function firstParamsFor(
  parts: Pick<PayParts, 'database' | 'provider'> & { wallNow: Date },
  thing: PaidThing,
): Promise<PaymentParams | undefined> {
  try {
    return await paramsFor(parts, thing);
  } catch (error) {
    if (error instanceof Refusal || error instanceof PaymentError) return undefined;
    throw error;
  }
}
