// @ts-check
/** The processes that are measured, and the worker that prepares for them. */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ended, startChild, stopChildren } from '../lib/children.mjs';
import { freePort } from '../lib/ports.mjs';
import { DIST, Refusal, ROOT } from '../lib/project.mjs';

const READY_TIMEOUT_MS = 30_000;
const POLL_MS = 50;
const preload = join(ROOT, 'scripts/lib/parent-watch.cjs');

/**
 * @typedef {object} Stage what all processes share
 * @property {string} databaseUrl
 * @property {string} databaseKind as said to the reader
 * @property {string} folder for logs; removed afterwards
 * @property {string} tokenKey
 * @property {import('./worker-client.mjs').Worker} worker
 * @property {{ batched: number, single: number }} partners row ids: who sends in batches, and who one by one
 * @property {number} members of each of the two
 * @property {import('./events.mjs').History} history
 * @property {boolean} quick
 */

/**
 * @typedef {object} Server
 * @property {string} url
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a compiled script that listens on PORT, its log in a file, and waits until it is ready.
 * @param {Pick<Stage, 'databaseUrl' | 'folder' | 'tokenKey'>} stage
 * @param {string} name of the log
 * @param {string} script relative to dist
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Server>}
 */
export async function startServer({ databaseUrl, folder, tokenKey }, name, script, env = {}) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(folder, `${name}.log`);
  const output = openSync(logFile, 'a');
  const child = startChild(process.execPath, ['--require', preload, join(DIST, script)], {
    cwd: ROOT,
    output,
    watchesParent: true,
    discardable: true,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      RUNGS_TOKEN_KEY: tokenKey,
      ...env,
    },
  });
  closeSync(output);
  const log = () => readFileSync(logFile, 'utf8').split('\n').slice(-10).join('\n');
  const died = ended(child).then(({ code }) => {
    throw new Refusal(`${name} stopped (${code}): see the last lines of its log.\n${log()}`);
  });
  died.catch(() => undefined);
  await Promise.race([waitUntilReady(`${url}/readyz`, name), died]);
  return { url, stop: () => stopChildren([child]) };
}

/**
 * Starts the server as it runs in production, logging on.
 * @param {Pick<Stage, 'databaseUrl' | 'folder' | 'tokenKey'>} stage
 * @returns {Promise<Server>}
 */
export function startRungs(stage) {
  const app = { ID: 'wx0000000000000000', SECRET: 'benchmark' };
  return startServer(stage, 'rungs', 'server/src/main.js', {
    RUNGS_HOST: '127.0.0.1',
    RUNGS_PUBLIC_URL: 'http://127.0.0.1',
    RUNGS_FIELD_KEY: stage.tokenKey,
    WECHAT_MINI_APP_ID: app.ID,
    WECHAT_MINI_APP_SECRET: app.SECRET,
    WECHAT_WEB_APP_ID: app.ID,
    WECHAT_WEB_APP_SECRET: app.SECRET,
  });
}

/**
 * @param {string} url
 * @param {string} name
 */
async function waitUntilReady(url, name) {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const isReady = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Refusal(`${name} was not ready within ${READY_TIMEOUT_MS / 1000} s.`);
}
