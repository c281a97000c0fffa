// @ts-check
/**
 * Before the database tests: a MariaDB to run them on as well, its address in TEST_MARIADB_URL for every worker, and a
 * folder of the run in TEST_RUN_FOLDER, where workers keep what makes the next database cheap.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMariadbInstalled, startMariadb } from './mariadb.mjs';

/** Starts one unless the environment names one, or none is installed. */
export default async function setUp() {
  process.env.TEST_RUN_FOLDER = mkdtempSync(join(tmpdir(), 'rungs-test-run-'));
  if (process.env.TEST_MARIADB_URL || !isMariadbInstalled()) return;
  // Jest dies of a signal without tearing down; by way of `exit` the database ends with it.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => process.exit(1));
  }
  // As does jest when scripts/test.mjs was killed. (The watch cannot be preloaded: jest's workers would inherit it.)
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  const database = await startMariadb();
  process.env.TEST_MARIADB_URL = database.url;
  Object.assign(globalThis, { stopTestMariadb: database.stop });
}
