// @ts-check
/** After the database tests: ends the MariaDB that jest-mariadb-setup.mjs started. */

/** Runs in the process that the setup ran in. */
export default async function tearDown() {
  const { stopTestMariadb } = /** @type {{ stopTestMariadb?: () => Promise<void> }} */ (globalThis);
  await stopTestMariadb?.();
}
