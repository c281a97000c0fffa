import { defineLoader } from '../../platform/database/loaders';
import { occurredAtOfLines, statesByMember } from './journal.store';

/** Stored states by member; not found means that the member has had no input yet. Read through `stateAt`. */
export const memberStateLoader = defineLoader('memberState', statesByMember);

/** When the input of a line of a journal happened, by `<member id>:<seq>`. */
export const journalTimeLoader = defineLoader('journalTime', occurredAtOfLines);
