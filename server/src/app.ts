import { resolve } from 'node:path';
import formbody from '@fastify/formbody';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import { createAuthenticator } from './authenticate';
import { mountCallbacks } from './callbacks';
import type { ContractProvider } from './connectors/contract/contract';
import type { Courier } from './connectors/courier/courier';
import type { FileStore } from './connectors/files/file-store';
import type { PaymentProviders } from './connectors/payment/payment';
import type { Suppliers } from './connectors/supplier/supplier';
import type { WeChat } from './connectors/wechat/wechat';
import type { WeChatPush } from './connectors/wechat/wechat-push';
import { demoTime } from './demo/demo-clock';
import { demoCallers } from './demo/demo-members';

import { AccessChecker } from './graphql/access';
import type { Context } from './graphql/context';
import { CostBuckets } from './graphql/limits';
import type { NodeParts } from './graphql/node.resolver';
import { startGateway } from './graphql/server';
import { mountDemoClock } from './http/demo-clock';
import { mountGraphiql } from './http/graphiql';
import { mountGraphql, refuse } from './http/graphql-route';
import { mountWebSocket } from './http/graphql-websocket';
import { type Lifecycle, mountHealth } from './http/health';
import { type MediaParts, mountMedia } from './http/media';
import { mountMiniapp } from './http/miniapp';
import { mountOAuthToken } from './http/oauth-token';
import { mountWeChatSignIn } from './http/wechat-sign-in';
import { visibleAdjustment } from './modules/adjustments/adjustments.visibility';
import { takeBackCodes } from './modules/card-codes';
import { advanceDueMembers, countWaiting, type DispatchReport, type NightlyReport } from './modules/journal';
import { visibleMergeRequest } from './modules/linking/linking.visibility';
import { MallCatalogue } from './modules/mall';
import { visibleProduct } from './modules/mall/mall.visibility';
import { MAX_PICTURE_BYTES, readPicture, recordMedia, storePictures } from './modules/media';
import { visibleMember } from './modules/members/members.visibility';
import { visibleNotification } from './modules/notifications/notifications.visibility';
import { visibleOrder } from './modules/orders/orders.visibility';
import { grantPartnerToken } from './modules/partners';
import { countWaitingPayments } from './modules/payments';
import { ProgramCatalogue } from './modules/programs';
import { visibleProgramVersion } from './modules/programs/programs.visibility';
import { SimulationQueue } from './modules/simulation';
import { visibleSimulation } from './modules/simulation/simulation.visibility';
import { createDeliveries } from './modules/subscribe-messages';
import { visibleSubscription } from './modules/subscriptions/subscriptions.visibility';
import type { SuppliesReport } from './modules/supplies';
import { createOutbox } from './outbox';
import { createPaymentWork, type PaymentWorkReport } from './payment-work';
import { createAccessTokens } from './platform/access-token';
import { type Changes, createChanges } from './platform/changes';
import type { Clock, MovableClock } from './platform/clock';
import type { Config } from './platform/config';
import { RequestLoaders, SharedLookups } from './platform/database/loaders';
import type { Database } from './platform/database/open-database';
import { inTransaction, onRetry } from './platform/database/unit-of-work';
import { localeOf } from './platform/locale';
import type { Logger } from './platform/log';
import { createMetrics, type Metrics } from './platform/metrics';
import { createFieldCipher, type FieldCipher } from './platform/secrets';
import { createResolvers, executableSchema } from './schema';
import { createShipmentWork, type ShipmentWorkReport } from './shipment-work';
import { createSubscriptionWork, type SubscriptionWorkReport } from './subscription-work';
import { createSupplyWork } from './supply-work';

/** Everything from outside; main, the tests and the benchmark each bring their own. */
export interface AppDeps {
  config: Config;
  database: Database;
  clock: Clock;
  wechat: WeChat;
  files: FileStore;
  /** Who takes money; without any, orders are for points alone. */
  payments?: PaymentProviders;
  /** Who lets money be taken by a contract; without, nothing renews by itself. */
  contracts?: ContractProvider;
  /** Reads what WeChat pushes; virtual payment needs it. */
  push?: WeChatPush;
  /** Who tells where parcels are; without, members see that they were sent. */
  courier?: Courier;
  /** Who supplies benefits and top-ups; orders for what others should supply are left to staff. */
  suppliers?: Suppliers;
  log: Logger;
  /** The demo's business clock, when it may be moved: the same as `clock`. */
  demoClock?: MovableClock;
  /** Hears to which instant the demo's clock was moved, before anything falls due there. */
  tellDemoClock?: (now: Date) => Promise<void>;
  /** Milliseconds between looks at the sessions of open sockets. */
  socketRecheckMs?: number;
  /**
   * Whether a mutation wakes the work on the outbox, that the sending of messages, and the work on payments, parcels and
   * supplies; true unless said otherwise. Without, call `dispatch`, `deliver`, `workOnPayments`, `workOnShipments` and
   * `workOnSupplies`.
   */
  wakeOutbox?: boolean;
  /** Where the mini-app's H5 build is, or will be. */
  miniappFolder?: string;
}

/** A server that is put together but does not listen yet. */
export interface App {
  http: FastifyInstance;
  metrics: Metrics;
  /**
   * Lets time pass, up to so many milliseconds ago, for everybody for whom something is due: to be called now and then, by
   * as many instances as like.
   */
  nightly(lagMs?: number): Promise<NightlyReport>;
  /** Goes on with the simulations that an earlier process left. Returns at once. */
  resumeSimulations(): void;
  /**
   * Handles what waits in the outbox: messages to members, for one. To be called now and then, for what was left by
   * somebody else or failed before.
   */
  dispatch(): Promise<DispatchReport>;
  /** Sends the messages that are due to WeChat; how many there were. By itself after every `dispatch`, see `wakeOutbox`. */
  deliver(): Promise<number>;
  /**
   * Does what is due of payments, refunds, bills and orders. To be called now and then, for what nobody told us of, what
   * time alone changes, and what failed before.
   */
  workOnPayments(): Promise<PaymentWorkReport>;
  /** Takes the steps of plans that time demands, and asks about contracts. To be called now and then. */
  workOnSubscriptions(): Promise<SubscriptionWorkReport>;
  /** Places what suppliers are to be asked for, and asks about what was placed. To be called now and then. */
  workOnSupplies(): Promise<SuppliesReport>;
  /**
   * Does what is due of parcels: asks the courier about them, and tells WeChat what was sent. To be called now and then, as
   * the work on payments is.
   */
  workOnShipments(): Promise<ShipmentWorkReport>;
  /**
   * Says `draining` at `/readyz` until `noticed` is done, for the balancer to look elsewhere; then takes no new work,
   * lets what is under way finish, and closes everything but the database.
   */
  drain(noticed?: () => Promise<unknown>): Promise<void>;
}

/** Puts the server together from its parts. */
export async function buildApp(deps: AppDeps): Promise<App> {
  const { config, database, clock, wechat, log } = deps;
  const metrics = createMetrics({
    outboxWaiting: () => countWaiting(database),
    paymentsWaiting: () => countWaitingPayments(database),
  });
  onRetry(database, (code) => metrics.transactionRetries.inc({ code }));
  const accessTokens = createAccessTokens(config.tokenKey, clock);
  const programs = new ProgramCatalogue(database, clock);
  const mall = new MallCatalogue(database, clock);
  const changes = createChanges();
  const cipher = createFieldCipher(config.fieldKey);
  const { outbox, deliveries, paymentWork, shipmentWork, supplyWork, subscriptionWork, committed, nightly, stopWork } =
    createWork(deps, programs, changes, cipher);
  const simulations = new SimulationQueue({ database, programs, clock, log });
  const schema = executableSchema();
  const resolvers = createResolvers({
    database,
    clock,
    wechat,
    accessTokens,
    cipher,
    programs,
    simulations,
    mall,
    templates: config.wechat.templates,
    nodes: visibleNodes(programs, mall),
    publicUrl: config.publicUrl,
    payments: deps.payments ?? {},
    contracts: deps.contracts,
    apps: { miniProgram: config.wechat.miniProgram.appId, web: config.wechat.web.appId },
    whenRefunded: takeBackCodes,
  });
  const access = new AccessChecker(schema, config.demo);
  const buckets = new CostBuckets(() => clock.wallNow().getTime());
  const gateway = await startGateway({ schema, access, buckets, metrics });

  const lifecycle: Lifecycle = { draining: false };
  const http = createHttp(log, metrics, lifecycle);
  const contextOf = createContextFactory(deps, accessTokens, { resolvers, changes, committed });
  mountHealth(http, database, metrics, lifecycle);
  mountGraphql(http, gateway, ({ headers, ip: address, id: requestId, log }) =>
    contextOf({ headers, address, requestId, log: log as Logger }),
  );
  await http.register(formbody);
  mountOAuthToken(http, (request) => grantPartnerToken(database, accessTokens, request));
  mountWeChatSignIn(http, config.publicUrl, wechat.authorizationUrl);
  await mountCallbacks(http, { ...deps, paymentWork, subscriptionWork, shipmentWork, supplyWork }, committed);
  mountDemo(http, deps, programs, nightly);
  await mountMedia(http, mediaParts(deps, contextOf));
  await mountMiniapp(http, resolve(deps.miniappFolder ?? 'miniapp/dist/h5'));
  const sockets = mountSockets(http, { schema, access, buckets, log }, contextOf, deps.socketRecheckMs);

  return {
    http,
    metrics,
    nightly,
    dispatch: outbox.run,
    deliver: deliveries.deliver,
    workOnPayments: paymentWork.run,
    workOnShipments: shipmentWork.run,
    workOnSupplies: supplyWork.run,
    workOnSubscriptions: subscriptionWork.run,
    resumeSimulations: () => simulations.wake(),
    async drain(noticed) {
      lifecycle.draining = true;
      await noticed?.();
      // Together: a client that is slow to hang up must not keep the listener open.
      await Promise.all([sockets.close(), http.close(), simulations.stop()]);
      await gateway.stop();
      await stopWork();
    },
  };
}

/** What is there for people who try things, in the demo at most. */
function mountDemo(http: FastifyInstance, deps: AppDeps, programs: ProgramCatalogue, nightly: App['nightly']): void {
  const { config, database, demoClock, tellDemoClock } = deps;
  mountGraphiql(http, config.demo ? demoCallers : []);
  if (config.demo && demoClock) mountDemoClock(http, demoTime(database, demoClock, programs, nightly, tellDemoClock));
}

/** GraphQL over WebSocket, on the same port. */
function mountSockets(
  http: FastifyInstance,
  parts: Pick<Parameters<typeof mountWebSocket>[1], 'schema' | 'access' | 'buckets'> & { log: Logger },
  contextOf: ContextFactory,
  recheckEveryMs = 30_000,
) {
  return mountWebSocket(http.server, {
    ...parts,
    contextOf: (authorization, request) => {
      const address = request.socket.remoteAddress ?? '';
      const requestId = crypto.randomUUID();
      const headers = { ...request.headers, authorization };
      return contextOf({ headers, address, requestId, log: parts.log.child({ requestId }) });
    },
    recheckEveryMs,
  });
}

/** How pictures come in and go out. */
function mediaParts({ config, database, files, clock }: AppDeps, contextOf: ContextFactory): MediaParts {
  return {
    maxBytes: MAX_PICTURE_BYTES,
    principalOf: async ({ headers, ip: address, id: requestId, log }) =>
      (await contextOf({ headers, address, requestId, log: log as Logger })).principal,
    async store(bytes, actor) {
      const stored = await storePictures(files, [bytes]);
      const by = { actor, now: clock.businessNow() };
      if (stored) await inTransaction(database, (tx) => recordMedia(tx, stored, by), { retryUniqueViolation: true });
      return stored?.[0]?.name;
    },
    read: (name) => readPicture(files, name),
    urlOf: (name) => `${config.publicUrl}/media/${name}`,
  };
}

/** What the server does besides answering: after commits, again and again, and when time passes. */
function createWork(deps: AppDeps, programs: ProgramCatalogue, changes: Changes, cipher: FieldCipher) {
  const { config, database, clock, wechat, courier, log, payments: providers = {} } = deps;
  const { templates, miniProgram } = config.wechat;
  const deliveries = createDeliveries({ database, wechat, appId: miniProgram.appId, templates, clock, programs, log });
  const shipmentWork = createShipmentWork({ database, clock, cipher, courier, wechat, log });
  const handled = () => {
    if (deps.wakeOutbox === false) return;
    deliveries.wake();
    shipmentWork.poke();
  };
  const outboxParts = { database, clock, programs, templates, miniProgram: miniProgram.appId, changes, log };
  const outbox = createOutbox({ ...outboxParts, handled });
  const suppliers: Suppliers = deps.suppliers ?? new Map();
  const supplyWork = createSupplyWork({ database, clock, programs, suppliers, cipher, log });
  const worked = deps.wakeOutbox === false ? () => undefined : supplyWork.poke;
  const { fulfil } = supplyWork;
  const paymentWork = createPaymentWork({ database, clock, programs, providers, cipher, fulfil, worked, log });
  const subscriptionWork = createSubscriptionWork({
    ...{ database, clock, programs, contracts: deps.contracts, log },
    worked: deps.wakeOutbox === false ? () => undefined : paymentWork.poke,
  });
  return {
    outbox,
    deliveries,
    paymentWork,
    shipmentWork,
    supplyWork,
    subscriptionWork,
    committed() {
      if (deps.wakeOutbox === false) return;
      outbox.poke();
      paymentWork.poke();
      subscriptionWork.poke();
    },
    async stopWork() {
      for (const work of [subscriptionWork, paymentWork, shipmentWork, supplyWork, outbox, deliveries])
        await work.stop();
    },
    async nightly(lagMs = 0) {
      const now = new Date(clock.businessNow().getTime() - lagMs);
      const report = await advanceDueMembers(database, await programs.current(), now);
      await supplyWork.withdrawExpired();
      await subscriptionWork.run();
      await paymentWork.run();
      await subscriptionWork.run();
      await supplyWork.run();
      await outbox.run();
      await shipmentWork.run();
      return report;
    },
  };
}

/** What `node` finds, by kind of id, for those who may see it. */
function visibleNodes(programs: ProgramCatalogue, mall: MallCatalogue): NodeParts['nodes'] {
  return {
    Adjustment: visibleAdjustment,
    MallOrder: visibleOrder(programs),
    MallProduct: visibleProduct(mall),
    Member: visibleMember,
    MergeRequest: visibleMergeRequest,
    Notification: visibleNotification(programs),
    PlanSubscription: visibleSubscription,
    ProgramVersion: visibleProgramVersion,
    Simulation: visibleSimulation,
  };
}

function createHttp(log: Logger, metrics: Metrics, lifecycle: Lifecycle): FastifyInstance {
  const http = fastify({
    loggerInstance: log as FastifyBaseLogger,
    // One line a request, by the hook below.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: 'x-request-id',
    genReqId: () => crypto.randomUUID(),
    bodyLimit: 2 * 1024 * 1024,
    // Idle keep-alive connections must not hold up the drain.
    forceCloseConnections: 'idle',
    trustProxy: 'loopback',
  });
  http.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  http.addHook('onSend', async (_request, reply) => {
    // Answered connections would otherwise be kept alive, and hold up the drain for as long.
    if (lifecycle.draining) reply.header('connection', 'close');
  });
  // No field of its line is a secret: looking for some would take ten times as long as writing it.
  const accessLog = log.child({}, { redact: [] });
  http.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { route, method: request.method, status: String(reply.statusCode) };
    metrics.httpDuration.observe(labels, reply.elapsedTime / 1000);
    // The path alone: a query string may hold codes.
    const path = request.url.split('?')[0];
    const milliseconds = Math.round(reply.elapsedTime);
    accessLog.info({ requestId: request.id, ...labels, path, milliseconds }, 'request');
  });
  http.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'request failed');
    const message = status >= 500 ? `Something went wrong on our side. Quote request ${request.id}.` : error.message;
    return refuse(reply, status, message);
  });
  return http;
}

/** Makes the context of a request from what came with it; `log` names the request already. */
type ContextFactory = (request: {
  headers: { authorization?: string; 'accept-language'?: string };
  address: string;
  requestId: string;
  log: Logger;
}) => Promise<Context>;

function createContextFactory(
  deps: AppDeps,
  accessTokens: ReturnType<typeof createAccessTokens>,
  shared: Pick<Context, 'resolvers' | 'changes' | 'committed'>,
): ContextFactory {
  const { database, clock } = deps;
  const lookups = new SharedLookups(database);
  const authenticate = createAuthenticator(accessTokens, clock);
  return async ({ headers, address, requestId, log }) => {
    const loaders = new RequestLoaders(lookups);
    const principal = await authenticate(headers.authorization, address, loaders);
    return {
      requestId,
      address,
      principal,
      locale: localeOf(headers['accept-language']),
      now: clock.businessNow(),
      loaders,
      ...shared,
      log,
    };
  };
}
