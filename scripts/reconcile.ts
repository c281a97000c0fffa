import { openDatabaseOfEnvironment, runCommand } from '../server/src/environment';
import { reconcile } from '../server/src/modules/journal';
import { encodeId } from '../server/src/platform/ids';

// Proves the ledger equations on the database of DATABASE_URL; names the first account that differs.
runCommand(async () => {
  const database = await openDatabaseOfEnvironment({ migrate: false });
  let members = 0;
  for await (const { memberId, message } of reconcile(database, (checked) => (members = checked))) {
    console.error(`Member ${encodeId('Member', memberId)} (row ${memberId}) differs. ${message}.`);
    process.exit(1);
  }
  await database.close();
  console.log(`${members} members reconciled: every account equals the sum of its entries.`);
});
