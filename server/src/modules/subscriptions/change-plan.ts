import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { type KeyedCall, once } from '../idempotency';
import { lockSubscription, type SubscriptionParts } from './change-subscription';
import type { SubscriptionRow } from './subscriptions.entities';
import { chargesOf, insertChange, saveSubscription } from './subscriptions.store';

/**
 * Lets another plan follow at the end of the period, once for the call's key; null undoes that. A debit of the other plan
 * has a notice of its own, with its price. Refuses: SUBSCRIPTION_STATE_CONFLICT (it does not run, is past due, or a debit
 * was made or is on its way), PLAN_UNKNOWN. Throws MergedMeanwhile.
 */
export async function changePlan(
  tx: Tx,
  parts: SubscriptionParts,
  call: KeyedCall,
  found: Pick<SubscriptionRow, 'id' | 'memberId'>,
  planCode: string | null,
): Promise<void> {
  await once(tx, call, parts.now, async () => {
    const { subscription } = await lockSubscription(tx, found);
    await assertChangeable(tx, subscription);
    const nextPlan = planCode === subscription.plan ? null : planCode;
    const plan = parts.current.program.plans.find(({ code }) => code === nextPlan);
    if (nextPlan !== null && (!plan || plan.retired)) {
      throw new Refusal('PLAN_UNKNOWN', 'There is no such plan to buy.', ['planCode']);
    }
    await saveSubscription(tx, subscription.id, { nextPlan, dueAt: parts.now });
    const reason = nextPlan === null ? 'The plan stays.' : `From the end of the period: ${nextPlan}.`;
    const { id: subscriptionId, state: toState } = subscription;
    await insertChange(tx, { subscriptionId, step: 'changePlan', toState, actor: 'member', reason, at: parts.now });
    return 'done';
  });
}

async function assertChangeable(tx: Tx, { id, state, periodNo, purpose }: SubscriptionRow): Promise<void> {
  const asked = await chargesOf(tx, id, periodNo + 1);
  const isOnItsWay = asked.some(({ kind, state: charge }) => kind === 'DEBIT' && charge !== 'CANCELLED');
  if ((state !== 'ACTIVE' && state !== 'CANCELLED') || purpose === 'GIFT' || isOnItsWay) {
    const message = 'The plan can be changed while it runs and nothing is being charged for the next period.';
    throw new Refusal('SUBSCRIPTION_STATE_CONFLICT', message, ['subscriptionId']);
  }
}
