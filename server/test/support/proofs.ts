import { reconcile, verifyJournals } from '../../src/modules/journal';
import { joinedAtOfMembers } from '../../src/modules/members';
import { ProgramCatalogue } from '../../src/modules/programs';
import type { TestServer } from './test-server';

/** What `npm run reconcile` and `npm run rebuild -- --verify` would find wrong: nothing, ever. */
export async function ledgerFaults(server: TestServer): Promise<unknown[]> {
  const { timeline } = await new ProgramCatalogue(server.database, server.clock).current();
  const joined = (ids: number[]) => joinedAtOfMembers(server.database, ids);
  const found: unknown[] = [];
  for await (const difference of reconcile(server.database)) found.push(difference);
  for await (const difference of verifyJournals(server.database, timeline, joined)) found.push(difference);
  return found;
}
