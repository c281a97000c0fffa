/** Members' states, journals and ledgers: what other modules may use. */
export { type Fold, foldInputs, type ProposedInput, recordInput, writeFolds } from './fold-inputs';
export { memberStateLoader } from './journal.loaders';
export { type LedgerEntry, listEntries, statesByMember } from './journal.store';
export { advanceDueMembers, type NightlyReport } from './nightly.job';
export { verifyJournals } from './rebuild';
export { reconcile } from './reconcile';
export { standingOf } from './standing';
export { stateAt } from './state-at';
