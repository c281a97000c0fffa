import type { FieldCipher } from '../../platform/secrets';
import type { OrderRow, Recipient } from './orders.entities';

const placeOf = (rowId: number) => ({ table: 'mall_order', column: 'recipient', rowId });

/** To whom an order goes, in the clear; null: nothing is sent. */
export function recipientOf(cipher: FieldCipher, { id, recipient }: OrderRow): Recipient | null {
  return recipient === null ? null : (JSON.parse(cipher.decrypt(recipient, placeOf(id))) as Recipient);
}

/** What is stored of a recipient. */
export function sealedRecipient(cipher: FieldCipher, orderId: number, recipient: Recipient): string {
  return cipher.encrypt(JSON.stringify(recipient), placeOf(orderId));
}
