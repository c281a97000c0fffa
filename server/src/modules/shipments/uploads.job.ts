import { type ShippingUpload, type WeChat, WeChatError } from '../../connectors/wechat/wechat';
import type { Clock } from '../../platform/clock';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import type { Logger } from '../../platform/log';
import { type FieldCipher, maskPhone } from '../../platform/secrets';
import { type LockedOrder, orderedItem, recipientOf, withOrder } from '../orders';
import { paymentsOf } from '../payments';
import { carrierOf } from './carriers';
import type { FollowReport } from './shipments.job';
import { dueUploads, putOffUpload, saveUpload, shipmentsOfOrders, uploadOf } from './shipments.store';

const CHUNK = 50;
/** Longer than a call takes: after that another instance may tell. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** About a day: after that a person has to look. */
const MAX_FAILURES = 30;

/** What telling WeChat needs. */
export interface UploadParts {
  database: Database;
  wechat: WeChat;
  cipher: FieldCipher;
  clock: Clock;
  log: Logger;
}

/** A telling that is taken up: nobody else does until the lease is over. */
interface TakenUp {
  orderId: number;
  lease: Date;
  failures: number;
  upload: ShippingUpload;
}

/**
 * Tells WeChat of every order whose time has come how it was shipped: all parcels so far, whether more follow. May run in
 * several instances at once, and be stopped at any time: each call is made by one, between two transactions, and is safe to
 * repeat. Returns how many it took up and how many calls failed.
 */
export async function uploadShippings(parts: UploadParts): Promise<FollowReport> {
  const done: FollowReport = { looked: 0, failed: 0 };
  for (;;) {
    const due = await dueUploads(parts.database, parts.clock.wallNow(), CHUNK);
    if (due.length === 0) return done;
    for (const orderId of due) {
      const taken = await takeUp(parts, orderId);
      if (!taken) continue;
      done.looked += 1;
      if (!(await tell(parts, taken))) done.failed += 1;
    }
  }
}

/** Undefined: somebody else has. */
function takeUp({ database, cipher, clock }: UploadParts, orderId: number): Promise<TakenUp | undefined> {
  const wallNow = clock.wallNow();
  const lease = new Date(wallNow.getTime() + LEASE_MS);
  return withOrder(database, orderId, async (tx, locked) => {
    const row = await uploadOf(tx, orderId);
    if (!row || row.dueAt === null || row.dueAt > wallNow) return undefined;
    const upload = await uploadFor(tx, locked, cipher, wallNow);
    await saveUpload(tx, orderId, { dueAt: upload ? lease : null });
    return upload && { orderId, lease, failures: row.failures, upload };
  });
}

async function uploadFor(
  tx: Tx,
  { order }: LockedOrder,
  cipher: FieldCipher,
  at: Date,
): Promise<ShippingUpload | undefined> {
  const payments = await paymentsOf(tx, 'mallOrder', [String(order.id)]);
  const { transactionId, openid } = payments.find(({ state }) => state === 'PAID') ?? {};
  if (!transactionId || !openid) return undefined;
  const description = `${orderedItem(order).name['zh-CN']}*${order.quantity}`;
  const sent = (await shipmentsOfOrders(tx, [order.id])).get(order.id) ?? [];
  const phone = recipientOf(cipher, order)?.phone;
  const parcels = sent.map(({ carrier: code, trackingNumber: number }) => {
    const { wechat: carrier, asksForPhone } = carrierOf(code);
    return { carrier, number, ...(asksForPhone && phone && { receiverPhone: maskPhone(phone) }) };
  });
  const out = sent.reduce((sum, { quantity }) => sum + quantity, 0);
  const isComplete = out === order.quantity;
  const isSplit = parcels.length > 1 || (parcels.length === 1 && !isComplete);
  return { transactionId, openid, description, parcels, ...(isSplit && { split: { isComplete } }), at };
}

/** Returns whether all went well. Whatever happens, it is not due any more afterwards. */
async function tell(parts: UploadParts, taken: TakenUp): Promise<boolean> {
  const { database, wechat, clock, log } = parts;
  const { orderId, lease } = taken;
  try {
    await wechat.uploadShipping(taken.upload);
    const uploadedAt = clock.wallNow();
    await withOrder(database, orderId, async (tx) => {
      await saveUpload(tx, orderId, { uploadedAt, failures: 0, problem: null });
      await putOffUpload(tx, orderId, lease, null);
    });
    return true;
  } catch (error) {
    const isFinal = error instanceof WeChatError && error.problem === 'shipping-refused';
    const failures = taken.failures + 1;
    const givesUp = isFinal || failures >= MAX_FAILURES;
    const words = givesUp ? 'WeChat does not take how an order was shipped' : 'WeChat was not told of a shipping';
    log[givesUp ? 'error' : 'warn']({ err: error, orderId }, words);
    const problem = error instanceof WeChatError ? error.message.slice(0, 255) : 'It failed: see the log.';
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(taken.failures, 20), LONGEST_PAUSE_MS);
    const next = new Date(clock.wallNow().getTime() + pause);
    await withOrder(database, orderId, async (tx) => {
      await saveUpload(tx, orderId, { failures, problem });
      await putOffUpload(tx, orderId, lease, givesUp ? null : next);
    });
    return false;
  }
}
