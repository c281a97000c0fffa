// @ts-check
/** The frame of every script: one clear sentence on refusal, and no child left behind on Ctrl-C. */
import { killChildren, stopChildren } from './children.mjs';
import { watchNpm } from './npm-watch.mjs';
import { Refusal } from './project.mjs';

/** Exit code of a process ended by Ctrl-C, as shells count it. */
const INTERRUPTED = 130;

/** Set by the first signal. */
let stopping = false;

/**
 * Whether the process is being stopped: failures from then on are its doing and need no report.
 * @returns {boolean}
 */
export function isStopping() {
  return stopping;
}

/** Stops the children in order and ends the process; asked again, at once. */
async function stop() {
  if (stopping) {
    killChildren();
    process.exit(INTERRUPTED);
  }
  stopping = true;
  console.log('\nStopping … (Ctrl-C again ends everything at once)');
  await stopChildren();
  process.exit(INTERRUPTED);
}

/**
 * Runs a script and ends the process with its exit code.
 * @param {() => Promise<number | void>} main returns the exit code, 0 when nothing
 */
export async function runMain(main) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  watchNpm(stop);
  let code = 1;
  try {
    code = (await main()) ?? 0;
  } catch (error) {
    if (!stopping) console.error(error instanceof Refusal ? `\n✗ ${error.message}` : error);
  }
  if (stopping) return; // The signal's handler ends the process when everything has stopped.
  await stopChildren();
  process.exit(code);
}
