import type {
  AskedStanding,
  Supplier,
  Suppliers,
  SupplyOrder,
  SupplyStanding,
} from '../../connectors/supplier/supplier';
import type { Database } from '../../platform/database/open-database';
import type { Tx } from '../../platform/database/unit-of-work';
import type { Logger } from '../../platform/log';
import type { FieldCipher } from '../../platform/secrets';
import { type OrderParts, recipientOf, withOrder } from '../orders';
import { hasEnded, type LockedSupply, settleSupply } from './settle-supply';
import type { SupplyRow } from './supplies.entities';
import { dueSupplies, saveSupply, supplyOfOrder } from './supplies.store';

/** As many calls are under way at once. */
const AT_ONCE = 8;
/** Longer than any call takes: afterwards its process is taken for dead. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 3_600_000;
/** A call that the supplier has not heard of by then will not reach it any more. */
const ABSENT_AFTER_MS = 10 * 60_000;

/** What the job needs. `moment` is asked for each step, because calls take a while. */
export interface SuppliesJobParts {
  database: Database;
  suppliers: Suppliers;
  cipher: FieldCipher;
  moment: () => OrderParts;
  log: Logger;
}

/** What a run did: how many supplies it looked at, and with how many something went wrong. */
export interface SuppliesReport {
  looked: number;
  failed: number;
}

/** A call that is to be made. */
interface Due {
  supplier: Supplier;
  number: string;
  /** What is placed; undefined: it is asked what became of it. */
  order?: SupplyOrder;
}

/**
 * Places what waits, and asks about what was placed. That a supply is placed is committed before the call: whatever
 * happens then, it is never placed again, only asked about. May run in several instances at once, and be stopped at any
 * time; one that fails does not hold up the others.
 */
export async function workOnSupplies(parts: SuppliesJobParts): Promise<SuppliesReport> {
  const report: SuppliesReport = { looked: 0, failed: 0 };
  const failed = new Set<number>();
  for (;;) {
    const found = await dueSupplies(parts.database, parts.moment().wallNow, AT_ONCE + failed.size);
    const due = found.filter((orderId) => !failed.has(orderId));
    if (due.length === 0) return report;
    await Promise.all(
      due.map(async (orderId) => {
        report.looked += 1;
        try {
          await look(parts, orderId);
        } catch (error) {
          failed.add(orderId);
          report.failed += 1;
          parts.log.error({ err: error, orderId }, 'a supply could not be worked on; a later run tries again');
        }
      }),
    );
  }
}

/** Does work on the supply of an order in a transaction of its own under the lock of its member; undefined: there is none. */
export function withSupply<T>(
  database: Database,
  orderId: number,
  work: (tx: Tx, target: LockedSupply) => Promise<T>,
): Promise<T | undefined> {
  return withOrder(database, orderId, async (tx, locked) => {
    const supply = await supplyOfOrder(tx, orderId);
    return supply ? work(tx, { supply, locked }) : undefined;
  });
}

async function look(parts: SuppliesJobParts, orderId: number): Promise<void> {
  const { database, cipher, moment } = parts;
  const due = await withSupply(database, orderId, (tx, target) => take(tx, parts, target));
  if (!due) return;
  const { supplier, number, order } = due;
  const answer = order ? await supplier.place(order) : await supplier.query(number);
  await withSupply(database, orderId, async (tx, target) => {
    const now = moment();
    await settleSupply(tx, { moment: now, cipher }, target, believed(target.supply, answer, now.wallNow));
    await askAgain(tx, orderId, now.wallNow);
  });
}

/** Takes a supply under a lease and marks it as placed, before anybody calls; undefined: nothing is to be done. */
async function take(tx: Tx, parts: SuppliesJobParts, { supply, locked }: LockedSupply): Promise<Due | undefined> {
  const { now, wallNow } = parts.moment();
  const { id, number, state, lookAt } = supply;
  // Somebody else has it.
  if (lookAt === null || lookAt > wallNow) return undefined;
  const { order } = locked;
  if (state === 'WAITING' && order.state !== 'FULFILLING') {
    const message = 'The order was given back before it was placed.';
    await saveSupply(tx, id, { state: 'FAILED', message, lookAt: null, changedAt: now });
    return undefined;
  }
  const supplier = parts.suppliers.get(supply.supplier);
  if (!supplier) {
    const message = 'The supplier is not set up any more.';
    await saveSupply(tx, id, { message, lookAt: new Date(wallNow.getTime() + LONGEST_PAUSE_MS) });
    return undefined;
  }
  const until = new Date(wallNow.getTime() + LEASE_MS);
  const leased = { lookAt: until, leasedUntil: until };
  if (state !== 'WAITING') {
    await saveSupply(tx, id, leased);
    return { supplier, number };
  }
  await saveSupply(tx, id, { ...leased, state: 'UNKNOWN', sentAt: wallNow, changedAt: now });
  const { item, amountFen } = supply;
  const account = recipientOf(parts.cipher, order)?.phone;
  return { supplier, number, order: { number, item, quantity: order.quantity, account, amountFen } };
}

/** What an answer means: a number of which the supplier has long not heard was never placed. */
function believed({ sentAt }: SupplyRow, answer: AskedStanding, wallNow: Date): SupplyStanding {
  if (answer.state !== 'absent') return answer;
  const isLong = sentAt !== null && wallNow.getTime() - sentAt.getTime() >= ABSENT_AFTER_MS;
  if (isLong) return { state: 'failed', code: 'absent', message: 'The order did not reach the supplier.' };
  return { state: 'unknown', message: 'The supplier has not heard of it yet.' };
}

/** Lets go of the lease, and asks again after a while that grows. */
async function askAgain(tx: Tx, orderId: number, wallNow: Date): Promise<void> {
  const supply = await supplyOfOrder(tx, orderId);
  if (!supply || hasEnded(supply)) return;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(supply.checks, 20), LONGEST_PAUSE_MS);
  const lookAt = new Date(wallNow.getTime() + pause);
  await saveSupply(tx, supply.id, { lookAt, leasedUntil: null, checks: supply.checks + 1 });
}
