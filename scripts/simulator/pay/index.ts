import type { FastifyInstance } from 'fastify';
import type { SimulatorContext } from '../context';
import { registerCashierRoutes } from './cashier-routes';
import { registerConsoleRoutes } from './console-routes';
import { buildPayContext } from './context';
import { registerMerchantRoutes } from './merchant-routes';
import type { PayOrder } from './orders';

/**
 * WeChat Pay: what servers of merchants call, what who pays sees, and what testers switch. Returns how to find what was
 * paid, by WeChat Pay's number of it.
 */
export function registerPay(
  app: FastifyInstance,
  context: SimulatorContext,
): (transactionId: string) => PayOrder | undefined {
  const pay = buildPayContext(context);
  app.register((scope) => registerMerchantRoutes(scope, pay), { prefix: '/v3' });
  registerCashierRoutes(app, pay);
  registerConsoleRoutes(app, pay);
  app.addHook('onClose', async () => pay.notifier.stop());
  return (transactionId) => pay.orders.paid(transactionId);
}
