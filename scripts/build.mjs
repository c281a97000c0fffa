// @ts-check
/** `npm run build`: compiles the server; with `h5` or `weapp` builds the mini-app as well. */
import './lib/node-version.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ensureMiniappBuild } from './lib/miniapp-build.mjs';
import { MINIAPP, Refusal, ROOT } from './lib/project.mjs';
import { runMain } from './lib/run-main.mjs';
import { ensureServerBuild } from './lib/server-build.mjs';

await runMain(async () => {
  const targets = process.argv.slice(2);
  await ensureDependencies(ROOT, { name: 'server' });
  await ensureServerBuild();
  if (targets.length === 0) return;
  await ensureDependencies(MINIAPP, { name: 'mini-app' });
  for (const target of targets) {
    if (target !== 'h5' && target !== 'weapp') throw new Refusal(`There is no build named ${target}: say h5 or weapp.`);
    await ensureMiniappBuild(target);
  }
});
