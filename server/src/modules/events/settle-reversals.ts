import type { Tx } from '../../platform/database/unit-of-work';
import type { WaitingEffect } from '../journal';
import type { StoredEventStatus } from './events.entities';
import { partsOfKey, settleEvents } from './events.store';

const statuses = {
  applied: 'APPLIED',
  refused: 'REJECTED',
  originalNotFound: 'NO_ORIGINAL',
} as const satisfies Record<string, StoredEventStatus>;

/** Notes at events what became of them: reversals that had waited for their originals. Handles `reversalSettled`. */
export async function settleReversals(tx: Tx, effects: readonly WaitingEffect[]): Promise<void> {
  const groups = new Map<string, { partnerId: number; status: StoredEventStatus; eventIds: string[] }>();
  for (const { effect } of effects) {
    if (effect.kind !== 'reversalSettled') continue;
    const { partnerId, eventId } = partsOfKey(effect.eventKey);
    const status = statuses[effect.as];
    const group = groups.get(`${partnerId} ${status}`) ?? { partnerId, status, eventIds: [] };
    group.eventIds.push(eventId);
    groups.set(`${partnerId} ${status}`, group);
  }
  for (const { partnerId, status, eventIds } of groups.values()) await settleEvents(tx, partnerId, eventIds, status);
}
