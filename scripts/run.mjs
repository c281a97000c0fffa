// @ts-check
/** `node scripts/run.mjs NAME [arguments]`: runs scripts/NAME.ts, installed and compiled first when needed. */
import './lib/node-version.mjs';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { DIST, Refusal, ROOT } from './lib/project.mjs';
import { runMain } from './lib/run-main.mjs';
import { ensureServerBuild } from './lib/server-build.mjs';

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (!name) throw new Refusal('Say which script to run: node scripts/run.mjs NAME [arguments].');
  await ensureDependencies(ROOT, { name: 'server' });
  await ensureServerBuild();
  const script = join(DIST, 'scripts', `${name}.js`);
  if (!existsSync(script)) throw new Refusal(`There is no scripts/${name}.ts.`);
  // The script has the terminal to itself: its input, its output, and Ctrl-C, which reaches it directly.
  const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
