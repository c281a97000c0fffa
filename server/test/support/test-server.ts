import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { buildSimulator } from '../../../scripts/simulator/app';
import type { Delivery } from '../../../scripts/simulator/pay/types';
import { type App, buildApp } from '../../src/app';
import { connectPayments } from '../../src/connect-payments';
import type { ContractProvider } from '../../src/connectors/contract/contract';
import { createKuaidi100Client } from '../../src/connectors/courier/kuaidi100.client';
import { createLocalFiles } from '../../src/connectors/files/local-files.client';
import type { PaymentProvider, PaymentProviders } from '../../src/connectors/payment/payment';
import { createSignedSupplier } from '../../src/connectors/supplier/signed-supplier.client';
import type { Supplier } from '../../src/connectors/supplier/supplier';
import { createWeChatClient } from '../../src/connectors/wechat/wechat.client';
import { demoPartner } from '../../src/demo/demo-members';
import { seedDemo } from '../../src/demo/seed-demo';
import { seedMall } from '../../src/demo/seed-mall';
import { seedProgram } from '../../src/modules/programs';
import { readConfig } from '../../src/platform/config';
import type { Database } from '../../src/platform/database/open-database';
import { inTransaction } from '../../src/platform/database/unit-of-work';
import { createLog } from '../../src/platform/log';
import { createFieldCipher } from '../../src/platform/secrets';
import { type ContractDesk, contractDesk } from './contract-desk';
import { type CourierDesk, courierAccount, courierDesk } from './courier-desk';
import { createReadyDatabase, type DatabaseKind } from './databases';
import { TestClock } from './test-clock';
import { type VirtualDesk, virtualDesk } from './virtual-desk';
import { type PayDesk, payDesk, paymentAccounts, simulatedMerchant } from './wechat-pay';

/** What the gateway answered. */
export interface GraphqlAnswer<T> {
  status: number;
  data: T;
  errors?: { message: string; path?: string[]; extensions: { code: string } & Record<string, unknown> }[];
  extensions?: { cost?: Record<string, number> };
}

/** A whole server with its own database, simulator and clock, called over real HTTP. */
export interface TestServer {
  url: string;
  database: Database;
  clock: TestClock;
  simulatorUrl: string;
  /** What the server logged, one JSON line each. */
  logLines: string[];
  graphql<T = Record<string, never>>(
    query: string,
    options?: { token?: string; variables?: Record<string, unknown>; language?: string },
  ): Promise<GraphqlAnswer<T>>;
  /** Signs in a member by their key at the simulator. */
  signIn(key: string): Promise<{ accessToken: string; refreshToken: string }>;
  /** An access token of the demo partner. */
  partnerToken(): Promise<string>;
  /** A one-time `wx.login` code of the mini-program. */
  signInCode(key: string): Promise<string>;
  /** Handles what waits in the outbox; by itself the server does that only with `wakeOutbox`. */
  dispatch(): ReturnType<App['dispatch']>;
  /** The client of the simulated WeChat Pay, and what people do there. */
  payments: PaymentProvider;
  payDesk: PayDesk;
  /** All of them: WeChat Pay, virtual payment, debits. */
  providers: PaymentProviders;
  contracts: ContractProvider;
  /** What people do with contracts inside WeChat; they count days by the business clock. */
  contractDesk: ContractDesk;
  virtualDesk: VirtualDesk;
  /** What people do to parcels. */
  courierDesk: CourierDesk;
  /**
   * Lets the simulator's timers run that are due by the clock: refunds settle, notifications and callbacks go out, failed
   * ones again.
   * Resolves when they were answered.
   */
  runPayTimers(): Promise<void>;
  /** One run of the work on payments and orders. */
  workOnPayments(): ReturnType<App['workOnPayments']>;
  /** One run of the work on parcels. */
  workOnShipments(): ReturnType<App['workOnShipments']>;
  /** One run of the work on plans of members. */
  workOnSubscriptions(): ReturnType<App['workOnSubscriptions']>;
  /** One run of the work on supplies. */
  workOnSupplies(): ReturnType<App['workOnSupplies']>;
  /** The client of the simulated supplier, which products call `demo`. */
  supplier: Supplier;
  /** Sends the messages that are due to WeChat; by itself the server does that only with `wakeOutbox`. */
  deliver(): ReturnType<App['deliver']>;
  /** One run of the job that lets time pass for all who are due. */
  nightly(): ReturnType<App['nightly']>;
  /** The same database by connections of its own, as another instance has it; closed with the server. */
  anotherInstance(): Promise<Database>;
  /** As on a signal: see `App.drain`. */
  drain(noticed?: () => Promise<unknown>): Promise<void>;
  /** From now on WeChat cannot be reached. */
  stopWeChat(): Promise<void>;
  close(): Promise<void>;
}

const PROGRAM_FILE = 'server/programs/instalment-mall.yaml';

/**
 * Starts one; `demo: false` closes introspection, `program` is the text of another program file, everything else is as
 * in the demo.
 */
export async function startTestServer(
  kind: DatabaseKind,
  options: { demo?: boolean; socketRecheckMs?: number; program?: string; wakeOutbox?: boolean; errands?: boolean } = {},
): Promise<TestServer> {
  const clock = new TestClock();
  const timers = new PayTimers(clock);
  const simulator = buildSimulator({
    now: () => clock.wallNow().getTime(),
    ruleNow: () => clock.businessNow().getTime(),
    ...simulatedMerchant(),
    schedule: timers.schedule,
    deliver: timers.deliver,
  });
  const simulatorUrl = await simulator.listen({ host: '127.0.0.1', port: 0 });
  const testDatabase = await createReadyDatabase(kind);
  const database = await testDatabase.open();
  const config = {
    ...readConfig({ RUNGS_DEMO: '1', WECHAT_API_URL: simulatorUrl, WECHAT_OPEN_URL: simulatorUrl }, () =>
      '5a'.repeat(32),
    ),
    demo: options.demo ?? true,
  };
  const program = options.program ?? readFileSync(PROGRAM_FILE, 'utf8');
  await inTransaction(database, (tx) => seedProgram(tx, program, PROGRAM_FILE, clock.businessNow()));
  // Loans alone unless told otherwise: what tests tell is then all that there is.
  await seedDemo(database, config.wechat, clock.businessNow(), { errands: options.errands ?? false });
  const wechat = createWeChatClient({ ...config.wechat, wallNow: () => clock.wallNow().getTime() });
  const mediaFolder = mkdtempSync(join(tmpdir(), 'rungs-media-'));
  const files = createLocalFiles(mediaFolder);
  if (options.errands) await seedMall(database, files, createFieldCipher(config.fieldKey), clock.businessNow());
  const connections = connectPayments(
    { wechat: config.wechat, ...paymentAccounts(simulatorUrl), publicUrl: 'http://127.0.0.1' },
    () => clock.wallNow().getTime(),
  );
  const { wechatPay: payments } = connections.payments;
  if (!payments || !connections.contracts) throw new Error('The accounts are incomplete.');
  const callbackUrl = 'http://127.0.0.1/callbacks/kuaidi100';
  const courier = createKuaidi100Client({ apiUrl: simulatorUrl, ...courierAccount, callbackUrl });
  const supplier = createSignedSupplier({
    ...{ url: `${simulatorUrl}/supplier`, merchant: 'rungs-demo', key: 'demo-supplier-secret', format: 'form' },
    notifyUrl: 'http://127.0.0.1/callbacks/supplier/demo',
    wallNow: () => clock.wallNow().getTime(),
    timeoutMs: 2_000,
  });
  const logLines: string[] = [];
  const log = createLog('info', { write: (line) => void logLines.push(line) });
  const { socketRecheckMs, wakeOutbox = false } = options;
  const miniappFolder = join(tmpdir(), 'rungs-has-no-build-here');
  const app = await buildApp({
    config,
    database,
    clock,
    demoClock: clock,
    wechat,
    files,
    ...connections,
    courier,
    suppliers: new Map([['demo', supplier]]),
    log,
    socketRecheckMs,
    wakeOutbox,
    miniappFolder,
  });
  await app.http.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.http.server.address() as AddressInfo).port}`;
  timers.serverUrl = url;
  let drained: Promise<void> | undefined;
  const drain: TestServer['drain'] = (noticed) => {
    drained ??= app.drain(noticed);
    return drained;
  };
  return {
    url,
    database,
    clock,
    simulatorUrl,
    logLines,
    ...callersOf(url, simulatorUrl),
    dispatch: app.dispatch,
    payments,
    payDesk: payDesk(simulatorUrl),
    providers: connections.payments,
    contracts: connections.contracts,
    contractDesk: contractDesk(simulatorUrl),
    virtualDesk: virtualDesk(simulatorUrl),
    courierDesk: courierDesk(simulatorUrl),
    runPayTimers: timers.run,
    workOnPayments: app.workOnPayments,
    workOnShipments: app.workOnShipments,
    workOnSupplies: app.workOnSupplies,
    workOnSubscriptions: app.workOnSubscriptions,
    supplier,
    deliver: app.deliver,
    nightly: app.nightly,
    anotherInstance: () => testDatabase.open({ migrate: false }),
    drain,
    stopWeChat: () => simulator.close(),
    async close() {
      await drain();
      await simulator.close();
      await testDatabase.drop();
      rmSync(mediaFolder, { recursive: true, force: true });
    },
  };
}

/** What of an address is the server's own. */
function addressOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** The simulator's timers and deliveries, in the hands of a test. */
class PayTimers {
  /** Where the server listens: it is not known when the payments are opened. */
  serverUrl = '';
  private waiting: { at: number; task: () => void }[] = [];
  private under = new Set<Promise<unknown>>();

  constructor(private readonly clock: TestClock) {}

  schedule = (milliseconds: number, task: () => void): void => {
    this.waiting.push({ at: this.clock.wallNow().getTime() + milliseconds, task });
  };

  deliver = ({ url, headers, body }: Delivery): Promise<number> => {
    const posted = fetch(this.serverUrl + addressOf(url), { method: 'POST', headers, body }).then(async (response) => {
      await response.arrayBuffer();
      return response.status;
    });
    this.under.add(posted);
    return posted.finally(() => this.under.delete(posted));
  };

  run = async (): Promise<void> => {
    for (;;) {
      const now = this.clock.wallNow().getTime();
      const next = this.waiting.find(({ at }) => at <= now);
      if (!next) return;
      this.waiting = this.waiting.filter((timer) => timer !== next);
      next.task();
      do {
        await Promise.allSettled(this.under);
        await setImmediate();
      } while (this.under.size > 0);
    }
  };
}

/** The ways to call a running server, wherever it runs. */
export function callersOf(
  url: string,
  simulatorUrl: string,
): Pick<TestServer, 'graphql' | 'signIn' | 'partnerToken' | 'signInCode'> {
  const graphql: TestServer['graphql'] = async (query, { token, variables, language } = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(language ? { 'accept-language': language } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as object) } as never;
  };
  return {
    graphql,
    async signIn(key) {
      type Answer = { sessionCreate: { session: { accessToken: string; refreshToken: string } } };
      const answer = await graphql<Answer>(
        'mutation ($code: String!) { sessionCreate(input: { code: $code }) { session { accessToken refreshToken } } }',
        { variables: { code: `demo:${key}` } },
      );
      return answer.data.sessionCreate.session;
    },
    async partnerToken() {
      const { clientId, clientSecret } = demoPartner;
      const response = await fetch(`${url}/oauth/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      return ((await response.json()) as { access_token: string }).access_token;
    },
    async signInCode(key) {
      const response = await fetch(`${simulatorUrl}/simulator/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ appid: 'wx00000000000000a1', user: key }),
      });
      return ((await response.json()) as { code: string }).code;
    },
  };
}
