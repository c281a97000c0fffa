// @ts-check
/** Compiles the server, the migrations and the TypeScript scripts to `dist/`, each file only when it has changed. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { hash, listFiles, readCache, signature, writeAtomic } from './files.mjs';
import { withLock } from './lock.mjs';
import { DIST, Refusal, ROOT } from './project.mjs';

const TREES = ['server/src', 'server/migrations', 'scripts'];
const OUTPUT_TREES = ['server', 'scripts'];
const MANIFEST = join(DIST, '.server-build.json');
const PARALLEL = 8;

/** @typedef {{ signature: string, hash: string }} Entry what a source was when its outputs were written */
/** @typedef {{ compiler: string, files: Record<string, Entry> }} Manifest */

/** @returns {string[]} sources relative to the root: TypeScript to compile, JSON to copy */
function listSources() {
  const isSource = (/** @type {string} */ path) => /\.(ts|json)$/.test(path) && !/\.(test|d)\.ts$/.test(path);
  return TREES.flatMap((tree) => listFiles(ROOT, tree, (name) => name === 'test')).filter(isSource);
}

/**
 * @param {string} source
 * @returns {string[]} paths relative to dist; the code comes last
 */
function outputsOf(source) {
  if (!source.endsWith('.ts')) return [source];
  const code = source.replace(/\.ts$/, '.js');
  return [`${code}.map`, code];
}

/** @returns {string} changes when every output is stale: the compiler and its options */
function compilerIdentity() {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/@swc/core/package.json'), 'utf8'));
  return hash(`${version}\n${readFileSync(join(ROOT, '.swcrc'), 'utf8')}`);
}

/**
 * @param {string} source
 * @param {Buffer} content
 */
async function writeOutputs(source, content) {
  const target = join(DIST, source);
  if (!source.endsWith('.ts')) return writeAtomic(target, content);
  const { transform } = await import('@swc/core');
  const code = target.replace(/\.ts$/, '.js');
  const { code: compiled, map } = await transform(content.toString('utf8'), {
    filename: join(ROOT, source),
    sourceFileName: relative(dirname(code), join(ROOT, source)),
    cwd: ROOT,
    root: ROOT,
  });
  const name = code.slice(dirname(code).length + 1);
  // The map first: code that is there is complete.
  if (map) writeAtomic(`${code}.map`, map);
  writeAtomic(code, `${compiled}//# sourceMappingURL=${name}.map\n`);
}

/**
 * Compiles one source unless its outputs are those of its content.
 * @param {string} source
 * @param {Entry | undefined} known
 * @returns {Promise<{ entry: Entry, compiled: boolean }>}
 */
async function refresh(source, known) {
  const path = join(ROOT, source);
  const current = signature(path) ?? '';
  const complete = known !== undefined && outputsOf(source).every((output) => existsSync(join(DIST, output)));
  if (complete && known.signature === current) return { entry: known, compiled: false };
  const content = readFileSync(path);
  const entry = { signature: current, hash: hash(content) };
  if (complete && known.hash === entry.hash) return { entry, compiled: false };
  await writeOutputs(source, content);
  return { entry, compiled: true };
}

/** @param {string[]} sources */
function removeOrphans(sources) {
  const expected = new Set(sources.flatMap(outputsOf));
  for (const output of OUTPUT_TREES.flatMap((tree) => listFiles(DIST, tree))) {
    if (!expected.has(output)) rmSync(join(DIST, output));
  }
}

/** @returns {Promise<number>} how many files were compiled */
async function build() {
  const compiler = compilerIdentity();
  const found = readCache(MANIFEST, /** @type {Manifest} */ ({ compiler: '', files: {} }));
  const known = found.compiler === compiler ? found.files : {};
  const sources = listSources();
  removeOrphans(sources);
  /** @type {Record<string, Entry>} */
  const files = {};
  /** @type {string[]} */
  const errors = [];
  let compiled = 0;
  const queue = [...sources];
  const work = async () => {
    for (let source = queue.shift(); source !== undefined; source = queue.shift()) {
      try {
        const result = await refresh(source, known[source]);
        files[source] = result.entry;
        compiled += Number(result.compiled);
      } catch (error) {
        // The compiler shows the place first, then its own stack.
        const [place = ''] = /** @type {Error} */ (error).message.split('\nCaused by:');
        errors.push(`${source}\n${place.trimEnd()}\n`);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, work));
  const manifest = JSON.stringify({ compiler, files: Object.fromEntries(Object.entries(files).sort()) });
  if (manifest !== JSON.stringify(found)) writeAtomic(MANIFEST, manifest);
  if (errors.length > 0) {
    throw new Refusal(
      `${errors.length} file(s) do not compile; fix them and run the command again.\n${errors.join('\n')}`,
    );
  }
  return compiled;
}

/**
 * Brings `dist/` up to date with the sources: changed files are compiled, outputs without a source removed. Every file
 * is replaced whole and the manifest comes last, so an interrupted build is simply continued by the next.
 */
export async function ensureServerBuild() {
  const startedAt = performance.now();
  const compiled = await withLock('server-build', build);
  if (compiled === 0) return;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`  ✓ Server compiled: ${compiled} file${compiled === 1 ? '' : 's'} (${seconds} s)`);
}
