import { openDatabaseOfEnvironment, readProgramFile, runCommand } from '../server/src/environment';
import { seedProgram } from '../server/src/modules/programs';
import { addStaffToken, anyStaffToken } from '../server/src/modules/staff';
import { systemClock } from '../server/src/platform/clock';
import { inTransaction } from '../server/src/platform/database/unit-of-work';
import { newSecret } from '../server/src/platform/secrets';

const FIRST_TOKEN_DAYS = 7;

// What an empty database needs to work: the program, and a first administrator. Run twice it changes nothing.
runCommand(async () => {
  const database = await openDatabaseOfEnvironment({ migrate: true });
  const file = process.env.RUNGS_PROGRAM ?? 'server/programs/instalment-mall.yaml';
  const program = readProgramFile(file);
  await inTransaction(database, (tx) => seedProgram(tx, program, file, systemClock.businessNow()), {
    retryUniqueViolation: true,
  });
  if (!(await anyStaffToken(database))) {
    const token = newSecret();
    const expiresAt = new Date(systemClock.wallNow().getTime() + FIRST_TOKEN_DAYS * 24 * 3600 * 1000);
    const roles = ['viewer', 'operator', 'admin'];
    await inTransaction(database, (tx) => addStaffToken(tx, { name: 'First administrator', token, roles, expiresAt }));
    console.log(`First administrator, good for ${FIRST_TOKEN_DAYS} days, shown this once: ${token}`);
  }
  await database.close();
  console.log('The database is ready.');
});
