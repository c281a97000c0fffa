import { defineLoader } from '../../platform/database/loaders';
import { entriesByKey, journalByKey, journalLinesByKey } from './evidence.store';
import { entryPages, savingsByMember, statesByMember } from './journal.store';

/** Stored states by member; not found means that the member has had no input yet. Read through `stateAt`. */
export const memberStateLoader = defineLoader('memberState', statesByMember);

/** Lines of journals, by `<member id>:<number in the journal>`. */
export const journalLineLoader = defineLoader('journalLine', journalLinesByKey);

/** Pages of ledgers: read through `listEntries`. */
export const entryPageLoader = defineLoader('entryPage', entryPages);

/** Journals since an instant: read through `evidenceSince`. */
export const journalSinceLoader = defineLoader('journalSince', journalByKey);

/** Lines of ledgers since an instant: read through `evidenceSince`. */
export const entriesSinceLoader = defineLoader('entriesSince', entriesByKey);

/** What subscriptions saved members, by member and then by subscription; in fen. */
export const savingsLoader = defineLoader('savings', savingsByMember);
