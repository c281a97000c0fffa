// @ts-check
/**
 * Imported first by every script: stops with one sentence when this Node is too old, before any module that needs a
 * newer one is evaluated. Keep to syntax and imports that old versions have.
 */
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const wanted = String(manifest.engines.node).replace(/^>=\s*/, '');

/**
 * Compares two dotted versions.
 * @param {string} left
 * @param {string} right
 * @returns {number} negative when left is older
 */
function compareVersions(left, right) {
  const a = left.split('.').map(Number);
  const b = right.split('.').map(Number);
  for (let i = 0; i < 3; i += 1) {
    const difference = (a[i] || 0) - (b[i] || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

if (compareVersions(process.versions.node, wanted) < 0) {
  console.error(
    `Rungs needs Node ${wanted} or newer and this is ${process.versions.node}: install it from nodejs.org.`,
  );
  process.exit(1);
}
