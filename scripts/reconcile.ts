import { openDatabaseOfEnvironment, runCommand } from '../server/src/environment';
import { reconcile } from '../server/src/modules/journal';
import { stockFaults } from '../server/src/modules/mall';
import { encodeId } from '../server/src/platform/ids';

// Proves the ledger equations on the database of DATABASE_URL; names the first account that differs.
runCommand(async () => {
  const database = await openDatabaseOfEnvironment({ migrate: false });
  let members = 0;
  for await (const { memberId, message } of reconcile(database, (checked) => (members = checked))) {
    console.error(`Member ${encodeId('Member', memberId)} (row ${memberId}) differs. ${message}.`);
    process.exit(1);
  }
  const [fault] = await stockFaults(database);
  if (fault) {
    const { skuId, sums, entries } = fault;
    const id = encodeId('MallSku', skuId);
    console.error(
      `SKU ${id} (row ${skuId}) differs. stock: the entries sum to ${JSON.stringify(entries)}, the row says ${JSON.stringify(sums)}.`,
    );
    process.exit(1);
  }
  await database.close();
  console.log(`${members} members reconciled: every account equals the sum of its entries, and so does every stock.`);
});
