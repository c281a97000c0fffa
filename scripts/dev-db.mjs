// @ts-check
/** `npm run dev-db`: a throw-away MariaDB until Ctrl-C, on a random free port or DEV_DB_PORT. */
import './lib/node-version.mjs';
import { startMariadb } from './lib/mariadb.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { Refusal } from './lib/project.mjs';
import { runMain } from './lib/run-main.mjs';

await runMain(async () => {
  const wish = process.env.DEV_DB_PORT;
  const port = wish ? Number(wish) : undefined;
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Refusal(`DEV_DB_PORT is "${wish}": give a whole number from 1 to 65535.`);
  }
  if (port !== undefined) await requireFreePort(port, 'the database', 'DEV_DB_PORT');
  const database = await startMariadb({ port });
  console.log(`DATABASE_URL=${database.url}`);
  console.log('\nRuns until Ctrl-C; its data is removed then. In another terminal:');
  console.log(`  DATABASE_URL=${database.url} npm start`);
  await database.died;
});
