// @ts-check
/**
 * Child processes that never outlive us: each leads a process group of its own, so that Ctrl-C in a terminal reaches
 * only this process, which then stops the groups in order.
 */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** @type {Map<ChildProcess, NodeJS.Signals>} the children that are alive, and how each is asked to end */
const live = new Map();
const GRACE_MS = 15_000;
const TAIL_LINES = 30;

process.on('exit', () => killChildren());

/**
 * @typedef {object} ChildOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [discardable] nothing is lost when it is ended at once, so nobody waits for it
 * @property {boolean} [lowPriority] give way to everything else on the machine
 * @property {boolean} [watchesParent] pass an IPC channel, whose end tells the child that we are gone (parent-watch.cjs)
 * @property {(line: string, stream: 'stdout' | 'stderr') => void} [onLine]
 * @property {number} [output] file descriptor that its output goes to, instead of coming line by line
 */

/**
 * Starts a child whose output comes line by line.
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 * @returns {ChildProcess}
 */
export function startChild(command, args, options = {}) {
  const output = options.output ?? 'pipe';
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', output, output, ...(options.watchesParent ? /** @type {const} */ (['ipc']) : [])],
  });
  live.set(child, options.discardable ? 'SIGKILL' : 'SIGTERM');
  child.once('close', () => live.delete(child));
  child.once('error', () => live.delete(child));
  if (options.lowPriority && child.pid !== undefined) lowerPriority(child.pid);
  for (const stream of /** @type {const} */ (['stdout', 'stderr'])) {
    const source = child[stream];
    if (source) createInterface({ input: source }).on('line', (line) => options.onLine?.(line, stream));
  }
  return child;
}

/** @param {number} pid */
function lowerPriority(pid) {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // Already ended, or not permitted: it then runs at the usual priority.
  }
}

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/**
 * Resolves when a child has ended and its output has been read.
 * @param {ChildProcess} child
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/**
 * Asks children to end, and ends them by force when they have not after 15 seconds.
 * @param {Iterable<ChildProcess>} [children] all that are alive unless given
 */
export async function stopChildren(children = live.keys()) {
  const waiting = [...children].filter((child) => live.has(child));
  const done = Promise.all(waiting.map((child) => new Promise((resolve) => child.once('close', resolve))));
  for (const child of waiting) signalGroup(child, live.get(child) ?? 'SIGTERM');
  const force = setTimeout(() => killChildren(waiting), GRACE_MS);
  await done;
  clearTimeout(force);
}

/**
 * Ends children at once.
 * @param {Iterable<ChildProcess>} [children] all that are alive unless given
 */
export function killChildren(children = live.keys()) {
  for (const child of children) signalGroup(child, 'SIGKILL');
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {ChildOptions} [options]
 * @returns {Promise<{ code: number | null, output: string, tail: string }>} its whole output, and the last lines of it
 */
export async function runCommand(command, args, options = {}) {
  /** @type {string[]} */
  const lines = [];
  const child = startChild(command, args, {
    ...options,
    onLine: (line, stream) => {
      lines.push(line);
      options.onLine?.(line, stream);
    },
  });
  const { code } = await ended(child);
  return { code, output: lines.join('\n'), tail: lines.slice(-TAIL_LINES).join('\n') };
}
