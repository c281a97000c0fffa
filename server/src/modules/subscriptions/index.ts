/** Paid membership: what other parts of the server may use. */
export { workOnContracts } from './contracts.job';
export { hearOfContract } from './hear-of-contract';
export { assertOneOpenPlan } from './move-subscriptions';
export { subscriptionPayments } from './pay-subscription';
export { isBusy, workOnSubscriptions } from './subscriptions.job';
export { moveSubscriptions } from './subscriptions.store';
