// @ts-check
/**
 * Notices that npm, which started us, was ended by a signal: npm passes it to its shell only, and a shell either dies
 * of it alone or waits for us. Without this, `kill` on a background `npm start` would leave the demo on its port.
 */
import { readFileSync } from 'node:fs';

const POLL_MS = 500;

/**
 * @param {number} pid
 * @returns {number | undefined} undefined where there is no /proc, or no such process
 */
function parentOf(pid) {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isShell(pid) {
  try {
    return /^(da|ba|z|k|a)?sh$/.test(readFileSync(`/proc/${pid}/comm`, 'utf8').trim());
  } catch {
    return false; // Elsewhere shells usually replace themselves by the command, so that npm is our parent.
  }
}

/**
 * Calls back once when npm is gone; does nothing when we were not started by npm.
 * @param {() => void} onGone
 */
export function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const npm = isShell(parent) ? parentOf(parent) : undefined;
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || parentOf(parent) === npm)) return;
    clearInterval(timer);
    onGone();
  }, POLL_MS);
  timer.unref();
}
