import type { Tx } from '../../platform/database/unit-of-work';
import { logOperation, type Operator } from '../operations';
import { lockSubscription } from './change-subscription';
import type { SubscriptionRow } from './subscriptions.entities';
import { insertComplaint } from './subscriptions.store';

/**
 * Writes down that a member complained of their plan, also of one that has ended: it counts for the plan that they have, or
 * had last. Nothing else changes. Throws MergedMeanwhile.
 */
export async function recordComplaint(
  tx: Tx,
  by: Operator,
  found: Pick<SubscriptionRow, 'id' | 'memberId'>,
  reason: string,
): Promise<void> {
  const { subscription } = await lockSubscription(tx, found);
  const { id: subscriptionId, plan } = subscription;
  await insertComplaint(tx, { subscriptionId, plan, reason, recordedBy: by.actor, recordedAt: by.now });
  const object = { kind: 'PlanSubscription' as const, id: subscriptionId };
  await logOperation(tx, by, { action: 'planComplaintRecord', object, after: { plan }, reason });
}
