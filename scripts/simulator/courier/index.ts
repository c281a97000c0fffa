import type { FastifyInstance } from 'fastify';
import type { SimulatorContext } from '../context';
import { registerCourierApi } from './api-routes';
import { registerCourierConsole } from './console-routes';
import { buildCourierContext } from './context';

/** Kuaidi100: what servers of merchants call, and what testers do to parcels. */
export function registerCourier(app: FastifyInstance, { deps }: SimulatorContext): void {
  const courier = buildCourierContext(deps);
  registerCourierApi(app, courier);
  registerCourierConsole(app, courier);
  app.addHook('onClose', async () => courier.teller.stop());
}
