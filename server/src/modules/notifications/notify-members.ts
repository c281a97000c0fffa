import type { EffectHandler } from '../journal';
import type { ProgramInForce } from '../programs';
import { insertNotifications } from './notifications.store';
import { notificationsOf } from './notifications-of-effects';

/** Tells members of what concerns them, in their message centre (消息中心): a handler of effects. */
export function notifyMembers({ program }: ProgramInForce): EffectHandler {
  return (tx, effects) => insertNotifications(tx, notificationsOf(program, effects));
}
