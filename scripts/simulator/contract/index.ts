import type { FastifyInstance } from 'fastify';
import type { SimulatorContext } from '../context';
import type { PayContext } from '../pay/context';
import { registerContractConsole } from './console-routes';
import { buildContractContext } from './context';
import { registerNotifyRoutes } from './notify-routes';
import { registerSigning } from './sign-routes';
import { registerV2Routes } from './v2-routes';

/** Contracts and debits by them (委托代扣): what merchants call, what people sign, and what testers switch. */
export function registerContract(app: FastifyInstance, context: SimulatorContext, pay: PayContext): void {
  const contract = buildContractContext(context, pay);
  app.register((scope) => registerV2Routes(scope, contract));
  app.register((scope) => registerNotifyRoutes(scope, contract), { prefix: '/v3/papay' });
  registerSigning(app, contract);
  registerContractConsole(app, contract);
  app.addHook('onClose', async () => contract.desk.stop());
}
