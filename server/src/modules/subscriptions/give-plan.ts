import { InputRefused } from '../../engine/input';
import type { Plan } from '../../engine/program';
import type { Tx } from '../../platform/database/unit-of-work';
import { Refusal } from '../../platform/errors';
import { beginPeriod } from './begin-period';
import type { SubscriptionParts, Taker } from './change-subscription';
import { dropPending } from './check-out';
import type { SubscriptionRow, SubscriptionSource } from './subscriptions.entities';
import { chargesOf, insertSubscription, openSubscription } from './subscriptions.store';
import { isRunning } from './transitions';

/** A plan of the program in force, also one that is not sold any more. Refuses: PLAN_UNKNOWN. */
export function planOf({ current }: Pick<SubscriptionParts, 'current'>, code: string, field: string): Plan {
  const plan = current.program.plans.find((known) => known.code === code);
  if (!plan) throw new Refusal('PLAN_UNKNOWN', 'The program in force has no such plan.', [field]);
  return plan;
}

/**
 * Gives a locked member a period of a plan that is not paid for by them: a new subscription, or another period of the same
 * plan from its end. Refuses: SUBSCRIPTION_RUNNING (another plan), SUBSCRIPTION_STATE_CONFLICT (a debit is on its way),
 * MEMBER_BLOCKED. Returns the subscription.
 */
export async function givePlan(
  tx: Tx,
  parts: SubscriptionParts,
  member: { id: number; joinedAt: Date },
  plan: Plan,
  source: Exclude<SubscriptionSource, 'CHECKOUT'>,
  by: Taker,
): Promise<SubscriptionRow> {
  const subscription = await subscriptionToGive(tx, parts, member.id, plan, source, by);
  const locked = { subscription, joinedAt: member.joinedAt };
  try {
    return await beginPeriod(tx, parts, locked, { plan: plan.code, source, paidFen: 0 }, by);
  } catch (error) {
    if (!(error instanceof InputRefused)) throw error;
    if (error.code === 'MEMBER_BLOCKED') throw new Refusal('MEMBER_BLOCKED', error.message);
    throw new Refusal('SUBSCRIPTION_STATE_CONFLICT', error.message);
  }
}

async function subscriptionToGive(
  tx: Tx,
  parts: SubscriptionParts,
  memberId: number,
  plan: Plan,
  source: SubscriptionSource,
  by: Taker,
): Promise<SubscriptionRow> {
  const open = await openSubscription(tx, memberId);
  if (open && isRunning(open.state)) {
    if (open.plan !== plan.code || open.nextPlan !== null) {
      throw new Refusal('SUBSCRIPTION_RUNNING', 'Another plan runs already: wait for its end.');
    }
    const asked = await chargesOf(tx, open.id, open.periodNo + 1);
    if (asked.some(({ state }) => state === 'UNDER_WAY')) {
      throw new Refusal('SUBSCRIPTION_STATE_CONFLICT', 'A debit is on its way: try again when it has arrived.');
    }
    return open;
  }
  if (open) await dropPending(tx, parts, open, by, 'The plan came by another way.');
  return insertSubscription(tx, {
    memberId,
    purpose: 'OWN',
    openFor: memberId,
    plan: plan.code,
    state: 'PENDING',
    source,
    periodNo: 0,
    startedAt: null,
    endsAt: null,
    nextPlan: null,
    agreementVersion: plan.agreementVersion,
    agreedAt: null,
    createdAt: parts.now,
    dueAt: null,
  });
}
