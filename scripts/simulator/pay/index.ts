import type { FastifyInstance } from 'fastify';
import type { SimulatorContext } from '../context';
import { registerCashierRoutes } from './cashier-routes';
import { registerConsoleRoutes } from './console-routes';
import { buildPayContext, type PayContext } from './context';
import { registerMerchantRoutes } from './merchant-routes';

/** WeChat Pay: what servers of merchants call, what who pays sees, and what testers switch. Returns its state. */
export function registerPay(app: FastifyInstance, context: SimulatorContext): PayContext {
  const pay = buildPayContext(context);
  app.register((scope) => registerMerchantRoutes(scope, pay), { prefix: '/v3' });
  registerCashierRoutes(app, pay);
  registerConsoleRoutes(app, pay);
  app.addHook('onClose', async () => pay.notifier.stop());
  return pay;
}
