// @ts-check
/**
 * One process at a time. A lock is a file with the owner's pid, made by `link` so that it appears with its content.
 * The owner touches it; a lock whose owner is dead, or that nobody touched while we watched, is taken over.
 */
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from './project.mjs';

const FOLDER = join(DIST, '.locks');
const POLL_MS = 100;
const TOUCH_MS = 2_000;
/** Long enough for an owner whose event loop is busy; only a reused pid makes anybody wait this long. */
const ABANDONED_MS = 30_000;

/** @type {Set<string>} */
const owned = new Set();
process.on('exit', () => {
  for (const path of owned) rmSync(path, { force: true });
});

/**
 * @param {string} path
 * @returns {boolean} whether the lock is ours now
 */
function tryAcquire(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {{ pid: number, touchedAt: number } | undefined} undefined when nobody holds it
 */
function readLock(path) {
  try {
    return { pid: Number(readFileSync(path, 'utf8')), touchedAt: statSync(path).mtimeMs };
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Removes the lock of a dead owner. Renaming first, then looking, keeps us from removing the lock of somebody who took
 * over between our look and our removal: theirs is put back.
 * @param {string} path
 * @param {number} deadPid
 */
function discard(path, deadPid) {
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
    if (readLock(aside)?.pid !== deadPid) linkSync(aside, path);
  } catch {
    // Somebody else removed it first, or already holds it again.
  }
  rmSync(aside, { force: true });
}

/**
 * Waits for the lock.
 * @param {string} path
 * @param {(pid: number) => void} onWait called once, when somebody else holds it
 */
async function acquire(path, onWait) {
  let told = false;
  let seen = { touchedAt: 0, since: performance.now() };
  while (!tryAcquire(path)) {
    const holder = readLock(path);
    if (holder === undefined) continue;
    if (holder.touchedAt !== seen.touchedAt) seen = { touchedAt: holder.touchedAt, since: performance.now() };
    if (!isAlive(holder.pid) || performance.now() - seen.since > ABANDONED_MS) {
      discard(path, holder.pid);
      continue;
    }
    if (!told) onWait(holder.pid);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/**
 * Runs `work` while no other process of this checkout runs work under the same name.
 * @template T
 * @param {string} name a file name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  mkdirSync(FOLDER, { recursive: true });
  const path = join(FOLDER, `${name}.lock`);
  await acquire(path, (pid) => console.log(`Waiting for process ${pid}, which does the same (${name}) …`));
  owned.add(path);
  const touch = setInterval(() => {
    const now = new Date();
    utimesSync(path, now, now);
  }, TOUCH_MS);
  touch.unref();
  try {
    return await work();
  } finally {
    clearInterval(touch);
    owned.delete(path);
    rmSync(path, { force: true });
  }
}
