import type { Tx } from '../../platform/database/unit-of-work';
import type { EffectHandler } from '../journal';
import type { ProgramInForce } from '../programs';
import { insertNotifications, type WrittenNotification } from './notifications.store';
import { notificationsOf } from './notifications-of-effects';

/**
 * Tells members of what concerns them, in their message centre (消息中心): a handler of effects. `alsoTell` is given what
 * was written, in the same transaction.
 */
export function notifyMembers(
  { program }: ProgramInForce,
  alsoTell: (tx: Tx, written: readonly WrittenNotification[]) => Promise<void>,
): EffectHandler {
  return async (tx, effects) => alsoTell(tx, await insertNotifications(tx, notificationsOf(program, effects)));
}
