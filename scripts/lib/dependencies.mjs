// @ts-check
/** Installs a package's dependencies when they are not those of its lock file. */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runCommand } from './children.mjs';
import { hash, readCache, signature, writeAtomic } from './files.mjs';
import { withLock } from './lock.mjs';
import { startProgress } from './progress.mjs';
import { Refusal, ROOT } from './project.mjs';

/**
 * What was installed, written after success only: npm removes `node_modules` first, so an interrupted install leaves
 * none. Native modules fit one Node ABI, hence its number.
 * @typedef {{ lock?: string, lockSignature?: string, abi?: string }} Stamp
 */

/** @param {string} folder */
const stampPath = (folder) => join(folder, 'node_modules', '.rungs-installed.json');

/**
 * Whether an install was made by hand, with npm itself, from this lock file. npm writes its own record of
 * what it installed last of all.
 * @param {string} folder
 * @returns {boolean}
 */
function isInstalledByHand(folder) {
  /** @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lock */
  const wanted = readCache(join(folder, 'package-lock.json'), /** @type {Lock} */ ({})).packages ?? {};
  const installed = readCache(join(folder, 'node_modules/.package-lock.json'), /** @type {Lock} */ ({})).packages;
  if (installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    if (path === '' || (found === undefined && entry.optional)) return true;
    return found?.version === entry.version && found?.integrity === entry.integrity;
  });
}

/**
 * Environment for npm in another package than the one whose script we may be running under.
 * @returns {NodeJS.ProcessEnv}
 */
export function npmEnvironment() {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle)_|^npm_config_local_prefix$/i.test(name),
  );
  return Object.fromEntries(inherited);
}

/**
 * The command line of npm: the one that runs us when there is one, so that no other version meddles.
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
export function npmCommand(args) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return [process.execPath, [cli, ...args]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', args];
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {boolean} lowPriority
 */
async function install(folder, name, lowPriority) {
  const progress = startProgress(`Installing the dependencies of the ${name}`);
  let fetched = 0;
  // With --include=dev a NODE_ENV of production does not leave out what builds and tests.
  const [command, args] = npmCommand(['ci', '--include=dev', '--loglevel=http', '--no-audit', '--no-fund']);
  /** @type {string[]} */
  const messages = [];
  const { code } = await runCommand(command, args, {
    cwd: folder,
    env: npmEnvironment(),
    lowPriority,
    discardable: true,
    onLine: (line) => {
      if (/^npm http /.test(line)) fetched += 1;
      else messages.push(line);
      progress.update(`${fetched} packages fetched`);
    },
  }).catch((error) => ({ code: /** @type {Error} */ (error).message }));
  if (code === 0) return progress.end(`✓ Dependencies of the ${name} installed`);
  progress.end(`✗ Dependencies of the ${name} not installed`);
  const where = relative(ROOT, folder) || 'the repository';
  // npm names the cause first and then explains at length.
  throw new Refusal(
    `npm ci in ${where} failed (${code}): see what it says below, check the connection to the npm registry and try again.\n` +
      messages.slice(0, 20).join('\n'),
  );
}

/**
 * Makes `node_modules` what `package-lock.json` says; does nothing when it already is.
 * @param {string} folder absolute path of a package
 * @param {{ name: string, lowPriority?: boolean }} options `name` as said to the reader
 */
export async function ensureDependencies(folder, { name, lowPriority = false }) {
  const lockFile = join(folder, 'package-lock.json');
  if (!existsSync(lockFile)) throw new Refusal(`${lockFile} is missing: restore it with git checkout.`);
  const abi = process.versions.modules;
  const installed = () => readCache(stampPath(folder), /** @type {Stamp} */ ({}));
  const current = installed();
  if (current.lockSignature === signature(lockFile) && current.abi === abi) return;

  await withLock(`install-${relative(ROOT, folder) || 'root'}`, async () => {
    const lock = hash(readFileSync(lockFile));
    const lockSignature = signature(lockFile);
    const found = installed(); // Read again: another process may just have installed.
    const fresh = found.lock === undefined ? isInstalledByHand(folder) : found.lock === lock && found.abi === abi;
    if (!fresh) await install(folder, name, lowPriority);
    writeAtomic(stampPath(folder), JSON.stringify({ lock, lockSignature, abi }));
  });
}
