// @ts-check
/** `npm run check`: the house rules. `npm run check -- NAME …` runs only the steps of these names. */
import './lib/node-version.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './lib/children.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { DIST, MINIAPP, Refusal, ROOT } from './lib/project.mjs';
import { runMain } from './lib/run-main.mjs';
import { ensureServerBuild } from './lib/server-build.mjs';

const PARALLEL = 2;

/** @typedef {{ name: string, purpose: string, command: string[], fix?: string, cwd?: string }} Step `fix` where its output names none */

/** @param {string} path */
const installed = (path) => join(ROOT, 'node_modules', path);
const typescript = installed('typescript/bin/tsc');

/** @type {Step[]} the slowest first, so that the short ones fill the gaps */
const steps = [
  {
    name: 'types',
    purpose: 'types of server, tests and scripts',
    command: [typescript, '--noEmit', '--pretty', 'false'],
  },
  {
    name: 'types-miniapp',
    purpose: 'types of the mini-app',
    command: [typescript, '--noEmit', '--pretty', 'false'],
    cwd: MINIAPP,
  },
  {
    name: 'imports',
    purpose: 'what may import what, cycles, orphans',
    command: [join(ROOT, 'scripts/checks/imports.mjs')],
  },
  {
    name: 'unused',
    purpose: 'unused files, exports, dependencies',
    command: [installed('knip/bin/knip.js'), '--no-progress', '--no-config-hints'],
    fix: 'remove what nothing uses; what is used from outside the sources is an entry in knip.json.',
  },
  {
    name: 'schema',
    purpose: 'schema drift, descriptions, access, breaking changes',
    command: [join(DIST, 'scripts/checks/schema.js')],
  },
  {
    name: 'house-rules',
    purpose: 'docstrings, clock, SQL, transactions, migrations',
    command: [join(DIST, 'scripts/checks/house-rules.js')],
  },
  {
    name: 'style',
    purpose: 'format and lint',
    command: [
      installed('@biomejs/biome/bin/biome'),
      'check',
      '--colors=off',
      '--error-on-warnings',
      '--max-diagnostics=50',
      '.',
    ],
    fix: 'npm run format formats, sorts imports and mends what is safe; the rest is named above.',
  },
];

/**
 * Runs one step and prints how it went, with its output when it failed.
 * @param {Step} step
 * @returns {Promise<boolean>} whether it passed
 */
async function runStep({ name, purpose, command, fix, cwd = ROOT }) {
  const startedAt = performance.now();
  const { code, output } = await runCommand(process.execPath, command, { cwd, env: { ...process.env, NO_COLOR: '1' } });
  const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`.padStart(7);
  const text = code === 0 ? '' : `\n${output}\n${fix ? `Fix: ${fix}\n` : ''}`;
  console.log(`${code === 0 ? '✓' : '✗'} ${seconds}  ${name}: ${purpose}${text}`);
  return code === 0;
}

/** @returns {Step[]} */
function chooseSteps() {
  const names = process.argv.slice(2);
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown) {
    throw new Refusal(`There is no check named ${unknown}: choose from ${steps.map((step) => step.name).join(', ')}.`);
  }
  const wanted = steps.filter((step) => names.length === 0 || names.includes(step.name));
  return wanted.filter((step) => step.cwd !== MINIAPP || existsSync(join(MINIAPP, 'tsconfig.json')));
}

await runMain(async () => {
  const queue = chooseSteps();
  await ensureDependencies(ROOT, { name: 'server' });
  if (queue.some((step) => step.cwd === MINIAPP)) await ensureDependencies(MINIAPP, { name: 'mini-app' });
  await ensureServerBuild();
  const startedAt = performance.now();
  const total = queue.length;
  let passed = 0;
  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      if (await runStep(step)) passed += 1;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`\n${passed} of ${total} checks passed (${seconds} s)`);
  return passed === total ? 0 : 1;
});
