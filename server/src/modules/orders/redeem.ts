import { z } from 'zod';
import { PaymentError, type PaymentParams, type PaymentProvider } from '../../connectors/payment/payment';
import type { Database } from '../../platform/database/open-database';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { parseInput } from '../../platform/parse-input';
import { addressOf } from '../addresses';
import { identitiesOfMembers } from '../members';
import { newPaymentNumber, openPayment, paymentsOf } from '../payments';
import type { PayWith, Recipient } from './orders.entities';
import type { NewOrder, PlaceParts } from './place-order';

/** What redeeming needs; without a provider of payments orders are for points alone. */
export interface RedeemParts extends PlaceParts {
  database: Database;
  provider?: PaymentProvider;
  /** The applications in which members pay. */
  apps: { miniProgram: string; web: string };
}

/** Where the cash part is paid. */
export type PayChannel = 'MINI_PROGRAM' | 'WECHAT_BROWSER' | 'H5' | 'NATIVE';

/** What a member asks for, as it came. */
export interface RedeemInput {
  skuId: string;
  quantity: number;
  addressId?: string | null;
  phone?: string | null;
  payWith: PayWith;
  couponId?: string | null;
  channel: PayChannel;
}

const phoneInput = z.object({
  phone: z.string().regex(/^1[3-9]\d{9}$/, 'Give a mobile number of mainland China, 11 digits.'),
});

/**
 * What a member asks for as an order to be placed: with the address in the clear, and with who pays where. Refuses:
 * NOT_FOUND for an address that is not theirs, INPUT_INVALID, PAYMENT_NOT_OFFERED.
 */
export async function readOrder(
  parts: RedeemParts,
  member: { id: number; address: string },
  input: RedeemInput,
): Promise<NewOrder> {
  const { quantity, payWith, channel } = input;
  const recipient = await recipientFor(parts, member.id, input);
  const payBy = payWith === 'POINTS' ? undefined : await payByOf(parts, member, channel);
  const couponId = input.couponId ?? undefined;
  const skuId = decodeId('MallSku', input.skuId) ?? 0;
  return { memberId: member.id, skuId, quantity, payWith, couponId, recipient, payBy };
}

/** How to pay an order that waits for it. Refuses: PAYMENT_NOT_OPEN, PROVIDER_BUSY. */
export async function resumePayment(
  parts: Pick<RedeemParts, 'database' | 'provider' | 'wallNow'>,
  orderId: number,
): Promise<PaymentParams> {
  const { database, provider, wallNow } = parts;
  const [payment] = await paymentsOf(database, 'mallOrder', [String(orderId)]);
  if (!provider || !payment) throw new Refusal('PAYMENT_NOT_OPEN', 'There is nothing to pay.', ['orderId']);
  return openPayment({ database, provider, wallNow }, payment.number);
}

/** The same after an order was placed: it stands, and what hinders paying it now may have passed in a moment. */
export async function firstParams(parts: RedeemParts, orderId: number): Promise<PaymentParams | undefined> {
  try {
    return await resumePayment(parts, orderId);
  } catch (error) {
    if (error instanceof Refusal || error instanceof PaymentError) return undefined;
    throw error;
  }
}

async function recipientFor(
  { database, cipher }: RedeemParts,
  memberId: number,
  { addressId, phone }: RedeemInput,
): Promise<Recipient | undefined> {
  if (addressId) {
    const address = await addressOf(database, cipher, { id: decodeId('Address', addressId) ?? 0, memberId });
    if (!address) throw new Refusal('NOT_FOUND', 'There is no such address of yours.', ['addressId']);
    const { name, phone: number, region, street } = address;
    return { name, phone: number, region, street };
  }
  return phone ? parseInput(phoneInput, { phone }) : undefined;
}

async function payByOf(
  { database, provider, apps }: RedeemParts,
  member: { id: number; address: string },
  channel: PayChannel,
): Promise<NewOrder['payBy']> {
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
