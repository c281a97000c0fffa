/** Members' places on the tracks: what others may use. */
export { howToReach } from './how-to-reach';
export { memberPyramid } from './member-pyramid';
export { placeAt } from './place-at';
