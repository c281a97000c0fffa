// @ts-check
/** Builds the mini-app, for the browser (h5) or for WeChat (weapp), when its sources have changed. */
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './children.mjs';
import { npmCommand, npmEnvironment } from './dependencies.mjs';
import { hash, listFiles, readCache, signature, writeAtomic } from './files.mjs';
import { withLock } from './lock.mjs';
import { startProgress } from './progress.mjs';
import { MINIAPP, Refusal, ROOT } from './project.mjs';

/** @typedef {'h5' | 'weapp'} Target */
/** @typedef {{ quick?: string, content?: string }} Stamp what the sources were when the output was built */

const OUTPUTS = join(MINIAPP, 'dist');
/** Not sources: installed, built, tests, pages for readers, and what code generation derives from the other sources and schema.graphql. */
const SKIPPED = new Set(['node_modules', 'dist', 'test', 'generated', 'docs', 'README.md', 'jest.config.cjs']);

/** @param {Target} target */
const outputPath = (target) => join(OUTPUTS, target);

/** @param {Target} target */
const stampPath = (target) => join(OUTPUTS, `.${target}.json`);

/** @returns {string[]} absolute paths of everything a build depends on */
function listSources() {
  const skip = (/** @type {string} */ name) => SKIPPED.has(name) || name.startsWith('.') || /\.test\.tsx?$/.test(name);
  return [join(ROOT, 'schema.graphql'), ...listFiles(MINIAPP, '', skip).map((path) => join(MINIAPP, path))];
}

/**
 * @param {(path: string) => string} describe
 * @returns {string}
 */
const fingerprint = (describe) =>
  hash(
    listSources()
      .map((path) => `${path}\0${describe(path)}`)
      .join('\n'),
  );
const quickFingerprint = () => fingerprint((path) => signature(path) ?? '');
const contentFingerprint = () => fingerprint((path) => hash(readFileSync(path)));

/**
 * Whether the output is that of the present sources, by looking at dates and sizes only.
 * @param {Target} target
 * @returns {boolean}
 */
export function isMiniappBuilt(target) {
  const stamp = readCache(stampPath(target), /** @type {Stamp} */ ({}));
  return existsSync(outputPath(target)) && stamp.quick === quickFingerprint();
}

/** Removes what interrupted builds left. */
function removeLeftovers() {
  if (!existsSync(OUTPUTS)) return;
  for (const name of readdirSync(OUTPUTS).filter((entry) => /^\.(building|replaced)-/.test(entry))) {
    rmSync(join(OUTPUTS, name), { recursive: true, force: true });
  }
}

/**
 * @param {Target} target
 * @param {boolean} lowPriority
 * @returns {Promise<string>} the folder it was built into
 */
async function buildAside(target, lowPriority) {
  const folder = `.building-${target}-${process.pid}`;
  const progress = startProgress(`Building the mini-app (${target})`);
  const [command, args] = npmCommand(['run', `build:${target}`]);
  const { code, tail } = await runCommand(command, args, {
    cwd: MINIAPP,
    env: { ...npmEnvironment(), NODE_ENV: 'production', TARO_OUTPUT_ROOT: `dist/${folder}` },
    lowPriority,
    discardable: true,
    onLine: (line) => progress.update(line),
  });
  const built = join(OUTPUTS, folder);
  if (code === 0 && existsSync(built)) {
    progress.end(`✓ Mini-app built (${target})`);
    return built;
  }
  progress.end(`✗ Mini-app not built (${target})`);
  rmSync(built, { recursive: true, force: true });
  throw new Refusal(`npm run build:${target} in miniapp failed (${code}): fix what its last lines name.\n${tail}`);
}

/**
 * Puts a finished build in its place. The old one is moved, not removed, until the new one is there.
 * @param {Target} target
 * @param {string} built
 */
function replaceOutput(target, built) {
  const replaced = join(OUTPUTS, `.replaced-${target}-${process.pid}`);
  if (existsSync(outputPath(target))) renameSync(outputPath(target), replaced);
  renameSync(built, outputPath(target));
  rmSync(replaced, { recursive: true, force: true });
}

/**
 * Makes `miniapp/dist/<target>` the build of the present sources. The dependencies of the mini-app must be there.
 * @param {Target} target
 * @param {{ lowPriority?: boolean }} [options]
 */
export async function ensureMiniappBuild(target, { lowPriority = false } = {}) {
  if (isMiniappBuilt(target)) return;
  // One lock for both targets: they share Taro's cache, and two webpack builds at once would be slower than in turn.
  await withLock('miniapp-build', async () => {
    removeLeftovers();
    // Taken before the build: a source that changes meanwhile is built again next time.
    const stamp = { quick: quickFingerprint(), content: contentFingerprint() };
    const known = readCache(stampPath(target), /** @type {Stamp} */ ({}));
    if (!existsSync(outputPath(target)) || known.content !== stamp.content) {
      const built = await buildAside(target, lowPriority);
      rmSync(stampPath(target), { force: true });
      replaceOutput(target, built);
    }
    writeAtomic(stampPath(target), JSON.stringify(stamp));
  });
}
