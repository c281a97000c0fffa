import { randomBytes } from 'node:crypto';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { AppDirectory, DEMO_APPS, DEMO_COURIER } from './apps';
import { registerAuthorizeRoutes } from './authorize-routes';
import { CodeBook } from './codes';
import { type SimulatorContext, sendWeChat } from './context';
import { registerContract } from './contract';
import { registerCourier } from './courier';
import { WeChatError } from './errors';
import { registerOwnRoutes } from './own-routes';
import { registerPay } from './pay';
import { makePlatformKeys } from './pay/rsa';
import type { Delivery } from './pay/types';
import { registerServerRoutes } from './server-routes';
import { ShippingBook } from './shipping';
import { registerSnsRoutes } from './sns-routes';
import { SubscribeBook } from './subscribe';
import { registerSupplier } from './supplier';
import { StableTokens, WebTokens } from './tokens';
import type { SimulatorDeps } from './types';
import { DEMO_USERS, UserDirectory } from './users';
import { registerVirtualPay } from './virtual-pay';

const DEFAULTS: SimulatorDeps = {
  users: DEMO_USERS,
  apps: DEMO_APPS,
  courier: DEMO_COURIER,
  now: () => Date.now(),
  random: (bytes) => randomBytes(bytes),
  merchants: [],
  platform: makePlatformKeys,
  schedule: (milliseconds, task) => void setTimeout(task, milliseconds).unref(),
  deliver: postNotification,
  log: () => undefined,
};

/**
 * One simulated WeChat, not yet listening. All its state is its own: two of them share nothing, and a new one has no
 * codes, no tokens, no orders and no parcels. What `overrides` leaves out is the demo's users, apps and account at
 * Kuaidi100, no merchants, keys of WeChat
 * Pay made when first needed, the wall clock, true randomness, and no log.
 */
export function buildSimulator(overrides: Partial<SimulatorDeps> = {}): FastifyInstance {
  const deps: SimulatorDeps = { ...DEFAULTS, ...overrides };
  const users = new UserDirectory(deps.users);
  const context: SimulatorContext = {
    deps,
    users,
    apps: new AppDirectory(deps.apps),
    codes: new CodeBook(deps, users),
    stableTokens: new StableTokens(deps),
    webTokens: new WebTokens(deps),
    subscribe: new SubscribeBook(deps),
    sessionKeys: new Map(),
  };
  // Open keep-alive connections of the server under test would hold up closing.
  const app = Fastify({ forceCloseConnections: true });

  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof WeChatError) return sendWeChat(reply, error.toBody(deps.now(), deps.random));
    const status = statusOf(error);
    const message = error instanceof Error ? error.message : String(error);
    if (status >= 500) deps.log(`error: ${message}`);
    return reply.code(status).send({ error: message });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(new WeChatError(40066).toBody(deps.now(), deps.random)),
  );
  app.addHook('onResponse', async (request, reply) => {
    deps.log(`${request.method} ${request.url.split('?', 1)[0] ?? ''} ${reply.statusCode}`);
  });

  app.register(formbody);
  const pay = registerPay(app, context);
  const shipping = new ShippingBook(deps, (transactionId) => pay.orders.paid(transactionId));
  registerContract(app, context, pay);
  registerVirtualPay(app, context);
  registerSnsRoutes(app, context);
  registerAuthorizeRoutes(app, context);
  registerOwnRoutes(app, context, shipping);
  app.register((scope) => registerServerRoutes(scope, context, shipping));
  registerCourier(app, context);
  registerSupplier(app, context);
  return app;
}

/** Fastify's own refusals (a body too long, say) carry their status; anything else is a fault of the simulator. */
function statusOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return 500;
  return typeof error.statusCode === 'number' ? error.statusCode : 500;
}

async function postNotification({ url, headers, body, signal }: Delivery): Promise<number> {
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  await response.body?.cancel();
  return response.status;
}
