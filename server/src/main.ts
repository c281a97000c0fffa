import { join } from 'node:path';
import { buildApp } from './app';
import { connectPayments } from './connect-payments';
import { createKuaidi100Client } from './connectors/courier/kuaidi100.client';
import { createLocalFiles } from './connectors/files/local-files.client';
import { createS3Files } from './connectors/files/s3-files.client';
import { createSignedSupplier } from './connectors/supplier/signed-supplier.client';
import { createWeChatClient } from './connectors/wechat/wechat.client';
import { databaseClasses } from './database-classes';
import { demoClockTeller, openDemoClock } from './demo/demo-clock';
import { demoKeys } from './demo/demo-keys';
import { seedDemo } from './demo/seed-demo';
import { seedMall } from './demo/seed-mall';
import { readProgramFile, runCommand } from './environment';
import { seedProgram } from './modules/programs';
import { sleep, systemClock } from './platform/clock';
import { type Config, readConfig } from './platform/config';
import { openDatabase } from './platform/database/open-database';
import { inTransaction } from './platform/database/unit-of-work';
import { ConfigurationError } from './platform/errors';
import { createLog, type Logger } from './platform/log';
import { createFieldCipher } from './platform/secrets';

/** How long requests under way may take after a signal, before the process ends all the same. */
const DRAIN_MS = 15_000;
/** How long a balancer gets to notice at `/readyz` that this server is on its way out. */
const NOTICE_MS = 3000;
const NIGHTLY_EVERY_MS = 3_600_000;
/** For what other processes left to do, and what failed before. */
const WORK_EVERY_MS = 5_000;
// Other instances learn of a new version of the program within a second: time is never judged ahead of one.
const NIGHTLY_LAG_MS = 5_000;

async function start(): Promise<void> {
  const dataFolder = process.env.RUNGS_DATA_DIR ?? 'data';
  const config = readConfig(process.env, demoKeys(dataFolder));
  const log = createLog(config.logLevel);
  const database = await openDatabase(config.database, databaseClasses, { migrate: config.demo });
  const demoClock = config.demo ? await openDemoClock(database) : undefined;
  const clock = demoClock ?? systemClock;
  const files = config.s3
    ? createS3Files({ ...config.s3, wallNow: () => clock.wallNow().getTime() })
    : createLocalFiles(join(dataFolder, 'media'));
  const program = readProgramFile(config.programFile);
  await inTransaction(database, (tx) => seedProgram(tx, program, config.programFile, clock.businessNow()), {
    retryUniqueViolation: true,
  });
  if (config.demo) {
    await seedDemo(database, config.wechat, clock.businessNow(), { errands: true });
    await seedMall(database, files, createFieldCipher(config.fieldKey), clock.businessNow());
  }
  const wechat = createWeChatClient({ ...config.wechat, wallNow: () => clock.wallNow().getTime() });
  const connections = connectPayments(config, () => clock.wallNow().getTime());
  const courier = courierOf(config);
  const suppliers = suppliersOf(config, () => clock.wallNow().getTime());
  const tellDemoClock = config.demoClockUrl === undefined ? undefined : demoClockTeller(config.demoClockUrl, log);
  const parts = { config, database, clock, demoClock, tellDemoClock, wechat, files, courier, suppliers, log };
  const app = await buildApp({ ...parts, ...connections });
  // It may be ahead from an earlier run.
  if (demoClock) await tellDemoClock?.(demoClock.businessNow());
  await listen(app.http, config);
  log.info({ url: config.publicUrl, database: config.database.kind }, 'ready');
  const stopNightly = runNightly(app.nightly, log);
  const stopDispatching = runAgainAndAgain(app.dispatch, log, 'the outbox could not be read');
  const stopPayments = runAgainAndAgain(app.workOnPayments, log, 'the work on payments failed');
  const stopSubscriptions = runAgainAndAgain(app.workOnSubscriptions, log, 'the work on subscriptions failed');
  const stopShipments = runAgainAndAgain(app.workOnShipments, log, 'the work on parcels failed');
  const stopSupplies = runAgainAndAgain(app.workOnSupplies, log, 'the work on supplies failed');
  app.resumeSimulations();
  stopOnSignals(log, async () => {
    stopNightly();
    stopDispatching();
    stopPayments();
    stopSubscriptions();
    stopShipments();
    stopSupplies();
    await app.drain(config.demo ? undefined : () => sleep(NOTICE_MS));
    await database.close();
  });
}

/** Who tells where parcels are, when an account is set. */
function courierOf({ kuaidi100, publicUrl }: Config) {
  return kuaidi100 && createKuaidi100Client({ ...kuaidi100, callbackUrl: `${publicUrl}/callbacks/kuaidi100` });
}

/** Who supplies benefits and top-ups, by the code that products name. */
function suppliersOf({ suppliers, publicUrl }: Config, wallNow: () => number) {
  return new Map(
    suppliers.map(({ code, ...account }) => {
      const notifyUrl = `${publicUrl}/callbacks/supplier/${code}`;
      return [code, createSignedSupplier({ ...account, notifyUrl, wallNow })] as const;
    }),
  );
}

/** Once at the start and then every hour; how often does not matter. Returns how to stop it. */
function runNightly(nightly: (lagMs: number) => Promise<object>, log: Logger): () => void {
  const run = () => {
    nightly(NIGHTLY_LAG_MS).then(
      (report) => log.info(report, 'nightly run'),
      (error: unknown) => log.error({ err: error }, 'the nightly run failed; the next one goes on where it stopped'),
    );
  };
  run();
  const timer = setInterval(run, NIGHTLY_EVERY_MS);
  return () => clearInterval(timer);
}

/** Again and again, the next run a while after the one before has ended. Returns how to stop it. */
function runAgainAndAgain(work: () => Promise<object>, log: Logger, failure: string): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const schedule = () => {
    if (!stopped) timer = setTimeout(run, WORK_EVERY_MS);
  };
  const run = () => {
    work()
      .catch((error: unknown) => log.error({ err: error }, `${failure}; the next run tries again`))
      .finally(schedule);
  };
  schedule();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function listen(http: { listen(at: { port: number; host: string }): Promise<string> }, config: Config) {
  try {
    await http.listen({ port: config.port, host: config.host });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new ConfigurationError(`PORT ${config.port} is taken by another program: stop it, or set another PORT.`);
  }
}

/** The first signal drains; a second one, or too long a drain, ends at once. */
function stopOnSignals(log: Logger, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'draining');
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the drain failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

runCommand(start);
