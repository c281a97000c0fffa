import type { Entry } from '../../engine/state';
import { defineLoader, type RequestLoaders } from '../../platform/database/loaders';
import {
  type EvidenceSource,
  entriesByKey,
  type JournalLineRecord,
  journalByKey,
  journalLinesByKey,
} from './evidence.store';
import { type EntryPage, entryPages, type LedgerEntry, statesByMember } from './journal.store';

/** Stored states by member; not found means that the member has had no input yet. Read through `stateAt`. */
export const memberStateLoader = defineLoader('memberState', statesByMember);

/** Lines of journals, by `<member id>:<number in the journal>`. */
export const journalLineLoader = defineLoader('journalLine', journalLinesByKey);

const entryPageLoader = defineLoader('entryPage', entryPages);
const journalSinceLoader = defineLoader('journalSince', journalByKey);
const entriesSinceLoader = defineLoader('entriesSince', entriesByKey);

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
