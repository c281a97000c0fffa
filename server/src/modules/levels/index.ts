/** Members' places on the tracks: what others may use. */
export { memberPyramid } from './member-pyramid';
