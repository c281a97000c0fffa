import type { ContractProvider } from '../../connectors/contract/contract';
import { PaymentError } from '../../connectors/payment/payment';
import type { Database } from '../../platform/database/open-database';
import { inTransaction, type Tx } from '../../platform/database/unit-of-work';
import { untilNotMerged } from '../members';
import { type LockedSubscription, lockSubscription, type SubscriptionParts } from './change-subscription';
import { lookAtContract } from './contracts.job';
import { type DecidedStep, decideStep, keepPlatformNotice, takeStep } from './renew-subscription';
import { dueSubscriptions, saveSubscription, subscriptionsById } from './subscriptions.store';

const CHUNK = 100;
const MOST_STEPS = 12;
/** After the provider did not answer, by the business clock. */
const TRY_AGAIN_MS = 10 * 60_000;

/** What the job needs. */
export interface SubscriptionJobParts extends SubscriptionParts {
  database: Database;
  /** Without, nothing is charged by itself. */
  contracts?: ContractProvider;
}

/**
 * Takes every step that time alone takes: our notice, the platform's, debits, further attempts, and ends. Each step in a
 * transaction of its own under the lock of its member; may run in several instances at once, and be stopped at any time.
 * One that fails does not hold up the others: `onFailure` hears of it, and a later run tries it again. Returns how many
 * subscriptions it looked at.
 */
export async function workOnSubscriptions(
  parts: SubscriptionJobParts,
  onFailure: (subscriptionId: number, error: unknown) => void,
): Promise<number> {
  let looked = 0;
  const done = new Set<number>();
  for (;;) {
    const found = await dueSubscriptions(parts.database, parts.now, CHUNK + done.size);
    const due = found.filter((id) => !done.has(id));
    if (due.length === 0) return looked;
    for (const id of due) {
      done.add(id);
      looked += 1;
      try {
        for (let steps = 0; steps < MOST_STEPS && (await workOn(parts, id)); steps++);
      } catch (error) {
        onFailure(id, error);
        await tryLater(parts, id);
      }
    }
  }
}

/** Returns whether there may be another step to take at once. */
async function workOn(parts: SubscriptionJobParts, id: number): Promise<boolean> {
  const decided = await withSubscription(parts.database, id, (tx, locked) => decideStep(tx, parts, locked));
  const kind = decided?.step.do;
  if (kind === 'notifyByPlatform') return tellByPlatform(parts, id, decided as DecidedStep);
  // The member may have ended the contract inside WeChat, and nobody has told.
  if (kind === 'charge' && decided?.contract) await lookAtContract(parts, decided.contract.code);
  const again = await withSubscription(parts.database, id, async (tx, locked) => {
    const step = await decideStep(tx, parts, locked);
    if (!step) await saveSubscription(tx, id, { dueAt: null });
    return step !== undefined && step.step.do !== 'notifyByPlatform' && takeStep(tx, parts, locked, step);
  });
  return again ?? false;
}

/** The provider tells the member; what it was told is kept when it took it. Told again after a crash, it is the same. */
async function tellByPlatform(parts: SubscriptionJobParts, id: number, decided: DecidedStep): Promise<boolean> {
  const { step, contract } = decided;
  if (step.do !== 'notifyByPlatform' || !contract?.contractId || !parts.contracts) return false;
  if (!(await lookAtContract(parts, contract.code))) return true;
  const { priceFen: amountFen, id: noticeId } = step.notice;
  await parts.contracts.notifyDebit(contract.contractId, { amountFen, days: step.days, appId: contract.appId });
  await withSubscription(parts.database, id, async (tx, locked) => {
    const now = (await decideStep(tx, parts, locked))?.step;
    if (now?.do !== 'notifyByPlatform' || now.notice.id !== noticeId) return;
    await keepPlatformNotice(tx, parts, locked.subscription, now.notice);
  });
  return true;
}

async function tryLater({ database, now }: SubscriptionJobParts, id: number): Promise<void> {
  await withSubscription(database, id, (tx, { subscription: { dueAt } }) =>
    dueAt !== null && dueAt <= now
      ? saveSubscription(tx, id, { dueAt: new Date(now.getTime() + TRY_AGAIN_MS) })
      : Promise.resolve(),
  );
}

/** Does work on a subscription in a transaction of its own under the lock of its member; undefined: there is none. */
export function withSubscription<T>(
  database: Database,
  id: number,
  work: (tx: Tx, locked: LockedSubscription) => Promise<T>,
): Promise<T | undefined> {
  return untilNotMerged(async () => {
    const found = (await subscriptionsById(database, [id])).get(id);
    if (!found) return undefined;
    return inTransaction(database, async (tx) => work(tx, await lockSubscription(tx, found)));
  });
}

/** Whether a failure is the provider's: it is tried again, and nobody has to look. */
export const isBusy = (error: unknown): boolean => error instanceof PaymentError && error.problem === 'busy';
