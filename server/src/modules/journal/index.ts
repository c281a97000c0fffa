/** Members' states, journals and ledgers: what other modules may use. */

export { archivedItem, archivedNames, archivesFor, finishedCoupons } from './archive.store';
export { grantedOfCoupons, takeFromStock } from './coupon-stock.store';
export { eventIdOf, reasonOf } from './entry-reason';
export { type Fold, foldInputs, foldTime, recordInput, recordInputs, writeFolds } from './fold-inputs';
export { journalLineLoader, memberStateLoader, savingsLoader } from './journal.loaders';
export {
  countMembersWithState,
  type JournalEntry,
  journalsOf,
  membersAwaitingReview,
  membersWithState,
  statesAfter,
  statesByMember,
} from './journal.store';
export { mergeJournals } from './merge-journals';
export { advanceDueMembers, type NightlyReport } from './nightly.job';
export { type DispatchReport, dispatchOutbox, type EffectHandler, type EffectHandlers } from './outbox.job';
export { appendEffects, countWaiting, type WaitingEffect } from './outbox.store';
export { PARTS_OF_FEN } from './plan-moves.store';
export { evidenceSince, listEntries } from './read-ledgers';
export { verifyJournals } from './rebuild';
export { reconcile } from './reconcile';
export { stateAt } from './state-at';
