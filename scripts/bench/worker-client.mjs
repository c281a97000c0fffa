// @ts-check
/** The worker process, told what to do. */
import { join } from 'node:path';
import { ended, startChild } from '../lib/children.mjs';
import { DIST, Refusal, ROOT } from '../lib/project.mjs';

/**
 * @typedef {object} Worker
 * @property {(command: string, argument?: object) => Promise<any>} call rejects with what went wrong there
 */

/**
 * Starts the worker and waits until its database is ready.
 * @param {{ databaseUrl: string, tokenKey: string }} settings
 * @returns {Promise<Worker>}
 */
export async function startWorker({ databaseUrl, tokenKey }) {
  /** @type {Map<number, { resolve: (result: unknown) => void, reject: (error: Error) => void }>} */
  const waiting = new Map();
  /** @type {string[]} */
  const lines = [];
  const preload = join(ROOT, 'scripts/lib/parent-watch.cjs');
  const script = join(DIST, 'scripts/bench/worker.js');
  const child = startChild(process.execPath, ['--enable-source-maps', '--require', preload, script], {
    cwd: ROOT,
    watchesParent: true,
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: databaseUrl, RUNGS_TOKEN_KEY: tokenKey },
    onLine: (line) => lines.push(line),
  });
  child.on('message', (/** @type {{ id: number, result?: unknown, error?: string }} */ { id, result, error }) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(new Error(error));
  });
  const died = ended(child).then(({ code }) => {
    throw new Refusal(`The worker stopped (${code}):\n${lines.slice(-20).join('\n')}`);
  });
  died.catch(() => undefined);
  /**
   * @param {number} id
   * @returns {Promise<unknown>}
   */
  const answerTo = (id) => Promise.race([new Promise((resolve, reject) => waiting.set(id, { resolve, reject })), died]);
  // It says 0 of its own accord when it is ready.
  await answerTo(0);
  let calls = 0;
  return {
    call(command, argument = {}) {
      const id = ++calls;
      const answer = answerTo(id);
      child.send({ id, command, argument });
      return answer;
    },
  };
}
