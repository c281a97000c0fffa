import { defineLoader } from '../../platform/database/loaders';
import type { Database } from '../../platform/database/open-database';
import { consentsOf } from './subscribe-messages.store';

/** How many messages of each template a member may still be sent, by template; not found means none of any. */
export const consentLoader = defineLoader('messageConsent', async (database: Database, memberIds: number[]) => {
  const found = new Map<number, Map<string, number>>();
  for (const { memberId, templateId, sendsLeft } of await consentsOf(database, memberIds)) {
    const own = found.get(memberId) ?? new Map<string, number>();
    found.set(memberId, own.set(templateId, sendsLeft));
  }
  return found;
});
