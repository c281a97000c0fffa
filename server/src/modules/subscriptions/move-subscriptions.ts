import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import type { SubscriptionRow } from './subscriptions.entities';
import { openSubscription } from './subscriptions.store';

/** Two members of one person, both locked. */
interface Parties {
  survivorId: number;
  absorbedId: number;
}

/**
 * Whether the plans of a merged member can be the survivor's, asked before anything is moved: one person has one plan that
 * waits to be paid or runs. What is over, gifts, codes, notices and requests for refunds always can. Refuses:
 * STATE_CONFLICT with what to do first, at the `field` by which the absorbed member was named.
 */
export async function assertOneOpenPlan(tx: Tx, { survivorId, absorbedId }: Parties, field: string): Promise<void> {
  const [own, theirs] = [await openSubscription(tx, survivorId), await openSubscription(tx, absorbedId)];
  if (own && theirs) throw new Refusal('STATE_CONFLICT', whatToDo(own, theirs), [field]);
}

function whatToDo(...plans: SubscriptionRow[]): string {
  const unpaid = plans.find(({ state }) => state === 'PENDING');
  return unpaid
    ? `Both have a plan, and one (${unpaid.plan}) waits to be paid: call it off, or try again when its time to pay is over.`
    : 'Both have a plan that runs: let one of them end, or refund it, first.';
}
