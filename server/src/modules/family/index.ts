/** Sharing plans with the family: what other parts of the server may use. */
export { extendFamily, handlePlansOfFamilies } from './extend-family';
export { moveFamily } from './move-family';
