// @ts-check
/** `npm start`: the whole demo on this machine, from a fresh clone. */
import './lib/node-version.mjs';
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { forTerminal } from './lib/log-view.mjs';
import { ensureMiniappBuild, isMiniappBuilt } from './lib/miniapp-build.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { MINIAPP, Refusal, ROOT } from './lib/project.mjs';
import { isStopping, runMain } from './lib/run-main.mjs';
import { ensureServerBuild } from './lib/server-build.mjs';
import { startStack } from './lib/stack.mjs';
import { printTable } from './lib/table.mjs';

const DEFAULT_PORT = 4000;

/** @returns {number} */
function readPort() {
  const port = Number(process.env.PORT || DEFAULT_PORT);
  if (Number.isInteger(port) && port > 0 && port < 65_535) return port;
  throw new Refusal(
    `PORT is "${process.env.PORT}": give a whole number from 1 to 65534 (the simulator takes the next).`,
  );
}

/**
 * @param {import('./lib/stack.mjs').Stack} stack
 */
function printWelcome({ url, simulatorUrl, logFiles }) {
  console.log('\n阶梯会员 Rungs 已就绪 · ready\n');
  printTable([
    ['小程序 (H5) · mini-app', `${url}/`],
    ['GraphQL', `${url}/graphql`],
    ['GraphiQL', `${url}/graphiql`],
    ['微信模拟器 · WeChat simulator', simulatorUrl],
    ['日志 · log', logFiles.map((path) => relative(ROOT, path)).join(', ')],
  ]);
  console.log('\n演示凭据 · demo credentials\n');
  printTable([
    ['会员登录码 · member code', 'demo:<openid>', '例如 · e.g. demo:lin'],
    ['合作方 · partner', 'demo-mall / demo-mall-secret', '所有权限 · all scopes'],
    ['员工令牌 · staff token', 'demo-admin', '管理员 · all roles'],
    ['', 'demo-operator', '运营 · operator'],
    ['', 'demo-viewer', '只读 · viewer'],
  ]);
  console.log('\nCtrl-C 停止 · stops\n');
}

/**
 * Builds the page at `/` while the server already answers. The demo goes on without it when that fails.
 * @param {string} url
 */
async function prepareMiniapp(url) {
  if (!existsSync(join(MINIAPP, 'package.json'))) return;
  try {
    if (!isMiniappBuilt('h5')) {
      console.log('小程序页面正在后台构建 · the mini-app is being built in the background');
      await ensureDependencies(MINIAPP, { name: 'mini-app', lowPriority: true });
      await ensureMiniappBuild('h5', { lowPriority: true });
    }
    console.log(`小程序已可打开 · the mini-app is ready: ${url}/\n`);
  } catch (error) {
    if (isStopping()) return;
    if (!(error instanceof Refusal)) throw error;
    console.error(`✗ ${error.message}\nThe server goes on without the mini-app.`);
  }
}

await runMain(async () => {
  if (process.env.NODE_ENV === 'production') {
    throw new Refusal(
      'npm start runs the demo, which must not meet production data: unset NODE_ENV, ' +
        'or start the server itself with npm run build && node dist/server/src/main.js.',
    );
  }
  const port = readPort();
  await requireFreePort(port, 'the server');
  await requireFreePort(port + 1, 'the WeChat simulator');
  await ensureDependencies(ROOT, { name: 'server' });
  await ensureServerBuild();
  const stack = await startStack({
    port,
    simulatorPort: port + 1,
    dataDir: process.env.RUNGS_DATA_DIR || join(ROOT, 'data'),
    onLine: (line) => {
      const text = forTerminal(line);
      if (text !== undefined) console.log(text);
    },
  });
  printWelcome(stack);
  await Promise.race([stack.died, prepareMiniapp(stack.url)]);
  await stack.died;
});
