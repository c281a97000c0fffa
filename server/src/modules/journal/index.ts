/** Members' states, journals and ledgers: what other modules may use. */
export { type Fold, foldInputs, type ProposedInput, recordInput, writeFolds } from './fold-inputs';
export { memberStateLoader } from './journal.loaders';
export { type LedgerEntry, listEntries, statesByMember } from './journal.store';
export { stateAt } from './state-at';
export { advanceDueMembers, type NightlyReport } from './nightly.job';
export { verifyJournals } from './rebuild';
export { reconcile } from './reconcile';
