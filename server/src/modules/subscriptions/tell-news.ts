import type { PlanNews } from '../../engine/outcome';
import type { Tx } from '../../platform/database/unit-of-work';
import { appendEffects } from '../journal';
import type { SubscriptionParts } from './change-subscription';
import type { SubscriptionRow } from './subscriptions.entities';

/** What a member is to hear of their plan beside what the fold tells. */
export interface News {
  news: PlanNews;
  plan: string;
  priceFen: number;
  /** Of a notice: the earliest instant of the debit. */
  chargeAt?: Date;
}

/** Lets the member of a subscription hear of it, in their message centre. */
export async function tellNews(
  tx: Tx,
  { now }: Pick<SubscriptionParts, 'now'>,
  { memberId }: Pick<SubscriptionRow, 'memberId'>,
  { chargeAt, ...news }: News,
): Promise<void> {
  const at = now.getTime();
  const effect = { kind: 'planNews' as const, at, ...news, chargeAt: chargeAt?.getTime() ?? null };
  await appendEffects(tx, [{ memberId, effect, recordedAt: at }]);
}
