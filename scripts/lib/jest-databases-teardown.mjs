// @ts-check
/** After the database tests: ends the MariaDB that jest-databases-setup.mjs started. */

import { rmSync } from 'node:fs';

/** Runs in the process that the setup ran in. */
export default async function tearDown() {
  const { stopTestMariadb } = /** @type {{ stopTestMariadb?: () => Promise<void> }} */ (globalThis);
  await stopTestMariadb?.();
  if (process.env.TEST_RUN_FOLDER) rmSync(process.env.TEST_RUN_FOLDER, { recursive: true, force: true });
}
