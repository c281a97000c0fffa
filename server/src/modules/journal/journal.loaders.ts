import { defineLoader } from '../../platform/database/loaders';
import { journalLinesByKey } from './evidence.store';
import { statesByMember } from './journal.store';

/** Stored states by member; not found means that the member has had no input yet. Read through `stateAt`. */
export const memberStateLoader = defineLoader('memberState', statesByMember);

/** Lines of journals, by `<member id>:<number in the journal>`. */
export const journalLineLoader = defineLoader('journalLine', journalLinesByKey);
