import type { EffectHandler } from '../journal';
import { paymentsOf } from '../payments';
import { queueUploads } from './shipments.store';

/**
 * Hears of orders that were sent, or delivered at once, and queues what WeChat must be told of those that were paid in
 * the mini-program. `appId` is the mini-program's, `wallNow` the wall clock's.
 */
export function queueShippingUploads(appId: string, wallNow: Date): EffectHandler {
  return async (tx, effects) => {
    const orders = effects.flatMap(({ effect }) => {
      if (effect.kind !== 'orderChanged') return [];
      const isDelivered = effect.from === 'FULFILLING' && effect.to === 'RECEIVED';
      return effect.to === 'SHIPPED' || isDelivered ? [effect.orderId] : [];
    });
    const payments = await paymentsOf(tx, 'mallOrder', [...new Set(orders)].map(String));
    const paid = payments.filter(
      ({ state, channel, appId: app }) => state === 'PAID' && channel === 'jsapi' && app === appId,
    );
    await queueUploads(
      tx,
      paid.map(({ subject }) => Number(subject)),
      wallNow,
    );
  };
}
