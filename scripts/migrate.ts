import { openDatabaseOfEnvironment, runCommand } from '../server/src/environment';

// Brings the tables of DATABASE_URL up to date. Run twice it does nothing; several at once wait for one another.
runCommand(async () => {
  const database = await openDatabaseOfEnvironment({ migrate: true });
  await database.close();
  console.log('The database is up to date.');
});
