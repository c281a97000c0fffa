/** Benefits: what other modules may use. */
export { benefitsAt } from './benefits-at';
