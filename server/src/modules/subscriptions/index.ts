/** Paid membership: what other parts of the server may use. */
export { workOnContracts } from './contracts.job';
export { subscriptionPayments } from './pay-subscription';
export { receiveContractNotice } from './receive-contract-notice';
export { workOnSubscriptions } from './subscriptions.job';
export { moveSubscriptions } from './subscriptions.store';
