// @ts-check
/**
 * `npm run bench`: measures the server side by side with reference implementations, and writes a table to
 * `data/bench.md`. `--quick` has short rounds, `--only home|redemption|ingestion|refold` runs one part. It informs: whether bars
 * are met does not change the exit code, a wrong answer does.
 */
import './lib/node-version.mjs';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { History } from './bench/events.mjs';
import { benchHome } from './bench/home.mjs';
import { benchIngestion, recordPast } from './bench/ingestion.mjs';
import { benchRedemption } from './bench/redemption.mjs';
import { benchRefold } from './bench/refold.mjs';
import { markdown } from './bench/report.mjs';
import { startWorker } from './bench/worker-client.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { writeAtomic } from './lib/files.mjs';
import { isMariadbInstalled, startMariadb } from './lib/mariadb.mjs';
import { Refusal, ROOT } from './lib/project.mjs';
import { runMain } from './lib/run-main.mjs';
import { ensureServerBuild } from './lib/server-build.mjs';

const parts = { home: benchHome, redemption: benchRedemption, ingestion: benchIngestion, refold: benchRefold };

const USE = `use npm run bench -- [--quick] [--only ${Object.keys(parts).join('|')}].`;

function readArguments() {
  try {
    return parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } }).values;
  } catch (error) {
    throw new Refusal(`${/** @type {Error} */ (error).message}: ${USE}`);
  }
}

/** @returns {{ quick: boolean, names: (keyof typeof parts)[] }} */
function readOptions() {
  const { quick = false, only } = readArguments();
  const names = /** @type {(keyof typeof parts)[]} */ (Object.keys(parts));
  const chosen = names.filter((name) => only === undefined || only === name);
  if (chosen.length === 0) throw new Refusal(`There is no part named ${only}: ${USE}`);
  return { quick, names: chosen };
}

/**
 * @param {string} folder
 * @returns {Promise<{ url: string, kind: string }>}
 */
async function chooseDatabase(folder) {
  if (isMariadbInstalled()) return { url: (await startMariadb()).url, kind: 'MariaDB' };
  console.log(
    'MariaDB is not installed (apt-get install mariadb-server): measuring on SQLite, which no bar is set for.',
  );
  return { url: `file:${join(folder, 'bench.db')}`, kind: 'SQLite' };
}

await runMain(async () => {
  const { quick, names } = readOptions();
  await ensureDependencies(ROOT, { name: 'server' });
  await ensureServerBuild();
  const startedAt = new Date();
  const [loadAtStart = 0] = loadavg();
  const folder = mkdtempSync(join(tmpdir(), 'rungs-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { url: databaseUrl, kind: databaseKind } = await chooseDatabase(folder);
  const tokenKey = randomBytes(32).toString('hex');
  const worker = await startWorker({ databaseUrl, tokenKey });
  const members = quick ? 1024 : 5120;
  const partners = await worker.call('prepare', { members });
  const history = new History(members);
  const stage = { databaseUrl, databaseKind, folder, tokenKey, worker, partners, members, history, quick };
  await recordPast(stage);
  const rows = [];
  for (const name of names) rows.push(...(await parts[name](stage)));
  const database = await worker.call('databaseVersion');
  const table = markdown(rows, { database, hasBars: databaseKind === 'MariaDB', quick, startedAt, loadAtStart });
  writeAtomic(join(ROOT, 'data/bench.md'), table);
  console.log(`\n${table}\nWritten to data/bench.md.`);
});
