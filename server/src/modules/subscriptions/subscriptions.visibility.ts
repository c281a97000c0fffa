import type { Context } from '../../graphql/context';
import { permissionsOf } from '../../graphql/principal';
import { Refusal } from '../../platform/errors';
import { decodeId } from '../../platform/ids';
import type { SubscriptionRow } from './subscriptions.entities';
import { subscriptionLoader } from './subscriptions.loaders';
import { PlanSubscription } from './subscriptions.types';

/** The row of a subscription, for the member whose it is and for staff; null for everybody else. */
export async function visibleSubscriptionRow(context: Context, rowId: number): Promise<SubscriptionRow | null> {
  const { principal } = context;
  const isStaff = principal.audience === 'staff' && permissionsOf(principal).includes('viewer');
  if (!isStaff && principal.audience !== 'member') return null;
  const row = await context.loaders.load(subscriptionLoader, rowId);
  if (!row) return null;
  return isStaff || (principal.audience === 'member' && principal.memberId === row.memberId) ? row : null;
}

/** The subscription behind a row id, for those who may see it. */
export async function visibleSubscription(context: Context, rowId: number): Promise<PlanSubscription | null> {
  const row = await visibleSubscriptionRow(context, rowId);
  return row && PlanSubscription.from(row);
}

/** The row of a subscription by its id outside. Refuses: NOT_FOUND. */
export async function subscriptionById(context: Context, id: string): Promise<SubscriptionRow> {
  const found = await visibleSubscriptionRow(context, decodeId('PlanSubscription', id) ?? 0);
  if (!found) throw new Refusal('NOT_FOUND', 'There is no such subscription.', ['subscriptionId']);
  return found;
}
