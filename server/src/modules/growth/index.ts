/** Growth value: what other modules may use. */
export { growthAt } from './growth-at';
