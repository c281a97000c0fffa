/** Doing things once: what other modules may use. */
export { type KeyedCall, once } from './once';
