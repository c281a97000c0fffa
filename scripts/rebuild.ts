import { openDatabaseOfEnvironment, runCommand } from '../server/src/environment';
import { verifyJournals } from '../server/src/modules/journal';
import { joinedAtOfMembers } from '../server/src/modules/members';
import { ProgramCatalogue } from '../server/src/modules/programs';
import { systemClock } from '../server/src/platform/clock';
import { ConfigurationError } from '../server/src/platform/errors';
import { encodeId } from '../server/src/platform/ids';

// Folds every journal anew and compares the outcome with what is stored, byte by byte. It never writes.
runCommand(async () => {
  if (process.argv[2] !== '--verify') {
    throw new ConfigurationError('rebuild only compares for now: run npm run rebuild -- --verify.');
  }
  const database = await openDatabaseOfEnvironment({ migrate: false });
  const { timeline } = await new ProgramCatalogue(database, systemClock).current();
  let inputs = 0;
  let differing = 0;
  const joined = (ids: number[]) => joinedAtOfMembers(database, ids);
  for await (const { memberId, message } of verifyJournals(database, timeline, joined, (count) => (inputs = count))) {
    if (differing++ < 10) console.error(`Member ${encodeId('Member', memberId)} (row ${memberId}): ${message}.`);
  }
  await database.close();
  if (differing > 0) throw new ConfigurationError(`${differing} members differ from their journals.`);
  console.log(`${inputs} inputs folded again: every state is byte-identical.`);
});
