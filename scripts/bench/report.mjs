// @ts-check
/** What was measured, as a Markdown table. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../lib/project.mjs';

/** @typedef {{ least: number } | { most: number }} Bar */

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} measured with its spread
 * @property {string} [reference] what it is compared with, with its spread
 * @property {number[]} values one a round, held against the bar by their median: ratios unless `unit` is given
 * @property {string} [unit]
 * @property {Bar} bar
 * @property {Bar} stretch
 */

const PACKAGES = ['@apollo/server', 'graphql-jit', 'typeorm', 'mysql2', 'better-sqlite3', 'fastify', 'mercurius'];

/**
 * @param {readonly number[]} values
 * @returns {number} of an even number of values the mean of the two in the middle
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/**
 * The ratio of each round, whose two parts ran one shortly after the other.
 * @param {readonly number[]} own
 * @param {readonly number[]} others
 * @returns {number[]}
 */
export function ratiosOf(own, others) {
  return own.map((value, round) => value / (others[round] ?? Number.NaN));
}

/**
 * @param {number} value
 * @param {number} digits
 */
const format = (value, digits) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/**
 * @param {readonly number[]} values
 * @param {string} unit
 * @param {number} [digits] after the point
 * @returns {string} the median, and from least to most when there were several rounds
 */
export function spreadOf(values, unit, digits = 0) {
  const text = `${format(median(values), digits)} ${unit}`.trim();
  if (values.length < 2) return text;
  return `${text} (${format(Math.min(...values), digits)}–${format(Math.max(...values), digits)})`;
}

/**
 * @param {number} value
 * @param {Bar} bar
 */
const isMet = (value, bar) => ('least' in bar ? value >= bar.least : value <= bar.most);

/** @param {Row} row */
function barText({ unit }, /** @type {Bar} */ bar) {
  const [sign, value] = 'least' in bar ? ['≥', bar.least] : ['≤', bar.most];
  return `${sign} ${unit ? `${value.toLocaleString('en')} ${unit}` : value.toFixed(1)}`;
}

/**
 * @param {Row} row
 * @param {boolean} hasBars
 */
function tableRow(row, hasBars) {
  const { what, measured, reference = '', values, unit, bar, stretch } = row;
  const middle = median(values);
  const reached = isMet(middle, stretch) ? 'yes, stretch too' : isMet(middle, bar) ? 'yes' : 'no';
  const met = hasBars ? reached : 'no bar for this database';
  const ratio = unit ? '' : spreadOf(values, '', 2);
  return `| ${[what, measured, reference, ratio, barText(row, bar), barText(row, stretch), met].join(' | ')} |`;
}

/** @param {string} name */
function versionOf(name) {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
  return `${name} ${version}`;
}

/**
 * @param {readonly Row[]} rows
 * @param {{ database: string, hasBars: boolean, quick: boolean, startedAt: Date, loadAtStart: number }} circumstances
 * @returns {string}
 */
export function markdown(rows, { database, hasBars, quick, startedAt, loadAtStart }) {
  const rounds = Math.max(...rows.map(({ values }) => values.length));
  const processors = cpus();
  return [
    `# Benchmarks, ${startedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    '',
    '| what | measured | reference | ratio | bar | stretch | met |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => tableRow(row, hasBars)),
    '',
    `Medians of up to ${rounds} rounds, in brackets the least and the most; all that is compared takes turns within a round${quick ? '; short rounds (--quick), so take them lightly' : ''}.`,
    'Only ratios carry over to other machines. The references verify the same tokens and read the same rows by the driver alone;',
    'they have no log, no metrics and no cost accounting, and take the rules from the same engine.',
    '',
    `- Machine: ${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()}; load average ${loadAtStart.toFixed(1)} at the start, ${(loadavg()[0] ?? 0).toFixed(1)} at the end`,
    `- Versions: Node ${process.versions.node}, ${database}, ${PACKAGES.map(versionOf).join(', ')}`,
    '',
  ].join('\n');
}
