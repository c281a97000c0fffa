// @ts-check
/**
 * `node scripts/complete-lock.mjs [FOLDER]`, after `npm install` changed package-lock.json: names the binary packages of
 * other platforms that npm left out because the registry at hand did not have them. Without them `npm ci` refuses the
 * lock file, and machines of those platforms would lack them. Their versions are those that the depending package asks
 * for; they have no checksum until somebody installs on such a machine.
 */
import './lib/node-version.mjs';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeAtomic } from './lib/files.mjs';
import { Refusal } from './lib/project.mjs';
import { runMain } from './lib/run-main.mjs';

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {boolean} [dev]
 * @property {string} [license]
 */

/** How packages name their platform, as in `@swc/core-linux-x64-gnu`: system, processor, and the C library on Linux. */
const PLATFORM =
  /[-/](aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(arm|arm64|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)(?:-([a-z]+))?$/;

/**
 * Where npm would look for a dependency: beside the package, then outwards.
 * @param {Record<string, Entry>} packages
 * @param {string} from path of the depending package
 * @param {string} name
 * @returns {boolean}
 */
function isLocked(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder && `${folder}/`}node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

/**
 * @param {string} name
 * @param {string} version
 * @param {Entry} parent
 * @returns {object} the entry as npm itself writes it
 */
function entryFor(name, version, parent) {
  const platform = PLATFORM.exec(name);
  if (!platform || !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new Refusal(
      `${name}@${version} is missing in package-lock.json and is no exact platform package: run npm install.`,
    );
  }
  const [, system, processor, library = ''] = platform;
  const libc = /^(gnu|glibc)/.test(library) ? 'glibc' : 'musl';
  return {
    version,
    cpu: [processor],
    ...(parent.dev ? { dev: true } : {}),
    ...(system === 'linux' && library !== '' ? { libc: [libc] } : {}),
    ...(parent.license ? { license: parent.license } : {}),
    optional: true,
    os: [system],
  };
}

await runMain(async () => {
  const path = join(resolve(process.argv[2] ?? '.'), 'package-lock.json');
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  /** @type {Record<string, Entry>} */
  const packages = lock.packages;
  const before = Object.keys(packages).length;
  for (const [from, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isLocked(packages, from, name)) packages[`node_modules/${name}`] = entryFor(name, version, entry);
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  writeAtomic(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(`${sorted.length - before} packages of other platforms added to ${path}.`);
});
