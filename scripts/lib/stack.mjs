// @ts-check
/** Starts the whole demo: the WeChat simulator and the server, as `npm start` and the tests do. */
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { ended, startChild, stopChildren } from './children.mjs';
import { readLogLine } from './log-view.mjs';
import { ensurePayKeys } from './pay-keys.mjs';
import { DIST, Refusal, ROOT } from './project.mjs';

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 40;
const TAIL_LINES = 12;
/** The account that the simulated supplier knows, under the name by which the demo's products call it. */
const DEMO_SUPPLIER = { code: 'demo', merchant: 'rungs-demo', key: 'demo-supplier-secret' };

/**
 * @typedef {object} Program
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<never>} died rejects with a Refusal when the program ends without being asked to
 */

/**
 * @typedef {object} Stack
 * @property {string} url address of the server, without a slash at the end
 * @property {string} simulatorUrl
 * @property {string[]} logFiles
 * @property {Promise<never>} died rejects with a Refusal when one of the programs ends
 * @property {() => Promise<void>} stop lets both finish what they are doing
 */

/**
 * @param {string} path
 * @returns {import('node:fs').WriteStream} the log of this run; the one before is kept beside it
 */
function openLog(path) {
  if (existsSync(path)) renameSync(path, path.replace(/\.log$/, '.previous.log'));
  return createWriteStream(path);
}

/**
 * @param {string} name as said to the reader
 * @param {string} script relative to dist
 * @param {{ env: NodeJS.ProcessEnv, logFile: string, onLine?: (line: string) => void }} options
 * @returns {Program}
 */
function startProgram(name, script, { env, logFile, onLine }) {
  const log = openLog(logFile);
  /** @type {string[]} */
  const tail = [];
  const preload = join(ROOT, 'scripts/lib/parent-watch.cjs');
  const child = startChild(process.execPath, ['--enable-source-maps', '--require', preload, join(DIST, script)], {
    cwd: ROOT,
    env,
    watchesParent: true,
    onLine: (line) => {
      log.write(`${line}\n`);
      if (tail.push(readLogLine(line).text) > TAIL_LINES) tail.shift();
      onLine?.(line);
    },
  });
  const died = ended(child).then(({ code, signal }) => {
    log.end();
    const how = signal ? `was ended by ${signal}` : `stopped with exit code ${code}`;
    throw new Refusal(`The ${name} ${how}: its last lines follow, everything is in ${logFile}.\n${tail.join('\n')}`);
  });
  // Whoever waits for it gets the rejection; nobody waiting is no reason to crash.
  died.catch(() => undefined);
  return { child, died };
}

/**
 * @param {string} url
 * @param {string} name
 */
async function waitUntilReady(url, name) {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  let last = 'no answer';
  while (performance.now() < deadline) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (response.ok) return;
      last = `status ${response.status}: ${(await response.text()).slice(0, 200)}`;
    } catch (error) {
      last = /** @type {Error} */ (error).message;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Refusal(`The ${name} was not ready within ${READY_TIMEOUT_MS / 1000} s (${url}: ${last}); see its log.`);
}

/**
 * The demo's account at Kuaidi100, as the simulator knows it.
 * @param {string} simulatorUrl
 */
function courierEnv(simulatorUrl) {
  return {
    KUAIDI100_API_URL: simulatorUrl,
    KUAIDI100_CUSTOMER: 'DEMO0KUAIDI100CUSTOMER0000000000',
    KUAIDI100_KEY: 'demo-kuaidi100-key',
    KUAIDI100_SALT: 'demo-kuaidi100-salt',
  };
}

/**
 * Starts both programs and waits until the server is ready. The build must be up to date.
 * @param {object} options
 * @param {number} options.port of the server, on 127.0.0.1
 * @param {number} options.simulatorPort
 * @param {string} options.dataDir where the SQLite file, the demo's keys (WeChat Pay's too) and the logs are
 * @param {string} [options.databaseUrl] the environment's DATABASE_URL unless given
 * @param {(line: string) => void} [options.onLine] each line of output of either program
 * @returns {Promise<Stack>}
 */
export async function startStack({ port, simulatorPort, dataDir, databaseUrl, onLine }) {
  mkdirSync(dataDir, { recursive: true });
  const url = `http://127.0.0.1:${port}`;
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const logFiles = ['server', 'simulator'].map((name) => join(dataDir, `${name}.log`));
  const [serverLog = '', simulatorLog = ''] = logFiles;
  const pay = ensurePayKeys(join(dataDir, 'wechat-pay'));
  const simulator = startProgram('WeChat simulator', 'scripts/simulator/main.js', {
    env: {
      ...process.env,
      SIMULATOR_PORT: String(simulatorPort),
      SIMULATOR_PAY_DIR: pay.folder,
      SIMULATOR_PUSH_URL: `${url}/callbacks/wechat-push`,
    },
    logFile: simulatorLog,
    onLine,
  });
  const server = startProgram('server', 'server/src/main.js', {
    env: {
      ...process.env,
      PORT: String(port),
      RUNGS_DEMO: '1',
      RUNGS_DATA_DIR: dataDir,
      WECHAT_API_URL: simulatorUrl,
      WECHAT_OPEN_URL: simulatorUrl,
      WECHAT_PAY_API_URL: simulatorUrl,
      RUNGS_DEMO_CLOCK_URL: `${simulatorUrl}/simulator/clock`,
      ...pay.merchantEnv,
      ...courierEnv(simulatorUrl),
      SUPPLIERS: JSON.stringify([{ ...DEMO_SUPPLIER, url: `${simulatorUrl}/supplier` }]),
      ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }),
    },
    logFile: serverLog,
    onLine,
  });
  const died = Promise.race([simulator.died, server.died]);
  died.catch(() => undefined);
  const ready = Promise.all([
    waitUntilReady(`${url}/readyz`, 'server'),
    waitUntilReady(`${simulatorUrl}/healthz`, 'WeChat simulator'),
  ]);
  await Promise.race([ready, died]);
  return { url, simulatorUrl, logFiles, died, stop: () => stopChildren([server.child, simulator.child]) };
}
