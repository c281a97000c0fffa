import {
  type PaymentAdapter,
  PaymentError,
  type PaymentParams,
  type PaymentProviders,
} from '../../connectors/payment/payment';
import type { Database } from '../../platform/database/open-database';
import { Refusal } from '../../platform/errors';
import type { FieldCipher } from '../../platform/secrets';
import { identitiesOfMembers, sessionKeyOf } from '../members';
import { type NewPayment, newPaymentNumber, openPayment } from './open-payment';
import type { PaymentPurpose } from './payments.entities';
import { paymentsOf } from './payments.store';

/** Where members pay. */
export type PayChannel = 'MINI_PROGRAM' | 'WECHAT_BROWSER' | 'H5' | 'NATIVE';

/** How something would be paid: a part of a `NewPayment`. */
export type PayBy = Pick<NewPayment, 'number' | 'adapter' | 'channel' | 'payer' | 'clientAddress'>;

/** What paying needs; without providers no money is taken. */
export interface PayParts {
  database: Database;
  providers: PaymentProviders;
  cipher: FieldCipher;
  /** The applications in which members pay. */
  apps: { miniProgram: string; web: string };
}

/** By whom somebody may be asked to pay: what is sold decides. */
type AskedAdapter = Exclude<PaymentAdapter, 'contract'>;

/**
 * Who pays where; undefined: this server takes no money so. Virtual payment is of the mini-program: elsewhere what is sold
 * by it is paid by WeChat Pay. Refuses: PAYMENT_NOT_OFFERED where the member has not signed in by the application of the
 * channel, or, for virtual payment, not since its key is kept.
 */
export async function payByOf(
  parts: PayParts,
  member: { id: number; address: string },
  channel: PayChannel,
  asked: AskedAdapter = 'wechatPay',
): Promise<PayBy | undefined> {
  const { database, providers, apps } = parts;
  const adapter = channel === 'MINI_PROGRAM' ? asked : 'wechatPay';
  if (!providers[adapter]) return undefined;
  const number = newPaymentNumber();
  if (channel === 'H5') return { number, adapter, channel: 'h5', clientAddress: member.address };
  if (channel === 'NATIVE') return { number, adapter, channel: 'native' };
  const appId = channel === 'MINI_PROGRAM' ? apps.miniProgram : apps.web;
  if (adapter === 'virtualPay') await assertSessionKey(parts, member.id, appId);
  const identities = await identitiesOfMembers(database, [member.id]);
  const openid = identities.find(({ provider: name }) => name === `wechat:${appId}`)?.subject;
  const way = adapter === 'virtualPay' ? 'virtual' : 'jsapi';
  if (openid !== undefined) return { number, adapter, channel: way, payer: { appId, openid } };
  const message = 'The member has not signed in there by WeChat: pay by another channel.';
  throw new Refusal('PAYMENT_NOT_OFFERED', message, ['channel']);
}

async function assertSessionKey({ database, cipher }: PayParts, memberId: number, appId: string): Promise<void> {
  if ((await sessionKeyOf(database, cipher, memberId, appId)) !== undefined) return;
  throw new Refusal('PAYMENT_NOT_OFFERED', 'Sign in to the mini-program again, then pay.', ['channel']);
}

/** A debit by a contract that was signed in this application. */
export function debitBy(appId: string, contractId: string): PayBy {
  return { number: newPaymentNumber(), adapter: 'contract', channel: 'debit', payer: { appId, contractId } };
}

/**
 * By which id virtual payment knows something at a price: it compares prices, so each price that a plan has is an item of
 * its own there (`<code>_<fen>`), published by the operator.
 */
export function goodsId(code: string, amountFen: number): string {
  return `${code}_${amountFen}`;
}

/** What a payment is for, and the field of the input that names it. */
export interface PaidThing {
  purpose: PaymentPurpose;
  subject: string;
  field: string;
}

/** How to pay what waits for it, signed anew. Refuses: PAYMENT_NOT_OPEN, PROVIDER_BUSY, PAYMENT_NOT_OFFERED. */
export async function paramsFor(
  parts: Omit<PayParts, 'apps'> & { wallNow: Date },
  { purpose, subject, field }: PaidThing,
): Promise<PaymentParams> {
  const payment = (await paymentsOf(parts.database, purpose, [subject])).at(-1);
  if (!payment || !parts.providers[payment.adapter])
    throw new Refusal('PAYMENT_NOT_OPEN', 'There is nothing to pay.', [field]);
  return openPayment(parts, payment.number);
}

/** The same just after it was asked for: it stands, and what hinders paying it now may have passed in a moment. */
export async function firstParamsFor(
  parts: Omit<PayParts, 'apps'> & { wallNow: Date },
  thing: PaidThing,
): Promise<PaymentParams | undefined> {
  try {
    return await paramsFor(parts, thing);
  } catch (error) {
    if (error instanceof Refusal || error instanceof PaymentError) return undefined;
    throw error;
  }
}
