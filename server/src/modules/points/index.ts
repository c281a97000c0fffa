/** Points: what other modules may use. */
export { pointsAt } from './points-at';
