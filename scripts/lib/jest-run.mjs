// @ts-check
/** Runs jest and counts. */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './children.mjs';
import { ROOT } from './project.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/** @type {Totals} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Totals[]} parts
 * @returns {Totals}
 */
export function sumTotals(parts) {
  return parts.reduce(
    (sum, part) => ({
      passed: sum.passed + part.passed,
      failed: sum.failed + part.failed,
      skipped: sum.skipped + part.skipped,
    }),
    NOTHING,
  );
}

/**
 * @param {Totals} totals
 * @returns {string}
 */
export function formatTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * @param {string} file jest's JSON report
 * @param {number | null} code jest's exit code
 * @returns {Totals} a suite that could not run, and a run that ended badly without saying why, count as one failure each
 */
function readTotals(file, code) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return {
      passed: report.numPassedTests,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { ...NOTHING, failed: 1 };
  }
}

/**
 * Runs jest with the repository's configuration, its output passed on.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to the environment
 * @returns {Promise<Totals>}
 */
export async function runJest(args, env = {}) {
  const report = join(tmpdir(), `rungs-jest-${process.pid}-${performance.now()}.json`);
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const { code } = await runCommand(
    process.execPath,
    [jest, '--passWithNoTests', '--json', `--outputFile=${report}`, ...args],
    {
      cwd: ROOT,
      watchesParent: true,
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...env },
      // Jest reports to stderr; with --outputFile its stdout holds only what tests print.
      onLine: (line) => line.startsWith('Test results written to: ') || console.log(line),
    },
  );
  const totals = readTotals(report, code);
  rmSync(report, { force: true });
  return totals;
}
