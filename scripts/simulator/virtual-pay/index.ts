import type { FastifyInstance } from 'fastify';
import type { SimulatorContext } from '../context';
import { registerVirtualConsole } from './console-routes';
import { buildVirtualContext } from './context';
import { registerXpayRoutes } from './xpay-routes';

/** Virtual payment (虚拟支付): what servers call, what who pays sees, and what testers switch. */
export function registerVirtualPay(app: FastifyInstance, context: SimulatorContext): void {
  const { virtualPay } = context.deps;
  if (!virtualPay) return;
  const virtual = buildVirtualContext(context, virtualPay);
  app.register((scope) => registerXpayRoutes(scope, virtual));
  registerVirtualConsole(app, virtual);
  app.addHook('onClose', async () => virtual.pushes.stop());
}
