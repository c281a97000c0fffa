// @ts-check
/** Runs the tables of .dependency-cruiser.cjs and prints every import against them with its file, line and fix. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTypescriptConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { ROOT } from '../lib/project.mjs';

process.chdir(ROOT);
const { forbidden, options } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs'));
const folders = ['server', 'scripts', 'miniapp/src'].filter((folder) => existsSync(folder));

/**
 * @param {string} file
 * @param {string | undefined} specifier what the import statement says
 * @returns {number} the line it stands on, 1 when it is not found
 */
function lineOf(file, specifier) {
  if (specifier === undefined) return 1;
  const lines = readFileSync(file, 'utf8').split('\n');
  const found = lines.findIndex((line) => line.includes(`'${specifier}'`) || line.includes(`"${specifier}"`));
  return found + 1 || 1;
}

const { output } = await cruise(folders, { ...options, ruleSet: { forbidden }, validate: true }, undefined, {
  tsConfig: extractTypescriptConfig(join(ROOT, 'tsconfig.json')),
});
if (typeof output === 'string') throw new Error(output);

const modules = new Map(output.modules.map((module) => [module.source, module]));
const comments = new Map(
  forbidden.map((/** @type {{ name: string, comment: string }} */ rule) => [rule.name, rule.comment]),
);
for (const { rule, from, to, cycle } of output.summary.violations) {
  const imported = modules.get(from)?.dependencies.find((dependency) => dependency.resolved === to);
  const way = cycle ? [from, ...cycle.map((step) => step.name)].join(' → ') : from === to ? from : `${from} → ${to}`;
  console.log(`${from}:${lineOf(from, imported?.module)} ${rule.name}: ${way}\n    Fix: ${comments.get(rule.name)}`);
}
const { totalCruised, violations } = output.summary;
console.log(`${violations.length} imports against the table in ${totalCruised} files.`);
process.exit(violations.length === 0 ? 0 : 1);
