import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { transform } from '@swc/core';

const SOURCES = ['server/src', 'server/migrations', 'scripts'];
let compiled: Promise<string> | undefined;
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * Compiles the server and its commands for processes of their own, once per test file, and returns the folder: the sources' tree with
 * `.js` for `.ts`. It lies within node_modules, so that the packages are found from there; it goes after the tests.
 */
export function compileServer(): Promise<string> {
  compiled ??= compile();
  return compiled;
}

async function compile(): Promise<string> {
  const cache = resolve('node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'rungs-test-server-'));
  folders.push(folder);
  const { $schema: _, ...options } = JSON.parse(readFileSync('.swcrc', 'utf8')) as Record<string, unknown>;
  for (const tree of SOURCES) {
    for (const file of await readdir(tree, { recursive: true })) {
      if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
      const source = join(tree, file);
      const target = join(folder, source).replace(/\.ts$/, '.js');
      const { code } = await transform(readFileSync(source, 'utf8'), { ...options, swcrc: false, filename: source });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
    }
  }
  return folder;
}

/**
 * Runs the body of an async function in a process of its own and returns what it returns, as JSON. In it,
 * `load('app')` is the compiled module `server/src/app`.
 */
export async function runCompiled<T>(folder: string, body: string, env: NodeJS.ProcessEnv): Promise<T> {
  const script = `
    require('reflect-metadata');
    const load = (module) => require(${JSON.stringify(join(folder, 'server/src'))} + '/' + module);
    (async () => { ${body} })().then((result) => process.stdout.write(JSON.stringify(result)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env: { ...process.env, ...env } });
  return JSON.parse(stdout) as T;
}
