// @ts-check
/** `npm test`: every test that this machine can run. `npm test -- PATTERN` runs the files whose path matches. */
import './lib/node-version.mjs';
import { existsSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { listFiles } from './lib/files.mjs';
import { formatTotals, NOTHING, runJest, sumTotals } from './lib/jest-run.mjs';
import { findProgram, isMariadbInstalled } from './lib/mariadb.mjs';
import { ensureMiniappBuild } from './lib/miniapp-build.mjs';
import { freePort } from './lib/ports.mjs';
import { MINIAPP, Refusal, ROOT } from './lib/project.mjs';
import { runMain } from './lib/run-main.mjs';
import { ensureServerBuild } from './lib/server-build.mjs';
import { startStack } from './lib/stack.mjs';

/** Logs of the demo under test, and what the tests keep, such as screenshots. */
const ARTIFACTS = join(ROOT, 'artifacts');

/** How many demos the tests of the mini-app are spread over. */
const LANES = 2;

/** The test that lives through a year of the demo. */
const MOVES_CLOCK = 'miniapp/test/browser/membership.test.ts';

/**
 * What this machine lacks, each in one line.
 * @param {string | undefined} chromium
 * @returns {string[]}
 */
function listMissing(chromium) {
  const missing = [];
  if (!process.env.TEST_MARIADB_URL && !isMariadbInstalled()) {
    missing.push(
      'MariaDB is not installed, so the database tests run on SQLite alone (apt-get install mariadb-server)',
    );
  }
  if (!chromium)
    missing.push('Chromium is not installed, so the browser tests are left out (apt-get install chromium)');
  return missing;
}

/**
 * The tests that need the running demo, those of them that match.
 * @param {string[]} patterns
 * @returns {{ weapp: string[], browser: string[] }}
 */
function listStackTests(patterns) {
  const matches = (/** @type {string} */ path) =>
    path.endsWith('.test.ts') &&
    (patterns.length === 0 || patterns.some((pattern) => new RegExp(pattern, 'i').test(path)));
  const tests = listFiles(ROOT, 'miniapp/test').filter(matches);
  return {
    weapp: tests.filter((path) => path === 'miniapp/test/weapp.test.ts'),
    browser: tests.filter((path) => path.startsWith('miniapp/test/browser/')),
  };
}

/**
 * Boots the demo as `npm start` does, with data of its own.
 * @param {number} lane
 */
async function startLane(lane) {
  const dataDir = join(ARTIFACTS, `test-demo-${lane}`);
  rmSync(dataDir, { recursive: true, force: true });
  return startStack({
    port: await freePort(),
    simulatorPort: await freePort(),
    dataDir,
    databaseUrl: `file:${join(dataDir, 'rungs.db')}`,
  });
}

/**
 * Runs the tests of both builds of the mini-app, in as many lanes as there are cores to carry them: the tests of a lane
 * run in turn on a demo of their own, because some of them move its clock. Who moves it by months comes last.
 * @param {string[]} files
 * @param {string | undefined} chromium
 */
async function runStackTests(files, chromium) {
  const groups = [files.filter((path) => path !== MOVES_CLOCK), files.filter((path) => path === MOVES_CLOCK)];
  const lanes = Math.min(LANES, availableParallelism(), Math.max(...groups.map(({ length }) => length)));
  const stacks = [];
  try {
    for (let lane = 1; lane <= lanes; lane++) stacks.push(await startLane(lane));
    const tests = runGroups(groups, stacks, chromium);
    return await Promise.race([tests, ...stacks.map(({ died }) => died)]);
  } finally {
    await Promise.all(stacks.map((stack) => stack.stop()));
  }
}

/**
 * @param {string[][]} groups run one after the other
 * @param {import('./lib/stack.mjs').Stack[]} stacks
 * @param {string | undefined} chromium
 */
async function runGroups(groups, stacks, chromium) {
  const env = {
    RUNGS_URL: stacks.map(({ url }) => url).join(' '),
    SIMULATOR_URL: stacks.map(({ simulatorUrl }) => simulatorUrl).join(' '),
    WEAPP_DIST: join(MINIAPP, 'dist/weapp'),
    ARTIFACTS_DIR: ARTIFACTS,
    ...(chromium ? { CHROMIUM_PATH: chromium } : {}),
  };
  const totals = [];
  for (const group of groups.filter(({ length }) => length > 0)) {
    const lanes = Math.min(stacks.length, group.length);
    const width = lanes === 1 ? ['--runInBand'] : [`--maxWorkers=${lanes}`];
    totals.push(await runJest([...width, '--selectProjects', 'weapp', 'browser', '--runTestsByPath', ...group], env));
  }
  return sumTotals(totals);
}

/**
 * Tells why a part could not run at all, which counts as one failure.
 * @param {unknown} error
 * @returns {import('./lib/jest-run.mjs').Totals}
 */
function countAsFailed(error) {
  console.error(error instanceof Refusal ? `\n✗ ${error.message}` : error);
  return { ...NOTHING, failed: 1 };
}

/**
 * @param {string[]} patterns
 * @param {string | undefined} chromium
 */
async function runAll(patterns, chromium) {
  const stackTests = listStackTests(patterns);
  const browser = chromium ? stackTests.browser : [];
  const files = [...stackTests.weapp, ...browser];
  if (existsSync(join(MINIAPP, 'package.json'))) await ensureDependencies(MINIAPP, { name: 'mini-app' });
  // Beside the tests that need no build; what failed is told after them.
  const built = buildMiniapp(stackTests.weapp.length > 0, browser.length > 0).then(() => undefined, countAsFailed);
  const totals = [await runJest(patterns)];
  const notBuilt = await built;
  if (notBuilt) totals.push(notBuilt);
  else if (files.length > 0) totals.push(await runStackTests(files, chromium).catch(countAsFailed));
  return sumTotals(totals);
}

/**
 * @param {boolean} weapp
 * @param {boolean} h5
 */
async function buildMiniapp(weapp, h5) {
  if (weapp) await ensureMiniappBuild('weapp');
  if (h5) await ensureMiniappBuild('h5');
}

/** @param {string | undefined} chromium */
async function prepareAndRun(chromium) {
  await ensureDependencies(ROOT, { name: 'server' });
  await ensureServerBuild();
  return runAll(process.argv.slice(2), chromium);
}

await runMain(async () => {
  const chromium = process.env.CHROMIUM_PATH || findProgram('chromium', 'chromium-browser', 'google-chrome');
  const missing = listMissing(chromium);
  if (process.env.CI === 'true' && missing.length > 0) {
    console.error(`\n✗ With CI=true nothing may be left out: ${missing.join('; ')}.`);
    console.log(formatTotals({ ...NOTHING, failed: 1 }));
    return 1;
  }
  const totals = await prepareAndRun(chromium).catch(countAsFailed);
  for (const line of missing) console.log(`Left out: ${line}.`);
  if (totals.passed + totals.failed === 0) console.log('No test matches.');
  console.log(formatTotals(totals));
  return totals.failed === 0 && totals.passed > 0 ? 0 : 1;
});
