import type { Entry } from '../../engine/state';
import type { RequestLoaders } from '../../platform/database/loaders';
import type { EvidenceSource, JournalLineRecord } from './evidence.store';
import { entriesSinceLoader, entryPageLoader, journalSinceLoader } from './journal.loaders';
import type { EntryPage, LedgerEntry } from './journal.store';

/** A page of a member's ledgers, latest first, one more than asked so that the caller sees whether there is a next page. */
export async function listEntries(loaders: RequestLoaders, page: EntryPage): Promise<LedgerEntry[]> {
  const { memberId, accounts, first, afterKey } = page;
  return (await loaders.load(entryPageLoader, JSON.stringify({ memberId, accounts, first, afterKey }))) ?? [];
}

/** What was recorded about a member since an instant (everything without one), and the lines of these ledgers. */
export async function evidenceSince(
  loaders: RequestLoaders,
  source: EvidenceSource,
): Promise<{ lines: JournalLineRecord[]; entries: Entry[] }> {
  const { memberId, since, accounts } = source;
  const [lines = [], entries = []] = await Promise.all([
    loaders.load(journalSinceLoader, JSON.stringify({ memberId, since })),
    accounts.length === 0 ? [] : loaders.load(entriesSinceLoader, JSON.stringify({ memberId, since, accounts })),
  ]);
  return { lines, entries };
}
