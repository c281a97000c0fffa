/** Growth value: what other modules may use. */
export { growthLoader } from './growth.loaders';
export { openGrowthAccount } from './growth.store';
