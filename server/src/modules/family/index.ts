/** Sharing plans with the family: what other parts of the server may use. */
export { handlePlansOfFamilies } from './follow-plans';
export { moveFamily } from './move-family';
