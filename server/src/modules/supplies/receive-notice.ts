import { CallbackRefused, type Supplier, type Suppliers, type SupplyNotice } from '../../connectors/supplier/supplier';
import type { Database } from '../../platform/database/open-database';
import type { Logger } from '../../platform/log';
import type { FieldCipher } from '../../platform/secrets';
import { type OrderParts, recipientOf } from '../orders';
import { type LockedSupply, settleSupply } from './settle-supply';
import { withSupply } from './supplies.job';
import { orderOfSupply } from './supplies.store';

/** What receiving needs. */
export interface SupplyNoticeParts {
  database: Database;
  suppliers: Suppliers;
  cipher: FieldCipher;
  moment: OrderParts;
  log: Logger;
}

/** A callback as it came: whose it is said to be, and what it says. */
export interface Callback {
  code: string;
  contentType: string | undefined;
  body: string;
}

/** What is answered to a supplier: accepted, or why not, and then it tells again. */
export type SupplyNoticeAnswer = { accepted: true } | { accepted: false; status: 400 | 404 | 409; message: string };

/**
 * Takes a callback of a supplier. Accepted only when what it tells is recorded, now or before. One that is not the
 * supplier's changes nothing, nor does one about a number that we do not know, or about other money or another phone than
 * was asked for: that one is told again and shows up in the log.
 */
export async function receiveSupplyNotice(parts: SupplyNoticeParts, callback: Callback): Promise<SupplyNoticeAnswer> {
  const { code, contentType, body } = callback;
  const supplier = parts.suppliers.get(code);
  if (!supplier) return { accepted: false, status: 404, message: 'There is no such supplier.' };
  let notice: SupplyNotice;
  try {
    notice = supplier.parseCallback(contentType, body);
  } catch (error) {
    if (!(error instanceof CallbackRefused)) throw error;
    parts.log.warn({ supplier: code, reason: error.message }, 'a callback of a supplier was refused');
    return { accepted: false, status: 400, message: 'The callback is not valid.' };
  }
  const { number } = notice;
  const mismatch = await settle(parts, code, supplier, notice);
  if (mismatch === undefined) return { accepted: true };
  parts.log.error({ supplier: code, number, mismatch }, 'a callback of a supplier does not fit');
  if (mismatch === 'number') return { accepted: false, status: 404, message: 'There is no such order.' };
  return { accepted: false, status: 409, message: 'It does not fit the order.' };
}

type Mismatch = 'number' | 'merchant' | 'amount' | 'account';

async function settle(
  { database, cipher, moment }: SupplyNoticeParts,
  code: string,
  supplier: Supplier,
  notice: SupplyNotice,
): Promise<Mismatch | undefined> {
  const orderId = await orderOfSupply(database, notice.number);
  if (orderId === undefined) return 'number';
  return withSupply(database, orderId, async (tx, target) => {
    if (target.supply.supplier !== code) return 'number';
    if (notice.merchant !== supplier.merchant) return 'merchant';
    const mismatch = mismatchOf(cipher, target, notice);
    if (mismatch === undefined) await settleSupply(tx, { moment, cipher }, target, notice.standing);
    return mismatch;
  });
}

function mismatchOf(cipher: FieldCipher, { supply, locked }: LockedSupply, notice: SupplyNotice): Mismatch | undefined {
  if (notice.amountFen !== supply.amountFen) return 'amount';
  if (notice.account !== recipientOf(cipher, locked.order)?.phone) return 'account';
  return undefined;
}
