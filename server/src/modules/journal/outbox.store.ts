import { canonicalJson } from '../../engine/canonical';
import type { Effect } from '../../engine/outcome';
import { insertRows } from '../../platform/database/query';
import type { Tx } from '../../platform/database/unit-of-work';
import { instantText } from '../../platform/database/values';

/** An effect on its way out of the fold. */
export interface OutgoingEffect {
  memberId: number;
  effect: Effect;
  /** When it was recorded, in milliseconds of the business clock. */
  recordedAt: number;
}

/** Leaves effects for those whom they concern, in the transaction that caused them. */
export async function appendEffects(tx: Tx, effects: readonly OutgoingEffect[]): Promise<void> {
  const rows = effects.map(({ memberId, effect, recordedAt }) => [
    memberId,
    effect.kind,
    canonicalJson(effect),
    instantText(recordedAt),
  ]);
  await insertRows(tx, 'outbox', ['member_id', 'kind', 'effect', 'recorded_at'], rows);
}
