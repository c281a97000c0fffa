import { z } from 'zod';
import type { PaymentParams } from '../../connectors/payment/payment';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import { parseInput } from '../../platform/parse-input';
import { addressOf } from '../addresses';
import { firstParamsFor, type PayChannel, type PayParts, paramsFor, payByOf } from '../payments';
import type { PayWith, Recipient } from './orders.entities';
import type { NewOrder, PlaceParts } from './place-order';

/** What redeeming needs; without providers of payments orders are for points alone. */
export interface RedeemParts extends PlaceParts, PayParts {}

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
export function resumePayment(
  parts: Pick<RedeemParts, 'database' | 'providers' | 'cipher' | 'wallNow'>,
  orderId: number,
): Promise<PaymentParams> {
  return paramsFor(parts, cashOf(orderId));
}

/** The same after an order was placed: it stands, and what hinders paying it now may have passed in a moment. */
export function firstParams(parts: RedeemParts, orderId: number): Promise<PaymentParams | undefined> {
  return firstParamsFor(parts, cashOf(orderId));
}

const cashOf = (orderId: number) => ({ purpose: 'mallOrder' as const, subject: String(orderId), field: 'orderId' });

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
