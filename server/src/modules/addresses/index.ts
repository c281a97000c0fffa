/** Members' address books: what other modules may use. */
export { addressOf, moveAddresses } from './addresses.store';
